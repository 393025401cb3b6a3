"""A real tmux to show screens on, where one is installed: `with Tmux(80, 24) as terminal: terminal.hears(…)`.

A server of its own, without anybody's configuration; in its only pane runs this module, which writes what it is given
and waits until tmux has answered where the cursor is: then everything before has been shown.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tty
from pathlib import Path
from types import TracebackType

from tests.wire.emulated import Seen, Terminal

INSTALLED = shutil.which("tmux") is not None
_ROOT = Path(__file__).resolve().parents[2]
_BY_INDEX = re.compile(r"([34])8;5;(8|9|1[0-5])(?=[;m])")


class Tmux:
    """A terminal of so many columns and rows."""

    def __init__(self, columns: int, rows: int) -> None:
        self._size = columns, rows
        self.cursor: tuple[int, int] | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="langnghe-tmux-", dir="/tmp")
        for name in ("in", "out"):
            os.mkfifo(self._path(name))
        pane = [sys.executable, "-m", "tests.wire.on_tmux", self._path("in"), self._path("out")]
        self._runs("-f", os.devnull, "new-session", "-d", "-x", str(columns), "-y", str(rows), *pane)
        with contextlib.ExitStack() as pipes:
            self._to = pipes.enter_context(open(self._path("in"), "w"))
            self._from = pipes.enter_context(open(self._path("out")))
            self._pipes = pipes.pop_all()
        self.hears("\x1b[?7l")

    def __enter__(self) -> Tmux:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._runs("kill-server")
        self._pipes.close()
        self._folder.cleanup()

    def hears(self, data: str) -> None:
        """Returns once it has been shown."""
        print(ascii(data), file=self._to, flush=True)
        assert self._from.readline() == "shown\n"

    def resized(self, columns: int, rows: int) -> None:
        assert (columns, rows) == self._size, "a window that nobody looks at keeps its size"

    @property
    def cells(self) -> list[list[Seen]]:
        """As `Terminal.cells`; the `cursor` is where it was then."""
        where = "#{cursor_x} #{cursor_y} #{cursor_flag}"
        at, _newline, text = self._runs(
            "display-message", "-p", where, ";", "capture-pane", "-p", "-e", "-N"
        ).partition("\n")
        columns, rows = self._size
        copy = Terminal(columns + 1, rows)
        copy.hears(_BY_INDEX.sub(_named, text.rstrip("\n")).replace("\n", "\r\n"))
        x, y, visible = map(int, at.split())
        self.cursor = (x, y) if visible else None
        return [row[:-1] for row in copy.cells]

    def _path(self, name: str) -> str:
        return os.path.join(self._folder.name, name)

    def _runs(self, *command: str) -> str:
        environ = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(_ROOT), "TMUX": ""}
        said = subprocess.run(
            ["tmux", "-u", "-S", self._path("server"), *command],
            env=environ,
            capture_output=True,
            check=True,
            cwd=_ROOT,
        )
        return said.stdout.decode()


def _named(by_index: re.Match[str]) -> str:
    """The emulator tells a bright colour from the same by its index."""
    return str(int(by_index[1]) * 10 + 60 + int(by_index[2]) - 8)


def _in_the_pane(given: str, done: str) -> None:
    tty.setraw(0)
    with open(given) as lines, open(done, "w") as answers:
        for line in lines:
            os.write(1, line.strip()[1:-1].encode().decode("unicode_escape").encode() + b"\x1b[6n")
            while not os.read(0, 64).endswith(b"R"):
                pass
            print("shown", file=answers, flush=True)


if __name__ == "__main__":
    _in_the_pane(*sys.argv[1:])
