"""Signing in with a password: SCRAM over TCP, from libpq's own places first, else asked for at the terminal."""

from __future__ import annotations

import contextlib
import select
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from psycopg2.extensions import POLL_OK, POLL_READ, make_dsn

from tests.commands.running import langnghe
from tests.drivers.person import Person
from tests.drivers.waiting import until
from tests.servers import Cluster, Database
from tests.tcp import OverTcp, over_tcp
from tests.town import ADMINISTRATOR, CLERK, build

PASSWORD = "cầu-ao-bến-nước-2023"
_HBA = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


@pytest.fixture(scope="module")
def office() -> Iterator[Database]:
    """A town on a server that asks for passwords by TCP; clerk and administrator have been given one."""
    with over_tcp(_HBA) as server:
        town = Cluster(server).copy_of("town", build)
        for login in (CLERK, ADMINISTRATOR):
            given = langnghe("staff", "password", login, dsn=town.dsn(ADMINISTRATOR), stdin=PASSWORD + "\n")
            assert given.code == 0, given
        yield town


def by_tcp(office: Database, login: str = CLERK) -> str:
    """A person's connection string by TCP, without a password."""
    assert isinstance(office.cluster.server, OverTcp)
    return office.cluster.server.by_tcp(login, office.name)


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


def test_what_was_typed_is_found_again_by_another_way_to_the_same_database(office: Database, tmp_path: Path) -> None:
    with Person(dsn=by_tcp(office), state=tmp_path, env={"PGPASSWORD": PASSWORD}) as clerk:
        clerk.sees("VIỆC CẦN LÀM").presses("1").sees("Ctrl+N thêm ý kiến").presses("ctrl+n").sees("Nội dung")
        clerk.types("1").presses("enter").sees("giữ ở bản nháp").presses("ctrl+q")
        assert clerk.ended()
    service = tmp_path / "services"
    where = make_dsn(office.dsn(CLERK)).replace(" ", "\n")
    service.write_text(f"[town]\n{where}\n", encoding="utf-8")
    with Person(dsn="service=town", state=tmp_path, env={"PGSERVICEFILE": str(service)}) as clerk:
        clerk.sees("CHƯA LƯU, CÒN Ở BẢN NHÁP", "Tháng 10/2023, gõ dở").presses("ctrl+q")
        assert clerk.ended()


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


def test_who_began_to_sign_in_with_the_old_password_is_not_let_in_once_another_is_set(office: Database) -> None:
    where = f"{by_tcp(office)} sslmode=disable gssencmode=disable password={PASSWORD}"
    with contextlib.closing(psycopg2.connect(where, async_=True)) as stalled, ThreadPoolExecutor() as other:
        _goes_on(stalled, until_asked=True)
        entering = "select count(*) from pg_locks l left join pg_stat_activity a using (pid) where usesysid is null" \
                   " and l.locktype = 'virtualxid'"  # fmt: skip
        until(lambda: office.value(entering))
        dsn = office.dsn(ADMINISTRATOR)
        setting = other.submit(langnghe, "staff", "password", CLERK, dsn=dsn, stdin=PASSWORD + "\n")
        until(lambda: not office.value("select rolcanlogin from pg_roles where rolname = %s", (CLERK,)))
        with pytest.raises(psycopg2.OperationalError, match="not permitted to log in"):
            _goes_on(stalled)
        assert setting.result(20).code == 0
    psycopg2.connect(by_tcp(office), password=PASSWORD).close()


def _goes_on(line: Any, *, until_asked: bool = False) -> None:
    """A sign-in in steps, to its end or until the server's first question."""
    while (wanted := line.poll()) != POLL_OK:
        if wanted == POLL_READ and until_asked:
            return
        reads, writes = ([line], []) if wanted == POLL_READ else ([], [line])
        select.select(reads, writes, [], 10)
