"""The folder of the demo: whose it is, who is in it, and when its server starts and stops.

    home/langnghe-demo   the mark that the folder is ours, and the lock of whoever enters or leaves just now
    home/users.lock      held (shared) by every session; it goes with the session, however that ends
    home/demo.json       the day the demo stands at; written last, so without it nothing is built yet
    home/keep            `--dsn` asked for the server to outlive the sessions
    home/data …          the server, see `db.demo.embedded`

The last session out stops the server. Nothing is ever removed but what is named here, and never in a folder
that lacks the mark. Root's folder belongs to the account that root's server runs as.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import json
import os
import pwd
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2

from db.core.errors import Conflict, DataError, Denied, Invalid
from db.core.files import file_lock, put_file, refused
from db.demo.embedded import UNSAFE_BUT_FAST, Server
from db.demo.postgres_binaries import ROOTS_FOLDER, server_account
from db.people import leftovers

PINNED_DAY = dt.date(2023, 10, 16)
_MARK = "langnghe-demo"
_GOODBYE = 1.0  # seconds
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
 WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND application_name <> %s
"""


def default_home() -> Path:
    """The data folder of this OS account: `$XDG_DATA_HOME/langnghe/demo`; root's is in `/var/lib/langnghe`.

    Raises Denied `no_home_folder` for an account without one.
    """
    if os.geteuid() == 0:
        return ROOTS_FOLDER / "demo-0"
    given = Path(os.environ.get("XDG_DATA_HOME", ""))
    if given.is_absolute():
        return given / "langnghe" / "demo"
    try:
        return Path.home() / ".local" / "share" / "langnghe" / "demo"
    except RuntimeError as error:
        raise Denied("no_home_folder") from error


class DemoHome:
    """One demo folder. Every method raises what `Server` raises, and besides

    Denied `home_not_ours` (path), `home_closed_parent` (path, account), `folder_not_writable`;
    Conflict `demo_in_use` (path, count of connections); Invalid `demo_today_fixed` (today, asked).
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = (path or default_home()).absolute()
        self.account = server_account()
        self.server = Server(self.path, account=self.account)
        self.timer: subprocess.Popen[bytes] | None = None  # if this program started the server

    @contextlib.contextmanager
    def enter(
        self, build: Callable[[Server], object], today: dt.date | None = None, reset: bool = False
    ) -> Iterator[Server]:
        """A session of the demo, whose server runs while this lasts.

        The first one has `build` fill the empty database `langnghe`; one that comes meanwhile waits. A build
        that was interrupted is begun again. `today` is the day to build for, by default `PINNED_DAY`; a folder
        that is built has its day already.
        """
        self._claim()
        with contextlib.ExitStack() as session:
            with self._turn():
                if reset:
                    self._clear()
                self._prepare(build, today)
                session.enter_context(file_lock(self._users, fcntl.LOCK_SH))
            try:
                yield self.server
            finally:
                with self._turn():
                    session.close()
                    if not self._occupied() and not self._keep.exists():
                        self.server.stop()

    def dsn(self, login: str) -> str:
        """The libpq connection string of that login, while the server runs."""
        return self.server.dsn(login)

    def keep(self) -> None:
        """Leave the server running when the last session ends, until `stop`."""
        put_file(self._keep, "")

    def stop(self) -> bool:
        """Stop the server, unless others are connected. Says whether there was one running."""
        if not self._is_ours():
            return False
        with self._turn():
            self._refuse_if_used()
            running = self.server.running
            self.server.stop()
            self._keep.unlink(missing_ok=True)
        return running

    def reset(self) -> None:
        """Remove the demo's data, unless others are connected; the next session builds it anew."""
        if self._is_ours():
            with self._turn():
                self._clear()

    @property
    def today(self) -> dt.date | None:
        """The day that the demo stands at; None if none is built."""
        try:
            return dt.date.fromisoformat(json.loads(self._state.read_text(encoding="utf-8"))["today"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @property
    def built(self) -> int:
        """When the data was made, in nanoseconds; another number after every reset, 0 if none is built."""
        try:
            return self._state.stat().st_mtime_ns
        except OSError:
            return 0

    # -- the files

    @property
    def _users(self) -> Path:
        return self.path / "users.lock"

    @property
    def _state(self) -> Path:
        return self.path / "demo.json"

    @property
    def _keep(self) -> Path:
        return self.path / "keep"

    def _turn(self) -> contextlib.AbstractContextManager[int]:
        """Held while somebody enters or leaves, so that it happens one after the other."""
        return file_lock(self.path / _MARK)

    # -- the data

    def _prepare(self, build: Callable[[Server], object], today: dt.date | None) -> None:
        stored = self.today
        if stored is None and self._occupied():
            raise Conflict("demo_in_use", path=str(self.path), count=0)  # its state file was taken from under it
        if stored is None:
            self._build(build, today or PINNED_DAY)
        elif today not in (None, stored):
            raise Invalid("demo_today_fixed", today=stored, asked=today)
        elif not self.server.running:
            self._keep.unlink(missing_ok=True)  # it was for a server that is gone
            self.server.start()
            self._start_timer()

    def _build(self, build: Callable[[Server], object], today: dt.date) -> None:
        self.server.remove()  # what an interrupted build left
        try:
            self.server.init()
            self.server.start(UNSAFE_BUT_FAST)
            self.server.create_database()
            build(self.server)
            self.server.stop()
            self.server.sync()
            self.server.start()
            self._start_timer()
            put_file(self._state, json.dumps({"today": today.isoformat()}))
        except BaseException:
            with contextlib.suppress(DataError):
                self.server.remove()
            raise

    def _start_timer(self) -> None:
        """Have sessions ended that stand in a transaction, as an office's timer would; it goes with the server."""
        command = [sys.executable, "-m", leftovers.__name__, self.server.dsn()]
        folder, nowhere = Path(leftovers.__file__).parents[2], subprocess.DEVNULL
        with contextlib.suppress(OSError):  # a demo without it is still one
            self.timer = subprocess.Popen(
                command, cwd=folder, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
            )

    def _clear(self) -> None:
        self._refuse_if_used()
        for path in (self._state, self._keep):
            path.unlink(missing_ok=True)
        self.server.remove()

    # -- who is here

    def _occupied(self) -> bool:
        """Whether a session holds the folder. Asked within a turn, by someone who holds it no more."""
        try:
            with file_lock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB):
                return False
        except BlockingIOError:
            return True

    def _refuse_if_used(self) -> None:
        count = self._connections() if self.server.running else 0
        if count or self._occupied():
            raise Conflict("demo_in_use", path=str(self.path), count=count)

    def _connections(self) -> int:
        """Other programs' connections (psql holds no lock of ours) but the timer's; 0 if the server takes none.

        The server ends a connection some moments after its program closed it, so whoever is there is asked
        after again for `_GOODBYE` seconds before they count.
        """
        try:
            connection = psycopg2.connect(self.server.dsn(dbname="postgres"), connect_timeout=5)
        except psycopg2.OperationalError:
            return 0
        give_up = time.monotonic() + _GOODBYE
        with contextlib.closing(connection), connection.cursor() as cursor:
            connection.autocommit = True  # else a transaction sees the same connections all along
            while True:
                cursor.execute(_OTHERS, (leftovers.TIMER,))
                row = cursor.fetchone()
                count = int(row[0]) if row else 0
                if not count or time.monotonic() > give_up:
                    return count
                time.sleep(0.05)

    # -- whose folder it is

    def _claim(self) -> None:
        """Make the folder ours, 0700; a folder with something in it must carry our mark already."""
        try:
            self._make_parents()
            with contextlib.suppress(FileExistsError):
                self.path.mkdir(mode=0o700)
            self._is_ours()
            if self.path.stat().st_uid != self.account.uid:
                self.account.give(self.path)
            self.path.chmod(0o700)
        except OSError as error:
            raise refused(error, self.path) from error

    def _make_parents(self) -> None:
        missing = [folder for folder in self.path.parents if not folder.exists()]
        nearest = self.path.parents[len(missing)]
        if self.account.borrowed and not self.account.can_enter(nearest):
            name = pwd.getpwuid(self.account.uid).pw_name
            raise Denied("home_closed_parent", path=str(self.path), account=name)
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            if self.account.borrowed:
                folder.chmod(0o755)  # made just now: a strict umask of root's would shut the server out

    def _is_ours(self) -> bool:
        """Whether the folder carries our mark; False for one that is not there or empty. Else refused."""
        try:
            state = self.path.lstat()
            entries = set(os.listdir(self.path)) if stat.S_ISDIR(state.st_mode) else {"not a folder"}
        except FileNotFoundError:
            return False
        except OSError as error:
            raise Denied("home_not_ours", path=str(self.path)) from error
        empty_of_root = self.account.borrowed and state.st_uid == 0 and not entries - {_MARK}
        if state.st_uid != self.account.uid and not empty_of_root:
            raise Denied("home_not_ours", path=str(self.path))
        if entries and _MARK not in entries:
            raise Denied("home_not_ours", path=str(self.path))
        return bool(entries)
