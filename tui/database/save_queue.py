"""The one database thread and the one connection of a session, and the saves that must succeed.

The screen never waits for the database: reads are awaited (`ask`), saves are handed over (`keep`) and are repeated with
the same id until the server has confirmed or refused them. Only this module touches the session object.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import random
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple, TypeVar

from db.core.errors import Closed, DataError, Postponed, Unreachable
from tui.database.save import QueueState, QueueStatus, Save, Session
from tui.database.worker_thread import WorkerThread

T = TypeVar("T")

READ_DEADLINE = 15.0
SAVE_DEADLINE = 10.0
SOON = 0.5  # seconds after a save went out, within which its answer is worth waiting for with what is drawn
LEAST_PAUSE, MOST_PAUSE = 0.5, 4.0  # seconds between tries while the server is lost: saving again within 5 s

#: Refusals of a sign-in that stay refusals for a person who was signed in before. Any other, such as a name that does
#: not resolve for a while, or one's own dead lines that still count as sessions, passes by itself.
FINAL = frozenset({
    "account_closed", "no_such_account", "account_missing_or_closed", "unknown_login", "password_needed",
    "wrong_password", "no_rights", "no_connect", "database_not_utf8", "schema_older", "schema_newer", "schema_missing",
})  # fmt: skip

#: What is wrong with an address that was right before: to the person, the line is lost, and no more.
_OF_THE_LINE = frozenset({
    "connection_refused", "socket_missing", "socket_closed", "no_such_host", "no_answer", "not_understood",
    "sign_in_interrupted",
})  # fmt: skip


class _Read(NamedTuple):
    run: Callable[[Any], Any]
    deadline: float
    answer: asyncio.Future[Any]


class SaveQueue:
    """The database side of a session. `connect` makes a session; it is called in the database thread, again after
    every loss. `run` is the loop that does the work and must be started once (the application does)."""

    def __init__(self, connect: Callable[[], Session], *, jitter: Callable[[], float] = random.random) -> None:
        self._sign_in = connect
        self._signed_in = False
        self._jitter = jitter
        self._worker: WorkerThread[Session] | None = None
        self._opening: Future[None] | None = None
        self._reads: deque[_Read] = deque()
        self._saves: deque[Save[Any]] = deque()
        self._flying: Save[Any] | None = None
        self._flew = 0.0  # when it went out
        self._wake = asyncio.Event()
        self._lost_since: dt.datetime | None = None
        self._why: Unreachable | None = None
        self._again = 0.0  # when a save that was postponed is tried again
        self._tries = 0
        #: why the server does not have this person any more (their account was closed); None while it does
        self.turned_away: DataError | None = None
        self.on_change: Callable[[], None] = lambda: None

    def _connect(self) -> Session:
        """Sign in, in the database thread. After the first time, trouble that passes counts as a lost server."""
        try:
            session = self._sign_in()
        except DataError as error:
            passes = isinstance(error, Unreachable) or (self._signed_in and error.code not in FINAL)
            self.turned_away = None if passes else error
            if not passes or isinstance(error, Unreachable):
                raise
            raise Unreachable(error.code, **error.params) from error
        self._signed_in, self.turned_away = True, None
        return session

    def begin(self) -> None:
        """Connect from now on, while there is something else to do before `open`."""
        self._worker = WorkerThread(self._connect)
        self._opening = self._worker.submit(lambda session: None)

    def open(self, deadline: float = SAVE_DEADLINE) -> None:
        """Connect before there is a screen. Blocks; raises the DataError that says why it cannot be."""
        if self._opening is None:
            self.begin()
        opening, self._opening = self._opening, None
        assert opening is not None
        try:
            opening.result(deadline)
        except TimeoutError:
            self._drop()
            raise Unreachable("no_answer") from None
        except DataError:
            self._drop()
            raise

    @property
    def state(self) -> QueueStatus:
        waiting = len(self._saves) + (self._flying is not None)
        if self._lost_since is not None:
            return QueueStatus(QueueState.LOST, waiting, self._lost_since, self._why)
        if waiting and self._why is not None:
            return QueueStatus(QueueState.POSTPONED, waiting, why=self._why)
        return QueueStatus(QueueState.SENDING, waiting) if waiting else QueueStatus()

    @property
    def answers_soon(self) -> bool:
        """Whether a save has just gone out: what it comes to may be there any moment."""
        return self._flying is not None and asyncio.get_running_loop().time() < self._flew + SOON

    async def ask(self, fn: Callable[..., T], *args: Any, deadline: float = READ_DEADLINE, **kwargs: Any) -> T:
        """Run `fn(session, *args)` in the database thread. Raises the errors of `db.core.errors`.

        While the server is lost, Unreachable comes at once: the screen says so, and loads again when it is back.
        """
        if self._lost_since is not None:
            raise Unreachable("server_lost")
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._reads.append(_Read(lambda session: fn(session, *args, **kwargs), deadline, answer))
        self._wake.set()
        return await answer

    def keep(self, save: Save[Any]) -> None:
        """Hand over a save. One with the same id that still waits is replaced, in its place."""
        for index, waiting in enumerate(self._saves):
            if waiting.id == save.id:
                self._saves[index] = save
                break
        else:
            self._saves.append(save)
        self._wake.set()
        self.on_change()

    async def run(self) -> None:
        """Do what is asked, in order, saves before reads; try again while the server is lost. Never returns."""
        while True:
            if self._lost_since is not None:
                await asyncio.sleep(self._pause())
                await self._try_again()
            elif self._saves and self._until_again() <= 0:
                await self._send(self._saves.popleft())
            elif self._reads:
                await self._read(self._reads.popleft())
            else:
                self._wake.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), self._until_again() if self._saves else None)

    async def settle(self, patience: float) -> None:
        """Return when no save waits any more, the server is lost, or after `patience` seconds."""
        end = asyncio.get_running_loop().time() + patience
        while self.state.kind is QueueState.SENDING and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.02)

    def close(self) -> None:
        """End the connection without waiting for the server."""
        self._drop()

    # One call

    async def _call(self, run: Callable[[Session], T], deadline: float) -> T:
        """One call in the database thread. Past its deadline, or on Unreachable, the connection is given up; on
        Postponed only if another may lead to a server that can be written to."""
        if self._worker is None:
            self._worker = WorkerThread(self._connect)
        outcome = asyncio.wrap_future(self._worker.submit(run))
        outcome.add_done_callback(_look_at)
        try:
            done, _pending = await asyncio.wait({outcome}, timeout=deadline)
            if not done:
                raise Unreachable("server_lost")
            return outcome.result()
        except Unreachable as error:
            if not isinstance(error, Postponed) or error.code == "server_read_only":
                self._drop()
            raise

    async def _read(self, read: _Read) -> None:
        if read.answer.done():  # the screen that asked is gone
            return
        try:
            result = await self._call(read.run, read.deadline)
        except Unreachable as error:
            self._settle_read(read, error)
            if not isinstance(error, Postponed):
                self._lose(error)
        except Exception as error:  # noqa: BLE001 - it is raised where the answer is awaited
            self._settle_read(read, error)
        else:
            if not read.answer.done():
                read.answer.set_result(result)

    def _settle_read(self, read: _Read, error: Exception) -> None:
        if not read.answer.done():
            read.answer.set_exception(error)

    async def _send(self, save: Save[Any]) -> None:
        self._flying, self._flew = save, asyncio.get_running_loop().time()
        self.on_change()
        try:
            result = await self._call(save.run, SAVE_DEADLINE)
        except Unreachable as error:
            self._flying = None
            if not any(waiting.id == save.id for waiting in self._saves):  # else the person typed on: send that
                self._saves.appendleft(save)
            if isinstance(error, Postponed):
                self._postpone(error)
            else:
                self._lose(error)
        except DataError as error:
            self._flying = None
            self._goes_well()
            self._refuse(save, error)
            self.on_change()
        except Exception:  # a fault of ours: what was to be saved is in its draft
            self._flying = None
            raise
        else:
            self._flying = None
            self._goes_well()
            save.done(result)
            self.on_change()

    def _goes_well(self) -> None:
        """The server has answered a save, whatever it said."""
        self._why, self._again, self._tries = None, 0.0, 0

    def _refuse(self, save: Save[Any], error: DataError) -> None:
        behind = [
            waiting
            for waiting in self._saves
            if save.chain and waiting.chain == save.chain and waiting.id != save.id  # typed on: may be right now
        ]
        self._saves = deque(waiting for waiting in self._saves if waiting not in behind)
        save.refused(error)
        for waiting in behind:
            waiting.refused(Closed("earlier_refused"))

    # Losing the server and finding it again

    def _postpone(self, why: Postponed) -> None:
        """The server is there and cannot save now: it is asked again after a while, and read meanwhile."""
        self._why, self._again = why, asyncio.get_running_loop().time() + self._pause()
        self.on_change()

    def _until_again(self) -> float:
        return self._again - asyncio.get_running_loop().time()

    def _lose(self, why: Unreachable) -> None:
        self._lost_since = self._lost_since or dt.datetime.now(dt.UTC)
        self._why = Unreachable("server_lost") if why.code in _OF_THE_LINE else why
        while self._reads:
            self._settle_read(self._reads.popleft(), Unreachable("server_lost"))
        self.on_change()

    def _pause(self) -> float:
        """Seconds until the next try: doubling to the most, and jittered so that not everybody comes at once."""
        most: float = min(MOST_PAUSE, LEAST_PAUSE * 2**self._tries)
        self._tries += 1
        return max(LEAST_PAUSE, most * (0.5 + self._jitter() / 2))

    async def _try_again(self) -> None:
        try:
            await self._call(lambda session: None, SAVE_DEADLINE)
        except Unreachable as error:
            self._lose(error)
            return
        except DataError:
            pass  # the server is there and refuses: `turned_away` says why
        self._lost_since = None
        self._goes_well()
        self.on_change()

    def _drop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            with contextlib.suppress(OSError):
                worker.give_up()


def _look_at(outcome: asyncio.Future[Any]) -> None:
    """A call that nobody waits for any more (given up, or the program ended) may still fail; asyncio would print it."""
    if not outcome.cancelled():
        outcome.exception()
