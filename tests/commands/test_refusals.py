"""Whatever keeps a command from its server is one clear sentence and exit code 1; details are in the log."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from pathlib import Path

import pytest

from tests.commands.running import langnghe, started
from tests.drivers.person import Person
from tests.servers import Cluster, Database

NOBODY_HOME = "host=/nonexistent-langnghe dbname=langnghe user=nd-mocbac"


def test_a_server_that_is_not_there() -> None:
    assert "Không nối được máy chủ" in langnghe("staff", "list", dsn=NOBODY_HOME).sentence


@pytest.mark.parametrize("wrong", ["host", "hots=/tmp", "port=mười dbname=x", "service=khong-co-dau"])
def test_connection_settings_that_make_no_sense(wrong: str) -> None:
    assert "Cài đặt kết nối chưa đúng" in langnghe("staff", "list", dsn=wrong).sentence


def test_settings_also_come_from_libpq_s_environment(demo_database: Database) -> None:
    where = dict(part.split("=", 1) for part in demo_database.dsn("quantri").split())
    ended = langnghe(
        "staff", "list", "--json",
        PGHOST=where["host"], PGPORT=where["port"], PGDATABASE=where["dbname"], PGUSER=where["user"],
    )  # fmt: skip
    assert ended.code == 0 and len(ended.json) > 90


def test_a_login_that_the_server_does_not_know(demo_database: Database) -> None:
    assert "không có tài khoản này" in langnghe("staff", "list", dsn=demo_database.dsn("nd-khongco")).sentence


def test_a_login_without_rights_here(demo_database: Database) -> None:
    login = demo_database.cluster.new_login("outsider")
    demo_database.rows(f'create role "{login}" login')
    assert "không có quyền" in langnghe("staff", "list", dsn=demo_database.dsn(login)).sentence


def test_a_superuser_is_nobody_of_the_staff(demo_database: Database, tmp_path: Path) -> None:
    with Person(dsn=demo_database.dsn(), state=tmp_path) as person:
        person.sees("Chưa có người dùng nào gắn với tài khoản này")
        assert person.ended() and person.status == 1


def test_a_closed_account(demo_database: Database) -> None:
    login = demo_database.cluster.new_login("leaver")
    demo_database.rows("select app.staff_add(gen_random_uuid(), 'd', %s, 'Người Thôi Việc')", (login,))
    demo_database.rows("select app.staff_close(gen_random_uuid(), 'd', %s)", (login,))
    assert "đã đóng" in langnghe("staff", "list", dsn=demo_database.dsn(login)).sentence


def test_too_many_sessions_of_one_login(demo_database: Database) -> None:
    login = demo_database.cluster.new_login("busy")
    demo_database.rows("select app.staff_add(gen_random_uuid(), 'd', %s, 'Người Nhiều Phiên')", (login,))
    with contextlib.ExitStack() as sessions:
        for _ in range(4):
            sessions.enter_context(contextlib.closing(demo_database.connect(login)))
        assert "quá nhiều phiên" in langnghe("staff", "list", dsn=demo_database.dsn(login)).sentence


def test_a_database_that_is_not_there(server18: Cluster) -> None:
    assert "không có cơ sở dữ liệu này" in langnghe("staff", "list", dsn=server18.dsn(dbname="khongco")).sentence


def test_a_database_without_our_schema(empty_database: Database) -> None:
    assert "langnghe db upgrade" in langnghe("staff", "list", dsn=empty_database.dsn()).sentence


def test_a_schema_of_another_version(demo_database: Database) -> None:
    demo_database.rows("update app.installed set migration = 1")
    assert "cũ hơn chương trình" in langnghe("staff", "list", dsn=demo_database.dsn("quantri")).sentence
    demo_database.rows("update app.installed set migration = 9999")
    assert "cần cài bản langnghe mới" in langnghe("staff", "list", dsn=demo_database.dsn("quantri")).sentence.lower()


def test_no_terminal_at_all(demo_database: Database) -> None:
    assert "cửa sổ dòng lệnh" in langnghe(dsn=demo_database.dsn("nd-mocbac")).sentence


def test_a_terminal_of_another_charset(demo_database: Database, tmp_path: Path) -> None:
    where = demo_database.dsn("nd-mocbac")
    with Person(dsn=where, state=tmp_path, env={"LC_ALL": "vi_VN.TCVN5712-1"}) as person:
        person.sees("TCVN5712-1", "UTF-8")
        assert person.ended() and person.status == 1


def test_the_program_opens_and_says_on_a_terminal_why_it_cannot(tmp_path: Path) -> None:
    with Person(dsn=NOBODY_HOME, state=tmp_path) as person:
        person.sees("Không nối được máy chủ")
        assert person.ended() and person.status == 1
        assert "Traceback" not in person.words


def test_what_the_server_said_is_in_the_log(tmp_path: Path) -> None:
    langnghe("staff", "list", dsn=NOBODY_HOME, XDG_STATE_HOME=str(tmp_path))
    assert "/nonexistent-langnghe" in (tmp_path / "langnghe" / "langnghe.log").read_text(encoding="utf-8")


def test_a_fault_of_ours_is_a_sentence_and_a_log(demo_database: Database, tmp_path: Path) -> None:
    demo_database.rows("alter table app.staff rename column name to full_name")
    ended = langnghe("staff", "list", dsn=demo_database.dsn("quantri"), XDG_STATE_HOME=str(tmp_path))
    log = tmp_path / "langnghe" / "langnghe.log"
    assert str(log) in ended.sentence
    assert "UndefinedColumn" in log.read_text(encoding="utf-8")


def test_ctrl_c_ends_with_130_and_no_words(demo_database: Database) -> None:
    process = started("staff", "password", "nd-mocbac", dsn=demo_database.dsn("quantri"))
    assert process.stdin is not None
    # it waits for the password now, or is still starting: both end alike
    process.send_signal(signal.SIGINT)
    try:
        _out, err = process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    assert process.returncode in (130, -signal.SIGINT)
    assert process.returncode != 130 or err == ""


def test_a_reader_that_has_enough_is_no_fault(demo_database: Database) -> None:
    process = started("staff", "list", "--json", dsn=demo_database.dsn("quantri"))
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.wait(timeout=20) == 0
    assert process.stderr.read() == ""
    process.stderr.close()
