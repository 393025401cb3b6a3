"""The cheapest way from the screen that the terminal shows to the one that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from tui.wire.brush import Brush
from tui.wire.grid import BLANK, RIGHT_HALF_TEXT, Grid, Row
from tui.wire.line import paint
from tui.wire.moves import moved_by, movements
from tui.wire.pens import PLAIN

_PIECES = 4  # pieces of which every order is tried
_NEAR = 2  # columns between cells that are written as one piece
_EMPTIED = 2  # rows that are emptied one by one
_SHORT = 32  # bytes up to which the order of the pieces is looked at, and past which moving rows is tried
_WORTH = 20  # bytes below which it is not looked for another way
_ANY = 1 << 30  # bytes
_TRIED = 2  # first movements of which each is worked out
_MOVES = 3  # movements one after the other


def difference(shown: Grid, wanted: Grid, brush: Brush) -> None:
    """Have the brush say what makes `shown` look like `wanted`, the cursor included."""
    ways = [_painted(brush.copy(), shown.rows, wanted, wanted.y)]
    if ways[0].cost > _SHORT:
        moves_rows = brush.can.insert_lines and brush.can.delete_lines
        if moves_rows:
            ways += _scrolled(brush, shown.rows, wanted, ways[0].cost)
        if ways[-1].cost > wanted.width * 2:
            ways += _afresh(brush.copy(), wanted, ways[-1].cost)
            if moves_rows:
                ways += _emptied_first(brush.copy(), shown.rows, wanted, ways[-1].cost)
    else:
        ways += _in_any_order(brush, shown.rows, wanted)
    best = min(ways, key=lambda way: way.cost + (len(way.way(*_cursor(wanted))) if wanted.visible else 0))
    hides = brush.can.hides_cursor
    if shown.visible and not wanted.visible:
        best.say("\x1b[?25l" if hides else "")
    elif wanted.visible:
        best.move_along(*_cursor(wanted), wanted.rows[wanted.y])
        if best.cost > _WORTH and best.pen is not None:
            best.dip(PLAIN)  # with what is long anyhow: the letter that is typed next has no pen to change
        if not shown.visible:
            best.say("\x1b[?25h" if hides else "")
    brush.takes_over(best)


def _cursor(wanted: Grid) -> tuple[int, int]:
    return min(wanted.x, wanted.width - 1), wanted.y


def _in_any_order(brush: Brush, rows: list[Row], wanted: Grid) -> Iterator[Brush]:
    """A few short pieces, as where a marker leaves one row and comes to another: in every order."""
    pieces: list[tuple[int, int, int]] = []
    for y, (was, is_now) in enumerate(zip(rows, wanted.rows, strict=True)):
        for x in [] if was == is_now else [x for x in range(len(was)) if was[x] != is_now[x]]:
            if is_now[x].text == RIGHT_HALF_TEXT or is_now[min(x + 1, len(was) - 1)].text == RIGHT_HALF_TEXT:
                return  # halves of wide characters belong together
            if pieces and pieces[-1][0] == y and x - pieces[-1][2] <= _NEAR:
                pieces[-1] = (y, pieces[-1][1], x + 1)
            else:
                pieces.append((y, x, x + 1))
    for order in permutations(pieces) if len(pieces) <= _PIECES else ():
        way = brush.copy()
        for y, first, end in order:
            way.move(first, y)
            way.write(wanted.rows[y][first:end])
        yield way


def _painted(brush: Brush, rows: list[Row], wanted: Grid, first: int, most: int = _ANY) -> Brush:
    """Row after row; the one with the cursor first, for that is where one looks. Past `most` bytes it is given up."""
    changed = [y for y in range(wanted.height) if rows[y] != wanted.rows[y]]
    if len(changed) > 3 and first in changed and wanted.visible:
        changed.remove(first)
        changed.insert(0, first)
    while changed and brush.cost < most:
        emptied = _emptied(changed, wanted.rows) if brush.can.insert_lines and brush.can.delete_lines else 0
        y = changed.pop(0)
        if emptied:
            brush.dip_for_blanks()
            brush.move(0, y)
            brush.say(f"\x1b[{emptied}M\x1b[{emptied}L")
            changed = [one for one in changed if not y < one < y + emptied]
        else:
            paint(brush, y, rows[y], wanted.rows[y])
    return brush


def _emptied(changed: list[int], rows: list[Row]) -> int:
    """How many rows from the first of the changed ones on become empty, if deleting them and inserting as many is
    shorter than erasing each."""
    first = last = changed[0]
    count = 0
    for y in changed:
        if y < first or any(one != BLANK for row in rows[last : y + 1] for one in row):
            break
        last, count = y, count + 1
    return last - first + 1 if count > _EMPTIED else 0


def _afresh(brush: Brush, wanted: Grid, most: int) -> Iterator[Brush]:
    """All is cleared and painted, if that takes less than `most` bytes."""
    brush.dip_for_blanks()
    brush.say("\x1b[H\x1b[J")
    brush.x = brush.y = 0
    empty = [[BLANK] * wanted.width for _ in range(wanted.height)]
    if _painted(brush, empty, wanted, wanted.y, most).cost < most:
        yield brush


def _emptied_first(brush: Brush, rows: list[Row], wanted: Grid, most: int) -> Iterator[Brush]:
    """All rows from the first that changes to the last are emptied and then painted, if that takes less: no end of a
    row is left to be erased, and what stays above and below them is not painted again."""
    changed = [y for y in range(wanted.height) if rows[y] != wanted.rows[y]]
    count = changed[-1] - changed[0] + 1
    brush.dip_for_blanks()
    brush.move(0, changed[0])
    brush.say(f"\x1b[{count}M\x1b[{count}L")
    empty = [BLANK] * wanted.width
    rows = [*rows[: changed[0]], *([empty] * count), *rows[changed[-1] + 1 :]]
    if _painted(brush, rows, wanted, wanted.y, most).cost < most:
        yield brush


def _scrolled(brush: Brush, rows: list[Row], wanted: Grid, most: int, moves: int = _MOVES) -> Iterator[Brush]:
    """Some rows moved up or down by deleting and inserting lines, then the rest painted or moved again, each way
    shorter than `most` bytes and the one before."""
    for first, last, by in movements(rows, wanted.rows)[: _TRIED if moves == _MOVES else 1]:
        moved = brush.copy()
        rest = moved_by(moved, rows, first, last, by)
        painted = _painted(moved.copy(), rest, wanted, wanted.y, most - moved.cost)
        if moves > 1 and painted.cost > _SHORT:
            for again in _scrolled(moved, rest, wanted, min(painted.cost, most - moved.cost), moves - 1):
                painted = again
        moved.takes_over(painted)
        if moved.cost < most:
            most = moved.cost
            yield moved
