"""The PostgreSQL servers of the tests: one cluster per version and session, databases copied from templates.

Folders are called `langnghe-tests-…`, each with a lock that its session holds; what a killed session left is stopped
and removed by the next one. The servers that most tests share keep their data in memory (`/dev/shm`) where there is
room: a copied database is some 600 files, and a disk takes ten times as long to create them.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import itertools
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
import psycopg2.extras
from psycopg2.extensions import connection as Connection

from db.core.files import file_lock
from db.demo.embedded import SUPERUSER, Server
from db.demo.postgres_binaries import Binaries, of_debian, server_account

_PREFIX = f"langnghe-tests-{os.geteuid()}-"
_SETTINGS = {
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "on", "max_connections": "120",
    "max_wal_size": "256MB",
}  # fmt: skip
_DISK, _MEMORY = Path("/tmp"), Path("/dev/shm")
_ROOM = 4 << 30  # bytes that must be free in memory; the servers of one process take some 300 MB
_numbers = itertools.count(1)


@dataclass
class Database:
    """One database of a cluster, for one test."""

    cluster: Cluster
    name: str

    def dsn(self, login: str = SUPERUSER) -> str:
        """The connection string of a login to this database."""
        return self.cluster.dsn(login, self.name)

    def connect(self, login: str = SUPERUSER, **options: Any) -> Connection:
        """A connection in autocommit mode; the caller closes it."""
        connection: Connection = psycopg2.connect(self.dsn(login), **options)
        connection.autocommit = True
        return connection

    def rows(self, sql: str, params: Any = None, login: str = SUPERUSER) -> list[dict[str, Any]]:
        """What a statement returns when that login runs it, as dictionaries; [] if it returns nothing."""
        with contextlib.closing(self.connect(login)) as connection:
            cursor = connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor)
            cursor.execute(sql, params)
            return [dict(row) for row in cursor.fetchall()] if cursor.description else []

    def value(self, sql: str, params: Any = None, login: str = SUPERUSER) -> Any:
        """The first column of the first row."""
        return next(iter(self.rows(sql, params, login)[0].values()))

    def drop(self) -> None:
        self.cluster.run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


@dataclass
class Cluster:
    """One running PostgreSQL and the templates made in it."""

    server: Server
    templates: dict[str, str | BaseException] = field(default_factory=dict)

    @property
    def major(self) -> int:
        return self.server.binaries.major

    def dsn(self, login: str = SUPERUSER, dbname: str = "postgres") -> str:
        return self.server.dsn(login, dbname)

    def run(self, sql: str) -> None:
        """One statement as superuser in the maintenance database."""
        with contextlib.closing(psycopg2.connect(self.dsn())) as connection:
            connection.autocommit = True
            connection.cursor().execute(sql)

    def new_login(self, stem: str) -> str:
        """A name for a login role that no other test of this session uses: roles belong to the cluster."""
        return f"{stem}-{next(_numbers)}"

    def empty_database(self) -> Database:
        """A database without our schema, for tests of the migrations themselves."""
        name = f"empty_{next(_numbers)}"
        self.server.create_database(name)
        return Database(self, name)

    def copy_of(self, template: str, prepare: Callable[[str], object]) -> Database:
        """A fresh copy of a template, which `prepare(dsn of the superuser)` fills the first time.

        Rows and objects are copied, and so are the rights and settings of the database itself.
        """
        source = self._template(template, prepare)
        name = f"{source}_{next(_numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        # CREATE DATABASE leaves these behind, and with them the revokes that the tests are about.
        self.run(
            f"UPDATE pg_database SET datacl = t.datacl, datdba = t.datdba FROM pg_database t"
            f" WHERE t.datname = '{source}' AND pg_database.datname = '{name}'"
        )
        self.run(
            f"INSERT INTO pg_db_role_setting SELECT n.oid, s.setrole, s.setconfig FROM pg_db_role_setting s"
            f" JOIN pg_database t ON t.oid = s.setdatabase AND t.datname = '{source}'"
            f" JOIN pg_database n ON n.datname = '{name}'"
        )
        return Database(self, name)

    def _template(self, template: str, prepare: Callable[[str], object]) -> str:
        if template not in self.templates:
            name = f"of_{template}"
            self.server.create_database(name)
            try:
                prepare(self.dsn(dbname=name))
            except BaseException as error:
                self.templates[template] = error  # the second test need not wait to hear the same
                raise
            self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            self.templates[template] = name
        made = self.templates[template]
        if isinstance(made, BaseException):
            raise RuntimeError(f"template {template!r} could not be made, see the first failure") from made
        return made


def installed(major: int) -> Binaries | None:
    """The programs of that version: 18 from the wheel (None: the server finds it), 15 from Debian."""
    return None if major == 18 else of_debian(major)


def required(major: int) -> bool:
    """Whether tests must fail, rather than leave that version out, when it is not installed."""
    asked = (os.environ.get("CI"), os.environ.get("LANGNGHE_REQUIRE_15"))
    return major == 18 or not {"1", "true"}.isdisjoint(asked)


def versions() -> list[int]:
    """The versions that tests for both run on, here."""
    return [18, 15] if required(15) or of_debian(15) else [18]


def _in_memory() -> bool:
    """Whether servers may keep their data in memory: it is there, ours to write, and much of it is free."""
    try:
        free = min(shutil.disk_usage(_MEMORY).free, _available_memory())
    except OSError:
        return False
    return free >= _ROOM and os.access(_MEMORY, os.W_OK)


def _available_memory() -> int:
    """Bytes that programs may still take without swapping; 0 where the kernel does not say."""
    found = re.search(r"^MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


@contextlib.contextmanager
def folder(place: Path = _DISK) -> Iterator[Path]:
    """A folder of the server's account in that place, removed at the end; servers in it are stopped."""
    account = server_account()
    draft = Path(tempfile.mkdtemp(prefix=f".{_PREFIX}", dir=place))
    account.give(draft)
    with file_lock(draft / "session.lock"):
        path = draft.rename(draft.with_name(draft.name[1:]))  # seen by `sweep` only now that it is locked
        atexit.register(_clear, path)
        try:
            yield path
        finally:
            _clear(path)
            atexit.unregister(_clear)


@contextlib.contextmanager
def running(major: int) -> Iterator[Cluster]:
    """A running cluster of that version in a folder of its own."""
    if major != 18 and of_debian(major) is None:
        raise RuntimeError(f"PostgreSQL {major} is not in /usr/lib/postgresql/{major}/bin")
    with folder(_MEMORY if _in_memory() else _DISK) as path:
        server = Server(path, installed(major))
        server.init()
        server.start(_SETTINGS)
        yield Cluster(server)


def sweep() -> None:
    """Stop and remove what killed sessions of ours left behind."""
    at_once = fcntl.LOCK_EX | fcntl.LOCK_NB
    for path in itertools.chain.from_iterable(place.glob(f"{_PREFIX}*") for place in (_DISK, _MEMORY)):
        with contextlib.suppress(BlockingIOError, FileNotFoundError):  # in use, or removed by its own session meanwhile
            if path.is_symlink() or path.stat().st_uid not in (os.geteuid(), server_account().uid):
                continue
            with file_lock(path / "session.lock", at_once):
                _clear(path)


def _clear(path: Path) -> None:
    for pattern in ("data", "*/data", "*/*/data"):
        for data in path.glob(pattern):
            Server(data.parent, _of_data(data)).stop()
    shutil.rmtree(path, ignore_errors=True)


def _of_data(data: Path) -> Binaries | None:
    version = data / "PG_VERSION"
    return installed(int(version.read_text())) if version.exists() else None
