"""What a clerk may not do to reports: another organisation's, and its own once sent. Straight SQL, as with psql."""

from __future__ import annotations

import pytest

from db.core.ids import uuid7
from tests.permissions.conftest import Scene
from tests.town import CLERK, FARMERS_MOC_BAC, NATIONAL, NEIGHBOUR, REVIEWER, WOMEN_MOC_BAC

pytestmark = pytest.mark.both_versions

_AUTHORED = [
    ("version", "99"), ("status", "'accepted'"), ("created_by", "1"), ("created_at", "now()"), ("updated_at", "now()"),
    ("first_submitted", "now()"), ("submitted", "now()"), ("submitted_by", "1"), ("opened", "null"),
    ("decided", "now()"), ("decided_by", "1"), ("return_due", "'2030-01-01'"), ("return_missed", "false"),
    ("organisation_id", str(WOMEN_MOC_BAC)), ("month", "'2023-09-01'"), ("kind", "'periodic'"), ("id",
                                                                                                 "gen_random_uuid()"),
]  # fmt: skip
_OPINION_AUTHORED = [
    ("version", "99"), ("status", "'draft'"), ("created_by", "1"), ("created_at", "now()"), ("updated_at", "now()"),
    ("organisation_id", "12"), ("month", "'2023-09-01'"), ("id", "gen_random_uuid()"),
]  # fmt: skip
_PETITION_AUTHORED = [
    ("version", "9"), ("status", "'draft'"), ("state", "'resolved'"), ("area_id", "3"), ("village_id", "3"),
    ("organisation_id", "12"), ("month", "'2023-09-01'"), ("updated_at", "now()"), ("opinion_id", "gen_random_uuid()"),
]  # fmt: skip


@pytest.mark.parametrize("table", ["reflection", "opinion", "petition", "submission", "returning"])
def test_a_clerk_cannot_read_another_organisations_rows(scene: Scene, table: str) -> None:
    column = "organisation_id"
    scene.finds_nothing(CLERK, f"select {column} from app.{table} where organisation_id <> 11")


def test_a_clerk_cannot_count_another_organisations_reports(scene: Scene) -> None:
    assert scene.value("select count(*) from app.reflection", login=CLERK) == 4


def test_a_clerk_cannot_read_who_wrote_a_report(scene: Scene) -> None:
    scene.denied(CLERK, "select created_by from app.reflection")
    scene.denied(CLERK, "select * from app.reflection")
    scene.denied(CLERK, "select created_by from app.opinion")


def test_a_clerk_cannot_begin_a_report_of_another_organisation(scene: Scene) -> None:
    scene.denied(
        CLERK, "insert into app.reflection (id, organisation_id, month, kind) values (%s, 12, '2023-10-01', 'adhoc')",
        (uuid7(),),
    )  # fmt: skip


def test_a_clerk_cannot_add_an_item_to_another_organisations_report(scene: Scene) -> None:
    sql = "insert into app.opinion (id, reflection_id, nature) values (%s, %s, '1')"
    for report in (scene.their_draft, scene.their_sent):
        scene.denied(CLERK, sql, (uuid7(), report))


def test_a_report_of_somebody_else_answers_as_one_that_does_not_exist(scene: Scene) -> None:
    sql = "insert into app.opinion (id, reflection_id, nature, topic) values (%s, %s, '77', 'XX')"
    said = {str(scene.refused(CLERK, sql, (uuid7(), id)).diag.message_primary)
            for id in (scene.their_draft, scene.their_sent, uuid7())}  # fmt: skip
    assert said == {"not_yours"}


def test_a_clerk_cannot_forge_whose_item_it_is(scene: Scene) -> None:
    scene.denied(
        CLERK,
        "insert into app.opinion (id, reflection_id, organisation_id, month, status, nature)"
        " values (%s, %s, 11, '2023-10-01', 'draft', '1')",
        (uuid7(), scene.their_draft),
    )


def test_a_clerk_cannot_change_another_organisations_report(scene: Scene) -> None:
    scene.finds_nothing(CLERK, "update app.reflection set general = 'x' where id = %s", (scene.their_draft,))
    scene.finds_nothing(CLERK, "update app.opinion set topic = 'MT' where id = %s", (scene.their_item,))
    scene.finds_nothing(CLERK, "update app.petition set place = '0' where opinion_id = %s", (scene.their_item,))


def test_a_clerk_cannot_move_an_item_to_another_report(scene: Scene) -> None:
    scene.denied(
        CLERK, "update app.opinion set reflection_id = %s where id = %s", (scene.their_draft, scene.draft_item)
    )


def test_a_clerk_cannot_remove_another_organisations_rows(scene: Scene) -> None:
    for sql in ("select app.remove_opinion(%s, 'd', %s, 1)", "select app.remove_report(%s, 'd', %s, 1)"):
        for record in (scene.their_item, scene.their_draft):
            scene.denied(CLERK, sql, (uuid7(), record))


@pytest.mark.parametrize("command", ["submit", "take_back", "accept", "remove_report"])
def test_a_clerk_cannot_move_another_organisations_report(scene: Scene, command: str) -> None:
    for report in (scene.their_draft, scene.their_sent):
        scene.denied(CLERK, f"select app.{command}(%s, 'd', %s, %s)", (uuid7(), report, scene.version(report)))


def test_a_clerk_cannot_write_the_paper_number_of_another_organisation(scene: Scene) -> None:
    scene.denied(CLERK, "select app.set_paper(%s, 'd', %s, 1, '1/BC', null)", (uuid7(), scene.their_draft))


def test_an_upsert_touches_no_row_of_another_organisation(scene: Scene) -> None:
    scene.refused(
        CLERK,
        "insert into app.reflection (id, organisation_id, month, kind, general)"
        " values (%s, 11, '2023-10-01', 'adhoc', 'x')"
        " on conflict (id) do update set general = excluded.general",
        (scene.their_draft,),
    )


def test_a_merge_touches_neither_another_organisations_row_nor_ones_own_sent_report(scene: Scene) -> None:
    merge = (
        "merge into app.reflection r using (select %s::uuid as id) s on r.id = s.id"
        " when matched then update set general = 'x'"
    )
    scene.finds_nothing(CLERK, merge, (scene.their_draft,))
    scene.denied(CLERK, merge, (scene.sent,))


def test_nothing_is_told_by_returning_what_one_may_not_read(scene: Scene) -> None:
    scene.denied(CLERK, "update app.reflection set general = 'Khác' where id = %s returning created_by", (scene.draft,))
    scene.finds_nothing(CLERK, "update app.reflection set general = general where id = %s returning id", (scene.sent,))


@pytest.mark.parametrize("column", ["nil", "general", "forecast", "proposals", "set_aside", "covered"])
def test_a_clerk_cannot_change_its_own_sent_report(scene: Scene, column: str) -> None:
    for report in (scene.sent, scene.accepted):
        scene.finds_nothing(CLERK, f"update app.reflection set {column} = null where id = %s", (report,))


@pytest.mark.parametrize("column", ["paper_number", "paper_date", "paper_set_aside"])
def test_the_paper_is_changed_by_its_function_alone(scene: Scene, column: str) -> None:
    for report in (scene.draft, scene.sent):
        scene.denied(CLERK, f"update app.reflection set {column} = null where id = %s", (report,))


def test_what_a_reason_covers_is_read_by_nobody(scene: Scene) -> None:
    for login in (CLERK, REVIEWER, NATIONAL):
        for sql in (
            "select covered from app.opinion",
            "select covered from app.reflection",
            "update app.opinion set topic = 'MT' where covered is not null",
            f"update app.opinion set topic = 'MT' where id = '{scene.draft_item}' returning covered",
        ):
            scene.denied(login, sql)


@pytest.mark.parametrize("column", ["nature", "topic", "breadth", "stratum", "text", "set_aside", "covered"])
def test_a_clerk_cannot_change_an_item_of_its_own_sent_report(scene: Scene, column: str) -> None:
    scene.finds_nothing(CLERK, f"update app.opinion set {column} = null where id = %s", (scene.sent_item,))


@pytest.mark.parametrize("column", ["agency", "place", "via_voters"])
def test_a_clerk_cannot_change_a_petition_of_its_own_sent_report(scene: Scene, column: str) -> None:
    scene.finds_nothing(CLERK, f"update app.petition set {column} = null where opinion_id = %s", (scene.sent_item,))


def test_a_clerk_cannot_add_to_or_take_from_its_own_sent_report(scene: Scene) -> None:
    new = "insert into app.opinion (id, reflection_id, nature) values (%s, %s, '1')"
    remove = "select app.remove_opinion(%s, 'd', %s, 1)"
    assert scene.refused(CLERK, new, (uuid7(), scene.sent)).pgcode == "LN005"
    assert scene.refused(CLERK, remove, (uuid7(), scene.sent_item)).pgcode == "LN005"
    drop = "select app.remove_report(%s, 'd', %s, %s)"
    for report in (scene.sent, scene.accepted, scene.returned):
        assert scene.refused(CLERK, drop, (uuid7(), report, scene.version(report))).pgcode == "LN005"


@pytest.mark.parametrize(("column", "value"), _AUTHORED)
def test_a_clerk_cannot_forge_author_time_version_or_state_of_a_report(scene: Scene, column: str, value: str) -> None:
    scene.denied(CLERK, f"update app.reflection set {column} = {value} where id = %s", (scene.draft,))
    if column not in ("id", "organisation_id", "month", "kind"):
        names = f"id, organisation_id, month, kind, {column}"
        values = f"gen_random_uuid(), {FARMERS_MOC_BAC}, '2023-10-01', 'adhoc', {value}"
        scene.denied(CLERK, f"insert into app.reflection ({names}) values ({values})")


@pytest.mark.parametrize(("column", "value"), _OPINION_AUTHORED)
def test_a_clerk_cannot_forge_author_time_version_or_state_of_an_item(scene: Scene, column: str, value: str) -> None:
    scene.denied(CLERK, f"update app.opinion set {column} = {value} where id = %s", (scene.draft_item,))
    if column != "id":
        names, values = f"id, reflection_id, {column}", f"gen_random_uuid(), '{scene.draft}', {value}"
        scene.denied(CLERK, f"insert into app.opinion ({names}) values ({values})")


@pytest.mark.parametrize(("column", "value"), _PETITION_AUTHORED)
def test_a_clerk_cannot_forge_what_the_database_fills_of_a_petition(scene: Scene, column: str, value: str) -> None:
    scene.denied(CLERK, f"update app.petition set {column} = {value} where opinion_id = %s", (scene.draft_item,))


def test_a_petition_is_made_by_its_opinion_alone(scene: Scene) -> None:
    scene.denied(
        CLERK, "insert into app.petition (opinion_id, reflection_id, organisation_id, month, status, updated_at)"
        " values (%s, %s, 11, '2023-10-01', 'draft', now())", (scene.draft_item, scene.draft),
    )  # fmt: skip


@pytest.mark.parametrize(
    "table", ["submission", "returning", "reopening", "exemption", "reading", "redaction", "attempt"]
)
@pytest.mark.parametrize("login", [CLERK, REVIEWER])
def test_nobody_writes_or_deletes_what_the_functions_keep(scene: Scene, table: str, login: str) -> None:
    scene.denied(login, f"insert into app.{table} default values")
    column = scene.value(
        "select attname from pg_attribute where attrelid = %s::regclass and attnum = 2", (f"app.{table}",)
    )
    scene.denied(login, f"update app.{table} set {column} = {column}")
    scene.denied(login, f"delete from app.{table}")


@pytest.mark.parametrize("login", [CLERK, REVIEWER, NATIONAL])
def test_nobody_deletes_or_empties_a_table(scene: Scene, login: str) -> None:
    for table in scene.rows("select oid::regclass::text as name from pg_class where relkind = 'r'"
                            " and relnamespace in ('app'::regnamespace, 'audit'::regnamespace)"):  # fmt: skip
        scene.denied(login, f"delete from {table['name']}")
        scene.denied(login, f"truncate {table['name']}")


def test_a_neighbour_in_the_same_commune_is_a_stranger(scene: Scene) -> None:
    scene.finds_nothing(NEIGHBOUR, "select id from app.reflection where organisation_id = 11")
    scene.finds_nothing(NEIGHBOUR, "select id from audit.entry where organisation_id = 11")


def test_an_attempt_of_another_person_is_neither_read_nor_used(scene: Scene) -> None:
    attempt = scene.value(
        "select a.id from app.attempt a join app.staff s on s.id = a.staff_id where s.role = %s limit 1", (NEIGHBOUR,)
    )
    scene.finds_nothing(CLERK, "select id from app.attempt where id = %s", (attempt,))
    error = scene.refused(CLERK, "select app.begin(%s, 'save', %s, 'd', 0)", (attempt, scene.draft))
    assert error.diag.message_primary == "attempt_not_yours"
