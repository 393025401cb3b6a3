"""Keeps one record's draft while its form is open: at each pause in the typing, and on hang-up.

The screen's thread only says what was typed; a thread of the drafts waits for the disk. `flush` writes at once in the
thread that calls it.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from itertools import count

from tui.drafts.draft import Draft
from tui.drafts.store import Drafts
from tui.drafts.unwritten import RETRY

PAUSE = 0.3  # seconds without a key that count as a pause
LATEST = 0.5  # seconds until it is written though no pause came; the rest of the second is for a busy machine


class DraftAutosaver:
    """The draft of one record, while somebody types into it.

    `found` is what an earlier session left, `mine` whether this session may write (else another has the record open:
    show it read-only, or `take_over`). `lost` says that another session took it over from this one; `on_lost` is then
    called, and what is typed here goes into a draft of its own.
    """

    def __init__(self, drafts: Drafts, record: str, kind: str, on_lost: Callable[[], None] = lambda: None) -> None:
        self._drafts = drafts
        self._record = record
        self._kind = kind
        self._on_lost = on_lost
        self._name = f"{uuid.uuid4().hex}-"
        self._serials = count(1)
        self._latest = drafts.unwritten.taken_up(record)  # set by the screen's thread alone
        self._written: Draft | None = None  # set under the drafts' lock alone
        self._timer: asyncio.TimerHandle | None = None
        self._due = 0.0
        self._lock = drafts.lock(record)
        self._locked = False
        self.lost = False
        self.mine = self._take()
        self.found = self._latest or drafts.read(record)
        if self._latest is not None:
            self._drafts.unwritten.typing(self)
            self._schedule()

    def typed(self, values: Mapping[str, str], about: Mapping[str, str] | None = None) -> str:
        """What stands in the form now. Returns the stamp of this state, for `confirmed`."""
        stamp = f"{self._name}{next(self._serials)}"
        now = dt.datetime.now(dt.UTC)
        self._latest = Draft(self._record, self._kind, dict(values), dict(about or {}), now, stamp)
        self._drafts.unwritten.typing(self)
        self._schedule()
        return stamp

    @property
    def unwritten(self) -> bool:
        """Whether something typed is not on the disk yet."""
        return self._latest is not self._written

    def flush(self) -> None:
        """Write what is not written yet, now. Synchronous: for hang-ups and for leaving the form."""
        with self._drafts.writing:
            draft = self._latest
            if draft is None or draft is self._written or not self._may_write():
                return
            if self._drafts.write(draft._replace(record=self._place)):
                self._written = draft
                return
        self._drafts.tell(lambda: self._start_timer(RETRY))

    def confirmed(self, stamp: str) -> bool:
        """The server has stored the state with this stamp: the draft goes, unless something was typed since."""
        with self._drafts.writing:
            if self._latest is not None and self._latest.stamp != stamp:
                return False
            self._stop_timer()
            self._written = self._latest
            return self._drafts.forget(self._place, typed_by=self._name)

    def discard(self) -> None:
        """The person wants nothing of it kept."""
        with self._drafts.writing:
            self._stop_timer()
            self._written = self._latest
            self._drafts.forget(self._place)

    def holds(self) -> bool:
        """Whether the record is this session's now: else what stands here must not be sent."""
        with self._drafts.writing:
            self._may_write()
            return self.mine

    def take_over(self) -> None:
        """Take the record from the session that has it open; read again what that session has kept."""
        try:
            self._drafts.prepare()
            self._lock.take_over()
            self._locked = True
        except OSError as error:
            self._drafts.in_trouble(error)
        self.mine, self.lost = True, False
        self.found = self._drafts.read(self._record)

    def release(self) -> None:
        """The form is left: write what is not written, let go of the lock. `confirmed` may still be called."""
        self.flush()
        self._stop_timer()
        left = self._latest._replace(record=self._place) if self.unwritten and self._latest is not None else None
        self._drafts.unwritten.closed(self, left)
        self._lock.release()
        self._locked = False

    # Whose it is

    @property
    def _place(self) -> str:
        """The name under which it is kept: the record, or one beside it once another session has the record."""
        return self._drafts.beside(self._record) if self.lost else self._record

    def _take(self) -> bool:
        """The lock, or True without one where the disk takes no files: then typing goes on in memory."""
        try:
            self._drafts.prepare()
            self._locked = self._lock.take()
            return self._locked
        except OSError as error:
            self._drafts.in_trouble(error)
            return True

    def _may_write(self) -> bool:
        """Look whether the record is still this session's, before every write."""
        if self.mine and (not self._lock.mine() if self._locked else not self._take()):
            self.mine, self.lost = False, True
            self._drafts.tell(self._on_lost)
        return self.mine or self.lost

    # When it is written

    def _schedule(self) -> None:
        with contextlib.suppress(RuntimeError):  # without a loop, only `flush` writes
            now = asyncio.get_running_loop().time()
            if self._timer is None:
                self._due = now + LATEST
            self._start_timer(min(PAUSE, max(self._due - now, 0.0)))

    def _start_timer(self, delay: float) -> None:
        self._stop_timer()
        with contextlib.suppress(RuntimeError):
            self._timer = asyncio.get_running_loop().call_later(delay, self._pause)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _pause(self) -> None:
        self._timer = None
        self._drafts.later(self.flush)
