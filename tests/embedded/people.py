"""Other people at the demo, each a process of their own, as two sessions on one machine are."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg2

from db.demo.embedded import Server
from tests.drivers.program import ROOT

_VISIT = """
import sys
from pathlib import Path
from db.demo.home import DemoHome
from tests.embedded.people import build

home = Path(sys.argv[1])
def slow_build(server):
    build(server)
    print("building", flush=True)
    if "dawdle" in sys.argv:
        sys.stdin.readline()
with DemoHome(home).enter(slow_build):
    print("in", flush=True)
    sys.stdin.readline()
"""


def build(server: Server) -> None:
    """The smallest demo: one login and one sentence."""
    with contextlib.closing(psycopg2.connect(server.dsn())) as connection, connection.cursor() as cursor:
        cursor.execute('CREATE ROLE "nd-mocbac" LOGIN')
        cursor.execute("CREATE TABLE said (line text)")
        cursor.execute("""INSERT INTO said VALUES ('đường liên thôn'); GRANT SELECT ON said TO "nd-mocbac" """)
        connection.commit()


def reads(dsn: str, sql: str = "SELECT line FROM said") -> list[str]:
    """What one reads in the demo that `build` made."""
    with contextlib.closing(psycopg2.connect(dsn)) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


class Visitor:
    """A session of the demo in another process, until it leaves or is killed."""

    def __init__(self, home: Path, *how: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _VISIT, str(home), *how], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        self.heard: list[str] = []

    def hears(self, word: str) -> None:
        """Wait until the process has said that."""
        assert self.process.stdout is not None
        while word not in self.heard:
            line = self.process.stdout.readline()
            assert line, f"the visitor ended after {self.heard}"
            self.heard.append(line.strip())

    def leaves(self) -> None:
        self.process.communicate("\n", timeout=60)
        assert self.process.returncode == 0

    def is_killed(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=60)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.is_killed()
