"""Every command has an id made by whoever asks, and a row that remembers it in its own transaction: design §3."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg2
import pytest

from db.core.connect import Session
from db.core.errors import DataError
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from db.people import staff
from tests.town import ADMINISTRATOR, CLERK, FARMERS_MOC_BAC, REVIEWER, Town

pytestmark = pytest.mark.both_versions


def test_every_function_that_writes_for_a_person_takes_an_attempt(town: Town) -> None:
    """`begin` alone has another second argument: it is what the others call. Ending sessions writes nothing."""
    writing = town.rows(
        "select proname as name, proargnames[1:2] as takes from pg_proc where provolatile = 'v'"
        " and pronamespace = 'app'::regnamespace and has_function_privilege('langnghe_user', oid, 'execute')"
    )
    assert len(writing) > 15
    assert {row["name"]: row["takes"] for row in writing if row["takes"] != ["attempt", "digest"]} == {
        "begin": ["attempt", "command"],
        "staff_end_sessions": ["login", "began_before"],
    }


def test_a_report_that_is_opened_again_by_a_repeat_is_read_once(town: Town) -> None:
    report, attempt = town.report(), uuid7()
    town.send(report)
    for _ in range(2):
        commands.open_report(town.at_work(REVIEWER), report, attempt=attempt)
    assert town.value("select count(*) from app.reading") == 1
    assert town.rows("select command, record, count(*) as tries from app.attempt where id = %s group by 1, 2",
                     (attempt,)) == [{"command": "open", "record": report, "tries": 2}]  # fmt: skip


def test_the_id_of_one_command_serves_no_other(town: Town) -> None:
    report, attempt = town.report(), uuid7()
    town.send(report)
    commands.accept(town.at_work(REVIEWER), report, 2, attempt=attempt)
    for sql, code in (("select app.accept(%s, 'another', %s, 2)", "attempt_used"),
                      ("select app.open_report(%s, 'd', %s)", "attempt_not_yours")):  # fmt: skip
        with pytest.raises(psycopg2.Error, match=code):
            town.rows(sql, (attempt, report), REVIEWER)
        town.line(REVIEWER).rollback()


StaffCommand = Callable[[Session, str, UUID, str], object]


@pytest.mark.parametrize(
    ("table", "entries", "ask"),
    [
        ("duty", 1, lambda session, login, attempt, change: staff.give_duty(
            session, login, "clerk" if not change else "administrator", attempt=attempt,
            organisation=None if change else FARMERS_MOC_BAC)),
        ("staff", 1, lambda session, login, attempt, change: staff.add(
            session, f"{login}-2", "Người Hai" + change, attempt=attempt)),
        ("staff", 1, lambda session, login, attempt, change: staff.close(
            session, CLERK if change else login, attempt=attempt)),
        ("staff", 2, lambda session, login, attempt, change: staff.set_password(
            session, CLERK if change else login, "mật khẩu dài", attempt=attempt)),
    ],
    ids=["duty", "add", "close", "password"],
)  # fmt: skip
def test_what_is_done_to_staff_is_done_once_however_often_it_is_asked(
    town: Town, table: str, entries: int, ask: StaffCommand
) -> None:
    login, attempt = town.hire("everycommand"), uuid7()
    logged = "select count(*) from audit.entry where table_name = %s"
    before = town.value(logged, (table,))
    first, again = (ask(town.at_work(ADMINISTRATOR), login, attempt, "") for _ in range(2))
    assert first == again
    assert town.value(logged, (table,)) == before + entries
    assert town.value("select count(*) from app.attempt where id = %s", (attempt,)) == 2
    with pytest.raises(DataError) as caught:
        ask(town.at_work(ADMINISTRATOR), login, attempt, " khác")
    assert caught.value.code == "attempt_used"
    assert town.value(logged, (table,)) == before + entries


def test_nothing_of_a_password_is_in_its_attempt(town: Town) -> None:
    login = town.hire("passworded")
    for password in ("một mật khẩu", "mật khẩu khác"):
        staff.set_password(town.at_work(ADMINISTRATOR), login, password, attempt=uuid7())
    told: list[dict[str, Any]] = town.rows("select distinct digest from app.attempt where command = 'staff_password'")
    assert len(told) == 1


def test_the_superuser_who_hires_the_first_people_leaves_attempts_too(town: Town) -> None:
    town.hire("first", ("clerk", FARMERS_MOC_BAC, None, None))
    told = town.rows("select command from app.attempt where staff_id is null order by at desc, command limit 2")
    assert {row["command"] for row in told} == {"staff_add", "duty_give"}
    assert town.rows("select id from app.attempt", login=CLERK) == []
