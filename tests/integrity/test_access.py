"""Closing an account, ending a duty and setting a password take effect at once, whatever the holder does meanwhile."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import psycopg2
import pytest

from db.core.connect import Session
from db.core.ids import uuid7
from db.people import staff
from tests.commands.running import langnghe
from tests.integrity.together import opening_sessions, scopes
from tests.proxy import Fate, Loss, proxied
from tests.town import ADMINISTRATOR, CLERK, FARMERS_MOC_BAC, TOWN, Town

pytestmark = pytest.mark.both_versions

Ends = Callable[[Session, str, int], None]

_LOST = Fate(Loss.REPLY, "COMMIT")
PASSWORD = "cầu-ao-bến-nước"
_ENDS: dict[str, Ends] = {
    "close": lambda session, login, duty: staff.close(session, login, attempt=uuid7()),
    "duty": lambda session, login, duty: staff.end_duty(session, login, duty, attempt=uuid7()),
    "password": lambda session, login, duty: staff.set_password(session, login, PASSWORD, attempt=uuid7()),
}
_DUTIES: dict[str, tuple[str, int | None, int | None, int | None]] = {
    "clerk": ("clerk", FARMERS_MOC_BAC, None, None),
    "reviewer": ("reviewer", None, TOWN, None),
    "national": ("national", None, None, None),
}


def _duty_of(town: Town, login: str) -> int:
    sql = "select d.id from app.duty d join app.staff s on s.id = d.staff_id where s.role = %s"
    return int(town.value(sql, (login,)))


def _dead(line: Any) -> bool:
    try:
        line.cursor().execute("select 1")
    except (psycopg2.OperationalError, psycopg2.InterfaceError):
        return True
    return False


@pytest.mark.parametrize("how", _ENDS)
def test_it_is_not_held_up_by_a_password_that_its_holder_is_setting(town: Town, how: str) -> None:
    login = town.hire("holder", _DUTIES["clerk"])
    with contextlib.closing(psycopg2.connect(town.database.dsn(login))) as line:
        line.cursor().execute(f"set lock_timeout = 0; alter role \"{login}\" password 'của tôi'")
        _ENDS[how](town.at_work(ADMINISTRATOR), login, _duty_of(town, login))
        assert _dead(line)
    stored = town.value("select rolpassword from pg_authid where rolname = %s", (login,))
    assert stored is None if how == "close" else stored is None or stored.startswith("SCRAM-SHA-256$")


@pytest.mark.parametrize("kind", _DUTIES)
def test_a_session_with_the_scope_of_its_begin_ends_with_the_duty(town: Town, kind: str) -> None:
    login = town.hire("snapshot", _DUTIES[kind])
    report = town.report()
    town.send(report)
    town.accept(report)
    with contextlib.ExitStack() as stack:
        old, held, listening = (
            stack.enter_context(contextlib.closing(psycopg2.connect(town.database.dsn(login)))) for _ in range(3)
        )
        old.cursor().execute("set transaction isolation level repeatable read; select id from app.reflection")
        held.cursor().execute("declare kept cursor with hold for select id from app.reflection")
        held.commit()
        listening.autocommit = True
        listening.cursor().execute("listen news")
        staff.end_duty(town.at_work(ADMINISTRATOR), login, _duty_of(town, login), attempt=uuid7())
        assert [_dead(line) for line in (old, held, listening)] == [True] * 3
    assert town.rows("select id from app.reflection", login=login) == []


def test_a_duty_that_ends_later_leaves_its_holder_at_work(town: Town) -> None:
    login = town.hire("later", _DUTIES["clerk"])
    with town.session(login) as session:
        last = dt.date(2023, 10, 20)
        staff.end_duty(town.at_work(ADMINISTRATOR), login, _duty_of(town, login), last, attempt=uuid7())
        assert session.value("select cardinality(app.write_scope())") == 1


@pytest.mark.parametrize("how", ["close", "duty"])
def test_of_sessions_that_are_opened_in_that_moment_none_keeps_the_scope(town: Town, how: str) -> None:
    for _ in range(4):
        login = town.hire("racer", _DUTIES["clerk"])
        duty = _duty_of(town, login)
        with opening_sessions(town.database, login) as opened:
            _ENDS[how](town.at_work(ADMINISTRATOR), login, duty)
        assert scopes(opened) <= ({0} if how == "duty" else set())


def test_what_was_cut_off_halfway_is_done_when_it_is_asked_for_again(town: Town) -> None:
    administrator = town.at_work(ADMINISTRATOR)
    login, attempt = town.hire("halfway", _DUTIES["clerk"]), uuid7()
    with contextlib.closing(psycopg2.connect(town.database.dsn(login))) as line:
        duty = _duty_of(town, login)
        town.rows("select app.duty_close(%s, %s, %s, %s, null)",
                  (attempt, staff.digest_of("duty_close", login, duty, None), login, duty), ADMINISTRATOR)  # fmt: skip
        assert not _dead(line)
        staff.end_duty(administrator, login, duty, attempt=attempt)
        assert _dead(line)
    town.rows("select app.staff_suspend(gen_random_uuid(), 'd', %s)", (login,), ADMINISTRATOR)
    with pytest.raises(psycopg2.OperationalError, match="not permitted to log in"):
        town.database.connect(login)
    staff.set_password(administrator, login, PASSWORD, attempt=uuid7())
    town.database.connect(login).close()


def test_ones_own_password_ends_ones_other_sessions_and_not_the_one_at_work(town: Town) -> None:
    login = town.hire("owner", ("administrator", None, None, None))
    with town.session(login) as session, contextlib.closing(psycopg2.connect(town.database.dsn(login))) as other:
        staff.set_password(session, login, PASSWORD, attempt=uuid7())
        assert session.login == login and session.value("select 1") == 1
        assert _dead(other)


def test_that_a_login_was_suspended_and_a_password_set_is_in_the_audit_and_not_which(town: Town) -> None:
    staff.set_password(town.at_work(ADMINISTRATOR), (login := town.hire("audited")), PASSWORD, attempt=uuid7())
    told = town.rows(
        "select e.role, e.after from audit.entry e join app.staff s on s.id::text = e.record"
        " where table_name = 'staff' and operation = 'update' and s.role = %s order by e.id",
        (login,),
    )
    assert {entry["role"] for entry in told} == {ADMINISTRATOR}
    assert [set(entry["after"]) for entry in told] == [{"sessions_from"}, {"sessions_from", "password_set"}]


def test_sessions_are_ended_by_an_administrator_alone(town: Town) -> None:
    with pytest.raises(psycopg2.Error, match="not_administrator"):
        town.rows("select app.staff_end_sessions(%s, null)", (CLERK,), CLERK)
    town.line(CLERK).rollback()


def test_no_transaction_outlives_its_session(town: Town) -> None:
    with pytest.raises(psycopg2.Error) as caught:
        town.rows("begin; prepare transaction 'kept'", login=CLERK)
    assert caught.value.pgcode == "55000"


@pytest.mark.parametrize("how", _ENDS)
def test_whichever_reply_is_lost_the_command_comes_to_its_end(town: Town, how: str) -> None:
    for lost in (1, 3 if how == "password" else 2):
        login = town.hire("lossy", _DUTIES["clerk"])
        duty = _duty_of(town, login)
        transactions = itertools.count(1)
        with (
            proxied(town.database.dsn(), lambda n=transactions, at=lost: _LOST if next(n) == at else None) as proxy,
            contextlib.closing(psycopg2.connect(town.database.dsn(login))) as old,
        ):
            asked = {"close": ("close", login), "duty": ("duty", login, "--end", str(duty)),
                     "password": ("password", login)}[how]  # fmt: skip
            by_way = proxy.through(town.database.dsn(ADMINISTRATOR))
            ended = langnghe("staff", *asked, dsn=by_way, stdin=PASSWORD + "\n")
            assert ended.code == 0 and _dead(old), ended
        signs_in, kept = town.rows("select rolcanlogin as signs_in, rolpassword is not null as kept from pg_authid"
                                   " where rolname = %s", (login,))[0].values()  # fmt: skip
        assert (signs_in, kept) == (how != "close", how == "password")
