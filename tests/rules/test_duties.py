"""When a month's report is due, and how it stands afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.due_dates import DueRule, Shift, due_after, dues
from db.rules.duties import (
    MARK_LABELS,
    STATE_LABELS,
    DutyState,
    Fact,
    Mark,
    Status,
    days_late,
    mark,
    on_time,
    rate,
    sent,
    state,
)
from db.rules.workdays import Calendar

MONTHLY = DueRule("monthly_20", "ngày 20", rrule="FREQ=MONTHLY;BYMONTHDAY=20", lock_after_days=10)
TET = Calendar(frozenset(dt.date(2023, 1, day) for day in range(20, 27)))


def day(number: int, month: int = 9) -> dt.date:
    return dt.date(2023, month, number)


SEPTEMBER = Fact(
    month=day(1),
    due=day(20),
    today=day(16, 10),
    opened=dt.date(2000, 1, 1),
    status=Status.ACCEPTED,
    first_submitted=day(18),
    submitted=day(18),
)


# Due dates


def test_the_report_of_january_2023_is_due_after_tet() -> None:
    january = dues(MONTHLY, 2023, TET)[0]
    assert (january.month, january.due, january.locks) == (day(1, 1), day(27, 1), day(6, 2))


def test_a_year_has_twelve_monthly_reports_and_the_twentieth_on_a_saturday_moves_to_monday() -> None:
    found = dues(MONTHLY, 2023, TET)
    assert [due.month.month for due in found] == list(range(1, 13))
    assert found[4].due == day(22, 5)


def test_a_month_takes_entry_from_its_first_day_until_it_locks() -> None:
    october = dues(MONTHLY, 2023, TET)[9]
    assert not october.is_open(day(30))
    assert october.is_open(day(1, 10))
    assert october.is_open(day(30, 10))
    assert october.is_locked(day(31, 10))


def test_a_due_date_can_move_back_or_stay() -> None:
    back, fixed = MONTHLY._replace(shift=Shift.PREVIOUS), MONTHLY._replace(shift=Shift.NONE)
    assert dues(back, 2023, TET)[4].due == day(19, 5)
    assert dues(fixed, 2023, TET)[4].due == day(20, 5)


def test_the_last_day_of_december_stays_december_when_it_moves_into_january() -> None:
    (only,) = dues(DueRule("y", "", rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"), 2023, Calendar())
    assert (only.month, only.due) == (day(1, 12), dt.date(2024, 1, 1))


def test_comments_are_due_fifteen_days_after_the_request() -> None:
    rule = DueRule("request_15", "", days=15)
    assert due_after(rule, day(1, 9), Calendar()) == day(18, 9)  # the 16th is a Saturday
    assert dues(rule, 2023, Calendar()) == []


@given(
    st.integers(1, 28),
    st.frozensets(st.dates(dt.date(2023, 1, 1), dt.date(2023, 12, 31)), max_size=60),
)
def test_a_moved_due_date_is_always_a_working_day(number: int, holidays: frozenset[dt.date]) -> None:
    calendar = Calendar(holidays)
    rule = MONTHLY._replace(rrule=f"FREQ=MONTHLY;BYMONTHDAY={number}")
    assert all(calendar.is_working(due.due) for due in dues(rule, 2023, calendar))


# On time


def test_the_first_submission_decides_and_waiting_for_the_reviewer_costs_nothing() -> None:
    assert on_time(SEPTEMBER) is True
    assert on_time(SEPTEMBER._replace(status=Status.SUBMITTED)) is True


def test_a_report_sent_on_its_due_date_is_on_time_and_the_day_after_it_is_late() -> None:
    assert on_time(SEPTEMBER._replace(first_submitted=day(20))) is True
    late = SEPTEMBER._replace(first_submitted=day(27))
    assert on_time(late) is False
    assert days_late(late) == 7


def test_a_returned_report_is_undecided_until_the_date_of_the_return() -> None:
    returned = SEPTEMBER._replace(status=Status.RETURNED, return_due=day(18, 10))
    assert on_time(returned) is None
    gone_by = returned._replace(today=day(19, 10))
    assert on_time(gone_by) is False
    assert days_late(gone_by) == 1


def test_a_report_that_came_again_by_the_date_of_the_return_is_on_time() -> None:
    again = SEPTEMBER._replace(status=Status.SUBMITTED, return_due=day(18, 10), submitted=day(16, 10))
    assert on_time(again) is True
    assert on_time(again._replace(submitted=day(19, 10), today=day(20, 10))) is False
    assert on_time(again._replace(return_missed=True)) is False


def test_coming_again_in_time_does_not_mend_a_late_first_submission() -> None:
    late = SEPTEMBER._replace(first_submitted=day(25), submitted=day(10, 10), return_due=day(18, 10))
    assert on_time(late) is False
    assert days_late(late) == 5


def test_a_month_without_a_report_is_late_only_once_its_due_date_is_over() -> None:
    empty = Fact(month=day(1), due=day(20), today=day(20))
    assert on_time(empty) is None
    assert on_time(empty._replace(today=day(21))) is False
    assert days_late(empty._replace(today=day(23))) == 3


# States and marks


@pytest.mark.parametrize(
    ("changes", "stands", "shown"),
    [
        ({}, DutyState.ON_TIME, "+"),
        ({"nil": True}, DutyState.NOTHING_AROSE, "0"),
        ({"first_submitted": day(27)}, DutyState.LATE, "m"),
        ({"first_submitted": day(27), "nil": True}, DutyState.LATE, "m"),
        ({"status": Status.SUBMITTED}, DutyState.WAITING, "g"),
        ({"status": Status.SUBMITTED, "nil": True}, DutyState.WAITING, "g"),
        ({"status": Status.SUBMITTED, "first_submitted": day(27)}, DutyState.WAITING, "g"),
        ({"status": Status.RETURNED, "return_due": day(18, 10)}, DutyState.RETURNED, "t"),
        ({"exempt": True}, DutyState.EXEMPT, "~"),
        ({"exempt": True, "status": Status.RETURNED}, DutyState.RETURNED, "t"),
        ({"opened": day(2)}, DutyState.CLOSED, "/"),
        ({"closed": day(30), "status": Status.RETURNED}, DutyState.CLOSED, "/"),
    ],
)
def test_each_cell_shows_one_thing_only(changes: dict[str, object], stands: DutyState, shown: str) -> None:
    fact = SEPTEMBER._replace(**changes)  # type: ignore[arg-type]
    assert (state(fact), mark(fact).value) == (stands, shown)


@pytest.mark.parametrize(
    ("today", "status", "stands", "shown"),
    [
        (day(10), None, DutyState.NOT_DUE, "."),
        (day(15), None, DutyState.SOON, "."),
        (day(20), None, DutyState.DUE_TODAY, "."),
        (day(20), Status.DRAFT, DutyState.DRAFT, "."),
        (day(21), Status.DRAFT, DutyState.MISSING, "!"),
        (day(21), None, DutyState.MISSING, "!"),
    ],
)
def test_what_was_not_sent_comes_nearer_and_then_is_missing(
    today: dt.date, status: Status | None, stands: DutyState, shown: str
) -> None:
    fact = Fact(month=day(1), due=day(20), today=today, status=status)
    assert (state(fact), mark(fact).value) == (stands, shown)


def test_every_state_and_mark_has_its_words() -> None:
    assert set(STATE_LABELS) == set(DutyState)
    assert set(MARK_LABELS) == set(Mark)
    assert len({str(found) for found in Mark}) == len(Mark)


# Rates


def test_a_month_enters_the_rate_once_its_due_date_has_passed() -> None:
    october = SEPTEMBER._replace(month=day(1, 10), due=day(20, 10), today=day(16, 10))
    assert rate([SEPTEMBER, october]).expected == 1


def test_the_exempt_and_the_closed_leave_the_denominator() -> None:
    facts = [SEPTEMBER, SEPTEMBER._replace(exempt=True), SEPTEMBER._replace(opened=day(5))]
    assert (rate(facts).on_time, rate(facts).expected) == (1, 1)


def test_a_returned_report_is_expected_and_not_yet_on_time() -> None:
    returned = SEPTEMBER._replace(status=Status.RETURNED, return_due=day(18, 10))
    assert (rate([returned]).on_time, rate([returned]).expected) == (0, 1)
    assert not sent(returned)


def test_nothing_expected_is_no_rate_and_not_zero() -> None:
    assert rate([]).share is None


def test_an_organisation_owes_the_months_it_was_open_for_as_a_whole() -> None:
    june = Fact(month=day(1, 6), due=day(20, 6), today=day(30, 7))
    assert on_time(june._replace(closed=day(1, 7))) is False
    assert on_time(june._replace(closed=day(30, 6))) is None
    assert on_time(june._replace(opened=day(1, 6))) is False
    assert on_time(june._replace(opened=day(2, 6))) is None


some_day = st.dates(dt.date(2023, 8, 1), dt.date(2023, 12, 31))
facts = st.builds(
    Fact,
    month=st.just(day(1)),
    due=st.just(day(20)),
    today=some_day,
    opened=st.none() | some_day,
    closed=st.none() | some_day,
    status=st.none() | st.sampled_from(Status),
    nil=st.booleans(),
    first_submitted=st.none() | some_day,
    submitted=st.none() | some_day,
    return_due=st.none() | some_day,
    return_missed=st.booleans(),
    exempt=st.booleans(),
)


@given(st.lists(facts, max_size=20))
def test_no_rate_passes_one_hundred_percent(many: list[Fact]) -> None:
    found = rate(many)
    assert 0 <= found.on_time <= found.expected <= len(many)


@given(facts)
def test_days_late_and_on_time_never_disagree(fact: Fact) -> None:
    assert days_late(fact) >= 0
    if on_time(fact) is not False:
        assert days_late(fact) == 0
