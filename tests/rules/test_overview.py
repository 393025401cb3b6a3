"""The sums of a grid agree with one another, and its order puts first what needs attention."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from db.rules.duties import Fact, Mark, Rate, Status, mark, on_time, owed, sent
from db.rules.overview import area_key, missing, need, rates, returned, tallies
from db.rules.periods import months_of, shift

TODAY = dt.date(2023, 10, 16)
MONTHS = months_of(2023)


@dataclass(frozen=True)
class Row:
    """What a grid knows of one organisation and one month."""

    fact: Fact


def days(first: dt.date, last: dt.date) -> st.SearchStrategy[dt.date]:
    return st.dates(first, last)


@st.composite
def facts(draw: st.DrawFn, month: dt.date) -> Fact:
    """Any state that a month can be in, drafts and reports of closed or excused organisations among them."""
    status = draw(st.sampled_from([None, *Status]))
    first = draw(days(month, TODAY)) if status not in (None, Status.DRAFT) and month <= TODAY else None
    came_back = draw(st.booleans()) and first is not None
    return Fact(
        month=month,
        due=month.replace(day=20),
        today=TODAY,
        opened=draw(st.sampled_from([None, dt.date(2000, 1, 1), month, month.replace(day=5)])),
        closed=draw(st.sampled_from([None, dt.date(2023, 7, 1)])),
        status=status if first or status is Status.DRAFT else None,
        nil=draw(st.booleans()),
        first_submitted=first,
        submitted=draw(days(first, TODAY)) if first else None,
        return_due=draw(days(first, TODAY)) if first and came_back else None,
        return_missed=came_back and draw(st.booleans()),
        exempt=draw(st.booleans()),
    )


@st.composite
def grids(draw: st.DrawFn) -> list[tuple[int, dt.date, Fact]]:
    months = draw(st.lists(st.sampled_from(MONTHS), min_size=1, max_size=4, unique=True))
    return [(row, month, draw(facts(month))) for row in range(draw(st.integers(0, 4))) for month in months]


@given(grids())
def test_rows_and_columns_add_up_to_the_same_whole(cells: list[tuple[int, dt.date, Fact]]) -> None:
    sums = tallies(cells)
    for side in (sums.rows, sums.columns):
        assert sum(tally.sent for tally in side.values()) == sums.whole.sent
        assert sum(tally.left for tally in side.values()) == sums.whole.left
    rated = rates(cells)
    for parts in (rated.rows, rated.columns):
        assert sum(rate.on_time for rate in parts.values()) == rated.whole.on_time
        assert sum(rate.expected for rate in parts.values()) == rated.whole.expected


@given(grids())
def test_nothing_is_ever_more_than_all_of_it(cells: list[tuple[int, dt.date, Fact]]) -> None:
    rated, sums = rates(cells), tallies(cells)
    for rate in [*rated.rows.values(), *rated.columns.values(), rated.whole]:
        assert 0 <= rate.on_time <= rate.expected
        assert rate.share is None or rate.share <= 1
    for tally in [*sums.rows.values(), *sums.columns.values(), sums.whole]:
        assert 0 <= tally.sent <= tally.owed


@given(grids())
def test_the_sums_count_what_the_duties_say(cells: list[tuple[int, dt.date, Fact]]) -> None:
    found = [fact for _row, _month, fact in cells]
    assert tallies(cells).whole.sent == sum(owed(fact) and sent(fact) for fact in found)
    assert rates(cells).whole.on_time <= sum(on_time(fact) is True for fact in found)


@given(grids())
def test_whoever_is_left_is_missing_or_returned(cells: list[tuple[int, dt.date, Fact]]) -> None:
    rows = [Row(fact) for _row, _month, fact in cells]
    assert len(missing(rows)) + len(returned(rows)) == tallies(cells).whole.left


def test_an_organisation_that_owed_nothing_is_in_no_total() -> None:
    founded_later = Fact(MONTHS[0], MONTHS[0].replace(day=20), TODAY, opened=dt.date(2023, 3, 5))
    excused = Fact(MONTHS[0], MONTHS[0].replace(day=20), TODAY, exempt=True, status=Status.ACCEPTED,
                   first_submitted=MONTHS[0], submitted=MONTHS[0])  # fmt: skip
    cells = [(1, MONTHS[0], founded_later), (2, MONTHS[0], excused)]
    assert tallies(cells).whole.owed == 0
    assert rates(cells).whole == Rate(0, 0)
    assert mark(founded_later) is Mark.CLOSED


def test_who_has_most_missing_comes_first_then_the_worst_rate_then_who_was_late() -> None:
    perfect = need([Mark.ON_TIME] * 9, Rate(9, 9))
    late = need([Mark.LATE, Mark.ON_TIME], Rate(1, 2))
    one_missing = need([Mark.MISSING, Mark.ON_TIME], Rate(1, 2))
    two_missing = need([Mark.MISSING, Mark.MISSING], Rate(0, 2))
    nothing_yet = need([Mark.NOT_DUE], Rate(0, 0))
    assert sorted([nothing_yet, perfect, late, one_missing, two_missing]) == [
        two_missing, one_missing, late, perfect, nothing_yet,
    ]  # fmt: skip


def test_the_town_comes_first_then_wards_then_communes_in_vietnamese_order() -> None:
    areas = [
        ("commune", "xã", "Mộc Bắc"), ("commune", "phường", "Hòa Mạc"), ("commune", "phường", "Đồng Văn"),
        ("commune", "xã", "Chuyên Ngoại"), ("commune", "phường", "Duy Minh"), ("town", "thị xã", "Duy Tiên"),
    ]  # fmt: skip
    names = [name for _level, _kind, name in sorted(areas, key=lambda area: area_key(*area))]
    assert names == ["Duy Tiên", "Duy Minh", "Đồng Văn", "Hòa Mạc", "Chuyên Ngoại", "Mộc Bắc"]


def test_a_draft_is_still_missing_and_a_returned_report_is_listed_apart() -> None:
    month = shift(MONTHS[0], 8)
    base = {"month": month, "due": month.replace(day=20), "today": TODAY}
    draft = Row(Fact(**base, status=Status.DRAFT))
    came_back = Row(Fact(**base, status=Status.RETURNED, first_submitted=month, submitted=month))
    waiting = Row(Fact(**base, status=Status.SUBMITTED, first_submitted=month, submitted=month))
    assert missing([draft, came_back, waiting]) == [draft]
    assert returned([draft, came_back, waiting]) == [came_back]
