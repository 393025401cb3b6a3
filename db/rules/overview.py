"""Who has reported: the sums of a grid of organisations and months, its order, and who is to be reminded.

Sources: programme row 16 (a report every month), design §4 (what enters a rate). A grid is a list of cells; a cell
belongs to one row and one column and stands on one `Fact`, so that rows, columns and the whole always agree.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from db.rules import duties
from db.rules.duties import Fact, Mark, Rate, Status
from db.rules.fold import SortKey, sort_key

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)
Cell = tuple[R, C, Fact]


class Followed(Protocol):
    """One organisation and one month, as a reminder needs it."""

    @property
    def fact(self) -> Fact: ...


@dataclass(frozen=True, slots=True)
class Tally:
    """How many reports are with the reviewer or accepted, of those owed, whether they are due yet or not."""

    sent: int
    owed: int

    @property
    def left(self) -> int:
        """Those that have not come, or have to come again."""
        return self.owed - self.sent


@dataclass(slots=True)
class _Count:
    """What is counted of a row, a column or the whole: two figures, the first never more than the second."""

    some: int = 0
    all: int = 0

    def add(self, one: tuple[int, int]) -> None:
        self.some += one[0]
        self.all += one[1]


@dataclass(slots=True)
class _Sums(Generic[R, C]):
    rows: dict[R, _Count] = field(default_factory=dict)
    columns: dict[C, _Count] = field(default_factory=dict)
    whole: _Count = field(default_factory=_Count)

    def add(self, row: R, column: C, one: tuple[int, int]) -> None:
        self.rows.setdefault(row, _Count()).add(one)
        self.columns.setdefault(column, _Count()).add(one)
        self.whole.add(one)


@dataclass(frozen=True, slots=True)
class Tallies(Generic[R, C]):
    """Sent and owed by row, by column and of all cells."""

    rows: Mapping[R, Tally]
    columns: Mapping[C, Tally]
    whole: Tally


@dataclass(frozen=True, slots=True)
class Rates(Generic[R, C]):
    """On time and expected by row, by column and of all cells; what is not due yet is in neither."""

    rows: Mapping[R, Rate]
    columns: Mapping[C, Rate]
    whole: Rate


def tallies(cells: Iterable[Cell[R, C]]) -> Tallies[R, C]:
    """The sums of a month's matrix. A report of an organisation that owed none does not count."""
    sums: _Sums[R, C] = _Sums()
    for row, column, fact in cells:
        is_owed = duties.owed(fact)
        sums.add(row, column, (is_owed and duties.sent(fact), is_owed))
    rows = {key: Tally(count.some, count.all) for key, count in sums.rows.items()}
    columns = {key: Tally(count.some, count.all) for key, count in sums.columns.items()}
    return Tallies(rows, columns, Tally(sums.whole.some, sums.whole.all))


def rates(cells: Iterable[Cell[R, C]]) -> Rates[R, C]:
    """The on-time rates of a year's grid (row 16)."""
    sums: _Sums[R, C] = _Sums()
    for row, column, fact in cells:
        expected = duties.counts(fact)
        sums.add(row, column, (expected and duties.on_time(fact) is True, expected))
    rows = {key: Rate(count.some, count.all) for key, count in sums.rows.items()}
    columns = {key: Rate(count.some, count.all) for key, count in sums.columns.items()}
    return Rates(rows, columns, Rate(sums.whole.some, sums.whole.all))


# Order


def need(marks: Sequence[Mark], rate: Rate) -> tuple[int, float, int]:
    """The order of a year's rows by how much they need somebody's attention: most missing months first, then the worst
    rate, then most late ones; an organisation of which nothing was expected yet comes last."""
    share = rate.share
    return -marks.count(Mark.MISSING), 2.0 if share is None else float(share), -marks.count(Mark.LATE)


_LEVELS = {"province": 0, "town": 1, "commune": 2}
_KINDS = {"phường": 0, "thị trấn": 1, "xã": 2}


def area_key(level: str, kind: str, name: str) -> tuple[int, int, SortKey]:
    """The order of areas: the town itself, then its wards, then its communes, each by name."""
    return _LEVELS.get(level, len(_LEVELS)), _KINDS.get(kind, len(_KINDS)), sort_key(name)


# Reminders

T = TypeVar("T", bound=Followed)


def missing(rows: Iterable[T]) -> list[T]:
    """Those who owe a report of which nothing is with the reviewer: never sent, begun or not."""
    return [row for row in rows if duties.owed(row.fact) and row.fact.status in (None, Status.DRAFT)]


def returned(rows: Iterable[T]) -> list[T]:
    """Those whose report was returned and has not come again."""
    return [row for row in rows if duties.owed(row.fact) and row.fact.status is Status.RETURNED]
