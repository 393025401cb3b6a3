"""Nothing that was written reaches the server's log, whatever fails and whatever the server was told to log."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from uuid import UUID

import pytest

from db.core import storage
from db.core.connect import Session
from db.core.errors import DataError
from db.core.ids import uuid7
from db.duties.monthly_report.opinion import OPINION
from tests.drivers.waiting import until
from tests.servers import Database
from tests.town import CLERK, Town, complete

pytestmark = pytest.mark.both_versions

MARK = "Zq7Dấu"
# What an administrator of the server sets in a bad hour. `deadlock_timeout` only saves the test a second.
_TALKATIVE = {
    "log_min_error_statement": "info", "log_error_verbosity": "verbose", "log_statement": "all",
    "log_min_messages": "info", "log_min_duration_statement": "0", "log_parameter_max_length_on_error": "-1",
    "log_lock_waits": "on", "log_transaction_sample_rate": "1", "debug_print_parse": "on", "deadlock_timeout": "100ms",
}  # fmt: skip


class Logged:
    """The town on a talkative server, and what was logged since."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.report = town.report()
        self._start = town.cluster.server.log.stat().st_size

    @property
    def lines(self) -> str:
        return self.town.cluster.server.log.read_bytes()[self._start :].decode()

    def refused(self, session: Session, id: UUID | None = None, **values: object) -> None:
        """The program's own save of an item with the mark in its text, which is refused or never confirmed."""
        with pytest.raises(DataError):
            save(session, self.report, id or uuid7(), **values)


def save(session: Session, report: UUID, id: UUID, version: int = 0, **values: object) -> None:
    wanted = complete(**{"text": f"{MARK} giá phân bón", **values})
    owner = {"reflection_id": report}
    storage.save(session, OPINION, wanted, attempt=uuid7(), id=id, version=version, owner=owner)


@pytest.fixture
def logged(town: Town) -> Iterator[Logged]:
    run = town.cluster.run
    for name, value in _TALKATIVE.items():
        run(f"alter system set {name} = '{value}'")
    run("select pg_reload_conf()")
    elsewhere = Database(town.cluster, "postgres")  # where the server's own settings hold
    until(lambda: elsewhere.value("select current_setting('log_statement')") == "all")
    yield Logged(town)
    for name in _TALKATIVE:
        run(f"alter system reset {name}")
    run("select pg_reload_conf()")


def test_the_log_is_talkative_about_other_databases(logged: Logged) -> None:
    logged.town.cluster.run(f"select '{MARK}'")
    assert MARK in logged.lines


def test_a_refusal_and_a_violated_constraint_leave_no_text_in_the_log(logged: Logged) -> None:
    with logged.town.session(CLERK) as session:
        logged.refused(session, text=f"{MARK} gọi số 0912 345 678")  # a person's data
        logged.refused(session, text=MARK)  # too short
        logged.refused(session, topic=MARK)  # no such code
        logged.refused(session, text=f"{MARK} có dấu cách ở cuối ")  # the domain
        logged.refused(session, set_aside=f"{MARK} 0912 345 678")
        save(session, logged.report, item := uuid7())
        logged.refused(session, item)  # the key is taken
    assert "opinion_text_check" in logged.lines and "personal_data" in logged.lines
    assert MARK not in logged.lines


def test_what_our_functions_raise_is_a_code_alone(town: Town) -> None:
    """`app.refuse` has the code for its message, which the log keeps, and all else in the detail, which it does not.
    What is only passed on (`raise;`) is PostgreSQL's own."""
    raising = "select proname from pg_proc where pronamespace::regnamespace::text in ('app', 'audit') and prosrc ~* %s"
    assert town.rows(raising, (r"\mraise\s+[^;]",)) == [{"proname": "refuse"}]


@pytest.mark.parametrize("limit", ["lock_timeout", "statement_timeout"])
def test_a_save_that_waited_too_long_leaves_no_text_in_the_log(logged: Logged, limit: str) -> None:
    with contextlib.closing(logged.town.database.connect()) as holder:
        holder.cursor().execute(f"begin; select from app.reflection where id = '{logged.report}' for update")
        with contextlib.closing(Session(f"{logged.town.database.dsn(CLERK)} options='-c {limit}=300ms'")) as session:
            logged.refused(session)
    assert f"canceling statement due to {limit.replace('_', ' ')}" in logged.lines
    assert "still waiting" in logged.lines
    assert MARK not in logged.lines


def test_a_deadlock_of_two_saves_leaves_no_text_in_the_log(logged: Logged) -> None:
    first, second, ended = uuid7(), uuid7(), []
    with logged.town.session(CLERK) as one, logged.town.session(CLERK) as other:
        for item in (first, second):
            save(one, logged.report, item)

        def both(session: Session, begin: UUID, then: UUID) -> None:
            try:
                with session.transaction():
                    save(session, logged.report, begin, 1, text=f"{MARK} và thêm")
                    turn.wait(10)
                    save(session, logged.report, then, 1, text=f"{MARK} và nữa")
            except DataError as error:
                ended.append(error.code)

        turn = threading.Barrier(2)
        threads = [threading.Thread(target=both, args=args) for args in ((one, first, second), (other, second, first))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert ended == ["server_busy"]
    assert "deadlock detected" in logged.lines
    assert MARK not in logged.lines
