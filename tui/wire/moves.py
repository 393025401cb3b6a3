"""Rows that stand elsewhere, moved there by deleting and inserting lines."""

from __future__ import annotations

from operator import ne

from tui.wire.brush import Brush
from tui.wire.grid import BLANK, Row

_SAMPLE = 3  # of so many cells one is looked at, to find what is worth working out
_WORTH = 20  # cells that must come to be right for rows to be moved


def moved_by(brush: Brush, rows: list[Row], first: int, last: int, by: int) -> list[Row]:
    """Move the rows that are to stand from `first` to `last`, which stand `by` rows lower; what the terminal shows
    then. Lines go where the block comes from at its far side, and come in where it leaves."""
    brush.dip_for_blanks()
    count, empty = abs(by), [BLANK] * len(rows[0])
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
    return rows


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
