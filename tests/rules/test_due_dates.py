"""Periods of due rules that are not months: years, quarters, weeks; and what a file may not say of them."""

from __future__ import annotations

import datetime as dt

import pytest

from db.demo.town import PROGRAMME
from db.programme.programme import check, load
from db.rules.due_dates import DueRule, dues, dues_between, is_weekly, months_each
from db.rules.workdays import Calendar

QUARTERS = DueRule("quarter_end", "", rrule="FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")
MONDAYS = DueRule("week_start", "", rrule="FREQ=WEEKLY;BYDAY=MO", opens_early=7, lock_after_days=2)


def test_a_yearly_rule_has_one_period_the_whole_year_which_opens_with_it() -> None:
    (only,) = dues(DueRule("year_end", "", rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"), 2023, Calendar())
    assert (only.starts, only.ends, only.opens) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31), dt.date(2023, 1, 1))
    assert (only.month, only.due) == (dt.date(2023, 12, 1), dt.date(2023, 12, 15))


def test_four_days_a_year_make_quarters() -> None:
    found = dues(QUARTERS, 2023, Calendar())
    assert months_each(QUARTERS, 2023) == 3
    assert [(due.starts.month, due.ends.month, due.month.month) for due in found] == [
        (1, 3, 3), (4, 6, 6), (7, 9, 9), (10, 12, 12),
    ]  # fmt: skip
    assert found[1].ends == dt.date(2023, 6, 30)


def test_a_week_is_from_monday_to_sunday_and_its_plan_may_be_entered_the_week_before() -> None:
    tet = Calendar(frozenset(dt.date(2023, 1, day) for day in range(20, 27)))
    (week,) = dues_between(MONDAYS, dt.date(2023, 1, 23), dt.date(2023, 1, 29), tet)
    assert is_weekly(MONDAYS) and months_each(MONDAYS, 2023) is None
    assert (week.starts, week.ends) == (dt.date(2023, 1, 23), dt.date(2023, 1, 29))
    assert (week.opens, week.due, week.locks) == (dt.date(2023, 1, 16), dt.date(2023, 1, 27), dt.date(2023, 1, 29))


def test_a_year_has_the_same_weeks_whether_asked_for_together_or_month_by_month() -> None:
    fortnight = MONDAYS._replace(rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")
    for rule in (MONDAYS, fortnight, QUARTERS):
        by_month = [
            due
            for month in range(1, 13)
            for due in dues_between(
                rule,
                dt.date(2023, month, 1),
                dt.date(2023 + month // 12, month % 12 + 1, 1) - dt.timedelta(1),
                Calendar(),
            )
        ]
        assert by_month == dues(rule, 2023, Calendar())
    assert len(dues(MONDAYS, 2023, Calendar())) == 52


@pytest.mark.parametrize("rule", ["BYMONTH=1,2;BYMONTHDAY=1", "BYMONTH=1,5,9,10,11;BYMONTHDAY=1", "BYMONTHDAY=1,2"])
def test_days_that_do_not_fall_one_into_each_period_are_refused(rule: str) -> None:
    unread = DueRule("x", "", rrule=f"FREQ=YEARLY;{rule}")
    with pytest.raises(ValueError):
        dues(unread, 2023, Calendar())
    text = PROGRAMME.read_text(encoding="utf-8").replace("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30", unread.rrule or "")
    assert [fault.code for fault in check(text, "2023.toml")] == ["uneven_days"]


def test_every_rule_of_the_programme_but_the_weekly_and_the_request_has_periods_that_fill_the_year() -> None:
    programme = load(PROGRAMME)
    for rule in programme.due_rules.values():
        found = dues(rule, programme.year, programme.calendar)
        if rule.days is not None:
            assert found == []
        elif not is_weekly(rule):
            assert sum((due.ends - due.starts).days + 1 for due in found) == 365
            assert all(due.opens <= due.due for due in found)


def test_a_day_before_entry_opens_is_told_with_its_rule() -> None:
    text = PROGRAMME.read_text(encoding="utf-8")
    assert [fault.code for fault in check(text.replace("opens_day = 1", "opens_day = 21"), "2023.toml")] == [
        "due_before_open"
    ]
    # the first of January is a holiday, and the working day before it lies in the year before
    back = 'BYMONTHDAY=1"\nshift = "next_working"\nopens_early = 10'
    assert back in text
    earlier = back.replace("next", "previous")
    assert check(text.replace(back, earlier), "2023.toml") == []
    found = check(text.replace(back, earlier.replace("opens_early = 10", "opens_early = 0")), "2023.toml")
    assert [(fault.code, fault.params["due"]) for fault in found] == [("due_before_open", "2022-12-30")]


@pytest.mark.parametrize("year", ["20233", "0", "true", '"2023"', "-1"])
def test_a_year_that_is_none_is_a_fault_and_no_crash(year: str) -> None:
    text = PROGRAMME.read_text(encoding="utf-8").replace("year = 2023", f"year = {year}", 1)
    assert {fault.code for fault in check(text, "x.toml")} & {"above", "below", "wrong_type"}


@pytest.mark.parametrize("wrong", ["rrule = 5", "days = true", 'rrule = ["FREQ=WEEKLY"]'])
def test_a_due_rule_of_another_kind_is_a_fault_and_no_crash(wrong: str) -> None:
    text = PROGRAMME.read_text(encoding="utf-8").replace('rrule = "FREQ=WEEKLY;BYDAY=MO"', wrong, 1)
    assert [fault.code for fault in check(text, "2023.toml")] == ["wrong_type"]
