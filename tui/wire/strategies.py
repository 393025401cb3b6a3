"""The ways to a screen that changes in more than a few cells: rows moved, cleared or emptied first, tab stops set where
columns begin, what has a style of its own written last. Each is worked out, and whoever asks takes the shortest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tui.wire.cursor_writer import CursorWriter
from tui.wire.grid import BLANK, RIGHT_HALF_TEXT, Row
from tui.wire.row_moves import emptied, moved_by, movements, pushes_lines
from tui.wire.row_painter import paint
from tui.wire.sgr import PLAIN, Style
from tui.wire.tab_stops import columns

SHORT = 32  # bytes up to which nothing but painting is tried
_FEW_ROWS = 3  # that need no order
_ANY = 1 << 30  # bytes
_EMPTIED = 2  # rows that are emptied one by one
_TRIED = 3  # first movements of which each is worked out
_TRIED_AGAIN = 1
_MOVES = 3  # movements one after the other
_TABLE = 60  # bytes from which tab stops are looked for
_WITH_TABS = 3  # ways that are tried with tab stops
_NEARLY = 1.15  # of the shortest: with tab stops it may be the shortest after all
_AGAIN = 3  # rows that a style is taken up for, from which it may be shorter to take it up once
_FEW = 8  # cells that are put right before their row moves


class Aim(NamedTuple):
    """The rows that are wanted, and the one that is painted before the others: one looks first at where one types."""

    rows: list[Row]
    first: int | None

    @property
    def width(self) -> int:
        return len(self.rows[0])

    @property
    def height(self) -> int:
        return len(self.rows)


class Way(NamedTuple):
    """What was said first, the rows that the terminal shows then, and all that is said until it shows the aim."""

    begun: CursorWriter
    rows: list[Row]
    done: CursorWriter


def painted(begun: CursorWriter, rows: list[Row], aim: Aim, most: float = _ANY, *, thorough: bool = False) -> Way:
    """Row after row, each `thorough` or not. Past `most` bytes it is given up."""
    writer = begun.fork()
    changed = [y for y in range(aim.height) if rows[y] != aim.rows[y]]
    if len(changed) > _FEW_ROWS and aim.first in changed:
        changed.remove(aim.first)
        changed.insert(0, aim.first)
    while changed and writer.cost < most:
        count = _empty(changed, aim.rows) if pushes_lines(writer) else 0
        y = changed.pop(0)
        if count:
            emptied(writer, aim.height, y, count)
            changed = [one for one in changed if not y < one < y + count]
        else:
            paint(writer, y, rows[y], aim.rows[y], thorough=thorough)
    if changed:
        writer.cost = _ANY  # half a screen is no way to it, however short
    return Way(begun, rows, writer)


def _empty(changed: list[int], rows: list[Row]) -> int:
    """How many rows from the first of the changed ones on become empty, if deleting them and inserting as many is
    shorter than erasing each."""
    first = last = changed[0]
    count = 0
    for y in changed:
        if y < first or any(one != BLANK for row in rows[last : y + 1] for one in row):
            break
        last, count = y, count + 1
    return last - first + 1 if count > _EMPTIED else 0


def ways(simple: Way, aim: Aim) -> list[Way]:
    """All that are worth a try, the simple one of painting among them."""
    writer, rows = simple.begun, simple.rows
    found = [simple]
    over = any(old != new and any(one != BLANK for one in old) for old, new in zip(rows, aim.rows, strict=True))
    if over:
        found += _begun_otherwise(writer, rows, aim, simple.done.cost)
    if writer.can.tabs and min(map(_cost, found)) > _TABLE:
        found += _tabbed(sorted(found, key=_cost)[:_WITH_TABS], aim)
    best = min(found, key=_cost)
    if not over:
        return found  # nothing to erase; and a first screen is wanted soon
    found.append(painted(best.begun, best.rows, aim, best.done.cost, thorough=True))
    if best.begun.scroll_region is not None and best.done.cost > _TABLE:
        free = best.begun.fork()
        free.set_scroll_region(None)
        found.append(painted(free, best.rows, aim, best.done.cost))
    best = min(found, key=_cost)
    if best.done.cost > _TABLE:
        found += _by_pen(best, aim)
    return found


def _cost(way: Way) -> int:
    return way.done.cost


def _begun_otherwise(writer: CursorWriter, rows: list[Row], aim: Aim, most: int) -> Iterator[Way]:
    """With rows moved, all cleared, or what changes emptied, where something is in the way of what is painted."""
    if pushes_lines(writer) or writer.can.scroll_region:
        for way in _moved(writer, rows, aim, most):
            most = way.done.cost
            yield way
    if most > aim.width * 2:
        yield from _cleared(writer.copy(), aim, most * _NEARLY)
        if pushes_lines(writer):
            yield from _emptied_first(writer.copy(), rows, aim, most * _NEARLY)


def _moved(begun: CursorWriter, rows: list[Row], aim: Aim, most: int, moves: int = _MOVES) -> Iterator[Way]:
    """Some rows moved up or down, then the rest painted or moved again, each way shorter than `most` bytes and the one
    before."""
    for first, last, by in movements(rows, aim.rows)[: _TRIED if moves == _MOVES else _TRIED_AGAIN]:
        moved = begun.fork()
        there = _put_right(moved, rows, aim, (first + by, last + by), by)
        there = moved_by(moved, there, first, last, by)
        way = painted(moved, there, aim, most)
        if moves > 1 and way.done.cost - moved.cost > SHORT:
            for again in _moved(moved, there, aim, min(way.done.cost, most), moves - 1):
                way = again
        if way.done.cost < most:
            most = way.done.cost
            yield way


def _put_right(writer: CursorWriter, rows: list[Row], aim: Aim, block: tuple[int, int], by: int) -> list[Row]:
    """The row with the cursor, if it is among those that move and a few of its cells will be others: while one is there
    anyway."""
    y = writer.y
    if y is None or not block[0] <= y <= block[1]:
        return rows
    row = aim.rows[y - by]
    if not 0 < sum(a != b for a, b in zip(rows[y], row, strict=True)) <= _FEW:
        return rows
    paint(writer, y, rows[y], row)
    return [*rows[:y], row, *rows[y + 1 :]]


def _cleared(writer: CursorWriter, aim: Aim, most: float) -> Iterator[Way]:
    """All is cleared first, if that takes less than `most` bytes."""
    writer.set_blank_style()
    writer.set_scroll_region(None)
    writer.move(0, 0)
    writer.emit("\x1b[J")
    way = painted(writer, [[BLANK] * aim.width for _ in range(aim.height)], aim, most)
    if way.done.cost < most:
        yield way


def _emptied_first(writer: CursorWriter, rows: list[Row], aim: Aim, most: float) -> Iterator[Way]:
    """All rows from the first that changes to the last are emptied first, if that takes less: no end of a row is left
    to be erased, and what stays above and below them is not painted again."""
    changed = [y for y in range(aim.height) if rows[y] != aim.rows[y]]
    count = changed[-1] - changed[0] + 1
    emptied(writer, aim.height, changed[0], count)
    empty = [BLANK] * aim.width
    way = painted(writer, [*rows[: changed[0]], *([empty] * count), *rows[changed[-1] + 1 :]], aim, most)
    if way.done.cost < most:
        yield way


def _tabbed(found: list[Way], aim: Aim) -> Iterator[Way]:
    """Those ways, with tab stops set where columns begin."""
    for way in found:
        planned = columns(way.rows, aim.rows)
        if planned:
            begun = way.begun.fork()
            begun.plan_tab_stops(planned)
            yield painted(begun, way.rows, aim, way.done.cost)


def _by_pen(way: Way, aim: Aim) -> Iterator[Way]:
    """That way, with what has a style that is taken up in row after row written last: the style is taken up once."""
    rows: Counter[Style] = Counter()
    for old, new in zip(way.rows, aim.rows, strict=True):
        if old != new:
            rows.update({one.style for was, one in zip(old, new, strict=True) if was != one and one.text != " "})
    for style, count in rows.items():
        if style != PLAIN and count >= _AGAIN:
            without = [_without(style, old, new) for old, new in zip(way.rows, aim.rows, strict=True)]
            others = painted(way.begun, way.rows, aim._replace(rows=without), way.done.cost).done
            if others.cost < way.done.cost:
                yield Way(way.begun, way.rows, painted(others, without, aim, way.done.cost).done)


def _without(style: Style, old: Row, new: Row) -> Row:
    """The wanted row, with what is there in place of what has that style."""
    if old == new or any(one.text == RIGHT_HALF_TEXT for one in (*old, *new)):
        return new  # halves of wide characters belong together
    return [was if one.style == style and one.text != " " else one for was, one in zip(old, new, strict=True)]
