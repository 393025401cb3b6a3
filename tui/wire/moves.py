"""Rows that stand elsewhere, moved there: by scrolling them alone, or by deleting and inserting lines."""

from __future__ import annotations

from operator import ne

from tui.wire.brush import Brush
from tui.wire.grid import BLANK, Row

_SAMPLE = 3  # of so many cells one is looked at, to find what is worth working out
_WORTH = 20  # cells that must come to be right for rows to be moved


def moved_by(brush: Brush, rows: list[Row], first: int, last: int, by: int) -> list[Row]:
    """Move the rows that are to stand from `first` to `last`, which stand `by` rows lower, the cheapest way; what the
    terminal shows then: where they left, rows are empty."""
    brush.dip_for_blanks()
    area = (first, last + by) if by > 0 else (first + by, last)
    ways = [_scrolled(brush.copy(), area, by)] if brush.can.scroll_region else []
    if pushes_lines(brush):
        ways.append(_pushed(brush.copy(), len(rows), area, by))
    brush.takes_over(min(ways, key=lambda way: way.cost))
    block, empty = rows[first + by : last + 1 + by], [[BLANK] * len(rows[0])] * abs(by)
    moved = [*block, *empty] if by > 0 else [*empty, *block]
    return [*rows[: area[0]], *moved, *rows[area[1] + 1 :]]


def pushes_lines(brush: Brush) -> bool:
    """Whether lines can be deleted and inserted; else rows move only where a region can scroll (vt100)."""
    return brush.can.delete_lines and brush.can.insert_lines


def _scrolled(brush: Brush, area: tuple[int, int], by: int) -> Brush:
    """Those rows alone scroll; they stay the ones that do, for who scrolled once scrolls on."""
    brush.confine(area)
    count, can = abs(by), brush.can
    ways = []
    if can.scrolls_by_count:
        ways.append(brush.copy())
        ways[-1].scroll(by)
    edge = brush.copy()
    edge.move(0 if brush.x is None else brush.x, area[1] if by > 0 else area[0])
    edge.say(("\n" if by > 0 else "\x1bM") * count)
    brush.takes_over(min([*ways, edge], key=lambda way: way.cost))
    return brush


def _pushed(brush: Brush, height: int, area: tuple[int, int], by: int) -> Brush:
    """Lines are deleted where rows go and inserted where they leave, at the other end of the area."""
    if not _scrolls(brush, *area):
        brush.confine(None)
    end = area[1] == (height - 1 if brush.region is None else brush.region[1])
    count = abs(by)
    out, into = (area[0], area[1] + 1 - count) if by > 0 else (area[1] + 1 - count, area[0])
    for place, moves in ((out, brush.delete_lines), (into, brush.insert_lines)):
        if not (end and place != area[0]):  # beyond the end nothing is kept
            brush.move(0, place)
            moves(count, height)
    return brush


def emptied(brush: Brush, height: int, first: int, count: int) -> None:
    """Make so many rows empty."""
    if not _scrolls(brush, first, first + count - 1):
        brush.confine(None)
    brush.dip_for_blanks()
    brush.move(0, first)
    brush.delete_lines(count, height)
    if first + count - 1 != (height - 1 if brush.region is None else brush.region[1]):
        brush.insert_lines(count, height)


def _scrolls(brush: Brush, first: int, last: int) -> bool:
    """Whether these rows are among those that scroll."""
    return brush.region is None or (brush.region[0] <= first and last <= brush.region[1])


def movements(old: list[Row], new: list[Row]) -> list[tuple[int, int, int]]:
    """The blocks of rows that would be more alike if they were moved, the best of each distance, most promising first:
    its first and last row in `new`, and how many rows lower it stands in `old`."""
    height = len(new)
    old, new = [row[::_SAMPLE] for row in old], [row[::_SAMPLE] for row in new]
    stays = [_apart(was, is_now) for was, is_now in zip(old, new, strict=True)]
    found: list[tuple[int, tuple[int, int, int]]] = []
    for by in [*range(1, height), *range(-1, -height, -1)]:
        first, gain, best, block = 0, 0, _WORTH // _SAMPLE, None
        for y in range(max(0, -by), min(height, height - by)):
            if gain == 0:
                first = y
            gain += stays[y] - _apart(old[y + by], new[y])
            if gain <= 0:
                gain = 0
            elif gain > best:
                best, block = gain, (first, y, by)
        if block is not None:
            found.append((best, block))
    return [block for _gain, block in sorted(found, reverse=True)]


def _apart(one: Row, other: Row) -> int:
    """How many cells of two rows differ."""
    return 0 if one is other else sum(map(ne, one, other))
