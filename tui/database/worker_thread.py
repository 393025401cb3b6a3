"""One thread with one session in it. A lane that hangs is given up, and the next one starts afresh.

It is a daemon thread of our own because the standard library's executors wait at exit for a call that may never return.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, Generic, Protocol, TypeVar


class _Closes(Protocol):
    def close(self) -> None: ...

    def abort(self) -> None: ...


S = TypeVar("S", bound=_Closes)
T = TypeVar("T")
Job = tuple[Callable[[Any], Any], "Future[Any]"]


class WorkerThread(Generic[S]):
    """Runs what it is given, one after another, on a session that it opens at the first call."""

    def __init__(self, connect: Callable[[], S]) -> None:
        self._connect = connect
        self._session: S | None = None
        self._given_up = False
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        threading.Thread(target=self._loop, name="langnghe-database", daemon=True).start()

    def submit(self, run: Callable[[S], T]) -> Future[T]:
        """Have `run(session)` called in the thread. The future carries what connecting raised, too."""
        outcome: Future[T] = Future()
        self._jobs.put((run, outcome))
        return outcome

    def give_up(self) -> None:
        """End the connection now, whatever it is doing, and the thread as soon as it can. Never blocks."""
        with self._lock:
            self._given_up = True
            session = self._session
        if session is not None:
            session.abort()
        self._jobs.put(None)

    def _loop(self) -> None:
        while (job := self._jobs.get()) is not None:
            run, outcome = job
            if not outcome.set_running_or_notify_cancel():
                continue
            try:
                outcome.set_result(run(self._opened()))
            except BaseException as error:  # noqa: BLE001 - it is raised where the answer is awaited
                outcome.set_exception(error)
        if self._session is not None:
            with contextlib.suppress(Exception):
                self._session.close()

    def _opened(self) -> S:
        if self._session is None:
            session = self._connect()
            with self._lock:
                self._session = session
                late = self._given_up
            if late:  # the connection came after its deadline: nobody waits for it any more
                session.abort()
        return self._session
