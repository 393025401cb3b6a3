"""A server that does not answer, and a commit that is not confirmed: design §3, the client's own deadline."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from uuid import UUID

import pytest

from db.core import storage
from db.core.connect import Session
from db.core.errors import Unreachable
from db.core.ids import uuid7
from db.duties.monthly_report.opinion import OPINION
from db.duties.monthly_report.report import GENERAL
from tests.drivers.waiting import until
from tests.proxy import Fate, Loss, proxied
from tests.town import CLERK, Town, complete

pytestmark = pytest.mark.both_versions

_DEADLINE = 0.4  # seconds
_SOON = 3.0  # the most that a call may take with that deadline, on a busy machine


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < _SOON


def _save(session: Session, report: UUID, attempt: UUID, id: UUID) -> None:
    storage.save(session, OPINION, complete(), attempt=attempt, id=id, version=0, owner={"reflection_id": report})


def test_a_lock_that_somebody_holds_ends_as_unreachable_in_time(town: Town) -> None:
    report = town.report()
    with contextlib.closing(town.database.connect()) as other:
        other.cursor().execute("begin; lock table app.opinion in access exclusive mode")
        with town.session(CLERK, deadline=_DEADLINE) as session, _in_time(), pytest.raises(Unreachable):
            _save(session, report, uuid7(), uuid7())


def test_a_server_that_hangs_ends_as_unreachable_in_time_and_the_repeat_is_stored_once(town: Town) -> None:
    report, attempt, id = town.report(), uuid7(), uuid7()
    with town.session(CLERK, deadline=_DEADLINE) as session:
        backend = int(session.value("select pg_backend_pid()"))
        os.kill(backend, signal.SIGSTOP)
        try:
            with _in_time(), pytest.raises(Unreachable):
                _save(session, report, attempt, id)
        finally:
            os.kill(backend, signal.SIGCONT)
    for _ in range(2):
        with town.session(CLERK) as session:
            _save(session, report, attempt, id)
    assert town.value("select count(*) from app.opinion where id = %s", (id,)) == 1


def test_a_line_that_falls_silent_after_the_commit_ends_in_time(town: Town) -> None:
    report, attempt, id = town.report(), uuid7(), uuid7()
    with proxied(town.database.dsn(), lambda: Fate(Loss.SILENCE, "COMMIT")) as proxy:
        session = Session(proxy.through(town.database.dsn(CLERK)), deadline=_DEADLINE)
        with contextlib.closing(session), _in_time(), pytest.raises(Unreachable):
            _save(session, report, attempt, id)
    assert town.value("select count(*) from app.opinion where id = %s", (id,)) == 1
    with town.session(CLERK) as session:
        _save(session, report, attempt, id)
    assert len([entry for entry in town.audit(id) if entry["table_name"] == "opinion"]) == 1


def test_another_thread_can_break_a_waiting_call(town: Town) -> None:
    report = town.report()
    with contextlib.closing(town.database.connect()) as other, town.session(CLERK, deadline=30) as session:
        other.cursor().execute("begin; lock table app.opinion in access exclusive mode")
        breaker = threading.Thread(target=lambda: (_wait_for_lock(town), session.abort()))
        breaker.start()
        with _in_time(), pytest.raises(Unreachable):
            _save(session, report, uuid7(), uuid7())
        breaker.join()


def test_a_call_within_the_deadline_is_left_alone(town: Town) -> None:
    with town.session(CLERK, deadline=_DEADLINE) as session:
        before = threading.active_count()
        for _ in range(3):
            assert session.value("select count(*) from generate_series(1, 100000)") == 100000
        until(lambda: threading.active_count() <= before)
        assert session.value("select 1") == 1


@pytest.fixture
def without_standby(town: Town) -> Iterator[Town]:
    """The town on a server whose synchronous standby is down: every commit waits for it."""
    admin = town.database.connect(options="-c synchronous_commit=local")
    cursor = admin.cursor()

    def standby(name: str) -> None:
        cursor.execute(f"alter system set synchronous_standby_names = '{name}'")
        cursor.execute("select pg_reload_conf()")
        with contextlib.closing(town.database.connect(options="-c synchronous_commit=local")) as other:
            look = other.cursor()
            look.execute("show synchronous_standby_names")
            until(lambda: look.execute("show synchronous_standby_names") or look.fetchone() == (name,))

    standby("gone")
    try:
        yield town
    finally:
        standby("")
        admin.close()


def _local(town: Town, sql: str, params: object = None) -> object:
    with contextlib.closing(town.database.connect(options="-c synchronous_commit=local")) as line:
        cursor = line.cursor()
        cursor.execute(sql, params)
        return (cursor.fetchone() or (None,))[0]


def _wait_for_lock(town: Town) -> None:
    waiting = "select count(*) from pg_stat_activity where usename = %s and wait_event_type = 'Lock'"
    until(lambda: _local(town, waiting, (CLERK,)))


def _cancel_waiting_commit(town: Town) -> None:
    waiting = "select max(pid) from pg_stat_activity where usename = %s and wait_event = 'SyncRep'"
    until(lambda: _local(town, waiting, (CLERK,)))
    _local(town, f"select pg_cancel_backend(({waiting}))", (CLERK,))


def test_a_commit_whose_wait_was_cancelled_is_not_confirmed(town: Town, without_standby: Town) -> None:
    with town.session(CLERK, deadline=20) as session:
        canceller = threading.Thread(target=_cancel_waiting_commit, args=(town,))
        canceller.start()
        with pytest.raises(Unreachable) as caught:
            _begin_report(session)
        canceller.join()
    assert caught.value.code == "commit_not_confirmed"


def test_a_repeat_waits_for_the_standby_as_its_first_try_did(town: Town, without_standby: Town) -> None:
    attempt, id = uuid7(), uuid7()
    with town.session(CLERK, deadline=_DEADLINE) as session, _in_time(), pytest.raises(Unreachable):
        _begin_report(session, attempt, id)
    _cancel_waiting_commit(town)
    until(lambda: _local(town, "select count(*) from app.attempt where id = %s", (attempt,)))
    with town.session(CLERK, deadline=_DEADLINE) as session, _in_time(), pytest.raises(Unreachable):
        _begin_report(session, attempt, id)


def _begin_report(session: Session, attempt: UUID | None = None, id: UUID | None = None) -> None:
    owner = {"organisation_id": 11, "month": "2023-10-01", "kind": "adhoc"}
    storage.save(session, GENERAL, {"general": "Nhân dân yên tâm"}, attempt=attempt or uuid7(), id=id or uuid7(),
                  version=0, owner=owner)  # fmt: skip
