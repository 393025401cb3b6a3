"""One PostgreSQL in one folder: it starts once, survives us, and comes back after every kind of end."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest

from db.core.errors import Invalid
from db.demo import postgres_binaries
from db.demo.embedded import UNSAFE_BUT_FAST, Server
from tests import servers
from tests.drivers.waiting import until
from tests.servers import Cluster, Database


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A cluster to copy: making one takes a second."""
    with servers.folder() as path:
        Server(path).init()
        yield path / "data"


@pytest.fixture
def server(made: Path, server_folder: Path) -> Server:
    """A server made and not started."""
    subprocess.run(["cp", "-a", str(made), str(server_folder)], check=True)
    return Server(server_folder)


def ask(server: Server, sql: str) -> object:
    with contextlib.closing(psycopg2.connect(server.dsn(dbname="postgres"))) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(sql)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def postmaster(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def test_two_who_start_it_at_once_share_one_server(server: Server) -> None:
    with ThreadPoolExecutor() as two:
        starts = [two.submit(Server(server.folder).start, UNSAFE_BUT_FAST) for _ in range(2)]
    assert [start.result() for start in starts] == [None, None]
    assert server.log.read_text().count("ready to accept connections") == 1
    assert ask(server, "SELECT 1") == 1


def test_two_who_make_it_at_once_make_it_once(server_folder: Path) -> None:
    with ThreadPoolExecutor() as two:
        makes = [two.submit(Server(server_folder).init) for _ in range(2)]
    assert [make.result() for make in makes] == [None, None]
    assert Server(server_folder).exists


def test_what_was_committed_is_there_after_kill_9(server: Server) -> None:
    server.start()
    ask(server, "CREATE TABLE kept AS SELECT 'đã lưu' AS line")
    os.kill(postmaster(server), signal.SIGKILL)
    until(lambda: not server.running)
    server.start()
    assert ask(server, "SELECT line FROM kept") == "đã lưu"


def test_after_a_reboot_its_number_may_be_another_process(server: Server) -> None:
    left = f"{os.getpid()}\n{server.data}\n0\n5432\n{server.folder}\n\n0 0\nready\n"
    (server.data / "postmaster.pid").write_text(left)
    (server.folder / ".s.PGSQL.5432.lock").write_text(left)
    assert not server.running
    server.start(UNSAFE_BUT_FAST)
    assert ask(server, "SELECT 1") == 1


def test_it_outlives_who_started_it_and_holds_neither_pipe_nor_terminal(server: Server) -> None:
    code = (
        f"from pathlib import Path; from db.demo.embedded import Server; Server(Path({str(server.folder)!r})).start()"
    )
    room = Path(__file__).parents[2]
    started = subprocess.run([sys.executable, "-c", code], cwd=room, capture_output=True, timeout=60, check=False)
    assert started.returncode == 0  # and the pipe is at its end, else `run` would still wait
    assert server.running
    assert os.getsid(postmaster(server)) != os.getsid(0)


def test_the_socket_in_a_folder_for_one_account_is_the_only_way_in(server: Server) -> None:
    server.start(UNSAFE_BUT_FAST)
    assert ask(server, "SHOW listen_addresses") == ""
    for path in (server.folder, server.data, server.folder / ".s.PGSQL.5432"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
        assert path.stat().st_uid == server.account.uid


def test_a_path_too_long_for_a_socket_gets_a_private_folder_elsewhere(server: Server) -> None:
    far = server.folder / ('dài, xa "và" $(lạ) ' * 6)
    far.mkdir(mode=0o700)
    server.account.give(far)
    server.data.rename(far / "data")
    server = Server(far)
    server.start(UNSAFE_BUT_FAST)
    sockets = Path(psycopg2.extensions.parse_dsn(server.dsn())["host"])
    assert ask(server, "SELECT 1") == 1
    assert sockets.parent == Path("/tmp")
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    os.kill(postmaster(server), signal.SIGKILL)
    until(lambda: not server.running)
    server.start(UNSAFE_BUT_FAST)
    assert not sockets.exists()
    again = Path(psycopg2.extensions.parse_dsn(server.dsn())["host"])
    server.stop()
    assert not again.exists()


def test_data_of_another_postgresql_is_refused_by_name(server: Server) -> None:
    (server.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(Invalid) as refusal:
        server.start()
    assert (refusal.value.code, refusal.value.params) == (
        "other_postgresql_version", {"found": "14", "expected": "18"},
    )  # fmt: skip


@pytest.mark.both_versions
def test_text_and_time_are_the_same_on_both_versions(any_server: Cluster) -> None:
    database = Database(any_server, "postgres")
    assert database.value("SHOW server_encoding") == "UTF8"
    assert database.value("SHOW timezone") == "UTC"
    assert database.value("SELECT upper('đường') || lower('ĐÊ') || (normalize('ê', NFD) IS NFC NORMALIZED)") == (
        "ĐƯỜNGđêfalse"
    )
    assert database.value("SELECT string_agg(x, '' ORDER BY x) FROM unnest('{b,A,a,B,đ}'::text[]) x") == "ABabđ"


if os.geteuid() == 0:

    def test_roots_home_is_as_closed_as_before_and_its_server_has_another_account(server: Server) -> None:
        home = Path("~root").expanduser()
        before = stat.S_IMODE(home.stat().st_mode)
        server.start(UNSAFE_BUT_FAST)
        assert stat.S_IMODE(home.stat().st_mode) == before
        assert Path(f"/proc/{postmaster(server)}").stat().st_uid == server.account.uid != 0

    def test_programs_in_roots_closed_home_are_copied_once_for_its_server(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with servers.folder() as readable:
            readable.chmod(0o755)
            monkeypatch.setattr(postgres_binaries, "ROOTS_FOLDER", readable / "roots")
            monkeypatch.setattr(postgres_binaries, "_runs", lambda *_: False)  # as if the wheel were closed to it
            account = postgres_binaries.server_account()
            with ThreadPoolExecutor() as two:
                found = [two.submit(postgres_binaries.of_wheel, account) for _ in range(2)]
            binaries = found[0].result()
            assert binaries == found[1].result()
            said = postgres_binaries.run_apart([binaries.program("initdb"), "--version"], account, timeout=20)
            assert said.stdout.startswith("initdb (PostgreSQL) 18")
            assert [path.name[:11] for path in (readable / "roots").iterdir()] == ["postgresql-"]
            copied = [path for path in (readable / "roots").rglob("*") if not path.is_symlink()]
            assert [path for path in copied if path.stat().st_uid != 0 or path.stat().st_mode & 0o022] == []
