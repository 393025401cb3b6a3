"""A terminal emulator to look at, and screens drawn at random."""

from __future__ import annotations

import unicodedata
from typing import Any

import pyte
from hypothesis import strategies as st

from tui.wire.grid import Cell, Grid, Row, cell, width
from tui.wire.pens import Pen, change

_PENS = st.builds(
    Pen,
    st.sampled_from([-1, -1, -1, 1, 3, 9, 120, 256 + 0x102030]),
    st.sampled_from([-1, -1, -1, 4, 12]),
    st.sampled_from([0, 0, 0, 1, 4, 8, 32, 33, 40]),
)
_TEXTS = st.sampled_from([*"abcđêếà─  ", "e\u0302\u0301", "漢", "▸"])
_RUNS = st.lists(st.tuples(st.lists(_TEXTS, min_size=1, max_size=12), _PENS), max_size=5)


class Terminal:
    """A terminal as the driver sets it up: lines do not wrap, and what is erased has the pen's background."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = _Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self.hears("\x1b[?7l")

    def hears(self, data: str) -> None:
        self._stream.feed(data)

    @property
    def cells(self) -> list[list[tuple[Any, ...]]]:
        """What one sees: each cell's text with its colours and attributes; of a blank only what shows."""
        screen = self._screen
        return [[_seen(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Column and row; None when it is hidden."""
        at = self._screen.cursor
        return None if at.hidden else (min(at.x, self._screen.columns - 1), at.y)


class _Screen(pyte.Screen):
    """pyte, whose inserted and deleted lines and characters are blank in the default colours, as ours always are."""

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        line, blank = self.buffer[self.cursor.y], pyte.screens.Char(" ", bg=self.cursor.attrs.bg)
        start = min(self.cursor.x, self.columns - 1)
        for x in {0: range(start, self.columns), 1: range(start + 1), 2: range(self.columns)}[how]:
            line[x] = blank

    def erase_characters(self, count: int | None = None) -> None:
        line, blank = self.buffer[self.cursor.y], pyte.screens.Char(" ", bg=self.cursor.attrs.bg)
        for x in range(self.cursor.x, min(self.cursor.x + (count or 1), self.columns)):
            line[x] = blank


def _seen(char: Any) -> tuple[Any, ...]:
    ink = bool(char.data.strip()) or char.underscore or char.reverse
    return (unicodedata.normalize("NFC", char.data), char.fg if ink else "", char.bg,
            char.bold and bool(char.data.strip()), char.underscore, char.reverse)  # fmt: skip


def painted(grid: Grid) -> Terminal:
    """A terminal on which the grid was painted cell by cell, the long way."""
    terminal = Terminal(grid.width, grid.height)
    for y, row in enumerate(grid.rows):
        terminal.hears(f"\x1b[{y + 1}H" + "".join(change(None, one.pen) + one.text for one in row if one.text))
    return terminal


def row_of(runs: list[tuple[list[str], Pen]], columns: int) -> Row:
    """A row of cells from runs of texts, cut at the last column."""
    row: Row = []
    for texts, pen in runs:
        for text in texts:
            wide = width(text[0]) == 2
            if len(row) + 1 + wide <= columns:
                row += [cell(text, pen), *([Cell("", pen)] if wide else [])]
    return [*row, *[cell(" ", Pen())] * (columns - len(row))]


@st.composite
def frames(draw: st.DrawFn) -> list[Grid]:
    """Screens one after the other, each a change of the one before, as screens of a program are."""
    columns, rows = draw(st.sampled_from([(20, 6), (33, 9), (80, 5)]))
    lines = [row_of(draw(_RUNS), columns) for _ in range(rows)]
    found = []
    for _ in range(draw(st.integers(2, 6))):
        lines = draw(st.sampled_from([_same, _one, _up, _down, _all, _typed]))(draw, lines)
        grid = Grid(columns, rows)
        grid.rows = [list(row) for row in lines]
        grid.visible = draw(st.booleans())
        grid.x, grid.y = draw(st.integers(0, columns - 1)), draw(st.integers(0, rows - 1))
        found.append(grid)
    return found


def _same(_draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    return lines


def _one(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    at = draw(st.integers(0, len(lines) - 1))
    return [*lines[:at], row_of(draw(_RUNS), len(lines[0])), *lines[at + 1 :]]


def _up(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    return [*lines[1:-1], row_of(draw(_RUNS), len(lines[0])), lines[-1]]


def _down(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    return [lines[0], row_of(draw(_RUNS), len(lines[0])), *lines[1:-1]]


def _all(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    return [row_of(draw(_RUNS), len(lines[0])) for _ in lines]


def _typed(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    """A character pushed in or taken out somewhere, the rest of the row moving along."""
    at, x = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines[0]) - 1))
    row = lines[at]
    if any(not one.text for one in row):
        return lines
    inserted = [*row[:x], cell(draw(st.sampled_from("abđ")), row[x].pen), *row[x:-1]]
    row = draw(st.sampled_from([inserted, [*row[:x], *row[x + 1 :], cell(" ", Pen())]]))
    return [*lines[:at], row, *lines[at + 1 :]]
