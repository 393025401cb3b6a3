"""The program that runs inside a real multiplexer and shows what it is given, and the end of it that tests hold.

    python -m tests.wire.pane IN OUT

It writes each line that comes through IN to its terminal, rings the bell, and asks where the cursor is: once that is
answered, all before has been shown, and OUT says so.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import tty
from collections.abc import Sequence

from tests.wire.emulated import Seen


class Pane:
    """A terminal of so many columns and rows. A subclass starts the multiplexer (`_starts`), ends it (`_ends`), and
    says what it shows; `cursor` is where it was when `cells` was asked for."""

    def __init__(self, columns: int, rows: int) -> None:
        self._size = columns, rows
        self.cursor: tuple[int, int] | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="langnghe-pane-", dir="/tmp")
        for name in ("in", "out"):
            os.mkfifo(self._path(name))
        self._starts([sys.executable, "-m", "tests.wire.pane", self._path("in"), self._path("out")])
        with contextlib.ExitStack() as pipes:
            self._to = pipes.enter_context(open(self._path("in"), "w"))
            self._from = pipes.enter_context(open(self._path("out")))
            self._pipes = pipes.pop_all()
        self.hears("\x1b[?7l")

    def __enter__(self) -> Pane:
        return self

    def __exit__(self, *_error: object) -> None:
        self._ends()
        self._pipes.close()
        self._folder.cleanup()

    def hears(self, data: str) -> None:
        """Returns once it has been shown."""
        print(ascii(data), file=self._to, flush=True)
        self._shows()
        assert self._from.readline() == "shown\n"

    def resized(self, columns: int, rows: int) -> None:
        assert (columns, rows) == self._size, "a window that nobody looks at keeps its size"

    @property
    def cells(self) -> list[list[Seen]]:
        """As `Terminal.cells`."""
        raise NotImplementedError

    def _starts(self, command: Sequence[str]) -> None:
        raise NotImplementedError

    def _ends(self) -> None:
        raise NotImplementedError

    def _shows(self) -> None:
        """What was said to it is on its way to be shown."""

    def _path(self, name: str) -> str:
        return os.path.join(self._folder.name, name)


def _in_the_pane(given: str, done: str) -> None:
    tty.setraw(0)
    with open(given) as lines, open(done, "w") as answers:
        for line in lines:
            os.write(1, line.strip()[1:-1].encode().decode("unicode_escape").encode() + b"\a\x1b[6n")
            while not os.read(0, 64).endswith(b"R"):
                pass
            print("shown", file=answers, flush=True)


if __name__ == "__main__":
    _in_the_pane(*sys.argv[1:])
