"""Signing in with a password: SCRAM over TCP, from libpq's own places first, else asked for at the terminal."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from psycopg2.extensions import make_dsn

from db.embedded import DATABASE, SUPERUSER, UNSAFE_BUT_FAST, Server
from db.files import put_file
from tests import servers
from tests.commands.running import langnghe
from tests.person import Person
from tests.servers import Cluster, Database
from tests.town import ADMINISTRATOR, CLERK, build

PASSWORD = "cầu-ao-bến-nước-2023"
_HBA = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


class _OverTcp(Server):
    """A server that is reached by TCP too, on a port that nobody else has."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.port = str(free.getsockname()[1])

    def dsn(self, login: str = SUPERUSER, dbname: str = DATABASE) -> str:
        """By its socket, where everybody is trusted."""
        return make_dsn(host=str(self.folder), port=self.port, dbname=dbname, user=login)


@pytest.fixture(scope="module")
def office() -> Iterator[Database]:
    """A town on a server that asks for passwords by TCP; clerk and administrator have been given one."""
    with servers.folder() as folder:
        server = _OverTcp(folder)
        server.init()
        put_file(server.data / "pg_hba.conf", _HBA, server.account.owner)
        server.start({**UNSAFE_BUT_FAST, "listen_addresses": "127.0.0.1", "port": server.port})
        town = Cluster(server).copy_of("town", build)
        for login in (CLERK, ADMINISTRATOR):
            given = langnghe("staff", "password", login, dsn=town.dsn(ADMINISTRATOR), stdin=PASSWORD + "\n")
            assert given.code == 0, given
        yield town


def by_tcp(office: Database, login: str = CLERK) -> str:
    """A person's connection string by TCP, without a password."""
    assert isinstance(office.cluster.server, _OverTcp)
    return make_dsn(host="127.0.0.1", port=office.cluster.server.port, dbname=office.name, user=login)


def test_a_password_of_libpqs_own_places_is_used(office: Database, tmp_path: Path) -> None:
    where = by_tcp(office)
    (one,) = langnghe("staff", "list", "--json", dsn=where, PGPASSWORD=PASSWORD).json
    assert one["login"] == CLERK
    kept = tmp_path / "pgpass"
    kept.write_text(f"127.0.0.1:*:*:{CLERK}:{PASSWORD}\n", encoding="utf-8")
    kept.chmod(0o600)
    (one,) = langnghe("staff", "list", "--json", dsn=where, PGPASSFILE=str(kept)).json
    assert one["login"] == CLERK


def test_a_wrong_password_or_none_is_one_sentence(office: Database) -> None:
    where = by_tcp(office)
    assert "Mật khẩu chưa đúng" in langnghe("staff", "list", dsn=where, PGPASSWORD="không-phải").sentence
    assert "Máy chủ hỏi mật khẩu" in langnghe("staff", "list", dsn=where).sentence


def test_a_command_asks_too_and_for_ones_own_password_first(office: Database, tmp_path: Path) -> None:
    with Person(["staff", "password", CLERK], dsn=by_tcp(office, ADMINISTRATOR), state=tmp_path) as administrator:
        administrator.sees("Mật khẩu đăng nhập:").writes(PASSWORD + "\r")
        administrator.sees(f"Mật khẩu mới của {CLERK}:").writes(PASSWORD + "\r").sees("Gõ lại:").writes(PASSWORD + "\r")
        administrator.sees(f"Đã đặt mật khẩu của {CLERK}")
        assert administrator.ended()
        assert administrator.status == 0


def test_at_a_terminal_it_is_asked_for_once_and_never_shown(office: Database, tmp_path: Path) -> None:
    with Person(dsn=by_tcp(office), state=tmp_path) as clerk:
        clerk.sees("Mật khẩu đăng nhập:").writes(PASSWORD + "\r").sees("VIỆC CẦN LÀM")
        assert PASSWORD not in clerk.words
        # the line breaks: the program signs in again by itself
        with contextlib.closing(psycopg2.connect(office.dsn())) as line, line.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = %s", (CLERK,))
            assert cursor.fetchall() == [(True,)]
        clerk.presses("1").sees("BÁO CÁO TÌNH HÌNH NHÂN DÂN")
    with Person(dsn=by_tcp(office), state=tmp_path) as clerk:
        clerk.sees("Mật khẩu đăng nhập:").writes("không-phải\r").sees("Mật khẩu chưa đúng")
        assert clerk.ended()
        assert clerk.status == 1
    assert PASSWORD not in "".join(path.read_text() for path in tmp_path.rglob("*") if path.is_file())
