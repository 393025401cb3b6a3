"""Screens drawn at random, one after the other, as a program shows them: played on an emulated terminal and counted."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st

from tests.wire.emulated import Terminal, looks
from tests.wire.pane import Pane
from tui.wire.abilities import ALL, Abilities, emptied
from tui.wire.colours import possible
from tui.wire.cursor_writer import CursorWriter
from tui.wire.difference import difference
from tui.wire.grid import BLANK, Cell, Grid, Row, cell, width
from tui.wire.sgr import PLAIN, Style

SIZES = ((20, 5), (33, 8), (64, 4))
LARGE = (*SIZES, (45, 14), (80, 24))
_TEXTS = (*"abcđêếà─  ", "e\u0302\u0301", "o\u031b\u0323", "漢", "語", "▸")
_NARROW = "abcdefghijklmnopqrstuvwxyzđê  "
_FG, _BG = (-1, -1, -1, 1, 3, 9, 120, 256 + 0x102030), (-1, -1, -1, 4, 12)
_FLAGS = (0, 0, 0, 1, 4, 8, 32, 33, 40, 64)
_KINDS = 5000  # rows to draw from


@dataclass(frozen=True)
class Frame:
    """A screen; one that `passes` is drawn while the terminal lags, and never sent."""

    grid: Grid
    passes: bool


def row_of(seed: int, columns: int) -> Row:
    """A row of up to five runs of texts, each with its style, cut at the last column; wide characters whole, and in
    every other row none. No mark stands in the last column: there terminals differ."""
    return list(_row_of(seed, columns))


@cache
def _row_of(seed: int, columns: int) -> Sequence[Cell]:
    chance, row = random.Random(seed), []
    for _ in range(chance.randrange(6)):
        style = Style(chance.choice(_FG), chance.choice(_BG), chance.choice(_FLAGS))
        for text in chance.choices(_TEXTS if seed % 2 else _NARROW, k=chance.randrange(1, columns // 2)):
            wide = width(text[0]) == 2
            if len(row) + 1 + wide <= columns - (len(text) > 1):
                row += [cell(text, style), *([Cell("", style)] if wide else [])]
    return [*row, *[BLANK] * (columns - len(row))]


@st.composite
def frames(draw: st.DrawFn, count: int = 20, sizes: Sequence[tuple[int, int]] = SIZES) -> list[Frame]:
    """Up to so many frames, each a change of the one before. A frame of another size is a window that was resized; the
    last one never passes."""
    found: list[Frame] = []
    lines: list[Row] = []
    left = draw(st.integers(count // 2, count))
    while left:
        left -= 1
        if not lines or draw(st.integers(0, 15)) == 0:
            columns, rows = draw(st.sampled_from(sizes))
            lines = [row_of(seed, columns) for seed in draw(_seeds(rows))]
        else:
            lines = draw(st.sampled_from(_CHANGES))(draw, lines)
        grid = Grid(columns, rows)
        grid.rows = [list(row) for row in lines]
        grid.visible = draw(st.booleans())
        grid.x, grid.y = draw(st.integers(0, columns - 1)), draw(st.integers(0, rows - 1))
        found.append(Frame(grid, passes=left > 0 and draw(st.integers(0, 5)) == 0))
    return found


def _seeds(count: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, _KINDS - 1), min_size=count, max_size=count)


def _same(_draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    return lines


def _one(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    at = draw(st.integers(0, len(lines) - 1))
    return [*lines[:at], *_rows(draw, 1, lines), *lines[at + 1 :]]


def _rows(draw: st.DrawFn, count: int, like: list[Row]) -> list[Row]:
    return [row_of(seed, len(like[0])) for seed in draw(_seeds(count))]


def _all(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    return _rows(draw, len(lines), lines)


def _scrolled(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    """Rows between two places go up or down, and others come in."""
    first = draw(st.integers(0, len(lines) - 2))
    last = draw(st.integers(first + 1, len(lines) - 1))
    by = draw(st.integers(1, last - first))
    block, new = lines[first : last + 1], _rows(draw, by, lines)
    moved = [*block[by:], *new] if draw(st.booleans()) else [*new, *block[:-by]]
    return [*lines[:first], *moved, *lines[last + 1 :]]


def _emptied(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    first = draw(st.integers(0, len(lines) - 1))
    last = draw(st.integers(first, len(lines) - 1))
    return [[BLANK] * len(row) if first <= y <= last else row for y, row in enumerate(lines)]


def _typed(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    """Characters pushed in or taken out somewhere, the rest of the row moving along. Half a wide character that comes
    to stand at the edge is a blank."""
    at, x = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines[0]) - 1))
    row, count = lines[at], draw(st.integers(1, 3))
    x -= row[x].text == ""
    if draw(st.booleans()):
        new = [cell(letter, row[x].style) for letter in draw(st.text("abđ ", min_size=count, max_size=count))]
        changed = [*row[:x], *new, *row[x:]][: len(row)]
    else:
        count += x + count < len(row) and row[x + count].text == ""
        changed = [*row[:x], *row[x + count :], *[BLANK] * count][: len(row)]
    if width(changed[-1].text[:1] or " ") == 2 or len(changed[-1].text) > 1:
        changed[-1] = BLANK
    return [*lines[:at], changed, *lines[at + 1 :]]


def _slid(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    """A row in which all from a column on comes to stand elsewhere, by up to all of the columns. Wide characters and
    marks go."""
    at, by = draw(st.integers(0, len(lines) - 1)), draw(st.integers(1, len(lines[0]) - 1))
    row = [one if len(one.text) == 1 == width(one.text) else BLANK for one in lines[at]]
    x, blanks = draw(st.integers(0, len(row) - by)), [BLANK] * by
    before, after = row[:x], row[x:]
    after = [*blanks, *after[:-by]] if draw(st.booleans()) else [*after[by:], *blanks]
    return [*lines[:at], [*before, *after], *lines[at + 1 :]]


def _recoloured(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    """A bar over a row, or taken off it."""
    at, flags = draw(st.integers(0, len(lines) - 1)), draw(st.sampled_from([0, 1, 32]))
    row = [Cell("", Style(flags=flags)) if one.text == "" else cell(one.text, Style(flags=flags)) for one in lines[at]]
    return [*lines[:at], row, *lines[at + 1 :]]


def _table(draw: st.DrawFn, lines: list[Row]) -> list[Row]:
    """Rows of a table from some row on: short texts where its columns begin."""
    first, width_of_all = draw(st.integers(0, len(lines) - 1)), len(lines[0])
    starts = sorted(draw(st.sets(st.integers(0, width_of_all - 1), min_size=1, max_size=5)))
    return [*lines[:first], *[_in_columns(seed, starts, width_of_all) for seed in draw(_seeds(len(lines) - first))]]


def _in_columns(seed: int, starts: Sequence[int], columns: int) -> Row:
    """Every other row has the styles of its columns, the rest any."""
    chance, row = random.Random(seed), [BLANK] * columns
    for start, end in zip(starts, [*starts[1:], columns], strict=True):
        styles = random.Random(start) if seed % 2 else chance
        style = Style(styles.choice(_FG), -1, styles.choice(_FLAGS))
        for x in range(start, min(end, start + chance.randrange(5))):
            row[x] = cell(chance.choice("+-mđê ."), style)
    return row


_CHANGES: tuple[Callable[[st.DrawFn, list[Row]], list[Row]], ...] = (
    _same, _one, _one, _scrolled, _scrolled, _all, _emptied, _typed, _typed, _slid, _slid, _recoloured, _table, _table,
)  # fmt: skip


def screens() -> st.SearchStrategy[list[Grid]]:
    """A few screens of one size, the one after the other."""
    return frames(6).map(
        lambda found: [frame.grid for frame in found if frame.grid.width * frame.grid.height == _size(found[0])]
    )


def _size(frame: Frame) -> int:
    return frame.grid.width * frame.grid.height


@dataclass
class Tally:
    """Frames drawn, frames sent and looked at, the cells of those, how many were wrong, and the bytes sent."""

    drawn: int = 0
    sent: int = 0
    cells: int = 0
    wrong: int = 0
    received: int = 0

    def add(self, other: Tally) -> None:
        self.drawn += other.drawn
        self.sent += other.sent
        self.cells += other.cells
        self.wrong += other.wrong
        self.received += other.received


def terminal_of(frames: list[Frame], *, stays: bool) -> Terminal:
    """An emulated terminal of the size of the first frame."""
    return Terminal(frames[0].grid.width, frames[0].grid.height, stays=stays)


def play(frames: list[Frame], terminal: Terminal | Pane, tally: Tally, can: Abilities = ALL) -> int:
    """Show the frames on a terminal that `can` so much. The cells that are wrong; a cursor that is elsewhere is one,
    too."""
    shown, writer = Grid(0, 0), CursorWriter(0)
    wrong = 0
    for frame in frames:
        tally.drawn += 1
        wanted = frame.grid
        wanted.rows = [[cell(one.text, possible(one.style, can)) for one in row] for row in wanted.rows]
        if (shown.width, shown.height) != (wanted.width, wanted.height):
            terminal.resized(wanted.width, wanted.height)
            terminal.hears(emptied(can))
            shown, writer = Grid(wanted.width, wanted.height), CursorWriter(wanted.width, 0, 0, PLAIN, can)
        if frame.passes:
            continue
        writer = writer.copy()
        difference(shown, wanted, writer)
        terminal.hears(writer.text)
        found, right = terminal.cells, looks(wanted)
        wrong += sum(a != b for seen, look in zip(found, right, strict=True) for a, b in zip(seen, look, strict=True))
        wrong += terminal.cursor != ((wanted.x, wanted.y) if wanted.visible else None)
        tally.sent += 1
        tally.cells += wanted.width * wanted.height
        tally.received += writer.cost
        shown = wanted
    tally.wrong += wrong
    return wrong
