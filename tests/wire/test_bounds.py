"""Insertions, deletions and erasures at every column, row and bound, on the emulator and on real multiplexers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import pytest

from tests.wire import on_screen, on_tmux
from tests.wire.emulated import Terminal, looks
from tests.wire.pane import Pane
from tui.wire.abilities import ALL, emptied
from tui.wire.brush import Brush
from tui.wire.grid import BLANK, Grid, Row, cell
from tui.wire.line import paint
from tui.wire.pens import PLAIN

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


def _inserts(brush: Brush, row: Row, x: int, count: int) -> Row:
    brush.insert_characters(count)
    return [*row[:x], *[BLANK] * count, *row[x:]][:COLUMNS]


def _deletes(brush: Brush, row: Row, x: int, count: int) -> Row:
    brush.delete_characters(count)
    return [*row[:x], *row[x + count :], *[BLANK] * count][:COLUMNS]


def _erases(brush: Brush, row: Row, x: int, count: int) -> Row:
    brush.erase_characters(count)
    return [*row[:x], *[BLANK] * count, *row[x + count :]][:COLUMNS]


def _screens(counts: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    """Every column by every count, a case a row."""
    cases = list(product(range(COLUMNS), counts))
    return (cases[at : at + ROWS] for at in range(0, len(cases), ROWS))


@pytest.mark.parametrize("does", [_inserts, _deletes, _erases])
def test_characters_at_every_column_by_every_count(
    terminal: Shown, does: Callable[[Brush, Row, int, int], Row]
) -> None:
    for cases in _screens(range(1, COLUMNS + 3)):
        grid, brush = Grid(COLUMNS, ROWS), Brush(COLUMNS, 0, 0, PLAIN)
        brush.say(emptied(ALL))
        for y, (x, count) in enumerate(cases):
            brush.move(0, y)
            brush.write(_LETTERS)
            brush.move(x, y)
            grid.rows[y] = does(brush, _LETTERS, x, count)
        terminal.hears(brush.text)
        assert terminal.cells == looks(grid), cases


@pytest.mark.parametrize("region", [None, (3, 8)])
def test_rows_at_every_row_by_every_count(terminal: Shown, region: tuple[int, int] | None) -> None:
    first, last = region or (0, ROWS - 1)
    rows = [[cell(letter.text, PLAIN)] * COLUMNS for letter in _LETTERS[:ROWS]]
    for y, count in product(range(first, last + 1), range(1, last - first + 3)):
        brush = Brush(COLUMNS, 0, 0, PLAIN)
        brush.say(emptied(ALL))
        for row, cells in enumerate(rows):
            brush.move(0, row)
            brush.write(cells)
        brush.confine(region)
        brush.move(5, y)
        brush.insert_lines(count, ROWS)
        brush.move(5, first)
        brush.delete_lines(count, ROWS)
        empty = [[BLANK] * COLUMNS] * count
        inserted = [*rows[first:y], *empty, *rows[y : last + 1]][: last + 1 - first]
        grid = Grid(COLUMNS, ROWS)
        grid.rows = [*rows[:first], *[*inserted[count:], *empty][: last + 1 - first], *rows[last + 1 :]]
        terminal.hears(brush.text)
        assert terminal.cells == looks(grid), (y, count)


def test_rows_that_scroll_by_every_count(terminal: Shown) -> None:
    rows = [[cell(letter.text, PLAIN)] * COLUMNS for letter in _LETTERS[:ROWS]]
    for by in [by for by in range(-8, 9) if by]:
        brush = Brush(COLUMNS, 0, 0, PLAIN)
        brush.say(emptied(ALL))
        for row, cells in enumerate(rows):
            brush.move(0, row)
            brush.write(cells)
        brush.confine((3, 8))
        brush.scroll(by)
        block, empty = rows[3:9], [[BLANK] * COLUMNS] * abs(by)
        grid = Grid(COLUMNS, ROWS)
        grid.rows = [*rows[:3], *([*block[by:], *empty][-6:] if by > 0 else [*empty, *block][:6]), *rows[9:]]
        terminal.hears(brush.text)
        assert terminal.cells == looks(grid), by


def test_a_text_that_comes_to_stand_elsewhere_in_its_row(terminal: Shown) -> None:
    """From every column on by every count, to the right and to the left, painted as the driver does it."""
    for cases in _screens([by for by in range(-COLUMNS + 1, COLUMNS) if by]):
        grid, brush = Grid(COLUMNS, ROWS), Brush(COLUMNS, 0, 0, PLAIN)
        brush.say(emptied(ALL))
        for y, (x, by) in enumerate(cases):
            brush.move(0, y)
            brush.write(_LETTERS)
            blanks = [BLANK] * abs(by)
            after = [*blanks, *_LETTERS[x:]] if by > 0 else [*_LETTERS[x - by :], *blanks]
            grid.rows[y] = [*_LETTERS[:x], *after, *blanks][:COLUMNS]
            paint(brush, y, _LETTERS, grid.rows[y])
        terminal.hears(brush.text)
        assert terminal.cells == looks(grid), cases
