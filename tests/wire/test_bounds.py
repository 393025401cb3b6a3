"""Insertions, deletions and erasures at every column, row and bound, on the emulator and on real multiplexers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pytest

from tests.wire import on_screen, on_tmux
from tests.wire.emulated import Terminal, looks
from tests.wire.pane import Pane
from tui.wire.abilities import ALL, emptied
from tui.wire.cursor_writer import CursorWriter
from tui.wire.grid import BLANK, Grid, Row, cell
from tui.wire.row_painter import paint
from tui.wire.sgr import PLAIN

COLUMNS, ROWS = 20, 12
_LETTERS = [cell(letter, PLAIN) for letter in "0123456789abcdefghij"]
Shown = Terminal | Pane


@pytest.fixture(
    params=[
        Terminal,
        pytest.param(on_tmux.Tmux, marks=on_tmux.NEEDED),
        pytest.param(on_screen.GnuScreen, marks=on_screen.NEEDED),
    ]
)
def terminal(request: pytest.FixtureRequest) -> Iterator[Shown]:
    with request.param(COLUMNS, ROWS) as made:
        yield made


def _inserts(writer: CursorWriter, row: Row, x: int, count: int) -> Row:
    writer.insert_characters(count)
    return [*row[:x], *[BLANK] * count, *row[x:]][:COLUMNS]


def _deletes(writer: CursorWriter, row: Row, x: int, count: int) -> Row:
    writer.delete_characters(count)
    return [*row[:x], *row[x + count :], *[BLANK] * count][:COLUMNS]


def _erases(writer: CursorWriter, row: Row, x: int, count: int) -> Row:
    writer.erase_characters(count)
    return [*row[:x], *[BLANK] * count, *row[x + count :]][:COLUMNS]


def _screens(counts: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """Every column by every count, a case a row."""
    cases = list(product(range(COLUMNS), counts))
    return (cases[at : at + ROWS] for at in range(0, len(cases), ROWS))


@pytest.mark.parametrize("does", [_inserts, _deletes, _erases])
def test_characters_at_every_column_by_every_count(
    terminal: Shown, does: Callable[[CursorWriter, Row, int, int], Row]
) -> None:
    for cases in _screens(range(1, COLUMNS + 3)):
        grid, writer = Grid(COLUMNS, ROWS), CursorWriter(COLUMNS, 0, 0, PLAIN)
        writer.emit(emptied(ALL))
        for y, (x, count) in enumerate(cases):
            writer.move(0, y)
            writer.write(_LETTERS)
            writer.move(x, y)
            grid.rows[y] = does(writer, _LETTERS, x, count)
        terminal.hears(writer.text)
        assert terminal.cells == looks(grid), cases


def test_rows_that_scroll_by_every_count(terminal: Shown) -> None:
    rows = [[cell(letter.text, PLAIN)] * COLUMNS for letter in _LETTERS[:ROWS]]
    for by in [by for by in range(-8, 9) if by]:
        writer = CursorWriter(COLUMNS, 0, 0, PLAIN)
        writer.emit(emptied(ALL))
        for row, cells in enumerate(rows):
            writer.move(0, row)
            writer.write(cells)
        writer.set_scroll_region((3, 8))
        writer.scroll(by)
        block, empty = rows[3:9], [[BLANK] * COLUMNS] * abs(by)
        grid = Grid(COLUMNS, ROWS)
        grid.rows = [*rows[:3], *([*block[by:], *empty][-6:] if by > 0 else [*empty, *block][:6]), *rows[9:]]
        terminal.hears(writer.text)
        assert terminal.cells == looks(grid), by


def test_a_text_that_comes_to_stand_elsewhere_in_its_row(terminal: Shown) -> None:
    """From every column on by every count, to the right and to the left, painted as the driver does it."""
    for cases in _screens([by for by in range(-COLUMNS + 1, COLUMNS) if by]):
        grid, writer = Grid(COLUMNS, ROWS), CursorWriter(COLUMNS, 0, 0, PLAIN)
        writer.emit(emptied(ALL))
        for y, (x, by) in enumerate(cases):
            writer.move(0, y)
            writer.write(_LETTERS)
            blanks = [BLANK] * abs(by)
            after = [*blanks, *_LETTERS[x:]] if by > 0 else [*_LETTERS[x - by :], *blanks]
            grid.rows[y] = [*_LETTERS[:x], *after, *blanks][:COLUMNS]
            paint(writer, y, _LETTERS, grid.rows[y])
        terminal.hears(writer.text)
        assert terminal.cells == looks(grid), cases
