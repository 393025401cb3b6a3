"""PostgreSQL goes away under somebody who types, or will not have them: typing goes on, nothing is lost or twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import demo
from tests import servers
from tests.crash.outage import (
    CLERK,
    OPINIONS,
    PATIENCE,
    begins,
    drafts,
    frozen,
    log,
    october,
    stopped,
    stored_once,
    types_opinion,
)
from tests.drivers.person import Person
from tests.drivers.waiting import until
from tests.servers import Cluster, Database

AT_ONCE = 3.0  # seconds; what waits for a server takes longer, and what waits for none a tenth


@pytest.fixture(scope="module")
def own_server() -> Iterator[Cluster]:
    """A PostgreSQL that nobody else minds being stopped."""
    with servers.running(18) as cluster:
        yield cluster


@pytest.fixture
def database(own_server: Cluster) -> Iterator[Database]:
    copy = own_server.copy_of("demo", demo.build)
    yield copy
    copy.drop()


def is_calm(person: Person, state: Path) -> None:
    """No traceback, neither before the person nor in the log."""
    assert "Traceback" not in person.words
    assert "Traceback" not in log(state)


def test_stopped_in_the_middle_of_a_form_and_started_again(database: Database, tmp_path: Path) -> None:
    with Person(state=tmp_path, dsn=database.dsn(CLERK)) as clerk:
        begins(clerk)
        codes, text = OPINIONS[0]
        clerk.types(codes[0]).presses("enter").types(codes[1]).presses("enter").types(codes[2]).presses("enter")
        clerk.writes(text[:30]).sees(text[:29])
        with stopped(database.cluster):
            clerk.writes(text[30:]).sees(text, patience=AT_ONCE)
            clerk.presses("ctrl+n").sees("Ý KIẾN 2 ·", patience=AT_ONCE)
            clerk.sees("mất kết nối, 1 mục chưa lưu", "Mất kết nối máy chủ; bản nháp còn đó, sẽ tự lưu lại.")
            types_opinion(clerk, 1, AT_ONCE).presses("ctrl+n").sees("Ý KIẾN 3 ·", patience=AT_ONCE)
            clerk.sees("mất kết nối, 2 mục chưa lưu")
            until(lambda: len(drafts(tmp_path)) == 2, "both are kept as drafts")
        clerk.sees_no("mất kết nối", patience=PATIENCE)
        until(lambda: stored_once(database, 2), "both are stored once")
        until(lambda: not drafts(tmp_path), "the drafts are gone")
        clerk.presses("escape").sees_line("1  Bà con lo giá").sees_line("2  Nhân dân").sees("Ý KIẾN (2)")
        is_calm(clerk, tmp_path)


def test_sent_while_the_server_is_lost_goes_when_it_is_back(database: Database, tmp_path: Path) -> None:
    with Person(state=tmp_path, dsn=database.dsn(CLERK)) as clerk:
        types_opinion(begins(clerk), 0)
        with stopped(database.cluster):
            clerk.presses("ctrl+t").sees("Gửi báo cáo tháng 10/2023?").presses("ctrl+y")
            clerk.sees("mất kết nối, 2 mục chưa lưu")
        clerk.sees("Đã gửi báo cáo tháng 10/2023.", "chưa ai mở", patience=PATIENCE)
        assert stored_once(database, 1)
        assert [row["status"] for row in october(database)] == ["submitted"]
        is_calm(clerk, tmp_path)


def test_quitting_while_the_server_is_lost_keeps_what_was_not_confirmed(database: Database, tmp_path: Path) -> None:
    where = database.dsn(CLERK)
    with Person(state=tmp_path, dsn=where) as clerk:
        begins(clerk)
        with stopped(database.cluster):
            types_opinion(clerk, 0, AT_ONCE).presses("ctrl+n").sees("mất kết nối, 1 mục chưa lưu").presses("ctrl+q")
            assert clerk.ended(AT_ONCE)
            assert clerk.status == 0
            again = Person(state=tmp_path, dsn=where)
            assert again.ended()
            assert again.status == 1
            assert again.words.startswith(f"Không nối được máy chủ dữ liệu: không có {database.cluster.server.folder}/")
            assert again.words.endswith("Máy chủ đang tắt, hoặc địa chỉ chưa đúng.")
    with Person(state=tmp_path, dsn=where) as clerk:
        until(lambda: stored_once(database, 1), "it is stored once")
        until(lambda: not drafts(tmp_path), "the draft is gone")
        clerk.sees_line("Báo cáo tháng 10/2023", "đang soạn, 1 ý kiến").sees_no("CÒN Ở BẢN NHÁP")


def test_a_server_that_says_nothing_holds_up_no_key(database: Database, tmp_path: Path) -> None:
    with Person(state=tmp_path, dsn=database.dsn(CLERK)) as clerk:
        types_opinion(begins(clerk), 0)
        with frozen(database, CLERK):
            clerk.presses("ctrl+n").sees("Ý KIẾN 2 ·", "đang lưu", patience=AT_ONCE)
            types_opinion(clerk, 1, AT_ONCE).presses("ctrl+n").sees("Ý KIẾN 3 ·", patience=AT_ONCE)
        until(lambda: stored_once(database, 2), "both are stored once")
        until(lambda: not drafts(tmp_path), "the drafts are gone")
        is_calm(clerk, tmp_path)


def test_home_without_the_server_says_so_and_comes_back_by_itself(database: Database, tmp_path: Path) -> None:
    with Person(state=tmp_path, dsn=database.dsn(CLERK)) as clerk:
        clerk.sees("VIỆC CẦN LÀM")
        with stopped(database.cluster):
            clerk.presses("ctrl+l").sees("Chưa tải được, Ctrl+L thử lại.", "mất kết nối")
        clerk.sees_no("Chưa tải được", "mất kết nối", patience=PATIENCE).sees("VIỆC CẦN LÀM")
        clerk.presses("1").sees("BÁO CÁO TÌNH HÌNH NHÂN DÂN")
        is_calm(clerk, tmp_path)


def test_an_account_closed_in_mid_session_is_told_so_and_keeps_its_drafts(database: Database, tmp_path: Path) -> None:
    with Person(state=tmp_path, dsn=database.dsn(CLERK)) as clerk:
        types_opinion(begins(clerk), 0)
        closed = "Tài khoản đã đóng. Hỏi người quản trị."
        try:
            database.rows("select app.staff_close(gen_random_uuid(), 'd', %s)", (CLERK,), login="quantri")
            # whatever is done next says so, reading as well as saving, and what was typed stands there
            clerk.presses("escape").sees("BÁO CÁO TÌNH HÌNH", closed, patience=PATIENCE).sees_line("! 1  Bà con lo giá")
            clerk.presses("enter").sees("Ý KIẾN 1 ·", OPINIONS[0][1], "máy chủ từ chối")
            clerk.presses("ctrl+s").sees(closed, OPINIONS[0][1], patience=PATIENCE)
            assert october(database) == []
            clerk.presses("ctrl+q")
            assert clerk.ended()
            assert len(drafts(tmp_path)) == 1
            assert OPINIONS[0][1] in drafts(tmp_path)[0]
            again = Person(state=tmp_path, dsn=database.dsn(CLERK))
            assert again.ended()
            assert again.status == 1
            assert again.words == closed
        finally:
            database.rows(f'alter role "{CLERK}" login')  # roles belong to the cluster


def test_a_fifth_session_is_refused_with_a_sentence(database: Database, tmp_path: Path) -> None:
    where = database.dsn(CLERK)
    sessions = [Person(state=tmp_path, dsn=where) for _number in range(4)]
    try:
        for session in sessions:
            session.sees("VIỆC CẦN LÀM")
        fifth = Person(state=tmp_path, dsn=where)
        assert fifth.ended()
        assert fifth.status == 1
        assert fifth.words == "Tài khoản đang mở quá nhiều phiên. Thoát bớt phiên khác rồi thử lại."
    finally:
        for session in sessions:
            session.leaves()
