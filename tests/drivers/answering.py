"""A person whose terminal answers where its cursor is: truly or not, at once or late, whole, in pieces or not at all.

    with Answering(state=folder, dsn=database.dsn("nd-mocbac"), manner=twice) as clerk:
        clerk.presses("enter").sees("…")
        clerk.manner = never

A manner says for the row and the column (from 1) what the terminal sends: bytes and the seconds before each of them.
These come in order and are never interleaved with keys, as on a line. `looks_away`: the terminal reads nothing
more, and what the program writes piles up in the kernel.
"""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Self

from tests.drivers.person import Person

FULL = 4095  # bytes of a terminal that the kernel counts
Pieces = Sequence[tuple[float, bytes]]
Manner = Callable[[int, int], Pieces]


def truly(row: int, column: int) -> Pieces:
    return [(0, f"\x1b[{row};{column}R".encode())]


def never(_row: int, _column: int) -> Pieces:
    return []


def twice(row: int, column: int) -> Pieces:
    return [*truly(row, column), *truly(row, column)]


def between_others(row: int, column: int) -> Pieces:
    """Shift+F3 before it, and after it that the terminal is well."""
    return [(0, b"\x1b[1;2R"), *truly(row, column), (0, b"\x1b[0n\x1b[1;5R")]


def garbage(_row: int, _column: int) -> Pieces:
    return [(0, b"\x1b[;R\x1b[999;999R\x1b[5R\x1b[?1;2R\x1b[1;2;3R\x1b[R\x1bOR")]


def in_pieces(row: int, column: int) -> Pieces:
    """A byte now and a byte then, as far apart as the bytes of one key may be."""
    return [(0.24 if number in (1, 3) else 0, bytes([byte])) for number, byte in enumerate(truly(row, column)[0][1])]


def after(seconds: float, manner: Manner = truly) -> Manner:
    """The same so much later."""

    def late(row: int, column: int) -> Pieces:
        (pause, first), *rest = manner(row, column)
        return [(pause + seconds, first), *rest]

    return late


class Lost:
    """Every so manieth answer is lost on the line, the others are true."""

    def __init__(self, every: int) -> None:
        self._every, self._count = every, 0

    def __call__(self, row: int, column: int) -> Pieces:
        self._count += 1
        return [] if self._count % self._every == 0 else truly(row, column)


class Answering(Person):
    """`asked` counts the questions that reached the terminal."""

    def __init__(self, *arguments: Any, manner: Manner = truly, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.manner, self.asked = manner, 0
        self._saying: deque[tuple[float, bytes, bool]] = deque()  # when, what, and whether an answer ends with it
        self._whole = True
        self._away = False
        self._terminal.write_process_input = self._question

    def sends(self, data: bytes) -> Self:
        while not self._whole:  # keys come before an answer or after it
            self._drain(0.01)
        return super().sends(data)

    def looks_away(self) -> Self:
        """Read nothing from now on, and count anew what is heard."""
        self._away = True
        self.heard.clear()
        return self

    def looks_again(self) -> Self:
        self._away = False
        return self

    def hears_more_than(self, count: int) -> Self:
        """Wait until so many bytes have come, and one more."""
        return self.until(lambda: self.received > count, f"hears more than {count} bytes")

    @property
    def piled_up(self) -> int:
        """Count the bytes that wait in the kernel to be read; it says no more than `FULL`."""
        return self._program.unread

    def _question(self, _answer: str) -> None:
        self.asked += 1
        at = self._terminal.cursor
        pieces = self.manner(at.y + 1, min(at.x, self._terminal.columns - 1) + 1)
        when = max(time.monotonic(), self._saying[-1][0] if self._saying else 0)
        for number, (pause, piece) in enumerate(pieces):
            when += pause
            self._saying.append((when, piece, number == len(pieces) - 1))

    def _drain(self, wait: float) -> bool:
        """Read, and answer what is due meanwhile."""
        end = time.monotonic() + wait
        while True:
            self._says()
            now = time.monotonic()
            pause = max(min([end, *(when for when, _piece, _whole in self._saying)]) - now, 0)
            before, there = self.received, self._reads(pause)
            if not there or self.received > before or time.monotonic() >= end:
                self._says()
                return there

    def _reads(self, wait: float) -> bool:
        if not self._away:
            return super()._drain(wait)
        time.sleep(wait)
        return True

    def _says(self) -> None:
        while self._saying and self._saying[0][0] <= time.monotonic() and not self._program.cut:
            _when, piece, self._whole = self._saying.popleft()
            with contextlib.suppress(EOFError):  # it has ended: reading tells
                self._program.takes(piece)
