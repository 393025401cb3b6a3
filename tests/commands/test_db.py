"""`langnghe db upgrade|status|end-stale`."""

from __future__ import annotations

import contextlib

import psycopg2
import pytest

from tests.commands.running import langnghe
from tests.servers import Cluster, Database


@pytest.fixture
def office(demo_database: Database) -> Database:
    """The demo's town, whose administrator is `quantri`."""
    return demo_database


def test_an_empty_database_is_upgraded_and_says_so(empty_database: Database) -> None:
    dsn = empty_database.dsn()
    before = langnghe("db", "status", "--json", dsn=dsn).json
    assert before["installed"] is None and before["needed"] > 0
    assert "chưa có dữ liệu" in langnghe("db", "status", dsn=dsn).out
    ended = langnghe("db", "upgrade", dsn=dsn)
    assert ended.code == 0 and "0001_places" in ended.out
    after = langnghe("db", "status", "--json", dsn=dsn).json
    assert after["installed"] == after["needed"] and after["rights_match"] is True
    assert "Dùng được." in langnghe("db", "status", dsn=dsn).out


def test_which_database_it_is_is_said_before_and_after(empty_database: Database) -> None:
    dsn, server = empty_database.dsn(), empty_database.cluster.server
    version = empty_database.value("show server_version").split(" ")[0]
    where = f"Cơ sở dữ liệu {empty_database.name} ở {server.folder}, cổng 5432, PostgreSQL {version}.\n"
    assert langnghe("db", "upgrade", dsn=dsn).out.startswith(where)
    assert langnghe("db", "status", dsn=dsn).out.startswith(where)
    status = langnghe("db", "status", "--json", dsn=dsn).json
    assert (status["database"], status["host"], status["port"]) == (empty_database.name, str(server.folder), 5432)


@pytest.mark.parametrize("name", ["postgres", "template1"])
def test_nothing_is_put_into_postgresql_s_own_databases(server18: Cluster, name: str) -> None:
    refused = langnghe("db", "upgrade", dsn=server18.dsn(dbname=name)).sentence
    assert f"{name} là cơ sở dữ liệu của chính PostgreSQL" in refused
    assert Database(server18, name).value("select to_regnamespace('app') is null")


def test_a_second_upgrade_finds_nothing_to_do(database: Database) -> None:
    ended = langnghe("db", "upgrade", dsn=database.dsn())
    assert ended.code == 0 and "quyền đã được đặt lại" in ended.out


def test_only_a_superuser_upgrades(demo_database: Database) -> None:
    assert "cao nhất" in langnghe("db", "upgrade", dsn=demo_database.dsn("quantri")).sentence


def test_a_clerk_may_ask_for_the_status(demo_database: Database) -> None:
    assert "Dùng được." in langnghe("db", "status", dsn=demo_database.dsn("nd-mocbac")).out


def test_a_database_newer_than_the_program_is_left_alone(database: Database) -> None:
    database.rows("update app.installed set migration = 9999")
    assert "bản langnghe mới" in langnghe("db", "upgrade", dsn=database.dsn()).sentence
    assert database.value("select migration from app.installed") == 9999


def test_a_person_who_switched_every_timeout_off_is_ended_by_the_timer_and_the_autosaver_is_not(
    office: Database,
) -> None:
    """Begun on the 20th: what was not sent when the timer came is not sent at all."""
    office.rows("update app.clock set at = '2023-10-20 22:00+07'")
    with contextlib.closing(psycopg2.connect(office.dsn("nd-mocbac"))) as clerk, contextlib.closing(
        psycopg2.connect(office.dsn())
    ) as autosaver:  # fmt: skip
        for name in ("statement", "lock", "idle_in_transaction_session", "idle_session"):
            clerk.cursor().execute(f"set {name}_timeout = 0")
        clerk.commit()
        for line in (clerk, autosaver):
            line.cursor().execute("select count(*) from app.reflection")
        assert langnghe("db", "end-stale", dsn=office.dsn()).out == "Không có phiên nào quá hạn.\n"
        clerk.cursor().execute("select 1")
        left = langnghe("db", "end-stale", "--after", "0", "--json", dsn=office.dsn()).json
        assert [(one["login"], one["why"]) for one in left] == [("nd-mocbac", "standing")]
        with pytest.raises(psycopg2.OperationalError):
            clerk.cursor().execute("select 1")
        autosaver.cursor().execute("select 1")
    assert "cao nhất" in langnghe("db", "end-stale", dsn=office.dsn("quantri")).sentence


def test_the_status_tells_what_is_left_of_access_that_ended(office: Database) -> None:
    login = office.cluster.new_login("thoiviec")
    administrator = office.dsn("quantri")
    langnghe("staff", "add", login, "--name", "Lương Thôi Việc", "--national", dsn=administrator)
    assert langnghe("db", "status", dsn=office.dsn()).code == 0
    with contextlib.closing(psycopg2.connect(office.dsn(login))):
        for change, words in (
            ("update app.staff set sessions_from = clock_timestamp()", "trước khi đổi mật khẩu"),
            ("update app.staff set sessions_from = 'infinity'", "langnghe staff password"),
            ("update app.staff set closed = clock_timestamp()", "langnghe staff close"),
            ("update app.duty set to_date = '2023-10-15'", "trong nhóm đọc toàn quốc"),
        ):
            key = "role = %s" if "staff" in change else "staff_id = (select id from app.staff where role = %s)"
            office.rows(f"{change} where {key}", (login,))
            told = langnghe("db", "status", dsn=office.dsn())
            assert told.code == 1 and any(words in line for line in told.out.splitlines() if login in line), told
        assert langnghe("db", "status", dsn=administrator).code == 0
        langnghe("staff", "close", login, dsn=administrator)
    assert langnghe("db", "status", dsn=office.dsn()).code == 0
