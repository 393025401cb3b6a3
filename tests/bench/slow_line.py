"""How long after the last key the right screen stands at the far end of a slow line: our driver, and Textual's own.

    python -m tests.bench.slow_line [--rate 1000] [--rtt 0.6] [--patience 60] [--ours] [--known]

The line is simulated (`tests/meter/line.py`); home and the screens before the measured keys come at once, with
`--known` over the line as well, which the driver knows by then. Two scenes:
eight page-downs, and sixty characters in a field. The screen at the end is compared with what the same keys come to on
a line that costs nothing. Ends with 1 where our driver misses a goal, or the screen is another.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import demo
from tests import servers
from tests.drivers.keys import key_bytes
from tests.drivers.program import Program, environment
from tests.meter.compare import wrong_cells
from tests.meter.line import Line
from tests.meter.script import Step
from tests.meter.sitting import Sitting
from tests.meter.terminal import Frame
from tests.servers import Database

TERM, SIZE = "xterm-256color", (80, 24)
CLERK, SUPERVISOR = ("nd-mocbac", "VIỆC CẦN LÀM"), ("giamsat", "ĐANG THEO DÕI")  # and what their home says
TEXT = "Bà con lo giá phân bón, thức ăn tăng trong khi giá lợn giảm."


@dataclass(frozen=True)
class Scene:
    """Who does it; keys to get there, each with the words it ends with; keys so many seconds apart; the goal in
    seconds."""

    words: str
    person: tuple[str, str]
    before: Sequence[tuple[str, str]]
    keys: Sequence[bytes]
    apart: float
    goal: float


SCENES = (
    Scene(
        "eight page-downs, 5 a second", SUPERVISOR, [("6", "/102")], [key_bytes("pagedown")] * 8, 0.2, 2.0,
    ),
    Scene(
        f"{len(TEXT)} characters, 8 a second", CLERK,
        [("1", "BÁO CÁO TÌNH HÌNH"), ("ctrl+n", "Nội dung"), ("tab", ""), ("tab", ""), ("tab", "")],
        [character.encode() for character in TEXT], 0.125, 0.7,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Settled:
    """Seconds from the last key to the last change of the far screen; None if it never came to rest. Bytes since the
    first key, and the cells that are not as they should be."""

    seconds: float | None
    bytes: int
    wrong: int


def settled(scene: Scene, database: Database, options: Sequence[str], line: tuple[float, float], patience: float,
            known: bool) -> Settled:  # fmt: skip
    """One scene at one driver, on a line that it has known before or not."""
    command = (sys.executable, "-m", "screens", *options)
    right = _at_once(scene, database, command)
    with (
        tempfile.TemporaryDirectory(dir="/tmp") as folder,
        Program(command, env=environment(Path(folder), database.dsn(scene.person[0]), TERM=TERM), size=SIZE) as program,
    ):
        slow = Line(program, SIZE, *line)
        slow.slow = known
        _waits(slow, scene.person[1])
        for key, words in scene.before:
            slow.sends(key_bytes(key))
            _waits(slow, words)
        slow.slow, slow.sent = True, 0
        for key in scene.keys:
            slow.sends(key)
            last = time.perf_counter()
            slow.passes(scene.apart)
        rests = slow.settles(1.5, patience)
        seconds = max(slow.changed - last, 0.0) if rests else None
        return Settled(seconds, slow.sent, len(wrong_cells(slow.terminal.frame, right)))


def _at_once(scene: Scene, database: Database, command: Sequence[str]) -> Frame:
    """The screen that the keys come to."""
    with (
        tempfile.TemporaryDirectory(dir="/tmp") as folder,
        Program(command, env=environment(Path(folder), database.dsn(scene.person[0]), TERM=TERM), size=SIZE) as program,
    ):
        sitting = Sitting(program, SIZE)
        sitting.does(Step("", "start", sees=scene.person[1]))
        for key, words in scene.before:
            sitting.does(Step("", key, key_bytes(key), words))
        return sitting.does(Step("", scene.words, b"".join(scene.keys))).frame


def _waits(line: Line, words: str) -> None:
    end = time.perf_counter() + 60
    while not (line.settles(0.4, 1.0) and words in line.terminal.words):
        assert time.perf_counter() < end, f"{words!r} never came:\n" + "\n".join(line.terminal.frame.texts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rate", type=float, default=1000.0, help="bytes a second")
    parser.add_argument("--rtt", type=float, default=0.6, help="seconds there and back")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds after which it never settles")
    parser.add_argument("--ours", action="store_true", help="without Textual's own driver")
    parser.add_argument("--known", action="store_true", help="the screens before come over the same line")
    options = parser.parse_args()
    drivers = {"ours": ()} if options.ours else {"ours": (), "Textual's own": ("--plain-driver",)}
    failed = False
    with servers.running(18) as cluster:
        print(f"{options.rate:.0f} B/s, {options.rtt} s; load of the machine {os.getloadavg()[0]:.1f}")
        for scene in SCENES:
            for name, how in drivers.items():
                database = cluster.copy_of("demo", demo.build)
                found = settled(scene, database, how, (options.rate, options.rtt), options.patience, options.known)
                missed = found.seconds is None or found.seconds > scene.goal or found.wrong > 0
                failed |= missed and name == "ours"
                when = "never" if found.seconds is None else f"{found.seconds:.2f} s"
                verdict = f" (goal: at most {scene.goal} s, {'MISSED' if missed else 'met'})" if name == "ours" else ""
                print(f"{scene.words}, {name}: {when}{verdict}, {found.bytes} bytes, {found.wrong} wrong cells")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
