"""`langnghe demo`, as a person on a fresh machine has it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from db.demo.home import DemoHome
from tests import servers
from tests.commands.running import langnghe
from tests.drivers.person import Person
from tests.servers import Database

NOT_DATA = {"attempt": {"at"}, "reading": {"at", "id"}, "programme": {"loaded"}, "redaction": {"transaction"}}
TABLES = (
    "area", "organisation", "village", "succession", "programme", "target", "measure", "period", "code", "setting",
    "staff", "duty", "attempt", "reflection", "opinion", "petition", "submission", "returning", "reopening",
    "exemption", "reading",
)  # fmt: skip


def content(dsn: str) -> dict[str, list[str]]:
    """Every row of the main tables as text, without the real times and the order in which it was made."""
    with contextlib.closing(psycopg2.connect(dsn)) as connection, connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            without = sorted(NOT_DATA.get(table, set()))
            cursor.execute(f"select (to_jsonb(t) - %s::text[])::text from app.{table} t order by 1", (without,))
            found[table] = [row[0] for row in cursor.fetchall()]
        return found


@pytest.fixture(scope="module")
def built() -> Iterator[Path]:
    """A folder where the demo was started once, by its command, and stopped."""
    with servers.folder() as folder:
        ended = langnghe("demo", "--dsn", "--home", str(folder / "home"))
        assert ended.code == 0, ended.err
        assert "mất chừng mười giây" in ended.err
        langnghe("demo", "--stop", "--home", str(folder / "home"))
        yield folder / "home"


@pytest.fixture
def home(built: Path) -> Iterator[Path]:
    """That folder; whatever a test left running is stopped."""
    yield built
    DemoHome(built).stop()


def test_the_demo_is_the_same_each_time(home: Path, demo_database: Database) -> None:
    langnghe("demo", "--dsn", "--home", str(home))
    once, again = content(DemoHome(home).server.dsn()), content(demo_database.dsn())
    for table in TABLES:
        assert once[table] == again[table], table
    assert len(once["opinion"]) > 2500


def test_dsn_prints_the_connection_string_alone_and_leaves_the_server_running(home: Path) -> None:
    ended = langnghe("demo", "--dsn", "--as", "mt-thixa", "--home", str(home))
    assert ended.code == 0 and ended.err == "" and ended.out.count("\n") == 1
    with contextlib.closing(psycopg2.connect(ended.out.strip())) as connection, connection.cursor() as cursor:
        cursor.execute("select session_user, (select count(*) from app.reflection)")
        assert cursor.fetchone() == ("mt-thixa", 10)
        assert "đang có người dùng" in langnghe("demo", "--stop", "--home", str(home)).sentence
        assert "đang có người dùng" in langnghe("demo", "--reset", "--dsn", "--home", str(home)).sentence
    stopped = langnghe("demo", "--stop", "--home", str(home))
    assert stopped.code == 0 and "Đã dừng" in stopped.err
    assert "không chạy" in langnghe("demo", "--stop", "--home", str(home)).err


def test_a_person_opens_it_and_the_last_one_out_stops_the_server(home: Path, tmp_path: Path) -> None:
    start = time.monotonic()
    with Person(["demo", "--home", str(home)], state=tmp_path) as clerk:
        clerk.sees("Hội Nông dân xã Mộc Bắc", "16/10/2023", "TRẢ LẠI")
        assert time.monotonic() - start < 6, "a second start takes the same data"
        with Person(["demo", "--as", "giamsat", "--home", str(home)], state=tmp_path) as reviewer:
            reviewer.sees("CHỜ NHẬN: 14 báo cáo")
            assert "đang có người dùng" in langnghe("demo", "--stop", "--home", str(home)).sentence
            reviewer.leaves()
        clerk.sees("TRẢ LẠI").leaves()
        assert clerk.status == 0
    assert not DemoHome(home).server.running


def test_leaving_while_the_server_still_answers_says_nothing(home: Path, tmp_path: Path) -> None:
    with Person(["demo", "--as", "giamsat", "--home", str(home)], state=tmp_path) as reviewer:
        reviewer.sees("LẮNG NGHE").presses("ctrl+q")
        assert reviewer.ended() and reviewer.status == 0
        assert "Traceback" not in reviewer.words and "exception" not in reviewer.words


def test_english_for_who_asks(home: Path, tmp_path: Path) -> None:
    with Person(["demo", "--lang", "en", "--home", str(home)], state=tmp_path) as clerk:
        clerk.sees("RETURNED")


def test_an_unknown_login_is_told_the_eight(home: Path) -> None:
    said = langnghe("demo", "--as", "cb-mocbac", "--home", str(home)).sentence
    for login in ("nd-mocbac", "mt-mocbac", "pn-hoamac", "mt-thixa", "ld-thixa", "giamsat", "thuongtruc", "quantri"):
        assert login in said


def test_another_day_needs_a_new_demo(home: Path) -> None:
    said = langnghe("demo", "--dsn", "--today", "2023-03-01", "--home", str(home)).sentence
    assert "16/10/2023" in said and "--reset" in said


def test_an_earlier_day_has_what_had_happened_by_then_and_reset_makes_another(server_folder: Path) -> None:
    path = server_folder / "home"
    assert langnghe("demo", "--dsn", "--today", "2023-01-31", "--home", str(path)).code == 0
    with contextlib.closing(psycopg2.connect(DemoHome(path).server.dsn())) as connection, connection.cursor() as cursor:
        cursor.execute("select app.today()::text, max(month)::text, max(submitted) < '2023-02-01' from app.reflection")
        assert cursor.fetchone() == ("2023-01-31", "2023-01-01", True)
    built = DemoHome(path).built
    reset = langnghe("demo", "--dsn", "--reset", "--today", "2023-01-02", "--as", "giamsat", "--home", str(path))
    assert reset.code == 0 and DemoHome(path).built > built
    with contextlib.closing(psycopg2.connect(reset.out)) as connection, connection.cursor() as cursor:
        cursor.execute("select app.today()::text, count(*) from app.reflection")
        assert cursor.fetchone() == ("2023-01-02", 0)
    DemoHome(path).stop()


def test_a_folder_that_is_not_ours_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thư của tôi.txt").write_text("đừng xóa")
    for how in (["--dsn"], ["--stop"], ["--reset", "--dsn"]):
        ended = langnghe("demo", *how, "--home", str(tmp_path))
        assert str(tmp_path) in ended.sentence
    assert [path.name for path in tmp_path.iterdir()] == ["thư của tôi.txt"]


def test_without_a_terminal_nothing_is_built(server_folder: Path) -> None:
    assert "cửa sổ dòng lệnh" in langnghe("demo", "--home", str(server_folder / "home")).sentence
    assert not (server_folder / "home").exists()
