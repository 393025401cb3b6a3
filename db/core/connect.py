"""A session with PostgreSQL: one connection, signed in as the person's own login role.

Used from one thread (the program's database thread). Only `abort` may be called from another: a commit that waits
for a standby ignores every timeout of the server, so the client keeps a deadline of its own and breaks the line.
Every error leaves as one of `db.core.errors`; what the server did not confirm is `Unreachable` and may be repeated.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg2
from psycopg2.extensions import (
    TRANSACTION_STATUS_IDLE,
    AsIs,
    encrypt_password,
    new_array_type,
    new_type,
    register_adapter,
    register_type,
)

from db.core import error_mapping, sign_in
from db.core.errors import Unreachable

if TYPE_CHECKING:
    import peewee  # who only reads does not pay for reading it

DEADLINE = 12.0  # seconds until a call counts as unconfirmed
_CONNECT = {"connect_timeout": "5", "application_name": "langnghe", "client_encoding": "UTF8"}

_NESTED = ("savepoint inner_one", "release inner_one", "rollback to inner_one; release inner_one")

Params = Sequence[Any] | Mapping[str, Any] | None


def _read_uuids() -> None:
    """UUIDs to PostgreSQL and back, on every connection. psycopg2's extras do the same, and a start waits 3 ms for
    them."""

    def read(text: Any, _cursor: object) -> UUID | None:
        return None if text is None else UUID(text)

    one = new_type((2950,), "UUID", read)
    register_type(one)
    register_type(new_array_type((2951,), "UUID[]", one))
    register_adapter(UUID, lambda value: AsIs(f"'{value}'::uuid"))


_read_uuids()


@cache
def _dialect() -> peewee.Database:
    """How PostgreSQL is written; it is connected to nothing."""
    import peewee

    return peewee.PostgresqlDatabase(None)


def _missing_settings(dsn: str) -> dict[str, Any]:
    """Our defaults for what neither the connection string nor the environment sets."""
    given = psycopg2.extensions.parse_dsn(sign_in.settings(dsn))
    environment = {"connect_timeout": "PGCONNECT_TIMEOUT", "application_name": "PGAPPNAME"}
    return {
        name: value
        for name, value in _CONNECT.items()
        if name not in given and not os.environ.get(environment.get(name, ""), "")
    }


def server_name(dsn: str) -> str:
    """Which database a connection string (and the environment) means: service or host, port and name, as it was said.

    Not which of several hosts answers: that changes, and the database is still the same. Raises Denied
    `wrong_settings`.
    """
    given = psycopg2.extensions.parse_dsn(sign_in.settings(dsn))
    variables = {"service": "PGSERVICE", "host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE"}
    parts = (given.get(name) or os.environ.get(variable, "") for name, variable in variables.items())
    return " ".join(part for part in parts if part) or "localhost"


def with_password(dsn: str, password: str) -> str:
    """The same connection string with a password that was asked for. Raises Denied `wrong_settings`."""
    return sign_in.settings(dsn, password=password)


class Session:
    """One signed-in connection. Raises `db.core.errors` on opening: Unreachable, Denied (login, account, rights)."""

    def __init__(self, dsn: str, deadline: float = DEADLINE) -> None:
        self.deadline = deadline
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._depth = 0
        self._connection = sign_in.connect(dsn, **_missing_settings(dsn))
        self._connection.autocommit = True
        with contextlib.suppress(OSError):
            self._socket = socket.socket(fileno=os.dup(self._connection.fileno()))
        with self._bounded(), error_mapping.translated():
            # of a commit nothing but a warning may be heard, in whatever language (`transaction`)
            self.login = str(self._one("set client_min_messages = warning; select session_user")[0])

    @property
    def server_version(self) -> int:
        """As PostgreSQL counts it: 150018, 180004."""
        return int(self._connection.server_version)

    def rows(self, sql: str, params: Params = None) -> list[dict[str, Any]]:
        """All rows of a query, each as column → value."""
        return list(self.each(sql, params))

    def each(self, sql: str, params: Params = None) -> Iterator[dict[str, Any]]:
        """The same one at a time, for whoever makes something smaller of them. To be read to its end."""
        with self._bounded(), error_mapping.translated(), self._cursor() as cursor:
            cursor.execute(sql, params)
            if cursor.description is None:
                return
            names = [column.name for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

    def row(self, sql: str, params: Params = None) -> dict[str, Any] | None:
        """The first row, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def value(self, sql: str, params: Params = None) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, params)
        return next(iter(found.values())) if found else None

    def execute(self, query: peewee.Query) -> list[dict[str, Any]]:
        """Run a query that peewee built; rows of its RETURNING or SELECT, each as column → value."""
        sql, params = _dialect().get_sql_context().sql(query).query()
        return self.rows(sql, params)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. When this returns without an error, the server has confirmed the commit; within another
        transaction that one's end decides, and only what was done since is undone by an error."""
        with self._bounded(), error_mapping.translated():
            notices: list[str] = self._connection.notices
            notices.clear()
            begin, end, undo = _NESTED if self._in_transaction else ("begin", "commit", "rollback")
            self._say(begin)
            try:
                yield
                self._say(end)
            except BaseException:
                with contextlib.suppress(psycopg2.Error):  # the line may be gone, and with it the transaction
                    self._say(undo)
                raise
            # A wait for the synchronous standby that was cancelled commits here alone and only warns.
            if notices:
                raise Unreachable("commit_not_confirmed")

    def scram_verifier(self, login: str, password: str) -> str:
        """What the server keeps of a password, made here: the password itself does not travel."""
        with error_mapping.translated():
            return str(encrypt_password(password, login, scope=self._connection, algorithm="scram-sha-256"))

    def abort(self) -> None:
        """Break the connection from any thread: the waiting call ends as Unreachable."""
        with self._lock:
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Sign out. Never raises."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None
        with contextlib.suppress(psycopg2.Error):
            self._connection.close()

    def _cursor(self) -> Any:
        return self._connection.cursor()

    @property
    def _in_transaction(self) -> bool:
        return bool(self._connection.info.transaction_status != TRANSACTION_STATUS_IDLE)

    def _say(self, statement: str) -> None:
        with self._cursor() as cursor:
            cursor.execute(statement)

    def _one(self, sql: str) -> tuple[Any, ...]:
        with self._cursor() as cursor:
            cursor.execute(sql)
            found: tuple[Any, ...] = cursor.fetchone()
            return found

    @contextlib.contextmanager
    def _bounded(self) -> Iterator[None]:
        """Break the line when the outermost call takes longer than the deadline."""
        if self._depth:
            yield
            return
        timer = threading.Timer(self.deadline, self.abort)
        timer.daemon = True
        timer.start()
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            timer.cancel()
