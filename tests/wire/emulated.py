"""A terminal emulator to look at: pyte, made honest where it is kinder than terminals are."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from pyte.modes import DECAWM
from pyte.screens import Char

from tests.drivers.emulator import Screen, Stream
from tui.wire.grid import Cell, Grid, width
from tui.wire.sgr import sgr_between

Seen = tuple[Any, ...]


class Terminal:
    """A terminal as the driver sets it up: lines do not wrap, and what is erased or comes in at a side has the style's
    background. `stays`: after its last column was written the cursor stays in it, as xterm's does; else it stands
    beyond it until something moves it. Terminals do either. `bounded`: it fails on a count past its bound, of which
    terminals make different things; on an insertion longer than what it moves, too."""

    def __init__(self, columns: int, rows: int, *, stays: bool = False, bounded: bool = True) -> None:
        self._screen = (_Bounded if bounded else _Screen)(columns, rows, stays)
        self._stream = Stream(self._screen)
        self.hears("\x1b[?7l")

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_error: object) -> None:
        """There is nothing to end."""

    def hears(self, data: str) -> None:
        self._stream.feed(data)

    def resized(self, columns: int, rows: int) -> None:
        self._screen.set_margins()
        self._screen.resize(rows, columns)
        self._screen.tabstops = set(range(8, columns, 8))  # as a terminal that grows has them, too

    @property
    def cells(self) -> list[list[Seen]]:
        """What one sees: each cell's text with its colours and attributes; of a blank only what shows."""
        screen = self._screen
        return [[_seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Column and row; None when it is hidden."""
        at = self._screen.cursor
        return None if at.hidden else (min(at.x, self._screen.columns - 1), at.y)


class _Screen(Screen):
    """pyte, but half a wide character that is written over, erased or pushed away takes the other half with it."""

    def __init__(self, columns: int, rows: int, stays: bool) -> None:
        super().__init__(columns, rows)
        self._stays = stays

    def draw(self, data: str) -> None:
        line, attrs = self.buffer[self.cursor.y], self.cursor.attrs
        for char in data:
            columns = width(char)
            if columns == 0:
                self._combine(line, char)
                continue
            if self.cursor.x + columns > self.columns and DECAWM in self.mode:
                self.carriage_return()
                self.linefeed()
                line = self.buffer[self.cursor.y]
            x = min(self.cursor.x, self.columns - 1)
            assert x + columns <= self.columns, "a wide character in the last column"
            if line[x].data == "" and x > 0:
                line[x - 1] = Char(" ")
            line[x] = attrs._replace(data=char)
            if columns == 2:
                line[x + 1] = attrs._replace(data="")
            if x + columns < self.columns and line[x + columns].data == "":
                line[x + columns] = Char(" ")
            self.cursor.x = min(x + columns, self.columns - self._stays)

    def _combine(self, line: Any, mark: str) -> None:
        """With the character before the cursor. Where the cursor is after the last column, terminals differ."""
        assert 0 < self.cursor.x < self.columns, "a mark at the edge"
        x = self.cursor.x - 1
        x -= line[x].data == ""
        line[x] = line[x]._replace(data=line[x].data + mark)

    def _mend(self) -> None:
        line = self.buffer[self.cursor.y]
        for x in range(self.columns):
            here, before = line[x].data, line[x - 1].data if x else " "
            if here == "":
                alone = width((before or " ")[0]) != 2
            else:
                alone = width(here[0]) == 2 and (x + 1 == self.columns or line[x + 1].data != "")
            if alone:
                line[x] = Char(" ")

    def _erase(self, start: int, end: int) -> None:
        for x in range(start, min(end, self.columns)):
            self.buffer[self.cursor.y][x] = self._blank
        self._mend()

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        x = min(self.cursor.x, self.columns - 1)
        self._erase(*{0: (x, self.columns), 1: (0, x + 1), 2: (0, self.columns)}[how])

    def erase_characters(self, count: int | None = None) -> None:
        self._erase(self.cursor.x, self.cursor.x + (count or 1))

    def erase_in_display(self, how: int = 0, *_more: Any, **_options: Any) -> None:
        assert how in (0, 2)
        for y in range(self.cursor.y + 1 if how == 0 else 0, self.lines):
            self._fill(y)
        if how == 0:
            self.erase_in_line(0)

    def insert_characters(self, count: int | None = None) -> None:
        super().insert_characters(count)
        self._erase(self.cursor.x, self.cursor.x + (count or 1))

    def delete_characters(self, count: int | None = None) -> None:
        super().delete_characters(count)
        self._erase(self.columns - (count or 1), self.columns)

    def _fill(self, y: int) -> None:
        for x in range(self.columns):
            self.buffer[y][x] = self._blank


class _Bounded(_Screen):
    """The same for a program that knows how large the screen is."""

    @property
    def _left(self) -> int:
        return int(self.columns - self.cursor.x)

    def insert_characters(self, count: int | None = None) -> None:
        assert 1 <= (count or 1) <= max(self._left // 2, 1), f"{count} inserted before {self._left}"
        super().insert_characters(count)

    def delete_characters(self, count: int | None = None) -> None:
        assert 1 <= (count or 1) <= self._left, f"{count} deleted of {self._left}"
        super().delete_characters(count)

    def erase_characters(self, count: int | None = None) -> None:
        assert 1 <= (count or 1) <= self._left, f"{count} erased of {self._left}"
        super().erase_characters(count)

    def _lines(self, by: int) -> None:
        top, bottom = self._region
        y = self.cursor.y
        assert top <= y <= bottom and abs(by) <= bottom + 1 - y, f"{by} lines at {y} of {top} to {bottom}"
        super()._lines(by)

    def _scroll(self, top: int, bottom: int, by: int) -> None:
        assert abs(by) <= bottom + 1 - top, f"{top} to {bottom} by {by}"
        super()._scroll(top, bottom, by)

    def _moves(self, x: int, y: int) -> None:
        """Somewhere on the screen, and not through an edge of the region."""
        top, bottom = self._region
        here = self.cursor.y
        assert 0 <= x < self.columns and 0 <= y < self.lines, f"to {x}, {y}"
        assert y == here or (top <= here <= bottom) == (top <= y <= bottom), f"from row {here} to {y}"

    def cursor_up(self, count: int | None = None) -> None:
        self._moves(0, self.cursor.y - (count or 1))
        super().cursor_up(count)

    def cursor_down(self, count: int | None = None) -> None:
        self._moves(0, self.cursor.y + (count or 1))
        super().cursor_down(count)

    def cursor_forward(self, count: int | None = None) -> None:
        self._moves(self.cursor.x + (count or 1), self.cursor.y)
        super().cursor_forward(count)

    def cursor_back(self, count: int | None = None) -> None:
        self._moves(self.cursor.x - (count or 1), self.cursor.y)
        super().cursor_back(count)

    def backspace(self) -> None:
        self._moves(self.cursor.x - 1, self.cursor.y)
        super().cursor_back(1)

    def cursor_position(self, line: int | None = None, column: int | None = None) -> None:
        assert (line or 1) <= self.lines and (column or 1) <= self.columns, f"to {column}, {line}"
        super().cursor_position(line, column)

    def cursor_to_column(self, column: int | None = None) -> None:
        assert (column or 1) <= self.columns, f"to column {column}"
        super().cursor_to_column(column)

    def cursor_to_line(self, line: int | None = None) -> None:
        assert (line or 1) <= self.lines, f"to row {line}"
        super().cursor_to_line(line)


@lru_cache(maxsize=16384)
def _seen(char: Char) -> Seen:
    ink = bool(char.data.strip())
    shows = ink or char.underscore or char.reverse or char.strikethrough
    return (unicodedata.normalize("NFC", char.data), char.fg if shows else "", char.bg, char.bold and ink,
            char.italics and ink, char.underscore, char.reverse, char.strikethrough)  # fmt: skip


def looks(grid: Grid) -> list[list[Seen]]:
    """What one would see of the grid if it were painted cell by cell, the long way."""
    return [_look(tuple(row)) for row in grid.rows]


@lru_cache(maxsize=16384)
def _look(row: tuple[Cell, ...]) -> list[Seen]:
    terminal = Terminal(len(row) + 1, 1)
    terminal.hears("".join(sgr_between(None, one.style) + one.text for one in row if one.text))
    return terminal.cells[0][:-1]
