"""Scroll rows to where they are wanted, as a list does that moves on by a row, instead of painting them again."""

from __future__ import annotations

from operator import ne
from typing import NamedTuple

from tui.wire.cursor_writer import CursorWriter
from tui.wire.grid import BLANK, Row

_SAMPLE = 3  # every third cell is compared: enough to find the rows that moved
_WORTH = 20  # cells that must become right for a scroll to pay


class Scroll(NamedTuple):
    """The rows wanted from `first` to `last` stand `by` rows lower now; higher, if `by` is negative."""

    first: int
    last: int
    by: int


def best_scroll(old: list[Row], new: list[Row]) -> Scroll | None:
    """Find the scroll that brings the most cells into place; None if none is worth its bytes."""
    height = len(new)
    old, new = [row[::_SAMPLE] for row in old], [row[::_SAMPLE] for row in new]
    unmoved = [_differing(was, wanted) for was, wanted in zip(old, new, strict=True)]
    best, found = _WORTH // _SAMPLE, None
    for by in [*range(1, height), *range(-1, -height, -1)]:
        gain = first = 0
        for y in range(max(0, -by), min(height, height - by)):
            if gain == 0:
                first = y
            gain = max(gain + unmoved[y] - _differing(old[y + by], new[y]), 0)
            if gain > best:
                best, found = gain, Scroll(first, y, by)
    return found


def scroll(writer: CursorWriter, rows: list[Row], move: Scroll) -> list[Row]:
    """Scroll the rows concerned, the others stay. Returns what the terminal shows then: new rows are empty.

    Keep the scroll region afterwards; the next scroll usually reuses it.
    """
    first, last, by = move
    top, bottom = (first, last + by) if by > 0 else (first + by, last)
    writer.set_blank_style()
    writer.set_scroll_region((top, bottom))
    ways = [writer.copy()]
    ways[0].move(0 if writer.x is None else writer.x, bottom if by > 0 else top)
    ways[0].emit(("\n" if by > 0 else "\x1bM") * abs(by))
    if writer.can.scrolls_by_count:
        ways.append(writer.copy())
        ways[1].scroll(by)
    writer.adopt(min(ways, key=lambda way: way.cost))
    block, empty = rows[first + by : last + 1 + by], [[BLANK] * len(rows[0])] * abs(by)
    return [*rows[:top], *(block + empty if by > 0 else empty + block), *rows[bottom + 1 :]]


def _differing(one: Row, other: Row) -> int:
    """Count the cells in which two rows differ."""
    return 0 if one is other else sum(map(ne, one, other))
