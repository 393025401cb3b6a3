"""Find where inserting or deleting characters moves the rest of a row into place, by the text that the old row and the
new one have in common at other columns."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from tui.wire.abilities import Abilities
from tui.wire.grid import BLANK, RIGHT_HALF_TEXT, Row

_PIECE = 4  # cells in a row by which text is recognised elsewhere
_LEAST = 2  # pieces that must move by the same number of columns


class Shift(NamedTuple):
    """At column `x` insert `by` characters, or delete as many if it is negative; the row is `row` then."""

    x: int
    by: int
    row: Row


def best_shift(old: Row, new: Row, can: Abilities) -> Shift | None:
    """Find the shift that brings most of a row's text into place, if there is one that the terminal can do."""
    first = next((x for x in range(len(new)) if old[x] != new[x]), len(new))
    if first + _PIECE > len(new) or any(one.text == RIGHT_HALF_TEXT for one in old[first:]):
        return None
    pieces = _moved_pieces([one.text for one in old], [one.text for one in new], first)
    by = max(pieces, key=lambda by: pieces[by], default=0)
    if by == 0 or pieces[by] < _LEAST or not (can.insert_characters if by > 0 else can.delete_characters):
        return None
    blanks = [BLANK] * abs(by)
    if by > 0:
        return Shift(first, by, [*old[:first], *blanks, *old[first : len(old) - by]])
    return Shift(first, by, [*old[:first], *old[first - by :], *blanks])


def _moved_pieces(old: list[str], new: list[str], first: int) -> Counter[int]:
    """Count the pieces of text from column `first` on by how many columns to the right they come to stand."""
    places: dict[tuple[str, ...], list[int]] = {}
    for x in range(first, len(old) - _PIECE + 1):
        if old[x] != " ":
            places.setdefault(tuple(old[x : x + _PIECE]), []).append(x)
    moved: Counter[int] = Counter()
    for x in range(first, len(new) - _PIECE + 1) if places else ():
        if new[x] != " ":
            moved.update(x - was for was in places.get(tuple(new[x : x + _PIECE]), ()))
    return moved
