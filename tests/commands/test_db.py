"""`langnghe db upgrade|status`."""

from __future__ import annotations

from tests.commands.running import langnghe
from tests.servers import Database


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
