"""pyte, but lines scroll as on a terminal: within the scroll region, by so many at once, and what comes in has the
pen's background; a cursor outside of the region scrolls nothing and is not drawn into it.

Every driver of a real terminal looks through this. The methods have pyte's names, which its streams call.
"""

from __future__ import annotations

from typing import Any, ClassVar

import pyte
from pyte.screens import Char, Margins, StaticDefaultDict


class Screen(pyte.Screen):
    """pyte's screen with the lines of a terminal."""

    @property
    def display(self) -> list[str]:
        """The rows as strings. The right half of a wide character has no text, so that nothing needs measuring, as pyte
        does it for every cell at every look."""
        rows, columns = (self.buffer[y] for y in range(self.lines)), range(self.columns)
        return ["".join([row[x].data for x in columns]) for row in rows]

    @property
    def _blank(self) -> Any:
        """Give the cell that erasing leaves."""
        return Char(" ", bg=self.cursor.attrs.bg)

    def _blank_line(self) -> Any:
        line: Any = StaticDefaultDict(self.default_char)
        line.update(dict.fromkeys(range(self.columns), self._blank))
        return line

    @property
    def _region(self) -> Margins:
        return self.margins or Margins(0, self.lines - 1)

    def _scroll(self, top: int, bottom: int, by: int) -> None:
        """Rows `top` to `bottom` go up by so many (down if negative)."""
        rows = [self.buffer[y] for y in range(top, bottom + 1)]
        by = max(-len(rows), min(by, len(rows)))
        new = [self._blank_line() for _ in range(abs(by))]
        rows = [*rows[by:], *new] if by > 0 else [*new, *rows[: len(rows) + by]]
        self.buffer.update(enumerate(rows, top))

    def scroll_up(self, count: int = 1) -> None:
        self._scroll(*self._region, max(count, 1))

    def scroll_down(self, count: int = 1) -> None:
        self._scroll(*self._region, -max(count, 1))

    def index(self) -> None:
        if self.cursor.y == self._region.bottom:
            self._scroll(*self._region, 1)
        else:
            self.cursor.y = min(self.cursor.y + 1, self.lines - 1)

    def reverse_index(self) -> None:
        if self.cursor.y == self._region.top:
            self._scroll(*self._region, -1)
        else:
            self.cursor.y = max(self.cursor.y - 1, 0)

    def insert_lines(self, count: int | None = None) -> None:
        self._lines(-(count or 1))

    def delete_lines(self, count: int | None = None) -> None:
        self._lines(count or 1)

    def _lines(self, by: int) -> None:
        top, bottom = self._region
        if top <= self.cursor.y <= bottom:
            self._scroll(self.cursor.y, bottom, by)

    def cursor_up(self, count: int | None = None) -> None:
        top = self._region.top if self.cursor.y >= self._region.top else 0
        self.cursor.y = max(self.cursor.y - (count or 1), top)

    def cursor_down(self, count: int | None = None) -> None:
        bottom = self._region.bottom if self.cursor.y <= self._region.bottom else self.lines - 1
        self.cursor.y = min(self.cursor.y + (count or 1), bottom)


class Stream(pyte.Stream):
    csi: ClassVar = {**pyte.Stream.csi, "S": "scroll_up", "T": "scroll_down"}
    events = pyte.Stream.events | {"scroll_up", "scroll_down"}


class ByteStream(pyte.ByteStream):
    csi: ClassVar = Stream.csi
    events = Stream.events
