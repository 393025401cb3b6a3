"""Where inserting or deleting characters brings the rest of a row into place: found by the pieces of text that the old
row and the new one have in common at other columns."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from tui.wire.abilities import Abilities
from tui.wire.grid import BLANK, RIGHT_HALF_TEXT, Row

_PIECE = 4  # cells that must be the same for a piece to be known again
_LEAST = 2  # pieces that must move by as much
_FAR = 3  # cells that differ one after the other, where what came into place ends


class Push(NamedTuple):
    """At column `x` insert so many characters, or delete as many if `by` is negative; then the terminal's row is `row`,
    and is as it should be from somewhere on up to `end`."""

    x: int
    by: int
    row: Row
    end: int


def pushes(old: Row, new: Row, start: int, can: Abilities, most: int) -> list[Push]:
    """At most so many, the most promising first, for what differs from column `start` on."""
    first = next((x for x in range(start, len(new)) if old[x] != new[x]), len(new))
    if first + _PIECE > len(new) or any(one.text == RIGHT_HALF_TEXT for one in old[first:]):
        return []
    by_count = _shifts([one.text for one in old], [one.text for one in new], first).most_common(most + 1)
    found = []
    for by, pieces in by_count:
        allowed = can.insert_characters if by > 0 else can.delete_characters
        if by and allowed and pieces >= _LEAST:
            found.append(_push(old, new, first, by))
    return found[:most]


def _shifts(old: list[str], new: list[str], first: int) -> Counter[int]:
    """By how many columns to the right the pieces of the old row come to stand, and how many by as much."""
    places: dict[tuple[str, ...], list[int]] = {}
    for x in range(first, len(old) - _PIECE + 1):
        if old[x] != " ":
            places.setdefault(tuple(old[x : x + _PIECE]), []).append(x)
    moved: Counter[int] = Counter()
    if not places:
        return moved
    for x in range(first, len(new) - _PIECE + 1):
        if new[x] != " ":
            for was in places.get(tuple(new[x : x + _PIECE]), ()):
                moved[x - was] += 1
    return moved


def _push(old: Row, new: Row, first: int, by: int) -> Push:
    count, blanks = abs(by), [BLANK] * abs(by)
    if by > 0:
        row = [*old[:first], *blanks, *old[first : len(old) - count]]
    else:
        row = [*old[:first], *old[first + count :], *blanks]
    return Push(first, by, row, _end(row, new, first))


def _end(row: Row, new: Row, first: int) -> int:
    """Where what the push brought into place ends: past its last long run of cells that are right."""
    together, end, apart = 0, len(row), 0
    for x in range(first, len(row)):
        if row[x] == new[x]:
            together, apart = together + (row[x].text != " "), 0
        else:
            apart += 1
            if apart >= _FAR and together >= _PIECE:
                return x - apart + 1
            if together < _PIECE:
                together = 0
    return end
