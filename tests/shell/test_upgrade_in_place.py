"""An upgrade puts other files in the place of the program's while people sit before it: they notice nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.outage import CLERK
from tests.drivers.program import ROOT
from tests.servers import Database


@pytest.mark.parametrize(("who", "login"), [("clerk", CLERK), ("reviewer", "giamsat")])
def test_a_session_goes_on_when_its_files_are_gone(
    demo_database: Database, tmp_path: Path, who: str, login: str
) -> None:
    tree = tmp_path / "tree"
    for package in ("db", "tui", "screens"):
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "tests.shell.taken_away", who, demo_database.dsn(login), str(tmp_path), str(tree)]
    environment = {**os.environ, "PYTHONPATH": f"{tree}:{ROOT}", "XDG_STATE_HOME": str(tmp_path)}
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert (run.returncode, run.stdout) == (0, ""), run.stderr[-3000:]
    assert not (tmp_path / "langnghe" / "langnghe.log").exists()
