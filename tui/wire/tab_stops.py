"""Choose tab stops where columns of a screen begin, so that one byte moves the cursor from one column to the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.wire.grid import BLANK, Row

_PRICE = 2  # bytes of setting one
_DEAR = 4  # bytes of a motion along a row, about
_LEAST = 2  # blanks that a tab may pass


class _Gap(NamedTuple):
    """Cells that are blank already and stay so, from column `start` up to text to be written in column `end`."""

    start: int
    end: int

    @property
    def saved(self) -> int:
        return min(self.end - self.start, _DEAR) - 1


def tab_columns(rows: list[Row], wanted: list[Row]) -> frozenset[int]:
    """Choose the columns in which a tab stop saves more than it costs, for painting `wanted` over `rows`.

    Begin with a stop at the end of every gap, and drop the least worthy until all pay: a stop in the middle of a gap
    costs that gap one more tab.
    """
    gaps = [gap for old, new in zip(rows, wanted, strict=True) if old != new for gap in _gaps(old, new)]
    planned = {gap.end for gap in gaps}
    while planned:
        worth: dict[int, int] = {}
        for gap in gaps:
            if gap.end in planned:
                # the first gap is passed by a motion, and the stop set at its end
                worth[gap.end] = worth[gap.end] + gap.saved if gap.end in worth else -_PRICE
                for column in worth:
                    worth[column] -= gap.start < column < gap.end
        least = min(sorted(planned), key=lambda column: worth[column])
        if worth[least] > 0:
            break
        planned.remove(least)
    return frozenset(planned)


def _gaps(old: Row, new: Row) -> Iterator[_Gap]:
    start = 0
    for x, one in enumerate(new):
        if one != BLANK or old[x] != BLANK:
            if x - start >= _LEAST and one != BLANK and old[x] != one:
                yield _Gap(start, x)
            start = x + 1
