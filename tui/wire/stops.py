"""Tab stops where columns of a screen begin, so that one byte goes from the one to the next."""

from __future__ import annotations

from collections import Counter

from tui.wire.grid import BLANK, Row

_PRICE = 2  # bytes of setting one
_DEAR = 4  # bytes of a motion along a row, about
_GAP = 2  # blanks that a tab may pass


def columns(rows: list[Row], wanted: list[Row]) -> frozenset[int]:
    """The columns in which a tab stop is worth setting before the rows are painted over those that are there."""
    saved: Counter[int] = Counter()
    for old, new in zip(rows, wanted, strict=True):
        if old == new:
            continue
        gap = 0
        for x, one in enumerate(new):
            if one == BLANK:
                gap = gap + 1 if old[x] == BLANK else 0
            else:
                if gap >= _GAP and old[x] != one:
                    saved[x] += min(gap, _DEAR) - 1
                gap = 0
    return frozenset(x for x, count in saved.items() if count > _PRICE)
