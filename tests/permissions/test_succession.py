"""A successor's clerk sees the open petitions of what it succeeded; nobody gains anything else by a succession."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from db.duties.monthly_report.reports import Petition, open_petitions
from tests.town import (
    ADMINISTRATOR,
    CLERK,
    DECIDER,
    FARMERS,
    FARMERS_HOA_MAC,
    FARMERS_MOC_BAC,
    HOA_MAC,
    MOC_BAC,
    NATIONAL,
    NEIGHBOUR,
    OCTOBER,
    REVIEWER,
    STRANGER,
    WOMEN_MOC_BAC,
    Town,
    petition,
    town,
)
from tests.two_towns import beside

__all__ = ["town"]
pytestmark = pytest.mark.both_versions

CHAU_SON, FARMERS_CHAU_SON, DONG_HA, THON_1 = 6, 61, 71, 72
SEPTEMBER = dt.date(2023, 9, 1)


@pytest.fixture
def old(town: Town) -> str:
    """The commune of Châu Sơn that ended with September, and its Farmers' clerk; who took it over, each test says."""
    town.rows(
        "insert into app.area (id, parent_id, level, kind, name, code, number, opened)"
        " values (6, 1, 'commune', 'xã', 'Châu Sơn', '13327', 3, '2000-01-01');"
        "insert into app.village (id, area_id, number, name, opened) values"
        " (71, 6, 1, 'Thôn Đông Hà', '2000-01-01'), (72, 6, 2, 'Thôn 1', '2000-01-01');"
        "insert into app.organisation (id, body_id, area_id, name, short, opened)"
        " values (61, 1, 6, 'Hội Nông dân xã Châu Sơn', 'HND Châu Sơn', '2000-01-01')"
    )
    return town.hire("old", ("clerk", FARMERS_CHAU_SON, None, None))


def sends(town: Town, login: str, *places: str, organisation: int = FARMERS_CHAU_SON) -> list[UUID]:
    """A report of September with a petition about each of these places, sent in time."""
    town.set_clock("2023-09-16 09:00+07")
    report = town.report(login, organisation, kind="periodic", month=SEPTEMBER)
    items = [town.opinion(report, login, **petition(place=place)) for place in places]
    town.send(report, login)
    town.set_clock("2023-10-16 09:00+07")
    return items


def ends(town: Town, *into: int, on: str = "2023-10-01") -> None:
    """Châu Sơn is closed and goes into these communes."""
    for table in ("village", "organisation"):
        town.rows(f"update app.{table} set closed = %s where area_id = 6", (on,))
    town.rows("update app.area set closed = %s where id = 6", (on,))
    for area in into:
        town.rows("insert into app.succession (from_id, to_id, on_date) values (6, %s, %s)", (area, on))


def seen(town: Town, login: str, organisation: int) -> list[Petition]:
    with town.session(login) as session:
        return open_petitions(session, organisation, OCTOBER)


def test_the_successors_clerk_sees_them_marked_with_where_they_came_from(town: Town, old: str) -> None:
    first, second = sends(town, old, "1", "0")
    ends(town, MOC_BAC)
    found = seen(town, CLERK, FARMERS_MOC_BAC)
    assert [(one.opinion_id, one.place, one.whence) for one in found] == [
        (first, "Thôn Đông Hà", "HND Châu Sơn"), (second, "xã Châu Sơn", "HND Châu Sơn"),
    ]  # fmt: skip
    assert [one.whence for one in seen(town, old, FARMERS_CHAU_SON)] == [None, None]


def test_nobody_else_gains_anything_and_the_clerk_nothing_more(town: Town, old: str) -> None:
    sends(town, old, "1")
    before = {login: _readable(town, login) for login in (CLERK, NEIGHBOUR, STRANGER, REVIEWER, DECIDER, NATIONAL)}
    ends(town, MOC_BAC)
    assert {login: _readable(town, login) for login in before} == before
    assert len(seen(town, CLERK, FARMERS_MOC_BAC)) == 1
    for login, organisation in ((NEIGHBOUR, WOMEN_MOC_BAC), (STRANGER, FARMERS_HOA_MAC)):  # another body, another area
        assert seen(town, login, organisation) == []
    for login in (CLERK, NEIGHBOUR, STRANGER, REVIEWER, DECIDER, NATIONAL, ADMINISTRATOR):
        assert seen(town, login, FARMERS_CHAU_SON) == []
    for login in (NEIGHBOUR, STRANGER, REVIEWER, DECIDER, NATIONAL, ADMINISTRATOR):
        assert seen(town, login, FARMERS_MOC_BAC) == []


def _readable(town: Town, login: str) -> list[int]:
    """How many rows of the old organisation this login reads, table by table; none where it may not read the table."""
    return [
        town.value(f"select count(*)::integer from app.{table} where organisation_id = %s", (FARMERS_CHAU_SON,), login)
        for table in ("reflection", "opinion", "petition", "submission", "returning")
    ]


def test_what_is_not_open_or_not_succeeded_is_not_there(town: Town, old: str) -> None:
    sends(town, old, "1")
    ends(town, MOC_BAC)
    for table, there, otherwise in (
        ("succession", "on_date = '2023-10-01'", "on_date = '2023-10-17'"),
        ("organisation", "closed = '2023-10-01'", "closed = null"),
        ("organisation", "body_id = 1", "body_id = 2"),
        ("petition", "state = 'received'", "state = 'resolved'"),
        ("petition", "state = 'received'", "state = 'withdrawn'"),
        ("petition", "status = 'submitted'", "status = 'draft'"),
    ):
        where = " where id = 61" if table == "organisation" else ""
        for change, left in ((otherwise, 0), (there, 1)):
            town.database.rows(f"set session_replication_role = replica; update app.{table} set {change}{where}")
            assert len(seen(town, CLERK, FARMERS_MOC_BAC)) == left, (table, change)


def test_of_a_commune_that_was_split_a_petition_goes_where_its_village_is_or_to_each_part(town: Town, old: str) -> None:
    named, numbered, whole = sends(town, old, "1", "2", "0")
    ends(town, MOC_BAC, HOA_MAC)
    town.rows(
        "insert into app.village (id, area_id, number, name, opened) values"
        f" (81, {HOA_MAC}, 9, 'Thôn Đông Hà', '2023-10-01'), (82, {HOA_MAC}, 8, 'Thôn 1', '2023-10-01')"
    )
    assert {one.opinion_id for one in seen(town, STRANGER, FARMERS_HOA_MAC)} == {named, numbered, whole}
    assert {one.opinion_id for one in seen(town, CLERK, FARMERS_MOC_BAC)} == {numbered, whole}


def test_what_went_on_from_one_successor_to_the_next_is_with_the_last(town: Town, old: str) -> None:
    sends(town, old, "1")
    ends(town, MOC_BAC)
    town.rows("update app.organisation set closed = '2023-10-10' where area_id = 2")
    town.rows("update app.area set closed = '2023-10-10' where id = 2")
    town.rows("insert into app.succession (from_id, to_id, on_date) values (2, 3, '2023-10-10')")
    assert [one.whence for one in seen(town, STRANGER, FARMERS_HOA_MAC)] == ["HND Châu Sơn"]


def test_a_towns_petition_goes_to_the_town_that_has_its_commune(town: Town) -> None:
    """Duy Tiên is split between two towns; Mộc Bắc goes into a commune of the first."""
    town_clerk = town.hire("town", ("clerk", 10, None, None))
    item = sends(town, town_clerk, "1", organisation=10)[0]
    town.rows(
        "insert into app.area (id, parent_id, level, kind, name, code, number, opened) values"
        " (90, null, 'town', 'thị xã', 'Một', '901', 0, '2023-10-01'),"
        " (91, null, 'town', 'thị xã', 'Hai', '902', 0, '2023-10-01'),"
        " (92, 90, 'commune', 'xã', 'Mộc Hoàn', '903', 1, '2023-10-01');"
        "insert into app.organisation (id, body_id, area_id, name, short, opened) values"
        f" (900, {FARMERS}, 90, 'Hội Nông dân Một', 'HND Một', '2023-10-01'),"
        f" (910, {FARMERS}, 91, 'Hội Nông dân Hai', 'HND Hai', '2023-10-01');"
        "update app.organisation set closed = '2023-10-01' where id = 10;"
        "update app.area set closed = '2023-10-01' where id in (1, 2);"
        "insert into app.succession (from_id, to_id, on_date) values"
        " (1, 90, '2023-10-01'), (1, 91, '2023-10-01'), (2, 92, '2023-10-01')"
    )
    for organisation, theirs in ((900, [item]), (910, [])):
        clerk = town.hire("new", ("clerk", organisation, None, None))
        assert [one.opinion_id for one in seen(town, clerk, organisation)] == theirs


def test_a_petition_taken_over_keeps_the_words_of_the_programme_that_it_was_written_under(town: Town, old: str) -> None:
    sends(town, old, "1")
    beside(town)
    ends(town, 5)  # a commune of the other town, where UB means something else
    clerk = town.hire("kb", ("clerk", 31, None, None))
    assert [(one.agency, one.whence) for one in seen(town, clerk, 31)] == [("UB", "HND Châu Sơn")]
