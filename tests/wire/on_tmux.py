"""A real tmux to show screens on, where one is installed: `with Tmux(80, 24) as terminal: terminal.hears(…)`.

A server of its own, without anybody's configuration; what its only pane shows, it tells itself.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence

import pytest

from tests.drivers.program import ROOT
from tests.wire.emulated import Seen, Terminal
from tests.wire.pane import Pane

INSTALLED = shutil.which("tmux") is not None
NEEDED = pytest.mark.skipif(not INSTALLED, reason="no tmux is installed")
_BY_INDEX = re.compile(r"([34])8;5;(8|9|1[0-5])(?=[;m])")


class Tmux(Pane):
    @property
    def cells(self) -> list[list[Seen]]:
        where = "#{cursor_x} #{cursor_y} #{cursor_flag}"
        at, _newline, text = self._runs(
            "display-message", "-p", where, ";", "capture-pane", "-p", "-e", "-N"
        ).partition("\n")
        columns, rows = self._size
        copy = Terminal(columns + 1, rows)
        copy.hears(bright_by_name(text.rstrip("\n")).replace("\n", "\r\n"))
        x, y, visible = map(int, at.split())
        self.cursor = (x, y) if visible else None
        return [row[:-1] for row in copy.cells]

    def _starts(self, command: Sequence[str]) -> None:
        columns, rows = self._size
        self._runs("-f", os.devnull, "new-session", "-d", "-x", str(columns), "-y", str(rows), *command)

    def _ends(self) -> None:
        self._runs("kill-server")

    def _runs(self, *command: str) -> str:
        environ = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), "TMUX": ""}
        said = subprocess.run(
            ["tmux", "-u", "-S", self._path("server"), *command],
            env=environ,
            capture_output=True,
            check=True,
            cwd=ROOT,
        )
        return said.stdout.decode()


def bright_by_name(text: str) -> str:
    """The emulator tells a bright colour from the same by its index."""
    return _BY_INDEX.sub(lambda one: str(int(one[1]) * 10 + 60 + int(one[2]) - 8), text)
