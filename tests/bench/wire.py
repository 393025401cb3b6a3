"""What the program writes to its terminal, step by step, beside what the real ncurses would write for the same screens.

    python -m tests.bench.wire [--size 80x24] [--script clerk] [--plain] [--json FILE]

Two scripts (`tests/meter/*.toml`) on the demo's data: a clerk's morning and a supervisor's review. Every screen is
compared with the one that Textual's own driver draws for the same keys, on a database of its own; `--plain` measures
that driver instead, and holds it to nothing. A goal is met if nine of ten steps of the kind keep to it. Ends with 1
where one is missed. Bytes and cells are exact; bursts and the processor's time hang on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from db import demo
from tests import servers
from tests.drivers.program import Program, environment
from tests.meter import goals, script
from tests.meter.compare import with_drawn_cursor, wrong_cells
from tests.meter.goals import KINDS, Counted
from tests.meter.painter import painted
from tests.meter.script import Script, Step
from tests.meter.sitting import Measured, Sitting
from tests.servers import Cluster

SCRIPTS = ("clerk", "supervisor")  # and "short", which the suite plays
TERM = "xterm-256color"
FIRST = Step("screen", "start", sees="LẮNG NGHE", database=True)
Size = tuple[int, int]


def sat_through(played: Script, dsn: str, size: Size, *options: str) -> list[Measured]:
    """The whole script at a program of its own. The first is the start."""
    command = (sys.executable, "-m", "screens", *options)
    with (
        tempfile.TemporaryDirectory(dir="/tmp") as folder,
        Program(command, env=environment(Path(folder), dsn, TERM=TERM), size=size) as program,
    ):
        sitting = Sitting(program, size)
        return [sitting.does(step) for step in (FIRST, *played.steps)]


def measured(cluster: Cluster, played: Script, size: Size, plain: bool) -> list[Counted]:
    """The script at our driver and at Textual's own, each on data of its own; or at Textual's own alone."""
    databases = [cluster.copy_of("demo", demo.build) for _ in range(2)]
    of_ours, of_plain = (database.dsn(played.login) for database in databases)
    with ProcessPoolExecutor(1) as other:  # a process of its own: drawing the one's screen keeps nobody from the other
        stock = other.submit(sat_through, played, of_plain, size, "--plain-driver")
        found = None if plain else sat_through(played, of_ours, size)
        steps = list(counted(found or stock.result(), stock.result() if found else None))
    for database in databases:
        database.drop()
    return steps


def counted(ours: Sequence[Measured], plain: Sequence[Measured] | None) -> Iterator[Counted]:
    """Each step beside ncurses and, if it was asked, the other driver."""
    ncurses = painted([one.frame for one in ours], TERM)
    for number, (one, bytes_of_ncurses) in enumerate(zip(ours, ncurses, strict=True)):
        before = ours[max(number - 1, 0)].frame
        other = plain[number] if plain else None
        wrong = len(wrong_cells(with_drawn_cursor(one.frame), other.frame)) if other else 0
        kind = goals.kind_of(one.step.kind, before, one.frame)
        yield Counted(kind, one, bytes_of_ncurses, other.bytes if other else None, wrong)


def table(steps: Sequence[Counted], size: Size) -> Iterator[str]:
    """A line a kind of step: how many, bytes in the middle and at most, ncurses', stock's, bursts, processor."""
    yield (f"{'':42}{'steps':>6}{'bytes':>7}{'worst':>7}{'ncurses':>9}{'ratio':>7}{'stock':>8}{'bursts':>8}"
           f"{'CPU ms':>8}{'goal':>7}{'over':>6}")  # fmt: skip
    for kind, words in KINDS.items():
        some = goals.of_kind(steps, kind)
        if some:
            limits = [goals.limit(step, size) for step in some]
            over = sum(most is not None and step.bytes > most for step, most in zip(some, limits, strict=True))
            goal = "" if limits[0] is None else f"{min(most for most in limits if most is not None):.0f}"
            yield f"{words:42}{_figures(some)}{goal:>7}{over if goal else '':>6}"
    yield f"{'all, sums':42}{_sums(steps)}"


def _figures(some: Sequence[Counted]) -> str:
    ratio = f"{_ratio(some):.2f}" if any(step.ncurses for step in some) else "-"
    plain = "-" if some[0].plain is None else f"{goals.median(some, lambda step: step.plain or 0):.0f}"
    bursts = max((step.measured.bursts for step in some if not step.measured.step.database), default=0)
    return (
        f"{len(some):6}{goals.median(some, lambda step: step.bytes):7.0f}{max(step.bytes for step in some):7}"
        f"{goals.median(some, lambda step: step.ncurses):9.0f}{ratio:>7}{plain:>8}{bursts or '-':>8}"
        f"{goals.median(some, lambda step: step.measured.cpu):8.1f}"
    )


def _sums(steps: Sequence[Counted]) -> str:
    ours, ncurses = (sum(getattr(step, name) for step in steps) for name in ("bytes", "ncurses"))
    plain = "-" if steps[0].plain is None else str(sum(step.plain or 0 for step in steps))
    cpu = sum(step.measured.cpu for step in steps)
    return f"{len(steps):6}{ours:7}{'':7}{ncurses:9}{ours / ncurses:7.2f}{plain:>8}{'':8}{cpu:8.0f}"


def verdicts(steps: Sequence[Counted], size: Size) -> Iterator[tuple[bool, str]]:
    """Each goal: whether it is met, and in words."""
    for kind, words in KINDS.items():
        promised = [(step, goals.limit(step, size)) for step in goals.of_kind(steps, kind)]
        over = [step for step, most in promised if most is not None and step.bytes > most]
        if promised and promised[0][1] is not None:
            worst = f", the worst {max(step.bytes for step in over)} bytes" if over else ""
            met = len(over) <= (1 - goals.MOST_STEPS) * len(promised)
            yield met, f"{words}: {len(over)} of {len(promised)} steps over the goal{worst}"
    if size != (80, 24):
        rest = _ratio([step for step in steps if step.kind not in goals.EVERYWHERE])
        yield rest <= goals.SHARE, f"all other steps: {rest:.2f} of ncurses' bytes, at most {goals.SHARE}"
    whole = _ratio(steps)
    yield whole <= goals.TOTAL, f"the whole: {whole:.4f} of ncurses' bytes, at most {goals.TOTAL:.2f}"
    for step in goals.of_kind(steps, "idle"):
        yield step.measured.cpu <= goals.IDLE_CPU, f"idle: {step.measured.cpu:.1f} ms, at most {goals.IDLE_CPU}"
    torn = [step for step in steps if not step.measured.step.database and step.measured.bursts > 1]
    yield not torn, f"more than one burst: {len(torn)} of the steps that ask no database"
    wrong = sum(step.wrong for step in steps)
    yield not wrong, f"wrong cells: {wrong}, in {sum(bool(step.wrong) for step in steps)} steps"


def _ratio(steps: Sequence[Counted]) -> float:
    return sum(step.bytes for step in steps) / sum(step.ncurses for step in steps)


def as_json(steps: Sequence[Counted]) -> list[dict[str, Any]]:
    """Every step with its screen, for looking closer."""
    return [
        {
            "kind": step.kind, "step": step.measured.step.name, "bytes": step.bytes, "ncurses": step.ncurses,
            "stock": step.plain, "bursts": step.measured.bursts, "cpu_ms": round(step.measured.cpu, 2),
            "last_ms": round(step.measured.last, 1), "wrong": step.wrong, "screen": step.measured.frame.texts,
            "database": step.measured.step.database,
        }
        for step in steps
    ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="80x24")
    parser.add_argument("--script", choices=(*SCRIPTS, "short"), help="only this one")
    parser.add_argument("--plain", action="store_true", help="measure Textual's own driver")
    parser.add_argument("--json", type=Path, help="write every step with its screen there")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    failed, all_steps = False, {}
    with servers.running(18) as cluster:
        for name in [options.script] if options.script else SCRIPTS:
            played = script.load(name)
            steps = measured(cluster, played, (columns, rows), options.plain)
            all_steps[name] = as_json(steps)
            print(f"\n{name}, {columns}×{rows}, {TERM}; load of the machine {os.getloadavg()[0]:.1f}")
            print("\n".join(table(steps, (columns, rows))))
            for met, words in () if options.plain else verdicts(steps, (columns, rows)):
                failed |= not met
                print(f"{'met' if met else 'MISSED':7}{words}")
    if options.json:
        options.json.write_text(json.dumps(all_steps, ensure_ascii=False, indent=1))
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
