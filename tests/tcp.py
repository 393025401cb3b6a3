"""Servers that are reached by TCP: a real PostgreSQL, and one that only says what a test has it say."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from psycopg2.extensions import make_dsn

from db.core.files import put_file
from db.demo.embedded import DATABASE, SUPERUSER, UNSAFE_BUT_FAST, Server
from db.demo.postgres_binaries import run_apart
from tests import servers

HERE = "127.0.0.1"


class OverTcp(Server):
    """A PostgreSQL that is reached by TCP too, on a port that nobody else has; `dsn` is by its socket."""

    def __init__(self, folder: Path, major: int = 18) -> None:
        super().__init__(folder, servers.installed(major))
        self.port = free_port()
        self.settings = {**UNSAFE_BUT_FAST, "listen_addresses": HERE, "port": self.port}

    def dsn(self, login: str = SUPERUSER, dbname: str = DATABASE) -> str:
        return make_dsn(host=str(self.folder), port=self.port, dbname=dbname, user=login)

    @property
    def with_tls(self) -> bool:
        """Debian's is built with OpenSSL, the wheel's is not."""
        return self.binaries.major != 18

    def by_tcp(self, login: str, dbname: str = DATABASE) -> str:
        return make_dsn(host=HERE, port=self.port, dbname=dbname, user=login)


def free_port() -> str:
    """A port where nobody listens."""
    with contextlib.closing(socket.create_server((HERE, 0))) as free:
        return str(free.getsockname()[1])


@contextlib.contextmanager
def over_tcp(hba: str, major: int = 18, **settings: str) -> Iterator[OverTcp]:
    """One that runs, with these lines as its pg_hba.conf."""
    with servers.folder() as folder:
        server = OverTcp(folder, major)
        server.init()
        put_file(server.data / "pg_hba.conf", hba, server.account.owner)
        if server.with_tls:
            certify(server)
            settings["ssl"] = "on"
        server.settings |= settings
        server.start(server.settings)
        yield server


def certify(server: OverTcp) -> None:
    """A certificate that the server signs for itself."""
    asked = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=khac -keyout server.key"
    command = ["openssl", *asked.split(), "-out", "server.crt"]
    done = run_apart(command, server.account, timeout=20, cwd=server.data)
    assert done.returncode == 0, done.stdout


@contextlib.contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Its port. `answer` is called with each connection, once the client has said who it is."""

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _where = listening.accept()
                with contextlib.closing(line), contextlib.suppress(OSError):
                    answer(line)

    with contextlib.closing(socket.create_server((HERE, 0))) as listening:
        threading.Thread(target=serve, daemon=True).start()
        yield str(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)


def raises(**fields: str) -> Callable[[socket.socket], None]:
    """A server without TLS that refuses everybody with this error, its fields by their letters in the protocol."""

    def answer(line: socket.socket) -> None:
        length, code = struct.unpack("!ii", line.recv(8, socket.MSG_WAITALL))
        while code in _QUESTIONS:
            line.sendall(b"N")
            length, code = struct.unpack("!ii", line.recv(8, socket.MSG_WAITALL))
        line.recv(length - 8, socket.MSG_WAITALL)
        line.sendall(error_response(fields))

    return answer


_QUESTIONS = (80877103, 80877104)  # for TLS, for GSSAPI


def error_response(fields: Mapping[str, str]) -> bytes:
    """The message of PostgreSQL's protocol."""
    body = b"".join(letter.encode() + text.encode() + b"\0" for letter, text in fields.items()) + b"\0"
    return b"E" + struct.pack("!i", len(body) + 4) + body
