"""What goes to the terminal, without ever waiting for it: what it does not take now it gets when it can."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import time
from collections.abc import Callable

from tui.wire.tty import own_line


class TtyWriter:
    """Bytes to one terminal. `taken` is called each time when it has taken all that waited."""

    def __init__(self, loop: asyncio.AbstractEventLoop, terminal: int, taken: Callable[[], None]) -> None:
        self._loop, self._terminal, self._taken = loop, terminal, taken
        self.line = terminal
        self.waiting = b""  # what the terminal has not taken yet

    def open(self) -> None:
        """Have a line of one's own to the terminal."""
        self.line = own_line(self._terminal)

    def send(self, data: bytes) -> None:
        if not self.waiting:
            data = data[self._write(data) :]
            if data:
                self._loop.add_writer(self.line, self._resume)
        self.waiting += data

    def _write(self, data: bytes) -> int:
        """How many of the bytes the terminal takes now; all of them when there is no terminal any more."""
        try:
            return os.write(self.line, data)
        except BlockingIOError:
            return 0
        except OSError:
            return len(data)

    def _resume(self) -> None:
        self.waiting = self.waiting[self._write(self.waiting) :]
        if not self.waiting:
            self._loop.remove_writer(self.line)
            self._taken()

    def finish(self, data: bytes, seconds: float) -> None:
        """The last that is sent, behind what waits: the terminal has so long to take it."""
        with contextlib.suppress(ValueError, OSError):
            self._loop.remove_writer(self.line)
        rest, self.waiting = self.waiting + data, b""
        end = time.monotonic() + seconds
        while rest and select.select([], [self.line], [], max(end - time.monotonic(), 0))[1]:
            rest = rest[self._write(rest) :]

    def close(self) -> None:
        if self.line != self._terminal:
            os.close(self.line)
            self.line = self._terminal
