"""Items of a report that stand alike, named together: `mục 3–30`. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from tui.wording.i18n import N_, _, _n

LEAST_RUN = 3  # numbers in a row from which on a dash is shorter than naming them


def together(found: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    """Which items something is said of, and what, from (number of an item, what is said of it). What is said of several
    is there once, in the order of the first of them: after a paste, each of thirty lacks the same."""
    numbers: dict[str, list[int]] = {}
    for number, said in found:
        numbers.setdefault(said, []).append(number)
    return [(named(those), said) for said, those in numbers.items()]


def named(numbers: Sequence[int]) -> str:
    """`mục 3–5, 8`"""
    if len(numbers) == 1:
        return _(N_("mục {number}")).format(number=numbers[0])
    return _n("mục", len(numbers)) + " " + runs(numbers)


def runs(numbers: Iterable[int]) -> str:
    """`3–5, 8`: numbers that rise, those in a row by the first and the last of them."""
    parts: list[str] = []
    for _offset, row in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _at, number in row]
        parts += [f"{run[0]}–{run[-1]}"] if len(run) >= LEAST_RUN else map(str, run)
    return ", ".join(parts)
