"""A start reads what its first screen needs, and nothing of what only later ones do."""

from __future__ import annotations

import subprocess
import sys

from tests.drivers.program import ROOT

# In a process of its own, which has read nothing else.
_START = """
import sys
import screens
from tui.cli.main import session

session.read_first()
for module in ("argparse", "peewee", "psycopg2.extras"):
    if module in sys.modules:
        print(f"{module} is read at every start, and the first screen does not need it")
"""


def test_a_start_does_not_read_what_the_first_screen_does_not_need() -> None:
    run = subprocess.run([sys.executable, "-c", _START], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
