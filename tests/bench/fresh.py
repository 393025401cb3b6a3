"""A newcomer's first minutes: the README's lines in a fresh clone, on a real terminal, and what the demo's start takes.

    python -m tests.bench.fresh [--runs 3] [--tests]

As root it does so twice: as root, the clone in root's own home folder, and as an ordinary account made for it and
removed afterwards; both demos are then open at the same time, and root's folder must keep its mode. As anyone else, in
that account alone. What is committed is what is cloned. `--tests` also runs the line of the tests in each clone, some
minutes each. Ends with 1 if anything did not go as the README says, or a start took longer than its goal.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pwd
import shlex
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.demo.postgres_binaries import ROOTS_FOLDER
from tests.drivers.person import Person
from tests.drivers.program import ROOT

FIRST_GOAL, LATER_GOAL = 10.0, 2.0  # seconds to the home screen
INSTALL_PATIENCE = 600.0
_CLONE = "langnghe-fresh"
_HOME_SCREEN = ("VIỆC CẦN LÀM", "Hội Nông dân xã Mộc Bắc")


@dataclass(frozen=True)
class Newcomer:
    """An OS account with its home folder. `demo` is where its demo lies."""

    name: str
    home: Path
    demo: Path

    @property
    def clone(self) -> Path:
        return self.home / _CLONE

    def command(self, line: str) -> list[str]:
        """A shell line in the clone, in an environment with nothing of the tester's but where pip finds packages."""
        kept = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        own = {"HOME": str(self.home), "USER": self.name, "PATH": os.environ["PATH"], "TERM": "xterm-256color",
               "LANG": "C.UTF-8"}  # fmt: skip
        account = pwd.getpwnam(self.name)
        become = [] if account.pw_uid == os.geteuid() else [
            "setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"
        ]  # fmt: skip
        settings = [f"{name}={value}" for name, value in {**kept, **own}.items()]
        return [*become, "env", "-i", *settings, "/bin/sh", "-c", f"cd {shlex.quote(str(self.clone))} && {line}"]

    def opens(self, line: str, patience: float) -> tuple[Person, float]:
        """A session begun by that line, at its home screen, and the seconds that took."""
        begin = time.perf_counter()
        person = Person(state=self.home, command=self.command(line)).sees(*_HOME_SCREEN, patience=patience)
        return person, time.perf_counter() - begin


def readme_lines() -> tuple[str, str]:
    """The README's line for the demo and its line for the tests."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    demo, tests = (line for line in text.splitlines() if line.startswith("python3"))
    return demo, tests


@contextlib.contextmanager
def newcomers() -> Iterator[list[Newcomer]]:
    """Whoever tries it, with a fresh clone each; all that they leave is removed."""
    with contextlib.ExitStack() as stack:
        me = pwd.getpwuid(os.geteuid())
        found = [_newcomer(me.pw_name)]
        if os.geteuid() == 0:
            name = f"langnghe-{os.getpid()}"
            subprocess.run(["useradd", "--create-home", "--shell", "/bin/sh", name], check=True)
            stack.callback(subprocess.run, ["userdel", "--remove", name], check=False, capture_output=True)
            found.append(_newcomer(name))
        for one in found:
            if one.demo.exists():
                raise SystemExit(f"{one.demo} is there already: this needs an account that has no demo yet")
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(one.clone)], check=True)
            subprocess.run(["chown", "-R", one.name, str(one.clone)], check=True)
            stack.callback(_remove, one)
        yield found


def _newcomer(name: str) -> Newcomer:
    account = pwd.getpwnam(name)
    home = Path(account.pw_dir)
    demo = ROOTS_FOLDER / "demo-0" if account.pw_uid == 0 else home / ".local" / "share" / "langnghe" / "demo"
    return Newcomer(name, home, demo)


def _remove(one: Newcomer) -> None:
    subprocess.run(one.command(".venv/bin/langnghe demo --stop"), check=False, capture_output=True)
    shutil.rmtree(one.clone, ignore_errors=True)
    shutil.rmtree(one.demo, ignore_errors=True)


def both_at_once(people: list[Newcomer], line: str) -> None:
    """Each opens the demo by the README's line, and all are open at the same time."""
    with contextlib.ExitStack() as open_now:
        sessions = []
        for one in people:
            person, seconds = one.opens(line, INSTALL_PATIENCE)
            sessions.append(open_now.enter_context(person))
            print(f"{one.name}: the home screen {seconds:.1f} s after the README's line, installation included")
        for one, person in zip(people, sessions, strict=True):
            person.presses("ctrl+g").sees_no(_HOME_SCREEN[0]).presses("escape").sees(*_HOME_SCREEN)
            print(f"{one.name}: answers while {len(sessions)} demos are open")
        for person in sessions:
            person.presses("ctrl+q")
            if not person.ended() or person.status != 0:
                raise SystemExit(f"the program ended with {person.status}")


def starts(one: Newcomer, runs: int) -> tuple[float, float]:
    """Median seconds to the home screen of a first start (nothing is there yet) and of a later one."""
    first, later = [], []
    os.sync()  # what the installations left to write is not the demo's
    for _run in range(runs):
        for found, line in ((first, "demo --reset"), (later, "demo")):
            person, seconds = one.opens(f".venv/bin/langnghe {line}", 60)
            person.leaves()
            found.append(seconds)
    return statistics.median(first), statistics.median(later)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tests", action="store_true")
    options = parser.parse_args()
    demo_line, tests_line = readme_lines()
    failed = False
    with newcomers() as people:
        modes = {one.home: one.home.stat().st_mode for one in people}
        both_at_once(people, demo_line)
        for one in people:
            first, later = starts(one, options.runs)
            failed |= first > FIRST_GOAL or later > LATER_GOAL
            goals = f"goals {FIRST_GOAL:.0f} and {LATER_GOAL:.0f} s, load {os.getloadavg()[0]:.1f}"
            print(f"{one.name}: first start {first:.1f} s, later {later:.2f} s ({goals})")
            if options.tests:
                code = subprocess.run(one.command(tests_line), check=False).returncode
                failed |= code != 0
                print(f"{one.name}: the README's line of the tests ended with {code}")
        for one in people:
            kept = one.home.stat().st_mode == modes[one.home]
            failed |= not kept
            print(f"{one.home}: mode {one.home.stat().st_mode & 0o777:o}{'' if kept else ', changed'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
