"""What a home screen lists first: the order of duties (design §5), and the year in one line.

Returned reports, then overdue ones, then the nearest due date; last what is overdue and locked, about which nothing
can be done without a reviewer (decision). A month that has not begun is not listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from db.rules.duties import DutyState, Fact, counts, on_time, state
from db.rules.duties import owed as owes
from db.rules.periods import first_of

_ORDER = {
    DutyState.RETURNED: 0,
    DutyState.MISSING: 1,
    DutyState.DUE_TODAY: 2,
    DutyState.DRAFT: 2,
    DutyState.SOON: 2,
    DutyState.NOT_DUE: 2,
}
DONE = frozenset({DutyState.WAITING, DutyState.LATE, DutyState.NOTHING_AROSE, DutyState.ON_TIME})


class HasFact(Protocol):
    """Anything about one organisation and one month."""

    @property
    def fact(self) -> Fact: ...

    def takes_entry(self) -> bool: ...


T = TypeVar("T", bound=HasFact)
__all__ = ["DONE", "Tally", "done", "owes", "tally", "to_do"]


def to_do(rows: Iterable[T]) -> list[T]:
    """What is still to be done, most pressing first: months that have begun, were owed, and are not sent."""
    begun = [row for row in rows if row.fact.month <= first_of(row.fact.today)]
    open_ones = [row for row in begun if state(row.fact) in _ORDER]
    return sorted(open_ones, key=_rank)


def done(rows: Iterable[T]) -> list[T]:
    """What was sent, the newest month first."""
    return sorted((row for row in rows if state(row.fact) in DONE), key=lambda row: row.fact.month, reverse=True)


def _rank(row: HasFact) -> tuple[int, int, int]:
    day, month = _deadline(row.fact)
    if state(row.fact) is DutyState.MISSING and not row.takes_entry():
        return 3, -day, -month
    return _ORDER[state(row.fact)], day, month


def _deadline(fact: Fact) -> tuple[int, int]:
    day = fact.return_due if state(fact) is DutyState.RETURNED and fact.return_due else fact.due
    return day.toordinal(), fact.month.toordinal()


class Tally(NamedTuple):
    """Months whose due date has passed, by how they stand; the four parts add up to `due`."""

    due: int
    on_time: int
    late: int
    returned: int
    missing: int


def tally(rows: Sequence[HasFact]) -> Tally:
    """The year so far in one line. A returned report that still has time counts as returned, not as late."""
    due = [row.fact for row in rows if counts(row.fact)]
    timely = [fact for fact in due if on_time(fact) is True]
    late = [fact for fact in due if on_time(fact) is False and fact.first_submitted is not None]
    returned = [fact for fact in due if on_time(fact) is None]
    return Tally(len(due), len(timely), len(late), len(returned), len(due) - len(timely) - len(late) - len(returned))
