"""A slow line between a program and a terminal, in one thread: so many bytes a second, so long there and back.

The program's terminal is drained at once, as sshd drains it; what it wrote waits on our side of the line, and keys and
answers of the far terminal travel back.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable

from tests.drivers.program import Program
from tests.meter.terminal import Frame, Terminal

_PIECE = 20  # bytes that arrive together
_TICK = 0.005  # seconds


class Line:
    """`rate` bytes a second towards the terminal, `rtt` seconds there and back. Until `slow` is set all is at once."""

    def __init__(self, program: Program, size: tuple[int, int], rate: float, rtt: float) -> None:
        self.terminal = Terminal(*size, answer=self.sends)
        self.slow = False
        self.sent = 0  # bytes that the program has written
        self.changed = 0.0  # when the terminal last showed something else
        self._program, self._rate, self._half = program, rate, rtt / 2
        self._up: deque[tuple[float, bytes]] = deque()
        self._down: deque[tuple[float, bytes]] = deque()
        self._free = 0.0  # when the line has sent all that it was given
        self._frame: Frame | None = None

    def sends(self, data: bytes) -> None:
        """Somebody presses keys, or the terminal answers."""
        self._up.append((time.perf_counter() + self._half * self.slow, data))

    def passes(self, seconds: float) -> None:
        """The line at work for so long."""
        end = time.perf_counter() + seconds
        while (now := time.perf_counter()) < end:
            while self._up and self._up[0][0] <= now:
                self._program.sends(self._up.popleft()[1])
            self._takes(self._program.reads(min(now + _TICK, end) - now))
            self._delivers()

    def settles(self, silence: float, patience: float) -> bool:
        """Until nothing is on the way and the program has been silent so long; False if that never came."""
        end = time.perf_counter() + patience
        while time.perf_counter() < end:
            before = self.sent
            self.passes(silence)
            if before == self.sent and not self._up and not self._down:
                return True
        return False

    def _takes(self, data: bytes) -> None:
        self.sent += len(data)
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            self._free = max(self._free, time.perf_counter()) + len(piece) / self._rate * self.slow
            self._down.append((self._free + self._half * self.slow, piece))

    def _delivers(self) -> None:
        for piece in self._arrived():
            self.terminal.feed(piece)
            frame = self.terminal.frame
            if frame != self._frame:
                self._frame, self.changed = frame, time.perf_counter()

    def _arrived(self) -> Iterable[bytes]:
        while self._down and self._down[0][0] <= time.perf_counter():
            yield self._down.popleft()[1]
