"""Rules by date: which hold on a day, and what a programme file may not say of scorecard, grades and quotas."""

from __future__ import annotations

import datetime as dt

import pytest

from db.demo.town import PROGRAMME
from db.programme.programme import check, load
from db.programme.scorecard import GradeRule, in_force

TEXT = PROGRAMME.read_text(encoding="utf-8")
ITEM = """
[[scorecard]]
code = "{code}"
section = "comments"
label = "x"
label_en = "x"
points = {points}
rows = [15]
from = {start}
"""


def day(month: int, year: int = 2023) -> dt.date:
    return dt.date(year, month, 1)


def codes(text: str) -> list[str]:
    return [fault.code for fault in check(text, "2023.toml")]


def test_a_later_rule_takes_the_place_of_the_earlier_from_its_day_on_and_not_before() -> None:
    rules = [GradeRule("1", 90, day(1)), GradeRule("1", 95, day(7)), GradeRule("2", 70, day(1))]
    assert [rule.points for rule in in_force(rules, lambda rule: rule.grade, dt.date(2023, 6, 30))] == [90, 70]
    assert [rule.points for rule in in_force(rules, lambda rule: rule.grade, day(7))] == [95, 70]
    assert in_force(rules, lambda rule: rule.grade, dt.date(2022, 12, 31)) == []


def test_a_rule_holds_to_its_last_day_and_the_one_before_it_does_not_come_back() -> None:
    rules = [GradeRule("1", 90, day(1)), GradeRule("1", 95, day(7), closes=day(9))]
    assert [rule.points for rule in in_force(rules, lambda rule: rule.grade, day(9))] == [95]
    assert in_force(rules, lambda rule: rule.grade, day(10)) == []


def test_from_2025_on_floor_and_cap_hold_together() -> None:
    quotas = load(PROGRAMME).quotas
    for at, directions in ((day(12), ["floor"]), (day(1, 2025), ["floor", "cap"])):
        held = in_force(quotas, lambda quota: (quota.grade, quota.direction), at)
        assert [quota.direction for quota in held] == directions
    assert [quota.base for quota in quotas] == ["good_or_better", "good_only"]


def test_points_are_one_hundred_on_every_day_on_which_the_scorecard_changes() -> None:
    lesser = ITEM.format(code="comments", points=2, start="2023-07-01")
    assert codes(f"{TEXT}\n{lesser}") == ["points"]
    more = ITEM.format(code="more", points=1, start="2023-07-01")
    assert codes(f"{TEXT}\n{lesser}\n{more}") == []
    assert codes(f"{TEXT}\n{lesser}\n{more}to = 2023-09-30\n") == ["points"]


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ('base = "good_only"', 'base = "good"', "not_allowed"),
        ('groups = ["body", "level"]', 'groups = ["commune"]', "not_allowed"),
        ('direction = "cap"\nshare = 20', 'direction = "floor"\nshare = 20', None),
        ("from = 2025-01-01", "from = 2025-01-01\nto = 2024-12-31", "dates_crossed"),
        ('grade = "2"\npoints = 70', 'grade = "1"\npoints = 70', "duplicate"),
        ('bodies = ["HND", "LDLD"]', 'bodies = ["HND", "CD"]', "unknown_reference"),
        ("opens_day = 1", "opens_early = 32", "above"),
    ],
)
def test_a_fault_in_a_rule_by_date_is_named(was: str, becomes: str, code: str | None) -> None:
    assert TEXT.count(was) >= 1
    assert codes(TEXT.replace(was, becomes, 1)) == ([code] if code else [])
