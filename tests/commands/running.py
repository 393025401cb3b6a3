"""`langnghe` as a process of its own, the way a person or a script runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tests.drivers.program import ROOT

_NOT_OURS = (
    "PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGSERVICE", "PGPASSWORD", "LANGNGHE_DSN", "LC_ALL", "LC_CTYPE",
)  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line on stderr, of a command that was refused and printed nothing else."""
        assert self.code == 1, self
        assert self.err.count("\n") == 1 and self.err.endswith("\n"), self.err
        assert self.out == ""
        return self.err.strip()


def environment(dsn: str = "", **more: str) -> dict[str, str]:
    """Ours without what would lead to another server; `more` is set on top."""
    ours = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    ours |= {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLUMNS": "100"}
    return ours | ({"LANGNGHE_DSN": dsn} if dsn else {}) | more


def langnghe(*arguments: str, dsn: str = "", stdin: str = "", **env: str) -> Ended:
    """Run a command to its end, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "screens", *arguments],
        cwd=ROOT, env=environment(dsn, **env), input=stdin, capture_output=True, text=True, timeout=60, check=False,
        start_new_session=True,  # the tester's own terminal is none of the command's
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return Ended(done.returncode, done.stdout, done.stderr)


def started(*arguments: str, dsn: str = "", **env: str) -> subprocess.Popen[str]:
    """The same while it runs, with pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "screens", *arguments], cwd=ROOT, env=environment(dsn, **env), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=_hears_ctrl_c,
    )  # fmt: skip


def _hears_ctrl_c() -> None:
    """A suite that a shell started in the background ignores Ctrl+C, and so would what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
