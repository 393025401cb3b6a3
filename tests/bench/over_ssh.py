"""The program over a real sshd on this machine, the line shaped to 1,000 B/s each way and 600 ms there and back.

    python -m tests.bench.over_ssh [--ours] [--ssh PATH] [--sshd PATH] [--set LINE] [--option LINE]

What a clerk and a supervisor of the demo wait for, with Textual's own driver, with ours, and with ours and SSH's
compression, side by side in one run: from the start of the client to the home screen, an opinion typed at 8 keys a
second, eight page-downs at 5 a second, and a review. Seconds are from the last key to the right screen; bytes are all
that crossed the line, SSH's included. `tests.ssh.line` says where the queue is.

The goals are those of the line without SSH, and are asked of the last column; a letter may take as much longer as its
two packets do. Ends with 1 where one is missed, or where two columns' screens differ.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from db import demo
from tests import servers
from tests.drivers.over_ssh import Remote
from tests.drivers.program import ROOT
from tests.servers import Cluster, Database
from tests.ssh.clock import MOST, Clock, Login, Took, login, median_and_worst
from tests.ssh.host import SSHD, Host, missing
from tests.ssh.line import Line

CLERK, REVIEWER = "nd-mocbac", "giamsat"
CODES = ("2", "enter", "g", "c", "enter", "3", "enter")
TEXT = "Bà con lo giá phân bón, thức ăn chăn nuôi tăng nhanh mùa này"  # 60 letters
ALONE = "thu mua lua"  # letters typed one by one
PAGES = "eight page-downs at 5/s"
CODED = "codes, at 8/s"
LETTER = "the 60th letter, at 8/s"
REVIEW: Mapping[str, Sequence[str]] = {
    "the month's matrix": ("5",),
    "a report that waits": (*["down"] * 4, "right", "enter"),
    "its next page": ("space",),
    "accepted": ("1",),
}
GOALS: Mapping[str, float] = {PAGES: 2.0, LETTER: 0.7}


@dataclass
class Visit:
    """What one driver took. `steps` by name; `echo` the seconds of single letters, `letter` their bytes together."""

    login: Login
    steps: dict[str, Took] = field(default_factory=dict)
    echo: Sequence[float] = ()
    letter: Took = field(default_factory=lambda: Took(0.0, 0.0, 0, 0))


@dataclass(frozen=True)
class Place:
    """Where it runs: the programs of OpenSSH, the line, and what every sshd and every client is told."""

    ssh: str = "ssh"
    sshd: str = SSHD
    rate: float = 1000.0
    delay: float = 0.6
    settings: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """OpenSSH's own words about the client."""
        return subprocess.run([self.ssh, "-V"], capture_output=True, text=True, check=True).stderr.split(",")[0].strip()

    @property
    def words(self) -> str:
        """A line about it."""
        return (
            f"{self.version}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f};"
            f" the line takes {self.rate:,.0f} B/s each way, {self.delay * 1000:.0f} ms there and back"
        )

    @contextlib.contextmanager
    def host(
        self, database: Database, person: str, folder: Path, settings: Mapping[str, str] | None = None,
        kinds: Sequence[str] = ("ed25519", "ecdsa", "rsa"),
    ) -> Iterator[tuple[Host, Line]]:  # fmt: skip
        """A host where that person of the demo signs in, and the line to it."""
        environment = {
            "LANGNGHE_DSN": database.dsn(person), "XDG_STATE_HOME": str(folder / "state"), "LANG": "C.UTF-8",
            "XDG_DATA_HOME": str(folder / "data"), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        program = [sys.executable, "-m", "screens"]
        host = Host(folder / "host", program, environment, {**self.settings, **(settings or {})}, kinds, sshd=self.sshd)
        with host, Line(host.port, self.rate, self.delay) as line:
            yield host, line


def typed(clock: Clock, text: str = TEXT, codes: Sequence[str] = CODES) -> tuple[Took, Took]:
    """Codes and a text into an empty form, 8 keys a second: what the last code took, and what the last letter took. The
    text has arrived when all of it can be read; that the draft is kept is told in the title later on."""
    first = clock.times(*codes, rate=8)
    return first, clock.times(*text, rate=8, shown=lambda: text in clock.terminal.words)


def paged(clock: Clock) -> Took:
    """Through the year of all whom a reviewer follows, from home."""
    clock.quickly("6")
    return clock.times(*["pagedown"] * 8, rate=5)


def visited(place: Place, cluster: Cluster, folder: Path, arguments: Sequence[str]) -> Visit:
    """Both people do their work, each at an untouched demo."""
    database = cluster.copy_of("demo", demo.build)
    with (
        place.host(database, CLERK, folder / CLERK) as (host, line),
        Remote(host, line, arguments, options=place.options, ssh=place.ssh) as clerk,
    ):
        visit = Visit(login(clerk, line, host))
        clock = Clock(clerk, line)
        clock.quickly("down", "enter", "ctrl+n")
        visit.steps[CODED], visit.steps[LETTER] = typed(clock)
        visit.echo, visit.letter = clock.letters(ALONE)
        line.slow = False
    with (
        place.host(database, REVIEWER, folder / REVIEWER) as (host, line),
        Remote(host, line, arguments, options=place.options, ssh=place.ssh) as reviewer,
    ):
        line.slow = False
        login(reviewer, line, host)
        line.slow = True
        clock = Clock(reviewer, line)
        for name, keys in REVIEW.items():
            visit.steps[name] = clock.times(*keys)
        clock.quickly("escape", "escape")
        visit.steps[PAGES] = paged(clock)
        line.slow = False
    database.drop()
    return visit


def shown(visits: Mapping[str, Visit], rate: float) -> bool:
    """Print what each took; whether the last met every goal."""
    every, last = list(visits.values()), list(visits.values())[-1]
    count = len(ALONE)
    for visit in every:
        steps = [visit.steps[name] for name in REVIEW]
        visit.steps["the review, all four"] = sum(steps[1:], steps[0])
    packets = {LETTER: (last.letter.up + last.letter.down - 2 * count) / count / rate}
    print(f"{'seconds until the right screen, and bytes':42}" + "".join(f"{name:>33}" for name in visits))
    _row(
        "sshd's own part of a login", [(one.login.shaken, one.login.shaken_up, one.login.shaken_down) for one in every]
    )
    _row("login to the home screen", [(one.login.home, one.login.up, one.login.down) for one in every])
    met = True
    for name in last.steps:
        word = ""
        if name in GOALS:
            goal, took = GOALS[name] + packets.get(name, 0.0), last.steps[name].after
            missed = took is None or took > goal
            met, word = met and not missed, f"   goal: {goal:.2f} s, {'missed' if missed else 'met'}"
        _row(name, [(one.steps[name].after, one.steps[name].up, one.steps[name].down) for one in every], word)
    opinions = [one.steps[CODED] + one.steps[LETTER] for one in every]
    _row("an opinion: first key to last letter", [(one.total, one.up, one.down) for one in opinions])
    alone = [(*median_and_worst(one.echo), one.letter) for one in every]
    _row("a letter alone, median", [(median, took.up // count, took.down // count) for median, _worst, took in alone])
    _row("a letter alone, worst", [(worst, None, None) for _median, worst, _took in alone])
    return met


def _row(name: str, cells: Sequence[tuple[float | None, int | None, int | None]], word: str = "") -> None:
    said = ""
    for seconds, up, down in cells:
        time = f"> {MOST:.0f} s" if seconds is None else f"{seconds:.2f} s"
        way = "" if up is None else f"{up:,} up {down:,} down"
        said += f"{time:>9} {way:>23}"
    print(f"{name:42}{said}{word}", flush=True)


def same(visits: Sequence[Visit]) -> bool:
    """Whether all saw the same screens at the end of every step; where not, both are printed."""
    right = True
    for name, took in visits[0].steps.items():
        for other in visits[1:]:
            if list(took.lines) != list(other.steps[name].lines):
                right = False
                print(f"different screens: {name}", *took.lines, "---", *other.steps[name].lines, sep="\n")
    return right


def place_of(options: argparse.Namespace) -> Place:
    server, client = (dict(line.split(maxsplit=1) for line in lines) for lines in (options.set, options.option))
    return Place(options.ssh, options.sshd, options.rate, options.delay, server, client)


def parser(words: str | None) -> argparse.ArgumentParser:
    """The options of a command that measures over SSH."""
    made = argparse.ArgumentParser(description=words, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--ssh", default="ssh", help="the client")
    made.add_argument("--sshd", default=SSHD, help="the server, by its whole path")
    made.add_argument("--set", action="append", default=[], metavar="LINE", help="a line of every sshd_config")
    made.add_argument("--option", action="append", default=[], metavar="LINE", help="an option of every client")
    made.add_argument("--rate", type=float, default=1000.0, help="bytes a second")
    made.add_argument("--delay", type=float, default=0.6, help="seconds there and back")
    return made


def main() -> int:
    made = parser(__doc__)
    made.add_argument("--ours", action="store_true", help="without Textual's driver, which takes most of the time")
    options = made.parse_args()
    place = place_of(options)
    if absent := missing(place.sshd, place.ssh):
        made.error(absent)
    print(place.words)
    compressed = replace(place, options={**place.options, "Compression": "yes"})
    columns: dict[str, tuple[Place, Sequence[str]]] = {"ours": (place, ()), "ours, Compression yes": (compressed, ())}
    if not options.ours:
        columns = {"Textual's driver": (place, ("--plain-driver",)), **columns}
    with servers.running(18) as cluster, tempfile.TemporaryDirectory(dir="/tmp") as folder:
        visits = {
            name: visited(where, cluster, Path(folder) / str(number), arguments)
            for number, (name, (where, arguments)) in enumerate(columns.items())
        }
    met = shown(visits, place.rate)
    return int(not (same(list(visits.values())) and met))


if __name__ == "__main__":
    raise SystemExit(main())
