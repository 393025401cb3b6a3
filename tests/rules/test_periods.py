"""Dates, months and figures as people type and read them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules import periods

TODAY = dt.date(2023, 10, 16)
OCTOBER = dt.date(2023, 10, 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7", dt.date(2023, 10, 7)),
        ("7/2", dt.date(2023, 2, 7)),
        ("07/02/2023", dt.date(2023, 2, 7)),
        ("7.2.23", dt.date(2023, 2, 7)),
        ("7-2-2022", dt.date(2022, 2, 7)),
        (" -1 ", dt.date(2023, 10, 15)),
        ("t", TODAY),
        ("T", TODAY),
    ],
)
def test_a_date_takes_the_month_at_hand_for_what_was_not_typed(typed: str, meant: dt.date) -> None:
    assert periods.parse_date(typed, TODAY, OCTOBER) == meant


def test_a_day_alone_belongs_to_the_month_at_hand_and_not_to_today() -> None:
    assert periods.parse_date("7", TODAY, dt.date(2022, 12, 1)) == dt.date(2022, 12, 7)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/2", "no_such_date"),
        ("31/9/2023", "no_such_date"),
        ("0", "no_such_date"),
        ("7/13", "no_such_date"),
        ("7/2/0203", "bad_date"),
        ("mai", "bad_date"),
        ("", "bad_date"),
        ("٧", "bad_date"),
        ("7//2", "bad_date"),
    ],
)
def test_what_is_no_date_is_named_as_it_was_typed(typed: str, code: str) -> None:
    with pytest.raises(periods.BadEntry) as refused:
        periods.parse_date(typed, TODAY, OCTOBER)
    assert (refused.value.code, refused.value.params["entered"]) == (code, typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10", OCTOBER),
        ("T10", OCTOBER),
        ("9/2022", dt.date(2022, 9, 1)),
        ("9/22", dt.date(2022, 9, 1)),
        ("-1", dt.date(2023, 9, 1)),
        ("-10", dt.date(2022, 12, 1)),
        ("t", OCTOBER),
    ],
)
def test_a_month_is_typed_short(typed: str, meant: dt.date) -> None:
    assert periods.parse_month(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["13", "0", "", "10/1", "1/20233", "10/0001", "tháng 10"])
def test_what_is_no_month_is_refused(typed: str) -> None:
    with pytest.raises(periods.BadEntry, match="bad_month"):
        periods.parse_month(typed, TODAY)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(-400, 400), st.integers(-400, 400))
def test_moving_by_months_adds_up(day: dt.date, one: int, two: int) -> None:
    month = periods.first_of(day)
    assert periods.shift(periods.shift(month, one), two) == periods.shift(month, one + two)
    assert periods.last_of(month) + dt.timedelta(days=1) == periods.shift(month, 1)


@given(st.dates(dt.date(1945, 1, 1), dt.date(2100, 12, 31)))
def test_a_date_is_read_as_it_is_written(day: dt.date) -> None:
    assert periods.parse_date(periods.format_date(day), TODAY, OCTOBER) == day
    assert periods.parse_month(periods.month_label(periods.first_of(day)), TODAY) == periods.first_of(day)


def test_a_day_and_a_month_are_written_as_people_write_them() -> None:
    assert periods.format_date(dt.date(2023, 2, 7)) == "07/02/2023"
    assert periods.short(dt.date(2023, 2, 7)) == "07/02"
    assert periods.weekday(TODAY) == "thứ Hai"
    assert periods.weekday(dt.date(2023, 10, 15)) == "Chủ nhật"
    assert periods.month_label(OCTOBER) == "10/2023"
    assert periods.months_of(2023)[9] == OCTOBER


@given(st.integers(0, periods.LARGEST_COUNT))
def test_a_figure_is_read_as_it_is_written(count: int) -> None:
    assert periods.parse_count(periods.number(count)) == count
    assert periods.parse_count(str(count)) == count


@pytest.mark.parametrize("typed", ["1.5", "1,5", "-3", "12.34", "1.234.5", "năm", ""])
def test_a_figure_with_a_doubtful_dot_is_refused(typed: str) -> None:
    with pytest.raises(periods.BadEntry, match="bad_count"):
        periods.parse_count(typed)


def test_a_figure_past_all_reason_is_refused() -> None:
    with pytest.raises(periods.BadEntry, match="count_too_large"):
        periods.parse_count("1.000.000.000")


def test_numbers_have_dots_for_thousands_and_a_comma_for_decimals() -> None:
    assert periods.number(1234.5, 1) == "1.234,5"
    assert periods.number(1234567) == "1.234.567"


@pytest.mark.parametrize(
    ("share", "digits", "shown"),
    [
        (Fraction(855, 1000), 1, "85,5 %"),
        (Fraction(4, 9), 0, "44 %"),
        (Fraction(93, 102), 1, "91,2 %"),
        (Fraction(1), 1, "100 %"),
        (Fraction(0), 1, "0 %"),
        (Fraction(1223, 1224), 1, "99,9 %"),
        (Fraction(1223, 1224), 0, "99 %"),
        (Fraction(1, 1000), 0, "1 %"),
    ],
)
def test_a_rate_is_never_rounded_to_all_or_to_nothing(share: Fraction, digits: int, shown: str) -> None:
    assert periods.percent(share, digits) == shown
