"""Whose programme holds in an area: its own, or that of the nearest area above it that has one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from tests import town as towns
from tests.servers import Cluster
from tests.town import CLERK, FARMERS_MOC_BAC, FARMERS_TOWN, HOA_MAC, MOC_BAC, TOWN, Town

PROVINCE = 9


@pytest.fixture(scope="module")
def nested(any_server: Cluster) -> Iterator[Town]:
    """The town in a province that has a programme of 2023 and of 2024, and a commune with one of its own in 2023."""
    copy = any_server.copy_of("town", towns.build)
    town = Town(copy)
    town.rows(
        f"insert into app.area (id, level, kind, name, code, number, opened)"
        f" values ({PROVINCE}, 'province', 'tỉnh', 'Hà Nam', '35', 0, '1997-01-01');"
        f"update app.area set parent_id = {PROVINCE} where id = {TOWN};"
        "insert into app.programme (year, area_id, title, title_en, source, source_en, digest)"
        f" select year, area, 'x', 'x', 'x', 'x', 'x' from (values (2023, {PROVINCE}), (2024, {PROVINCE}),"
        f" (2023, {MOC_BAC})) given(year, area);"
        "insert into app.target (programme_id, number, code, wording, wording_en, owes, owes_en, periods, target_limit,"
        " target_limit_en, due_rule) select id, 3, 'monthly_report', 'x', 'x', 'x', 'x', '{M}', 'x', 'x', 'own'"
        f" from app.programme where area_id = {MOC_BAC};"
        "insert into app.period (programme_id, rule, month, opens, due, locks)"
        " select id, 'own', '2023-10-01', '2023-10-01', '2023-10-05', '2023-10-09' from app.programme"
        f" where area_id = {MOC_BAC}"
    )
    yield town
    town.close()
    copy.drop()


def owner(town: Town, area: int, year: int) -> int | None:
    """The area whose programme holds there in that year."""
    found: int | None = town.value(
        "select (select g.area_id from app.programme g where g.id = app.programme_of(%s, %s))", (area, year), CLERK
    )
    return found


@pytest.mark.parametrize(
    ("area", "year", "whose"),
    [
        (MOC_BAC, 2023, MOC_BAC), (HOA_MAC, 2023, TOWN), (TOWN, 2023, TOWN), (PROVINCE, 2023, PROVINCE),
        (MOC_BAC, 2024, PROVINCE), (HOA_MAC, 2022, None),
    ],
)  # fmt: skip
@pytest.mark.both_versions
def test_the_nearest_programme_holds(nested: Town, area: int, year: int, whose: int | None) -> None:
    assert owner(nested, area, year) == whose


@pytest.mark.both_versions
def test_a_month_is_due_by_its_own_areas_programme(nested: Town) -> None:
    due = "select due from app.period_of(%s, '2023-10-01')"
    assert nested.value(due, (FARMERS_MOC_BAC,), CLERK) == dt.date(2023, 10, 5)
    assert nested.value(due, (FARMERS_TOWN,), CLERK) == dt.date(2023, 10, 20)


@pytest.mark.both_versions
def test_many_areas_and_years_are_asked_at_once(nested: Town) -> None:
    found = nested.rows(
        "select p.area_id, p.year, g.area_id as whose from app.programmes_of(%s, 2020, 2030) p"
        " join app.programme g on g.id = p.programme_id order by 1, 2",
        ([HOA_MAC, MOC_BAC, HOA_MAC],), CLERK,
    )  # fmt: skip
    assert [tuple(row.values()) for row in found] == [
        (MOC_BAC, 2023, MOC_BAC), (MOC_BAC, 2024, PROVINCE), (HOA_MAC, 2023, TOWN), (HOA_MAC, 2024, PROVINCE),
    ]  # fmt: skip
