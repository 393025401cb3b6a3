"""What a home screen lists first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as some

from db.rules.duties import Fact, Status
from db.rules.periods import shift
from db.rules.todo_order import done, tally, to_do

TODAY = dt.date(2023, 10, 16)


@dataclass(frozen=True)
class Row:
    fact: Fact
    locked: bool = False

    def takes_entry(self) -> bool:
        return not self.locked


def month(number: int, *, locked: bool = False, **facts: object) -> Row:
    first = dt.date(2023, number, 1)
    return Row(Fact(first, first.replace(day=20), TODAY)._replace(**facts), locked)  # type: ignore[arg-type]


def numbers(rows: list[Row]) -> list[int]:
    return [row.fact.month.month for row in rows]


def test_a_returned_report_comes_before_an_overdue_one_and_that_before_the_nearest() -> None:
    returned = month(8, status=Status.RETURNED, first_submitted=dt.date(2023, 8, 18), return_due=dt.date(2023, 10, 18))
    assert numbers(to_do([month(10), month(9), returned])) == [8, 9, 10]


def test_what_is_locked_comes_last_the_newest_first() -> None:
    assert numbers(to_do([month(3, locked=True), month(4, locked=True), month(10), month(9)])) == [9, 10, 4, 3]


def test_a_month_that_has_not_begun_is_not_listed() -> None:
    assert to_do([month(11)]) == []


def test_what_was_sent_is_done_the_newest_first() -> None:
    sent = [month(number, status=Status.ACCEPTED, first_submitted=dt.date(2023, number, 5)) for number in (3, 5, 4)]
    assert numbers(done(sent)) == [5, 4, 3]
    assert to_do(sent) == []


@given(
    some.lists(
        some.builds(
            lambda number, status, day, missed: month(
                number,
                status=status,
                return_missed=missed,
                first_submitted=None if status in (None, Status.DRAFT) else dt.date(2023, number, day),
                return_due=dt.date(2023, 10, 18) if status is Status.RETURNED else None,
            ),
            some.integers(1, 12),
            some.sampled_from([None, *Status]),
            some.integers(1, 28),
            some.booleans(),
        )
    )
)
def test_the_parts_of_the_year_add_up_to_the_months_due(rows: list[Row]) -> None:
    count = tally(rows)
    assert count.on_time + count.late + count.returned + count.missing == count.due
    assert count.due == sum(row.fact.month < shift(TODAY.replace(day=1), 0) for row in rows)
    assert min(count.on_time, count.late, count.returned, count.missing) >= 0
