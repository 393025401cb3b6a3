"""What the functions behind lists and grids tell of reports: to each person what the policies let them read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from tests import town as towns
from tests.servers import Cluster
from tests.town import (
    ADMINISTRATOR,
    CLERK,
    DECIDER,
    FARMERS_HOA_MAC,
    FARMERS_MOC_BAC,
    FARMERS_REVIEWER,
    NATIONAL,
    NEIGHBOUR,
    REVIEWER,
    STRANGER,
    WOMEN_MOC_BAC,
    Town,
)

pytestmark = pytest.mark.both_versions

_ALL = "select * from app.reports_of(array(select id from app.organisation), '2000-01-01', '2100-01-01')"
_DRAFT = {"organisation_id": FARMERS_MOC_BAC, "month": dt.date(2023, 10, 1), "version": 0, "status": "draft"}


@pytest.fixture(scope="module")
def writing(any_server: Cluster) -> Iterator[Town]:
    """October: a draft of the clerk's, a report of the neighbour's and one of the stranger's that wait; and an ad hoc
    draft and an ad hoc report beside them."""
    copy = any_server.copy_of("town", towns.build)
    town = Town(copy)
    town.report(kind="periodic")
    for login, organisation in ((NEIGHBOUR, WOMEN_MOC_BAC), (STRANGER, FARMERS_HOA_MAC)):
        town.send(town.report(login, organisation, kind="periodic"), login)
    town.report()
    town.send(town.report(NEIGHBOUR, WOMEN_MOC_BAC), NEIGHBOUR)
    yield town
    town.close()
    copy.drop()


def told(town: Town, login: str) -> list[tuple[int, str]]:
    """Whose reports, in which state, by organisation."""
    return sorted((row["organisation_id"], row["status"]) for row in town.rows(_ALL, login=login))


@pytest.mark.parametrize(
    ("login", "organisations"),
    [
        (CLERK, {FARMERS_MOC_BAC}), (NEIGHBOUR, {WOMEN_MOC_BAC}), (STRANGER, {FARMERS_HOA_MAC}),
        (REVIEWER, {FARMERS_MOC_BAC, WOMEN_MOC_BAC, FARMERS_HOA_MAC}),
        (DECIDER, {FARMERS_MOC_BAC, WOMEN_MOC_BAC, FARMERS_HOA_MAC}),
        (FARMERS_REVIEWER, {FARMERS_MOC_BAC, FARMERS_HOA_MAC}), (NATIONAL, set()), (ADMINISTRATOR, set()),
    ],
)  # fmt: skip
def test_everyone_is_told_of_reports_in_their_scope_alone(writing: Town, login: str, organisations: set[int]) -> None:
    assert {organisation for organisation, _status in told(writing, login)} == organisations


@pytest.mark.parametrize("login", [REVIEWER, FARMERS_REVIEWER, DECIDER])
def test_of_a_followed_draft_only_that_it_exists_is_told(writing: Town, login: str) -> None:
    (draft,) = (row for row in writing.rows(_ALL, login=login) if row["status"] == "draft")
    assert {name: value for name, value in draft.items() if value not in (None, False)} | {"version": 0} == _DRAFT


def test_a_clerk_is_told_all_of_their_own_draft(writing: Town) -> None:
    (draft,) = writing.rows(_ALL, login=CLERK)
    assert draft["id"] is not None and draft["version"] == 1


@pytest.mark.parametrize(
    ("login", "count"),
    [(REVIEWER, 3), (FARMERS_REVIEWER, 1), (DECIDER, 0), (CLERK, 0), (NEIGHBOUR, 0), (NATIONAL, 0), (ADMINISTRATOR, 0)],
)
def test_what_waits_is_told_to_who_may_accept_it(writing: Town, login: str, count: int) -> None:
    waiting: list[dict[str, Any]] = writing.rows("select * from app.waiting()", login=login)
    assert len(waiting) == count


def test_an_ended_duty_tells_nothing(writing: Town) -> None:
    login = writing.hire("listing-ended", ("reviewer", None, towns.TOWN, None))
    assert told(writing, login)
    writing.rows("update app.duty set from_date = '2023-01-01', to_date = '2023-10-15' where staff_id ="
                 " (select id from app.staff where role = %s)", (login,))  # fmt: skip
    assert not told(writing, login) and not writing.rows("select * from app.waiting()", login=login)
