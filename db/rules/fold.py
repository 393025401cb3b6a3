"""Finding a choice from what was typed, and Vietnamese order.

Everything typed is folded before matching (domain §5): Telex and VNI turn `dd` into đ and `w` into ư, so
marks must not matter. `fold` does what `app.fold` does in PostgreSQL.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar


class Pickable(Protocol):
    """What can be picked by typing: a code, and words for it."""

    @property
    def code(self) -> str: ...

    @property
    def label(self) -> str: ...


T = TypeVar("T", bound=Pickable)

_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case without marks, đ as d ("Đường sá" → "duong sa"). Folding twice changes nothing."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text)).lower()
    # Lower case may bring marks of its own (İ → i̇), so they are taken off once more.
    return _MARKS.sub("", unicodedata.normalize("NFD", bare)).replace("đ", "d")


def words(text: str) -> list[str]:
    """The folded words of a text: letters and digits, whatever stands between them."""
    return _WORD.findall(fold(text))


def _successive(typed: list[str], label: list[str]) -> int | None:
    """Where in `label` the typed words start words that stand one after the other."""
    for at in range(len(label) - len(typed) + 1):
        if all(word.startswith(start) for start, word in zip(typed, label[at:], strict=False)):
            return at
    return None


def _anywhere(typed: list[str], label: list[str]) -> int | None:
    """0 if each typed word starts a word of its own, in any order."""
    left = list(label)
    # The longest first, so that a short start does not take the only word that a longer one fits.
    for start in sorted(typed, key=len, reverse=True):
        found = next((word for word in left if word.startswith(start)), None)
        if found is None:
            return None
        left.remove(found)
    return 0


def match(typed: str, choices: Iterable[T]) -> list[T]:
    """The choices that what was typed can mean, best first; the caller decides between none, one and many.

    Tried in turn: the exact code; the exact label; starts of successive words; starts of any words; inside
    the folded label. Only the first of these that finds something counts, so a full code is never ambiguous.
    """
    wanted, starts, items = fold(typed).strip(), words(typed), list(choices)
    if not wanted:
        return []
    ways: tuple[Callable[[T], int | None], ...] = (
        lambda item: 0 if fold(item.code) == wanted else None,
        lambda item: 0 if fold(item.label) == wanted else None,
        lambda item: _successive(starts, words(item.label)) if starts else None,
        lambda item: 0 if fold(item.code).startswith(wanted) else None,
        lambda item: _anywhere(starts, words(item.label)) if starts else None,
        lambda item: at if (at := fold(item.label).find(wanted)) >= 0 else None,
    )
    for way in ways:
        found = [(at, index) for index, item in enumerate(items) if (at := way(item)) is not None]
        if found:
            return [items[index] for _, index in sorted(found)]
    return []


def _distance(one: str, other: str) -> int:
    """Edits between two short texts; letters that changed places count as one edit."""
    rows: list[list[int]] = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def nearest(code: str, codes: Sequence[str], n: int = 3) -> list[str]:
    """The `n` codes nearest to one that is not in the list, to be named in the message; same first letter
    first.
    """
    wanted = fold(code)[:20]

    def far(other: str) -> tuple[int, bool]:
        folded = fold(other)
        return _distance(wanted, folded), folded[:1] != wanted[:1]

    return sorted(codes, key=far)[:n]


# Vietnamese order

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: index for index, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_SHAPES = {"\u0302", "\u0306", "\u031b"}  # â ê ô, ă, ơ ư: letters of their own, not marks
_UNIT = re.compile(r"[0-9]+|.[\u0300-\u036f]*", re.DOTALL)

Letter = tuple[int, int, str]
SortKey = tuple[tuple[Letter, ...], tuple[int, ...], str]


def _letter(unit: str) -> Letter:
    """Where a letter, number or sign stands: blanks, signs, numbers by value, letters, everything else."""
    if unit[0] in "0123456789":
        digits = unit.lstrip("0")
        return 2, len(digits), digits
    base = unicodedata.normalize("NFC", unit[0] + "".join(mark for mark in unit[1:] if mark in _SHAPES))
    if (rank := _RANK.get(base)) is not None:
        return 3, rank, ""
    if unit[0].isspace():
        return 0, 0, ""
    return (4 if unit[0].isalpha() else 1), ord(unit[0]), unit


def sort_key(text: str) -> SortKey:
    """Vietnamese alphabetical order: letters first, then tones (ngang huyền hỏi ngã sắc nặng), then the text
    itself.

    Numbers sort by value, so Thôn 2 comes before Thôn 10.
    """
    units = _UNIT.findall(unicodedata.normalize("NFD", text.lower()))
    tones = tuple(next((_TONES[mark] for mark in unit[1:] if mark in _TONES), 0) for unit in units)
    return tuple(_letter(unit) for unit in units), tones, text


def person_key(name: str) -> tuple[SortKey, SortKey, SortKey, str]:
    """Order of people: given name (the last word), then family name (the first), then what is between (domain
    §7).
    """
    parts = name.split()
    given = parts[-1] if parts else ""
    family = parts[0] if len(parts) > 1 else ""
    return sort_key(given), sort_key(family), sort_key(" ".join(parts[1:-1])), name
