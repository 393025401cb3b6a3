"""Rows that stand elsewhere, moved there: by scrolling them alone, or by deleting and inserting lines."""

from __future__ import annotations

from operator import ne

from tui.wire.cursor_writer import CursorWriter
from tui.wire.grid import BLANK, Row

_SAMPLE = 3  # of so many cells one is looked at, to find what is worth working out
_WORTH = 20  # cells that must come to be right for rows to be moved


def moved_by(writer: CursorWriter, rows: list[Row], first: int, last: int, by: int) -> list[Row]:
    """Move the rows that are to stand from `first` to `last`, which stand `by` rows lower, the cheapest way; what the
    terminal shows then: where they left, rows are empty."""
    writer.set_blank_style()
    area = (first, last + by) if by > 0 else (first + by, last)
    ways = [_scrolled(writer.copy(), area, by)] if writer.can.scroll_region else []
    if pushes_lines(writer):
        ways.append(_pushed(writer.copy(), len(rows), area, by))
    writer.adopt(min(ways, key=lambda way: way.cost))
    block, empty = rows[first + by : last + 1 + by], [[BLANK] * len(rows[0])] * abs(by)
    moved = [*block, *empty] if by > 0 else [*empty, *block]
    return [*rows[: area[0]], *moved, *rows[area[1] + 1 :]]


def pushes_lines(writer: CursorWriter) -> bool:
    """Whether lines can be deleted and inserted; else rows move only where a region can scroll (vt100)."""
    return writer.can.delete_lines and writer.can.insert_lines


def _scrolled(writer: CursorWriter, area: tuple[int, int], by: int) -> CursorWriter:
    """Those rows alone scroll; they stay the ones that do, for who scrolled once scrolls on."""
    writer.set_scroll_region(area)
    count, can = abs(by), writer.can
    ways = []
    if can.scrolls_by_count:
        ways.append(writer.copy())
        ways[-1].scroll(by)
    edge = writer.copy()
    edge.move(0 if writer.x is None else writer.x, area[1] if by > 0 else area[0])
    edge.emit(("\n" if by > 0 else "\x1bM") * count)
    writer.adopt(min([*ways, edge], key=lambda way: way.cost))
    return writer


def _pushed(writer: CursorWriter, height: int, area: tuple[int, int], by: int) -> CursorWriter:
    """Lines are deleted where rows go and inserted where they leave, at the other end of the area."""
    if not _scrolls(writer, *area):
        writer.set_scroll_region(None)
    end = area[1] == (height - 1 if writer.scroll_region is None else writer.scroll_region[1])
    count = abs(by)
    out, into = (area[0], area[1] + 1 - count) if by > 0 else (area[1] + 1 - count, area[0])
    for place, moves in ((out, writer.delete_lines), (into, writer.insert_lines)):
        if not (end and place != area[0]):  # beyond the end nothing is kept
            writer.move(0, place)
            moves(count, height)
    return writer


def emptied(writer: CursorWriter, height: int, first: int, count: int) -> None:
    """Make so many rows empty."""
    if not _scrolls(writer, first, first + count - 1):
        writer.set_scroll_region(None)
    writer.set_blank_style()
    writer.move(0, first)
    writer.delete_lines(count, height)
    if first + count - 1 != (height - 1 if writer.scroll_region is None else writer.scroll_region[1]):
        writer.insert_lines(count, height)


def _scrolls(writer: CursorWriter, first: int, last: int) -> bool:
    """Whether these rows are among those that scroll."""
    return writer.scroll_region is None or (writer.scroll_region[0] <= first and last <= writer.scroll_region[1])


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
