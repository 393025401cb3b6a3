"""One PostgreSQL in one folder, for the demo and the tests: `Server(folder)` makes, starts and stops it.

    folder/data          the cluster              folder/.s.PGSQL.5432   its socket, the only way in
    folder/server.log    what the server says     folder/start.lock      who may start or stop it now

It listens on the unix socket alone and trusts whoever reaches it, so the folder is the lock: mode 0700. It
lives on after our process and is shared by all that use the folder. Its text is C.UTF-8, its time UTC.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import tempfile
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import psycopg2
from psycopg2.extensions import make_dsn

from db.core.errors import Invalid, Unreachable
from db.core.files import file_lock, put_file, refused
from db.demo.postgres_binaries import Account, Binaries, of_wheel, run_apart, server_account

SUPERUSER = "langnghe_dba"
DATABASE = "langnghe"
PORT = 5432
START_DEADLINE = 60  # seconds; a recovery after an unclean end is within it
_SOCKET_ROOM = 107 - len(f"/.s.PGSQL.{PORT}")  # bytes that the kernel leaves for the folder's own path
_BORROWED = "langnghe-socket-"
_LOG_LIMIT = 1_000_000  # bytes, past which a start begins a new log

# For data that can be made again: nothing is flushed to the disk.
UNSAFE_BUT_FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}

_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "32MB",
    # Shared memory in files of the cluster: systemd removes a person's POSIX memory when they log out, and a
    # container's /dev/shm is small.
    "dynamic_shared_memory_type": "mmap",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_min_error_statement": "panic",  # a refused statement holds what a person typed
}


class Server:
    """PostgreSQL in `folder`, which exists, is 0700 and belongs to `account`.

    Raises Unreachable (`server_did_not_start`, `server_did_not_stop`, `no_embedded_postgresql`, `disk_full`),
    Denied (`folder_not_writable`) and Invalid (`other_postgresql_version`); what PostgreSQL said is in
    `params["detail"]`, for a log.
    """

    def __init__(self, folder: Path, binaries: Binaries | None = None, account: Account | None = None) -> None:
        self.folder = folder.absolute()
        self.account = account or server_account()
        self._binaries = binaries
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self._draft = self.folder / "data.making"

    @cached_property
    def binaries(self) -> Binaries:
        """The given installation, else the wheel's (for root this may copy it once)."""
        return self._binaries or of_wheel(self.account)

    # -- what is there now

    @property
    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    @property
    def running(self) -> bool:
        return self._pid() is not None

    def dsn(self, login: str = SUPERUSER, dbname: str = DATABASE) -> str:
        """The libpq connection string of a login. Raises Unreachable `server_not_running`."""
        lines = self._pid_file()
        if len(lines) < 5 or not lines[4]:
            raise Unreachable("server_not_running", path=str(self.folder))
        return make_dsn(host=lines[4], port=PORT, dbname=dbname, user=login)

    def _pid_file(self) -> list[str]:
        """pid, data folder, start, port, socket folder, addresses, memory, state; [] without a file."""
        try:
            return [line.strip() for line in (self.data / "postmaster.pid").read_text().splitlines()]
        except (OSError, UnicodeDecodeError):
            return []

    def _pid(self) -> int | None:
        """The living postmaster of this folder; after a reboot its old number may be another process's."""
        lines = self._pid_file()
        if not lines or not lines[0].lstrip("-").isdigit():
            return None
        pid = abs(int(lines[0]))
        try:
            if Path("/proc/self").exists():
                return pid if Path(f"/proc/{pid}/cwd").samefile(self.data) else None
            os.kill(pid, 0)
            return pid
        except OSError:
            return None

    # -- its life

    def init(self) -> None:
        """Make the cluster, unless it is there. A half-made one of an interrupted start is begun again."""
        with self._turn():
            if self.exists:
                return
            self._make()

    def start(self, settings: Mapping[str, str] = {}) -> None:
        """Start it with these settings on top of ours, unless it runs; wait until it takes connections."""
        with self._turn():
            self._check_version()
            deadline = time.monotonic() + START_DEADLINE
            if not self.running:
                self._forget_the_dead()
                self._launch(settings, deadline)
            self._wait_until_ready(deadline)

    def stop(self) -> None:
        """End all connections and stop; not running is fine."""
        with self._turn():
            sockets = self._pid_file()[4:5]
            for mode in ("fast", "immediate"):
                if not self.running:
                    break
                self._pg_ctl("stop", "-m", mode, "-w", "-t", "30")
            if self.running:
                raise Unreachable("server_did_not_stop", detail=self._log_tail())
            for folder in sockets:
                _remove_borrowed(Path(folder))

    def remove(self) -> None:
        """Stop it and remove everything that `init` and `start` made."""
        self.stop()
        try:
            for folder in (self.data, self._draft):
                if folder.exists():
                    shutil.rmtree(folder)
            self.log.unlink(missing_ok=True)
        except OSError as error:
            raise refused(error, self.folder) from error

    def sync(self) -> None:
        """Flush a stopped cluster that was filled under `UNSAFE_BUT_FAST` to the disk."""
        done = run_apart([self.binaries.program("initdb"), "--sync-only", "-D", "data"], self.account,
                         timeout=START_DEADLINE, cwd=self.folder)  # fmt: skip
        if done.returncode != 0:
            raise self._failure(done.stdout)

    def create_database(self, name: str = DATABASE) -> None:
        """An empty database. Raises psycopg2's error if there is one of that name."""
        connection = psycopg2.connect(self.dsn(dbname="postgres"))
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        finally:
            connection.close()

    # -- how

    def _turn(self) -> contextlib.AbstractContextManager[int]:
        """Held while the server is made, started or stopped, so that two processes never do it at once."""
        return file_lock(self.folder / "start.lock")

    def _make(self) -> None:
        if self._draft.exists():
            shutil.rmtree(self._draft)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if self.binaries.major < 17:
            locale = ["--locale=C.UTF-8"]
        done = run_apart(
            [self.binaries.program("initdb"), "-D", self._draft.name, "-U", SUPERUSER, "-E", "UTF8", *locale,
             "--auth=trust", "--no-sync", "--no-instructions"],
            self.account, timeout=START_DEADLINE, cwd=self.folder,
        )  # fmt: skip
        if done.returncode != 0:
            raise self._failure(done.stdout)
        try:
            self._configure()
            self._draft.rename(self.data)
        except OSError as error:
            raise refused(error, self.folder) from error

    def _configure(self) -> None:
        settings = dict(_SETTINGS)
        if self.binaries.major >= 18:
            settings["io_method"] = "sync"  # no helper processes for a server this small
        lines = (f"{name} = '{value}'\n" for name, value in settings.items())
        owner = self.account.owner
        put_file(self._draft / "postgresql.conf", "".join(lines), owner)
        put_file(self._draft / "pg_hba.conf", "local all all trust\n", owner)

    def _check_version(self) -> None:
        try:
            found = (self.data / "PG_VERSION").read_text().strip()
        except OSError as error:
            raise Unreachable("server_did_not_start", detail=str(error)) from error
        if found != str(self.binaries.major):
            raise Invalid("other_postgresql_version", found=found, expected=str(self.binaries.major))

    def _forget_the_dead(self) -> None:
        """Remove what a killed server left: PostgreSQL refuses to start if its number is in use again."""
        for sockets in self._pid_file()[4:5]:
            _remove_borrowed(Path(sockets))
        for path in (self.data / "postmaster.pid", self.folder / f".s.PGSQL.{PORT}.lock"):
            path.unlink(missing_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.unlink()

    def _launch(self, settings: Mapping[str, str], deadline: float) -> None:
        sockets = self._socket_folder()
        options = " ".join(
            f"-c {shlex.quote(f'{name}={value}')}"
            for name, value in {**settings, "unix_socket_directories": str(sockets)}.items()
        )
        while True:
            said_before = self._log_size()
            done = self._pg_ctl("start", "-l", "server.log", "-o", options, "-w", "-t", str(START_DEADLINE))
            if done == "":
                return
            said = self._log_tail(said_before)
            # The children of a killed server need a moment to notice that it is gone.
            if "pre-existing shared memory block" not in said or time.monotonic() > deadline:
                _remove_borrowed(sockets)
                raise self._failure(f"{done}\n{said}")
            time.sleep(0.1)

    def _pg_ctl(self, action: str, *arguments: str) -> str:
        """What pg_ctl complained of; empty when all is well."""
        command = [self.binaries.program("pg_ctl"), action, "-s", "-D", "data", *arguments]
        done = run_apart(command, self.account, timeout=START_DEADLINE + 15, cwd=self.folder)
        return "" if done.returncode == 0 else done.stdout or f"pg_ctl ended with {done.returncode}"

    def _wait_until_ready(self, deadline: float) -> None:
        while self._pid_file()[7:8] != ["ready"]:
            if time.monotonic() > deadline or not self.running:
                raise self._failure(self._log_tail())
            time.sleep(0.02)

    def _socket_folder(self) -> Path:
        """Our own folder; where a socket's path is too long or a list to libpq, a private one in /tmp.

        A new name that nobody can have made before us. Others learn it from `postmaster.pid`.
        """
        path = os.fsencode(self.folder)
        if len(path) <= _SOCKET_ROOM and not set(path) & set(b",\"'\\") and str(self.folder).isprintable():
            return self.folder
        try:
            folder = Path(tempfile.mkdtemp(prefix=_BORROWED, dir="/tmp"))
            self.account.give(folder)
        except OSError as error:
            raise Unreachable("socket_path_too_long", path=str(self.folder), detail=str(error)) from error
        return folder

    def _log_size(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0

    def _log_tail(self, start: int = -1) -> str:
        """The log from `start` (bytes), by default its last 4,000 bytes."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as file:
            file.seek(start if start >= 0 else max(0, self._log_size() - 4000))
            return file.read().decode(errors="replace")

    def _failure(self, said: str) -> Unreachable:
        full = "No space left on device" in said or "Disk quota exceeded" in said
        code = "disk_full" if full else "server_did_not_start"
        return Unreachable(code, path=str(self.folder), detail=said)


def _remove_borrowed(folder: Path) -> None:
    """Remove a private socket folder of `_socket_folder`, once the server is gone."""
    if folder.parent == Path("/tmp") and folder.name.startswith(_BORROWED) and not folder.is_symlink():
        with contextlib.suppress(OSError):
            for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
                (folder / name).unlink(missing_ok=True)
            folder.rmdir()
