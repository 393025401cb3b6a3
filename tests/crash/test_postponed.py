"""A server that is there and cannot save now: it is said why, reading goes on, and what was typed is saved later."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from db.core.connect import Session
from db.core.errors import Postponed, Unreachable
from db.demo.embedded import Server
from db.demo.postgres_binaries import run_apart
from tests import servers
from tests.crash.outage import (
    CLERK,
    OPINIONS,
    PATIENCE,
    begins,
    drafts,
    log,
    october,
    stored_once,
    types_opinion,
)
from tests.drivers.person import Person
from tests.drivers.waiting import until
from tests.servers import Database
from tests.tcp import OverTcp

CAUSES = {
    "53100": "Đĩa máy chủ đầy; bản nháp còn đó, sẽ tự lưu lại.",
    "55P03": "Máy chủ đang bận; bản nháp còn đó, sẽ tự lưu lại.",
    "25006": "Máy chủ đang chỉ cho đọc; bản nháp còn đó, sẽ tự lưu lại.",
}
CODES = {
    "53100": "server_disk_full", "53200": "server_memory_full", "58030": "server_disk_fault", "55P03": "server_busy",
    "57014": "server_busy", "40001": "server_busy", "40P01": "server_busy", "25006": "server_read_only",
}  # fmt: skip


@pytest.mark.both_versions
def test_what_the_server_cannot_do_now_is_told_by_its_code_and_the_session_goes_on(empty_database: Database) -> None:
    session = Session(empty_database.dsn())
    for state, code in CODES.items():
        with pytest.raises(Postponed) as caught, session.transaction():
            session.rows(f"do $$ begin raise exception 'không' using errcode = '{state}'; end $$")
        assert caught.value.code == code
    assert session.value("select 1") == 1
    session.close()


@pytest.mark.both_versions
def test_a_session_that_the_server_ended_is_lost_and_may_be_repeated(empty_database: Database) -> None:
    ours = "from pg_stat_activity where application_name = 'langnghe' and datname = current_database()"
    for begin, end in (
        ("select 1", f"select pg_terminate_backend(pid) {ours}"),
        ("set idle_in_transaction_session_timeout = 1; begin", "select 1"),
    ):
        session = Session(empty_database.dsn())
        session.rows(begin)
        empty_database.rows(end)
        until(lambda: not empty_database.rows(f"select {ours}"), "the server has ended it")
        with pytest.raises(Unreachable) as caught:
            session.rows("select 1")
        assert caught.value.code == "server_lost"  # psycopg2 keeps from us what the server said last
        session.close()


@contextlib.contextmanager
def takes_no_opinion(database: Database, state: str) -> Iterator[None]:
    """Whatever would write an opinion is refused with this SQLSTATE."""
    database.rows(
        "create function public.refuse() returns trigger language plpgsql as"
        f" $$ begin raise exception 'không ghi được' using errcode = '{state}'; end $$;"
        " create trigger a_refusal before insert or update on app.opinion execute function public.refuse()"
    )
    yield
    database.rows("drop trigger a_refusal on app.opinion")


@pytest.mark.parametrize("state", ["53100", "55P03"])
def test_what_cannot_be_saved_now_is_saved_later_and_meanwhile_there_is_reading(
    demo_database: Database, tmp_path: Path, state: str
) -> None:
    with Person(state=tmp_path, dsn=demo_database.dsn(CLERK)) as clerk:
        begins(clerk)
        with takes_no_opinion(demo_database, state):
            types_opinion(clerk, 0).presses("ctrl+n").sees("chưa lưu được, 1 mục chưa lưu", CAUSES[state])
            clerk.sees_no("mất kết nối").presses("escape").sees("Ý KIẾN (1)", CAUSES[state])
            clerk.presses("escape").sees("VIỆC CẦN LÀM", CAUSES[state]).sees_no("Chưa tải được", "mất kết nối")
            assert OPINIONS[0][1] in drafts(tmp_path)[0]
            assert october(demo_database) == []
        until(lambda: stored_once(demo_database, 1), "it is stored once")
        until(lambda: not drafts(tmp_path), "the draft is gone")
        clerk.sees_no("chưa lưu", patience=PATIENCE)
        assert "Traceback" not in log(tmp_path)


@contextlib.contextmanager
def standby_of(database: Database) -> Iterator[Server]:
    """A server that follows that of the database, and can only be read from."""
    first = database.cluster.server
    with (first.data / "pg_hba.conf").open("a") as rules:
        rules.write("local replication all trust\n")
    database.rows("select pg_reload_conf()")
    with servers.folder() as folder:
        second = OverTcp(folder)
        copy = ["pg_basebackup", "-D", "data", "-R", "-c", "fast", "-d", database.dsn()]
        done = run_apart([second.binaries.program(copy[0]), *copy[1:]], second.account, timeout=60, cwd=folder)
        assert done.returncode == 0, done.stdout
        second.start({**second.settings, "max_connections": "120"})
        yield second


def promote(server: Server) -> None:
    command = [server.binaries.program("pg_ctl"), "promote", "-D", "data"]
    done = run_apart(command, server.account, timeout=60, cwd=server.folder)
    assert done.returncode == 0, done.stdout


def test_on_a_standby_one_reads_and_what_is_typed_waits_until_it_is_the_first(
    demo_database: Database, tmp_path: Path
) -> None:
    with standby_of(demo_database) as standby:
        name = demo_database.name
        with Person(state=tmp_path / "reviewer", dsn=standby.dsn("giamsat", name)) as reviewer:
            reviewer.sees("CHỜ NHẬN").presses("7").sees("TÌNH HÌNH CHUNG", "chưa lưu được, 1 mục chưa lưu")
        with Person(state=tmp_path, dsn=standby.dsn(CLERK, name)) as clerk:
            types_opinion(begins(clerk), 0).presses("ctrl+n").sees(CAUSES["25006"])
            clerk.presses("escape").sees("Ý KIẾN (1)", CAUSES["25006"]).sees_no("Chưa tải được")
            promote(standby)
            clerk.sees_no("chưa lưu", patience=PATIENCE)
            until(lambda: not drafts(tmp_path), "the draft is gone once it is stored")
            with contextlib.closing(psycopg2.connect(standby.dsn(dbname=name))) as line, line.cursor() as cursor:
                cursor.execute("select count(*) from app.opinion where text = %s", (OPINIONS[0][1],))
                assert cursor.fetchone() == (1,)
            assert "Traceback" not in log(tmp_path)
