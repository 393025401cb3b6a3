"""Working days around weekends and public holidays."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from db.rules.workdays import Calendar

TET = frozenset(dt.date(2023, 1, day) for day in range(20, 27))
CALENDAR = Calendar(TET)

days = st.dates(dt.date(2022, 1, 1), dt.date(2024, 12, 31))
calendars = st.frozensets(days, max_size=40).map(Calendar)


def test_the_twentieth_of_january_falls_into_tet_and_moves_to_the_day_after() -> None:
    assert CALENDAR.next_working(dt.date(2023, 1, 20)) == dt.date(2023, 1, 27)
    assert CALENDAR.previous_working(dt.date(2023, 1, 22)) == dt.date(2023, 1, 19)


def test_a_saturday_worked_in_exchange_is_a_working_day() -> None:
    saturday = dt.date(2024, 5, 4)
    assert not Calendar().is_working(saturday)
    assert Calendar(worked=frozenset({saturday})).is_working(saturday)


def test_a_week_after_a_monday_is_five_working_days_later() -> None:
    assert CALENDAR.between(dt.date(2023, 10, 9), dt.date(2023, 10, 16)) == 5
    assert CALENDAR.between(dt.date(2023, 10, 16), dt.date(2023, 10, 9)) == -5
    assert CALENDAR.add(dt.date(2023, 10, 9), 5) == dt.date(2023, 10, 16)


@given(calendars, days)
def test_the_next_working_day_is_one_and_none_lies_before_it(calendar: Calendar, day: dt.date) -> None:
    found = calendar.next_working(day)
    assert calendar.is_working(found)
    assert not any(calendar.is_working(day + dt.timedelta(days=n)) for n in range((found - day).days))


@given(calendars, days, st.integers(-60, 60).filter(bool))
def test_counting_days_undoes_adding_them(calendar: Calendar, day: dt.date, count: int) -> None:
    start = calendar.next_working(day)
    assert calendar.between(start, calendar.add(start, count)) == count
