"""Why nobody can sign in: each cause is told from the others by what PostgreSQL raised or what stands at the address,
whatever language the server speaks."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from db.core import sign_in
from db.core.errors import DataError
from tests import servers
from tests.drivers.waiting import until
from tests.servers import Cluster
from tests.tcp import HERE, OverTcp, answering, error_response, free_port, over_tcp, raises
from tui.wording import i18n
from tui.wording.messages import sentence
from tui.wording.sentences import SIGN_IN

_HBA = """
local all peered peer
local all all trust
host all rejected 127.0.0.1/32 reject
hostssl all encrypted 127.0.0.1/32 trust
host all trusted 127.0.0.1/32 trust
host all locked 127.0.0.1/32 scram-sha-256
host all closed 127.0.0.1/32 scram-sha-256
host all nobody 127.0.0.1/32 scram-sha-256
"""
_PEOPLE = """
    create role trusted login; create role encrypted login; create role rejected login; create role unlisted login;
    create role peered login;
    create role locked login password 'đúng'; create role closed nologin password 'đúng';
    create role busy login connection limit 0
"""
_DATABASES = (
    "create database private", "revoke connect on database private from public",
    "create database full_one connection limit 0", "create database shut allow_connections false",
    "create database latin encoding 'LATIN1' locale 'C' template template0",
    "create database bytes encoding 'SQL_ASCII' locale 'C' template template0",
)  # fmt: skip


def refusal(dsn: str, **more: str) -> str:
    """The code of the error with which signing in ends; it has a sentence, with nothing left out of it."""
    with pytest.raises(DataError) as caught:
        sign_in.connect(dsn, **more).close()
    for language in i18n.LANGUAGES:
        i18n.setup(language)
        assert "…" not in sentence(caught.value)
    i18n.setup()
    return caught.value.code


@pytest.fixture(scope="module", params=servers.versions(), ids=lambda major: f"pg{major}")
def server(request: pytest.FixtureRequest) -> Iterator[OverTcp]:
    """A PostgreSQL with people and databases that cannot be entered, each for a reason of its own."""
    with over_tcp(_HBA, request.param, max_connections="8", superuser_reserved_connections="3") as server:
        cluster = Cluster(server)
        for statement in (_PEOPLE, *_DATABASES):
            cluster.run(statement)
        yield server


def test_who_may_not_sign_in(server: OverTcp) -> None:
    def enters(login: str, dbname: str = "postgres") -> str:
        return refusal(server.dsn(login, dbname))

    assert enters("khongco") == "no_such_account"
    assert enters("closed") == "account_closed"
    assert enters("busy") == "too_many_sessions"
    assert enters("peered") == "person_not_accepted"
    assert enters("trusted", "khongco") == "no_such_database"
    assert enters("trusted", "private") == "no_connect"
    assert enters("trusted", "shut") == "database_closed"
    assert enters("trusted", "full_one") == "database_full"
    assert enters("trusted", "latin") == enters("trusted", "bytes") == "database_not_utf8"


def test_passwords_and_addresses(server: OverTcp) -> None:
    def enters(login: str, **more: str) -> str:
        return refusal(server.by_tcp(login, "postgres"), **more)

    assert enters("locked", password="sai") == "wrong_password"
    assert enters("nobody", password="đúng") == "wrong_password"  # who guesses names is told nothing
    assert enters("locked") == "password_needed"
    assert enters("closed", password="đúng") == "account_closed"
    assert enters("rejected") == enters("unlisted") == "address_not_accepted"
    assert enters("unlisted", sslmode="disable") == "encryption_wanted"
    assert enters("trusted", options="-c khong.co=1 -c khongco=1") == "wrong_settings"
    assert enters("trusted", host=f"{HERE},{HERE}", target_session_attrs="standby") == "no_such_server"


def test_a_server_that_is_full_and_one_that_stops(server: OverTcp) -> None:
    with contextlib.ExitStack() as lines:
        with contextlib.suppress(psycopg2.OperationalError):
            for _number in range(10):
                lines.enter_context(contextlib.closing(psycopg2.connect(server.dsn("trusted", "postgres"))))
        assert refusal(server.dsn("trusted", "postgres")) == "server_full"
        postmaster = int((server.data / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGTERM)  # it waits for those who are there, and lets nobody in
        until(lambda: "stopping" in (server.data / "postmaster.pid").read_text(), "it is stopping")
        assert refusal(server.dsn("trusted", "postgres")) == "server_starting"
    until(lambda: not server.running, "it has stopped")
    assert refusal(f"host={server.folder} port={server.port} user=trusted dbname=x") == "socket_missing"
    assert refusal(server.by_tcp("trusted")) == "connection_refused"
    server.start(server.settings)


def test_encryption_that_is_not_as_the_settings_want_it(server: OverTcp) -> None:
    if server.with_tls:
        assert refusal(server.by_tcp("encrypted", "postgres"), sslmode="disable") == "encryption_wanted"
        assert refusal(server.by_tcp("trusted", "postgres"), sslmode="verify-full") == "tls_failed"
        sign_in.connect(server.by_tcp("encrypted", "postgres")).close()
    else:
        assert refusal(server.by_tcp("trusted", "postgres"), sslmode="require") == "tls_not_offered"


def test_a_server_whose_encryption_fails() -> None:
    def hangs_up(line: socket.socket) -> None:
        line.recv(8, socket.MSG_WAITALL)
        line.sendall(b"S")

    with answering(hangs_up) as port:
        assert refusal(f"host={HERE} port={port} user=x dbname=x", sslmode="require") == "tls_failed"


def test_addresses_where_nobody_is(tmp_path: Path) -> None:
    assert refusal(f"host={tmp_path} user=x dbname=x") == "socket_missing"
    assert refusal(f"host={HERE} port={free_port()} user=x dbname=x") == "connection_refused"
    assert refusal("host=khong-co.invalid user=x dbname=x connect_timeout=3") == "no_such_host"


def test_somebody_who_is_no_postgresql() -> None:
    with answering(lambda line: line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as port:
        assert refusal(f"host={HERE} port={port} user=x dbname=x") == "not_understood"


def test_a_server_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "PATIENCE", 0.1)
    with contextlib.closing(socket.create_server((HERE, 0))) as silent:
        where = f"host={HERE} port={silent.getsockname()[1]} user=x dbname=x connect_timeout=2"
        assert refusal(where) == "no_answer"


@pytest.mark.parametrize("wrong", [
    "host", "hots=/tmp", "port=mười dbname=x", "postgresql://[", "postgres://a:b:c@d/e?f", "sslmode=có host=/tmp",
    "service=khong-co-dau", "host=/tmp port=99999",
])  # fmt: skip
def test_settings_that_make_no_sense(wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in (tmp_path / "khong-co", tmp_path / "of-another"):
        monkeypatch.setenv("PGSERVICEFILE", str(file))
        (tmp_path / "of-another").write_text("[another]\nhost=/tmp\n")
        assert refusal(wrong) == "wrong_settings"


@pytest.mark.parametrize(("state", "function", "words", "code"), [
    ("28P01", "auth_failed", "authentification par mot de passe échouée pour l'utilisateur « x »", "wrong_password"),
    ("28000", "ClientAuthentication", "aucune entrée dans pg_hba.conf pour l'hôte", "address_not_accepted"),
    ("53300", "InitializeSessionUserId", "trop de connexions pour le rôle « x »", "too_many_sessions"),
    ("53300", "ProcessStartupPacket", "désolé, trop de clients sont déjà connectés", "server_full"),
    ("57P03", "ProcessStartupPacket", "le système de bases de données démarre", "server_starting"),
    ("3D000", "InitPostgres", "la base de données « x » n'existe pas", "no_such_database"),
    ("53100", "BasicOpenFilePerm", "aucun espace disponible sur le périphérique", "server_disk_full"),
    ("0A000", "ProcessStartupPacket", "protocole non supporté", "sign_in_refused"),
])  # fmt: skip
def test_a_server_that_speaks_french(state: str, function: str, words: str, code: str) -> None:
    said = {"S": "FATAL", "C": state, "M": words, "F": "fichier.c", "L": "1", "R": function}
    with answering(raises(**said)) as port:
        assert refusal(f"host={HERE} port={port} user=x dbname=x gssencmode=disable") == code


@pytest.mark.parametrize(("name", "code"), [("khongco", "no_such_account"), ("x", "account_closed")])
def test_a_closed_account_is_told_from_none_in_french(name: str, code: str) -> None:
    """Both are one SQLSTATE: the line of the server's source is another."""

    def answer(line: socket.socket) -> None:
        there = b"user\0x\0" in line.recv(4096)
        words = "le rôle n'est pas autorisé à se connecter" if there else "le rôle n'existe pas"
        place = {"F": "miscinit.c", "L": "856" if there else "802", "R": "InitializeSessionUserId"}
        line.sendall(error_response({"S": "FATAL", "C": "28000", "M": words, **place}))

    with answering(answer) as port:
        assert refusal(f"host={HERE} port={port} user={name} dbname=x sslmode=disable gssencmode=disable") == code


def test_no_sentence_is_said_of_two_causes() -> None:
    assert len(set(SIGN_IN.values())) == len(SIGN_IN)
