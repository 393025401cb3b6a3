"""Find the shortest bytes that move the terminal's cursor from one place to another.

Tab stops are where the writer has set them. A motion to a named place ignores the scroll region, but a newline in its
last row scrolls it, and a relative motion ends at its edge; outside of it emulators differ in both. So newlines and
relative vertical motions are used within the region alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from tui.wire.abilities import Abilities

Region = tuple[int, int]  # its first row and its last


class Motion(Protocol):
    """From a column and row (None: unknown) to others, with these tab stops and this scroll region."""

    def __call__(
        self, old_x: int | None, old_y: int | None, x: int, y: int, stops: tuple[int, ...], region: Region | None, /
    ) -> str: ...


@lru_cache(maxsize=4)
def shortest(can: Abilities) -> Motion:
    """Return the function that finds the shortest motion on a terminal with these abilities."""

    @lru_cache(maxsize=1 << 11)
    def motion(
        old_x: int | None, old_y: int | None, x: int, y: int, stops: tuple[int, ...], region: Region | None, /
    ) -> str:
        ways = [_absolute(x, y)]
        if old_y is not None:
            for down in _vertical(old_y, y, region, can):
                ways += [down + across for across in _horizontal(old_x, x, stops, can)]
        return min(ways, key=len)

    return motion


def _absolute(x: int, y: int) -> str:
    if x == 0:
        return "\x1b[H" if y == 0 else f"\x1b[{y + 1}H"
    return f"\x1b[{y + 1};{x + 1}H" if y else f"\x1b[;{x + 1}H"


def _vertical(old: int, new: int, region: Region | None, can: Abilities) -> list[str]:
    """Find the shortest motion to the row that keeps the column, if the terminal has one: a list of one or none."""
    if new == old:
        return [""]
    free = region is None or (region[0] <= old <= region[1] and region[0] <= new <= region[1])
    ways = []
    if can.row:
        ways.append(f"\x1b[{new + 1}d")
    if can.relative and free:
        ways.append(f"\x1b[{parameter(abs(new - old))}{'B' if new > old else 'A'}")
    if can.newline and new > old and free:
        ways.append("\n" * (new - old))
    return [min(ways, key=len)] if ways else []


def _horizontal(old: int | None, new: int, stops: tuple[int, ...], can: Abilities) -> list[str]:
    """List the motions to the column that keep the row."""
    ways = [f"\x1b[{new + 1}G"] if can.column else []
    if new == 0:
        ways.append("\r")
    elif can.relative:
        ways.append(f"\r\x1b[{parameter(new)}C")
    if old == new:
        ways.append("")
    elif old is not None:
        if new < old:
            ways.append("\b" * (old - new))
        if can.relative:
            ways.append(f"\x1b[{parameter(abs(new - old))}{'C' if new > old else 'D'}")
    if stops:
        ways += _tabbed("\r", 0, new, stops, can)
        if old is not None:
            ways += _tabbed("", old, new, stops, can)
    return ways


def _tabbed(begun: str, old: int, new: int, stops: tuple[int, ...], can: Abilities) -> Iterator[str]:
    """Move by tabs to the last stop before the column and on, or to the first after it and back."""
    first, after = bisect_right(stops, old), bisect_right(stops, new)
    if after < first:
        return
    tabs = "\t" * (after - first)
    rest = new - stops[after - 1] if tabs else 0
    if tabs and (can.relative or not rest):
        yield begun + tabs + (f"\x1b[{parameter(rest)}C" if rest else "")
    if after < len(stops):
        yield begun + tabs + "\t" + "\b" * (stops[after] - new)


def parameter(count: int) -> str:
    """Write a count as the parameter of a sequence; one is the default and left out."""
    return "" if count == 1 else str(count)
