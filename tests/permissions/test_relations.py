"""Relations between organisations: read by everyone, written by an administrator, and only such as can be."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg2
import pytest

from tests import town as towns
from tests.servers import Cluster
from tests.town import (
    ADMINISTRATOR,
    FARMERS_HOA_MAC,
    FARMERS_MOC_BAC,
    FARMERS_TOWN,
    STAFF,
    WOMEN_MOC_BAC,
    Town,
)

pytestmark = pytest.mark.both_versions
ADD = "insert into app.relation (kind, from_id, to_id, opened, closed) values (%s, %s, %s, %s, %s)"


@pytest.fixture(scope="module")
def office(any_server: Cluster) -> Iterator[Town]:
    """A town in which the town's Farmers are above the commune's from 2023 on."""
    copy = any_server.copy_of("town", towns.build)
    town = Town(copy)
    town.rows(ADD, ("superior", FARMERS_TOWN, FARMERS_MOC_BAC, "2023-01-01", None), login=ADMINISTRATOR)
    yield town
    town.close()
    copy.drop()


def refused(town: Town, login: str, sql: str, params: tuple[object, ...] = ()) -> psycopg2.Error:
    line = town.line(login)
    with pytest.raises(psycopg2.Error) as caught:
        line.cursor().execute(sql, params)
    line.rollback()
    return caught.value


@pytest.mark.parametrize("login", sorted(STAFF))
def test_everyone_signed_in_reads_who_is_above_whom(office: Town, login: str) -> None:
    assert office.value("select count(*) from app.relation", login=login) == 1


@pytest.mark.parametrize("login", sorted(set(STAFF) - {ADMINISTRATOR}))
def test_nobody_but_an_administrator_writes_relations(office: Town, login: str) -> None:
    one = ("follows", WOMEN_MOC_BAC, FARMERS_MOC_BAC, "2023-01-01", None)
    assert refused(office, login, ADD, one).pgcode == "42501"
    with office.line(login) as line, line.cursor() as cursor:
        cursor.execute("update app.relation set closed = '2024-01-01'")
        assert cursor.rowcount == 0


def test_an_administrator_ends_a_relation_and_neither_moves_nor_deletes_one(office: Town) -> None:
    for sql in ("delete from app.relation", "truncate app.relation", "update app.relation set to_id = to_id",
                "update app.relation set kind = kind", "update app.relation set opened = opened"):  # fmt: skip
        assert refused(office, ADMINISTRATOR, sql).pgcode == "42501"
    line = office.line(ADMINISTRATOR)
    with line.cursor() as cursor:
        cursor.execute("update app.relation set closed = '2023-12-01'")
        assert cursor.rowcount == 1
    line.rollback()


@pytest.mark.parametrize(
    ("relation", "code"),
    [
        (("superior", FARMERS_MOC_BAC, FARMERS_TOWN, "2023-06-01", None), "relation_loop"),
        (("superior", FARMERS_TOWN, FARMERS_MOC_BAC, "2023-06-01", None), "relation_twice"),
        (("superior", FARMERS_TOWN, FARMERS_HOA_MAC, "2020-01-01", None), "relation_outside"),
        (("follows", FARMERS_MOC_BAC, FARMERS_TOWN, "2023-06-01", None), None),
        (("superior", FARMERS_MOC_BAC, FARMERS_TOWN, "2022-01-01", "2023-01-01"), None),
        (("superior", FARMERS_TOWN, FARMERS_MOC_BAC, "2022-01-01", "2023-01-01"), None),
    ],
)
def test_a_relation_that_cannot_be_is_refused_to_an_administrator_too(
    office: Town, relation: tuple[object, ...], code: str | None
) -> None:
    line = office.line(ADMINISTRATOR)
    try:
        line.cursor().execute(ADD, relation)
        found = None
    except psycopg2.Error as error:
        found = error.diag.message_primary
    finally:
        line.rollback()
    assert found == code


def test_a_longer_way_round_is_a_loop_on_the_days_on_which_all_of_it_holds(office: Town) -> None:
    line = office.line(ADMINISTRATOR)
    cursor = line.cursor()
    cursor.execute(ADD, ("superior", FARMERS_MOC_BAC, WOMEN_MOC_BAC, "2024-01-01", "2025-01-01"))
    cursor.execute(ADD, ("superior", WOMEN_MOC_BAC, FARMERS_TOWN, "2025-01-01", None))
    with pytest.raises(psycopg2.Error) as caught:
        cursor.execute(ADD, ("superior", WOMEN_MOC_BAC, FARMERS_TOWN, "2024-12-01", "2025-01-01"))
    line.rollback()
    assert caught.value.diag.message_primary == "relation_loop"


def test_who_is_no_organisation_or_above_itself_is_refused(office: Town) -> None:
    for relation in (("follows", FARMERS_TOWN, 999, "2023-01-01", None),
                     ("follows", FARMERS_TOWN, FARMERS_TOWN, "2023-01-01", None),
                     ("above", FARMERS_TOWN, FARMERS_HOA_MAC, "2023-01-01", None),
                     ("follows", FARMERS_TOWN, FARMERS_HOA_MAC, "2023-01-01", "2023-01-01")):  # fmt: skip
        assert refused(office, ADMINISTRATOR, ADD, relation).pgcode in {"23503", "23514"}


def test_a_relation_is_in_the_audit_under_all_that_names_it(office: Town) -> None:
    assert office.rows(
        "select record, operation from audit.entry where table_name = 'relation'", login=ADMINISTRATOR
    ) == [{"record": f"superior/{FARMERS_TOWN}/{FARMERS_MOC_BAC}/2023-01-01", "operation": "insert"}]
