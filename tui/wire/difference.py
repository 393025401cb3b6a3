"""The cheapest way from the screen that the terminal shows to the one that is wanted."""

from __future__ import annotations

from tui.wire.brush import Brush
from tui.wire.grid import BLANK, Cell, Grid, Row
from tui.wire.line import paint
from tui.wire.pens import PLAIN

_EMPTIED = 2  # rows that are emptied one by one
_WORTH = 20  # bytes of text in moved rows, below which moving them is not tried


def difference(shown: Grid, wanted: Grid, brush: Brush) -> None:
    """Have the brush say what makes `shown` look like `wanted`, the cursor included."""
    ways = [_painted(brush.copy(), shown.rows, wanted, wanted.y)]
    if ways[0].cost > _WORTH:
        moves_rows = brush.can.insert_lines and brush.can.delete_lines
        scrolled = _scrolled(brush.copy(), shown.rows, wanted) if moves_rows else None
        if scrolled is not None:
            ways.append(scrolled)
        if ways[0].cost > wanted.width * 2:
            ways.append(_afresh(brush.copy(), wanted))
    best = min(ways, key=lambda way: way.cost)
    hides = brush.can.hides_cursor
    if shown.visible and not wanted.visible:
        best.say("\x1b[?25l" if hides else "")
    elif wanted.visible:
        best.move(min(wanted.x, wanted.width - 1), wanted.y)
        if best.cost > _WORTH and best.pen is not None:
            best.dip(PLAIN)  # with what is long anyhow: the letter that is typed next has no pen to change
        if not shown.visible:
            best.say("\x1b[?25h" if hides else "")
    brush.takes_over(best)


def _painted(brush: Brush, rows: list[Row], wanted: Grid, first: int) -> Brush:
    """Row after row; the one with the cursor first, for that is where one looks."""
    changed = [y for y in range(wanted.height) if rows[y] != wanted.rows[y]]
    if len(changed) > 3 and first in changed and wanted.visible:
        changed.remove(first)
        changed.insert(0, first)
    while changed:
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


def _afresh(brush: Brush, wanted: Grid) -> Brush:
    brush.dip_for_blanks()
    brush.say("\x1b[H\x1b[J")
    brush.x = brush.y = 0
    empty = [[BLANK] * wanted.width for _ in range(wanted.height)]
    return _painted(brush, empty, wanted, wanted.y)


def _scrolled(brush: Brush, rows: list[Row], wanted: Grid) -> Brush | None:
    """Some rows moved up or down by deleting and inserting lines, then the rest painted. None if no rows moved."""
    move = _movement(rows, wanted.rows)
    if move is None:
        return None
    first, last, by = move
    brush.dip_for_blanks()
    rows = list(rows)
    empty = [BLANK] * wanted.width
    count = abs(by)
    # lines go where the block comes from at its far side, and come in where it leaves
    out, into = (first, last + 1) if by > 0 else (last + 1 + by, first + by)
    for place, final in ((out, "M"), (into, "L")):
        if place + count >= len(rows):
            continue
        brush.move(0, place)
        brush.say(f"\x1b[{'' if count == 1 else count}{final}")
        if final == "M":
            rows = [*rows[:place], *rows[place + count :], *([empty] * count)]
        else:
            rows = [*rows[:place], *([empty] * count), *rows[place : len(rows) - count]]
    return _painted(brush, rows, wanted, wanted.y)


def _movement(old: list[Row], new: list[Row]) -> tuple[int, int, int] | None:
    """The block of rows that moved and is worth most: its first and last row in `new`, and by how much it went up."""
    keys: dict[tuple[Cell, ...], int] = {}
    was = [keys.setdefault(tuple(row), len(keys)) for row in old]
    now = [keys.setdefault(tuple(row), len(keys)) for row in new]
    ink = [sum(len(one.text.encode()) for one in row if one.text != " ") for row in new]
    best, worth = None, _WORTH
    for by in [*range(1, len(new)), *range(-1, -len(new), -1)]:
        first, gain = 0, 0
        for y in range(max(0, -by), min(len(new), len(new) - by)):
            if now[y] != was[y + by]:
                gain = 0
                continue
            if gain == 0:
                first = y
            gain += ink[y] if now[y] != was[y] else -ink[y]
            if gain <= 0:
                gain = 0
            elif gain > worth:
                best, worth = (first, y, by), gain
    return best
