"""Why nothing came of a connection of which the server said nothing: socket, name, port, network, TLS."""

from __future__ import annotations

import contextlib
import socket
import struct

from db.core.errors import DataError, Denied, Unreachable
from db.core.libpq import Failure

PATIENCE = 2.0  # seconds
_TLS_ASKED = struct.pack("!ii", 8, 80877103)  # SSLRequest of PostgreSQL's protocol
_TLS_DEMANDED = ("require", "verify-ca", "verify-full")


def reason(failure: Failure) -> DataError:
    """What is wrong at the address that was tried last."""
    where = {"host": failure.host, "port": failure.port, "detail": failure.words}
    if not failure.port.strip().isdigit() or not 0 < int(failure.port) < 65536:
        return Denied("wrong_settings", detail=failure.words)
    if failure.late:
        return Unreachable("no_answer", **where)
    try:
        with _line(failure) as line:
            return _of_who_answers(line, failure)
    except FileNotFoundError:
        return Unreachable("socket_missing", path=_socket(failure), **where)
    except PermissionError:
        return Denied("socket_closed", path=_socket(failure), **where)
    except socket.gaierror:
        return Unreachable("no_such_host", **where)
    except ConnectionRefusedError:
        return Unreachable("connection_refused", **where)
    except OSError:
        return Unreachable("no_answer", **where)


def _socket(failure: Failure) -> str:
    return f"{failure.host}/.s.PGSQL.{failure.port}"


def _by_socket(failure: Failure) -> bool:
    return failure.host.startswith(("/", "@"))


def _line(failure: Failure) -> contextlib.closing[socket.socket]:
    """The bare connection that PostgreSQL's protocol would go over. Raises OSError."""
    if not _by_socket(failure):
        where = (failure.address or failure.host, int(failure.port))
        return contextlib.closing(socket.create_connection(where, PATIENCE))
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(PATIENCE)
        line.connect(_socket(failure).replace("@", "\0", 1) if failure.host.startswith("@") else _socket(failure))
    except OSError:
        line.close()
        raise
    return contextlib.closing(line)


def _of_who_answers(line: socket.socket, failure: Failure) -> DataError:
    """Somebody is there, and yet no sign-in: TLS, or no PostgreSQL."""
    if _by_socket(failure):
        return Unreachable("not_understood", host=failure.host, port=failure.port, detail=failure.words)
    line.sendall(_TLS_ASKED)
    try:
        answer = line.recv(1)
    except OSError:
        answer = b""
    mode = failure.settings.get("sslmode", "prefer")
    if answer == b"N" and mode in _TLS_DEMANDED:
        return Denied("tls_not_offered", mode=mode, detail=failure.words)
    if answer == b"S" and mode in _TLS_DEMANDED:
        return Denied("tls_failed", mode=mode, detail=failure.words)
    return Unreachable("not_understood", host=failure.host, port=failure.port, detail=failure.words)
