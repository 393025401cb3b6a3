"""What an administrator and a national reader may not see and do; and what ends with a duty."""

from __future__ import annotations

import contextlib

import psycopg2
import pytest

from db.core.errors import Denied
from db.core.ids import uuid7
from tests.permissions.conftest import Scene
from tests.town import ADMINISTRATOR, CLERK, NATIONAL, NEIGHBOUR, REVIEWER, Town

pytestmark = pytest.mark.both_versions

_CLERK_OF_11 = "select app.duty_give(gen_random_uuid(), 'd', %s, 'clerk', 11, null, null, %s, %s)"

_REPORT_TABLES = ["reflection", "opinion", "petition", "submission", "returning", "reopening", "exemption", "reading",
                  "redaction"]  # fmt: skip


@pytest.mark.parametrize("table", _REPORT_TABLES)
def test_an_administrator_reads_no_report(scene: Scene, table: str) -> None:
    scene.finds_nothing(ADMINISTRATOR, f"select organisation_id from app.{table}")


def test_an_administrator_reads_no_history_of_reports(scene: Scene) -> None:
    scene.finds_nothing(
        ADMINISTRATOR,
        "select id from audit.entry where table_name in ('reflection', 'opinion', 'petition', 'returning')"
        " or report is not null or organisation_id is not null",
    )


def test_an_administrator_writes_no_report(scene: Scene) -> None:
    scene.denied(ADMINISTRATOR, "insert into app.reflection (id, organisation_id, month) values (%s, 11, '2023-10-01')",
                 (uuid7(),))  # fmt: skip
    scene.finds_nothing(ADMINISTRATOR, "update app.opinion set topic = 'MT'")
    scene.denied(ADMINISTRATOR, "select app.accept(%s, 'd', %s, 2)", (uuid7(), scene.sent))
    scene.denied(ADMINISTRATOR, "select app.open_report(gen_random_uuid(), 'd', %s)", (scene.sent,))
    scene.denied(ADMINISTRATOR, "select app.redact(%s, 'd', %s, 'opinion', %s, 'text', 'Có tên')",
                 (uuid7(), uuid7(), scene.sent_item))  # fmt: skip


def test_an_administrator_moves_no_key_of_a_place(scene: Scene) -> None:
    for sql in ("update app.organisation set area_id = 3", "update app.organisation set body_id = 2",
                "update app.area set id = 99 where id = 2", "update app.area set parent_id = 3 where id = 2",
                "update app.area set opened = '2024-01-01'", "update app.village set area_id = 3"):  # fmt: skip
        scene.denied(ADMINISTRATOR, sql)


def test_an_administrator_cannot_write_staff_or_duties_by_hand(scene: Scene) -> None:
    for table in ("staff", "duty", "clock", "installed", "migration", "personal_pattern"):
        scene.denied(ADMINISTRATOR, f"insert into app.{table} default values")
    scene.denied(ADMINISTRATOR, "update app.staff set role = 'x'")
    scene.denied(ADMINISTRATOR, "update app.duty set kind = 'reviewer'")


def test_an_administrator_cannot_make_a_role_of_the_system(scene: Scene) -> None:
    for login in ("pg_monitor", "pg_new", "langnghe_owner", "langnghe_x", "Hoa", "x; drop role y", "public", "none",
                  "langnghe_dba"):  # fmt: skip
        scene.refused(ADMINISTRATOR, "select app.staff_add(gen_random_uuid(), 'd', %s, 'Người lạ')", (login,))


def test_an_administrator_cannot_touch_a_role_that_is_no_staff(scene: Scene) -> None:
    for login in ("langnghe_dba", "langnghe_owner", "langnghe_staffer"):
        scene.refused(ADMINISTRATOR, "select app.staff_password(gen_random_uuid(), 'd', %s, %s)", (login, _verifier()))
        scene.refused(ADMINISTRATOR, "select app.staff_close(gen_random_uuid(), 'd', %s)", (login,))


def test_an_administrator_sets_no_password_in_clear_text(scene: Scene) -> None:
    for text in ("mat-khau", "md5" + "0" * 32, "SCRAM-SHA-256$x' superuser --"):
        error = scene.refused(ADMINISTRATOR, "select app.staff_password(gen_random_uuid(), 'd', %s, %s)", (CLERK, text))
        assert error.diag.message_primary == "password_not_hashed"


def test_an_administrator_cannot_close_themselves(scene: Scene) -> None:
    scene.denied(ADMINISTRATOR, "select app.staff_close(gen_random_uuid(), 'd', %s)", (ADMINISTRATOR,))


@pytest.mark.parametrize("login", [CLERK, REVIEWER, NATIONAL])
def test_only_an_administrator_calls_the_functions_for_people(scene: Scene, login: str) -> None:
    for call in ("staff_add(gen_random_uuid(), 'd', 'moi', 'Mới')", f"staff_close(gen_random_uuid(), 'd', '{CLERK}')",
                 f"staff_password(gen_random_uuid(), 'd', '{CLERK}', '{_verifier()}')",
                 f"duty_give(gen_random_uuid(), 'd', '{login}', 'administrator', null, null, null, null, null)",
                 f"duty_close(gen_random_uuid(), 'd', '{CLERK}', 1, null)"):  # fmt: skip
        scene.denied(login, f"select app.{call}")


@pytest.mark.parametrize("login", [CLERK, REVIEWER, NATIONAL, ADMINISTRATOR])
def test_nobody_calls_the_inner_functions(scene: Scene, login: str) -> None:
    for call in ("staff_record('moi', 'Mới')", f"staff_row('{CLERK}')", f"staff_mark_closed('{CLERK}')",
                 f"duty_record('{login}', 'reviewer', null, 1, null, null, null)", "duty_end('x', 1, null)",
                 f"put_in_group('{login}', 'langnghe_owner')", "missing_of(gen_random_uuid())",
                 "content_of(gen_random_uuid())", "take_report(gen_random_uuid(), 'write', 1)", "scope_of('write')",
                 "redacting('x')", "blot('x', 'y', '{}')", "refuse('denied', 'x')",
                 "require_open_month(11, '2023-10-01', 'periodic')",
                 "require_no_person('x', null, 'text')"):  # fmt: skip
        scene.denied(login, f"select app.{call}")


@pytest.mark.parametrize("login", [CLERK, REVIEWER, NATIONAL])
def test_only_an_administrator_writes_places_and_programmes(scene: Scene, login: str) -> None:
    scene.denied(login, "insert into app.body (id, code, name, short, stratum) values (9, 'X', 'X', 'X', 'X')")
    scene.denied(login, "insert into app.village (id, area_id, number, name, opened)"
                        " values (9, 2, 9, 'X', '2020-01-01')")  # fmt: skip
    for sql in ("update app.organisation set name = 'X'", "update app.area set name = 'X'",
                "update app.period set locks = '2030-01-01'", "update app.code set vi = 'X'",
                "update app.setting set value = 'X'", "update app.target set wording = 'X'"):  # fmt: skip
        scene.finds_nothing(login, sql)


def test_nobody_but_an_administrator_sees_other_people(scene: Scene) -> None:
    for login in (CLERK, REVIEWER, NATIONAL):
        scene.finds_nothing(login, "select id from app.staff where role <> session_user")
        scene.finds_nothing(login, "select d.id from app.duty d where staff_id <> (select app.my_id())")
    for names in ("names_in", "readers_of"):
        for login in (NEIGHBOUR, NATIONAL, ADMINISTRATOR):
            scene.finds_nothing(login, f"select * from app.{names}('{scene.accepted}')")


def test_a_national_reader_sees_what_was_accepted_and_nothing_else(scene: Scene) -> None:
    seen = scene.rows("select id from app.reflection", login=NATIONAL)
    assert [row["id"] for row in seen] == [scene.accepted]
    assert {row["status"] for row in scene.rows("select status from app.opinion", login=NATIONAL)} == {"accepted"}


@pytest.mark.parametrize("table", ["petition", "submission", "returning", "reading", "redaction", "reopening"])
def test_a_national_reader_sees_no_place_and_no_reviewing(scene: Scene, table: str) -> None:
    scene.finds_nothing(NATIONAL, f"select organisation_id from app.{table}")


def test_a_national_reader_sees_no_author_and_no_history(scene: Scene) -> None:
    for column in ("created_by", "submitted_by", "decided_by"):
        scene.denied(NATIONAL, f"select {column} from app.reflection")
    scene.finds_nothing(NATIONAL, "select id from audit.entry")
    scene.finds_nothing(NATIONAL, "select 1 from app.people_of(%s) p where p.written_by is not null", (scene.accepted,))


def test_a_member_of_a_group_cannot_drop_what_names_the_group(scene: Scene) -> None:
    for login, group in ((NATIONAL, "langnghe_national"), (NATIONAL, "langnghe_national, langnghe_user"),
                         (CLERK, "langnghe_user")):  # fmt: skip
        scene.denied(login, f"drop owned by {group}")
        scene.denied(login, f"drop owned by {group} cascade")


def test_a_national_reader_cannot_lend_the_reading(scene: Scene) -> None:
    scene.denied(NATIONAL, f'grant langnghe_national to "{CLERK}"')
    scene.denied(NATIONAL, f'grant "{NATIONAL}" to "{CLERK}"')


def test_membership_of_the_national_group_without_the_duty_opens_nothing(town: Town) -> None:
    report = town.report()
    town.send(report)
    town.accept(report)
    outsider = town.hire("member")
    town.rows(f'grant langnghe_national to "{outsider}"')
    assert town.rows("select id from app.reflection", login=outsider) == []


def test_a_national_reader_loses_it_at_once_in_an_open_session_too(town: Town) -> None:
    reader = town.hire("reader", ("national", None, None, None))
    report = town.report()
    town.send(report)
    town.accept(report)
    with contextlib.closing(town.database.connect(reader)) as line:
        cursor = line.cursor()
        cursor.execute("select id from app.reflection")
        assert cursor.rowcount == 1
        duty = town.value(
            "select d.id from app.duty d join app.staff s on s.id = d.staff_id where role = %s", (reader,)
        )
        town.rows("select app.duty_close(gen_random_uuid(), 'd', %s, %s, null)", (reader, duty), ADMINISTRATOR)
        cursor.execute("select id from app.reflection")
        assert cursor.rowcount == 0
    assert town.rows("select 1 from pg_auth_members where roleid = 'langnghe_national'::regrole"
                     " and member = %s::regrole", (f'"{reader}"',)) == []  # fmt: skip


def test_a_duty_closed_on_the_day_it_was_given_ends_at_once(town: Town) -> None:
    person = town.hire("mistaken")
    duty = town.value(_CLERK_OF_11, (person, None, None), ADMINISTRATOR)
    report = town.report()
    assert len(town.rows("select id from app.reflection where id = %s", (report,), person)) == 1
    town.rows("select app.duty_close(gen_random_uuid(), 'd', %s, %s, null)", (person, duty), ADMINISTRATOR)
    assert town.rows("select id from app.reflection", login=person) == []


def test_a_duty_opens_nothing_before_its_first_day_or_after_its_last(town: Town) -> None:
    town.report()
    early, late = town.hire("early"), town.hire("late")
    for person, first, last in ((early, "2023-10-17", None), (late, "2023-01-01", "2023-10-15")):
        town.rows(_CLERK_OF_11, (person, first, last))
        assert town.rows("select id from app.reflection", login=person) == []


def test_a_closed_person_is_out_at_once_and_stays_in_the_history(town: Town) -> None:
    person = town.hire("leaver", ("clerk", 11, None, None))
    report = town.report(person)
    town.send(report, person)
    with contextlib.closing(town.database.connect(person)) as line:
        town.rows("select app.staff_close(gen_random_uuid(), 'd', %s)", (person,), ADMINISTRATOR)
        with pytest.raises(psycopg2.OperationalError):
            line.cursor().execute("select 1")
    with pytest.raises(Denied) as caught, town.session(person):
        pass
    assert caught.value.code == "account_closed"
    assert town.value("select written_by from app.people_of(%s)", (report,), CLERK) == f"Người {person}"
    assert {entry["role"] for entry in town.audit(report)} == {person}


def test_a_closed_persons_scope_is_empty_even_in_a_session_that_lives_on(town: Town) -> None:
    person = town.hire("lingerer", ("clerk", 11, None, None), ("reviewer", None, 1, None))
    town.report()
    with contextlib.closing(town.database.connect(person)) as line:
        town.rows("update app.staff set closed = now() where role = %s", (person,))
        cursor = line.cursor()
        for table in ("reflection", "opinion", "submission", "duty"):
            cursor.execute(f"select 1 from app.{table}")
            assert cursor.rowcount == 0
        with pytest.raises(psycopg2.Error, match="unknown_login"):
            cursor.execute("select app.begin(%s, 'save', %s, 'd', 0)", (str(uuid7()), str(uuid7())))


def test_a_closed_person_is_given_nothing(town: Town) -> None:
    person = town.hire("gone")
    town.rows("select app.staff_close(gen_random_uuid(), 'd', %s)", (person,), ADMINISTRATOR)
    for sql in ("select app.duty_give(gen_random_uuid(), 'd', %s, 'national', null, null, null, null, null)",
                f"select app.staff_password(gen_random_uuid(), 'd', %s, '{_verifier()}')"):  # fmt: skip
        with pytest.raises(psycopg2.Error, match="account_closed"):
            town.rows(sql, (person,), ADMINISTRATOR)


def test_a_fifth_session_is_refused_with_a_sentence(town: Town) -> None:
    person = town.hire("busy", ("clerk", 11, None, None))
    with contextlib.ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(town.session(person))
        with pytest.raises(Denied) as caught:
            stack.enter_context(town.session(person))
    assert caught.value.code == "too_many_sessions"


def _verifier() -> str:
    return "SCRAM-SHA-256$4096:AAAAAAAAAAAAAAAAAAAAAA==$" + "A" * 43 + "=:" + "A" * 43 + "="
