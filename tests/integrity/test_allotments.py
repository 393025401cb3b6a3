"""Amounts shared out to organisations: who gives and reads them, how far they are from the whole, what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg2
import pytest

from db.core.connect import Session
from db.core.errors import DataError, Denied, Duplicate, Invalid
from db.core.ids import uuid7
from db.demo.town import PROGRAMME
from db.programme import allotments, load
from tests import town as towns
from tests.servers import Cluster
from tests.town import (
    ADMINISTRATOR,
    CLERK,
    DECIDER,
    FARMERS_HOA_MAC,
    FARMERS_MOC_BAC,
    FARMERS_REVIEWER,
    FARMERS_TOWN,
    NATIONAL,
    NEIGHBOUR,
    REVIEWER,
    STRANGER,
    TODAY,
    TOWN,
    WOMEN_MOC_BAC,
    Town,
)

pytestmark = pytest.mark.both_versions
FEBRUARY, JULY, OCTOBER_16 = dt.date(2023, 2, 15), dt.date(2023, 7, 1), dt.date(2023, 10, 16)
FARMERS = {"programme": 1, "target": "farmers_members", "measure": "new_members"}
SHARES = {FARMERS_MOC_BAC: 120, FARMERS_HOA_MAC: 60}
PAPER: dict[str, Any] = {"day": FEBRUARY, "paper_number": "07/QĐ-HND", "paper_date": dt.date(2023, 2, 10)}


@pytest.fixture
def office(any_server: Cluster) -> Iterator[Town]:
    """A town with the whole programme of 2023."""
    copy = any_server.copy_of("town", towns.build)
    town = Town(copy)
    load.programme_file(town.at_work(ADMINISTRATOR), PROGRAMME)
    yield town
    town.close()
    copy.drop()


def give(session: Session, shares: dict[int, int] | None = None, **other: Any) -> UUID:
    """Give the shares with what is not said otherwise; returns the paper's key."""
    asked: dict[str, Any] = {"attempt": uuid7(), "id": uuid7(), **FARMERS, **PAPER, **other}
    allotments.allot(session, shares=SHARES if shares is None else shares, **asked)
    return UUID(str(asked["id"]))


def total(town: Town, login: str, day: dt.date = OCTOBER_16) -> allotments.SharedOut | None:
    return allotments.shared_out(town.at_work(login), 1, 6, "new_members", day)


def test_the_whole_is_told_with_how_far_off_the_shares_are(office: Town) -> None:
    assert total(office, REVIEWER) == (200, 0, 0)
    give(office.at_work(REVIEWER))
    shared = total(office, REVIEWER)
    assert shared == (200, 180, 2) and shared.left == 20
    give(office.at_work(REVIEWER), {FARMERS_TOWN: 30}, paper_number="08/QĐ-HND")
    assert (shared := total(office, REVIEWER)) and shared.left == -10
    assert total(office, REVIEWER, dt.date(2023, 2, 14)) == (200, 0, 0)


def test_a_later_paper_takes_the_place_of_the_earlier_for_those_whom_it_names(office: Town) -> None:
    give(office.at_work(REVIEWER))
    give(office.at_work(REVIEWER), {FARMERS_MOC_BAC: 140}, day=JULY, paper_number="31/QĐ-HND")
    assert total(office, REVIEWER, JULY - dt.timedelta(1)) == (200, 180, 2)
    assert total(office, REVIEWER, JULY) == (200, 200, 2)


def test_an_organisation_reads_its_own_share_and_the_total_in_numbers_alone(office: Town) -> None:
    give(office.at_work(FARMERS_REVIEWER))
    read = {
        login: sorted(row["amount"] for row in office.rows("select amount from app.allotment", login=login))
        for login in (CLERK, STRANGER, NEIGHBOUR, REVIEWER, FARMERS_REVIEWER, DECIDER, ADMINISTRATOR, NATIONAL)
    }
    both = [60, 120]
    assert read == {CLERK: [120], STRANGER: [60], NEIGHBOUR: [], REVIEWER: both, FARMERS_REVIEWER: both, DECIDER: both,
                    ADMINISTRATOR: [], NATIONAL: []}  # fmt: skip
    for login in (CLERK, NEIGHBOUR, DECIDER):
        assert total(office, login) == (200, 180, 2)
    for login in (ADMINISTRATOR, NATIONAL):
        assert total(office, login) is None


@pytest.mark.parametrize("login", [CLERK, DECIDER, ADMINISTRATOR, NATIONAL])
def test_only_who_follows_an_organisation_gives_it_a_share(office: Town, login: str) -> None:
    with pytest.raises(Denied) as caught:
        give(office.at_work(login))
    assert caught.value.code == "not_yours"
    with pytest.raises(psycopg2.Error) as refused, office.line(login) as line, line.cursor() as cursor:
        cursor.execute("update app.allotment set amount = 1")
    assert refused.value.pgcode == "42501"


def test_nobody_gives_a_share_to_their_own_organisation(office: Town) -> None:
    both = office.hire("both", ("reviewer", None, TOWN, None), ("clerk", FARMERS_MOC_BAC, None, None))
    with office.session(both) as session:
        with pytest.raises(Denied) as caught:
            give(session)
        assert caught.value.code == "own_organisation"
        give(session, {FARMERS_HOA_MAC: 60})


@pytest.mark.parametrize(
    ("shares", "other", "code"),
    [
        ({WOMEN_MOC_BAC: 10}, {}, "owes_no_share"),
        (SHARES, {"target": "women_members"}, "owes_no_share"),
        (SHARES, {"target": "members"}, "owes_no_share"),
        (SHARES, {"measure": "gathering_rate"}, "owes_no_share"),
        (SHARES, {"day": dt.date(2022, 12, 31)}, "owes_no_share"),
        (SHARES, {"day": dt.date(2024, 1, 1)}, "owes_no_share"),
        ({}, {}, "shares_unclear"),
        ({FARMERS_MOC_BAC: -1}, {}, "share_below_zero"),
        (SHARES, {"paper_number": ""}, "paper_needed"),
        (SHARES, {"paper_number": "0912345678"}, "personal_data"),
        (SHARES, {"paper_number": "x" * 41}, "text_too_long"),
        (SHARES, {"paper_number": " 07"}, "text_blank"),
        (SHARES, {"paper_date": dt.date(2023, 10, 17)}, "allotment_paper_date"),
        (SHARES, {"paper_date": dt.date(2021, 10, 17)}, "allotment_paper_date"),
    ],
)
def test_what_no_rule_allows_is_refused(office: Town, shares: dict[int, int], other: dict[str, Any], code: str) -> None:
    with pytest.raises(DataError) as caught:
        give(office.at_work(REVIEWER), shares, **other)
    assert isinstance(caught.value, Invalid) and caught.value.code == code
    assert office.value("select count(*) from app.allotment") == 0


def test_an_organisation_named_twice_is_refused(office: Town) -> None:
    line = office.line(REVIEWER)
    with pytest.raises(psycopg2.Error) as caught:
        line.cursor().execute(
            "select app.allot(%s, 'd', %s, 1, 'farmers_members', 'new_members', '2023-02-15', '07', '2023-02-10',"
            " '{11,11}', '{1,2}')",
            (str(uuid7()), str(uuid7())),
        )
    line.rollback()
    assert caught.value.diag.message_primary == "shares_unclear"


def test_an_organisation_that_was_closed_by_then_gets_none(office: Town) -> None:
    office.rows(f"update app.organisation set closed = '2023-07-01' where id = {FARMERS_MOC_BAC}")
    with pytest.raises(Invalid) as caught:
        give(office.at_work(REVIEWER), {FARMERS_MOC_BAC: 10}, day=JULY)
    assert caught.value.code == "owes_no_share" and caught.value.params["name"] == "HND Mộc Bắc"
    give(office.at_work(REVIEWER), {FARMERS_MOC_BAC: 10})


def test_two_papers_of_one_day_for_one_organisation_are_refused(office: Town) -> None:
    give(office.at_work(REVIEWER))
    with pytest.raises(Duplicate) as caught:
        give(office.at_work(REVIEWER), {FARMERS_MOC_BAC: 10}, paper_number="08/QĐ-HND")
    assert caught.value.code == "allotted_already"


def test_what_was_given_is_corrected_whole_on_its_day_and_stands_after_it(office: Town) -> None:
    session, attempt, id = office.at_work(REVIEWER), uuid7(), uuid7()
    for shares in (SHARES, SHARES, {FARMERS_MOC_BAC: 100}):
        give(session, shares, attempt=attempt, id=id)
    given = "select organisation_id, amount from app.allotment"
    assert office.rows(given) == [{"organisation_id": FARMERS_MOC_BAC, "amount": 100}]
    with pytest.raises(Duplicate):
        give(office.at_work(FARMERS_REVIEWER), SHARES, id=id)
    office.set_clock("2023-10-17 08:00+07")
    for late in (attempt, uuid7()):
        with pytest.raises(Duplicate):
            give(session, {FARMERS_MOC_BAC: 1}, attempt=late, id=id)
    office.set_clock(TODAY)
    assert office.rows(given) == [{"organisation_id": FARMERS_MOC_BAC, "amount": 100}]


def test_each_organisation_finds_its_share_in_its_history(office: Town) -> None:
    id = give(office.at_work(REVIEWER))
    seen = office.rows("select record, after ->> 'amount' as amount from audit.entry where table_name = 'allotment'",
                       login=CLERK)  # fmt: skip
    assert seen == [{"record": str(id), "amount": "120"}]
