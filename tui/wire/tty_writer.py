"""Write to the terminal without ever waiting for it: bytes that it does not take now are kept until it does."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import time
from collections.abc import Callable

from tui.wire.tty import own_line


class TtyWriter:
    """Writes to one terminal. Calls `taken` each time that the terminal has taken all bytes that waited."""

    def __init__(self, loop: asyncio.AbstractEventLoop, terminal: int, taken: Callable[[], None]) -> None:
        self._loop, self._terminal, self._taken = loop, terminal, taken
        self.line = terminal
        self.waiting = b""  # what the terminal has not taken yet

    def open(self) -> None:
        """Open the terminal a second time, so that not waiting affects nobody else who writes to it."""
        self.line = own_line(self._terminal)

    def send(self, data: bytes) -> None:
        if not self.waiting:
            data = data[self._write(data) :]
            if data:
                self._loop.add_writer(self.line, self._resume)
        self.waiting += data

    def _write(self, data: bytes) -> int:
        """Write now. Returns the count of bytes taken; all of them when the terminal is gone."""
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
        """Send the last bytes, after those that wait, and give the terminal so many seconds to take them."""
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
