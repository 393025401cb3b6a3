"""The scorecard of a programme, the conditions of its grades and its quotas: rules by date.

Source: domain §6, row 18. A rule holds from a date on, until a later one of the same code takes its place or its own
last day comes; what was judged by an earlier one can so be judged by it again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

# Of whom a quota is a share: those rated exactly good, good or better, all that were rated.
BASES = ("good_only", "good_or_better", "rated")
DIRECTIONS = ("floor", "cap")
ROUNDINGS = ("up", "down", "nearest")
# Within which groups a quota is counted; without one over all organisations together.
GROUPS = ("body", "level")


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """A line of the scorecard: its points out of 100, and the programme rows it is counted from."""

    code: str
    label: str
    label_en: str
    points: int
    rows: tuple[int, ...]
    opens: dt.date
    section: str
    closes: dt.date | None = None


@dataclass(frozen=True, slots=True)
class GradeRule:
    """The conditions of a grade, all of which must hold. Shares are percent; the highest grade that holds is given."""

    grade: str
    points: int
    opens: dt.date
    late_most: int | None = None
    exceeded_least: int | None = None
    closes: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """A bound on how many may have a grade: `direction` floor or cap, `share` percent of `base`, how it is rounded, and
    within which `groups` it is counted.
    """

    grade: str
    direction: str
    share: int
    base: str
    rounding: str
    opens: dt.date
    groups: tuple[str, ...] = ()
    closes: dt.date | None = None


class Dated(Protocol):
    """A rule from a date on; `closes` is the last day on which it holds, if it ends by itself."""

    @property
    def opens(self) -> dt.date: ...

    @property
    def closes(self) -> dt.date | None: ...


D = TypeVar("D", bound=Dated)


def in_force(rules: Iterable[D], key: Callable[[D], Hashable], day: dt.date) -> list[D]:
    """The rules in force on a day: of those with the same key the one that began last, unless it has ended."""
    latest: dict[Hashable, D] = {}
    for rule in sorted(rules, key=lambda rule: rule.opens):
        if rule.opens <= day:
            latest[key(rule)] = rule
    return [rule for rule in latest.values() if rule.closes is None or day <= rule.closes]
