"""A real GNU screen to show screens on, where one is installed: `with GnuScreen(80, 24) as terminal: …`.

It is attached to an emulated terminal, which is looked at; what goes there ends with the bell that the pane rang.
"""

from __future__ import annotations

import codecs
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.drivers.program import Program
from tests.wire.emulated import Seen, Terminal
from tests.wire.on_tmux import bright_by_name
from tests.wire.pane import Pane

INSTALLED = shutil.which("screen") is not None
NEEDED = pytest.mark.skipif(not INSTALLED, reason="no GNU screen is installed")
_PATIENCE = 20.0
SETTINGS = "startup_message off\nvbell off\nhardstatus off\ndefflow off\n"


class GnuScreen(Pane):
    @property
    def cells(self) -> list[list[Seen]]:
        self.cursor = self._terminal.cursor
        return self._terminal.cells

    def _starts(self, command: Sequence[str]) -> None:
        os.mkdir(self._path("sockets"), 0o700)
        Path(self._path("settings")).write_text(SETTINGS)
        self._terminal = Terminal(*self._size, bounded=False)
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        environ = {"SCREENDIR": self._path("sockets"), "SYSSCREENRC": os.devnull, "STY": ""}
        attached = ["screen", "-U", "-c", self._path("settings"), "-S", "langnghe", "-T", "screen-256color", *command]
        self._program = Program(attached, env=environ, size=self._size)

    def _shows(self) -> None:
        heard = ""
        while not heard.endswith("\a"):
            data = self._program.reads(_PATIENCE)
            assert data, f"no bell after {heard!r}"
            heard += self._decode(data)
        self._terminal.hears(bright_by_name(heard))

    def _ends(self) -> None:
        self._program.terminates()
