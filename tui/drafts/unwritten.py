"""What was typed and is not on the disk: in forms that are open, and what those left that were closed meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from tui.drafts.draft import Draft

RETRY = 5.0  # seconds until a disk that refused is asked again


class Form(Protocol):
    """A form that is open, as its keeper tells of it."""

    @property
    def unwritten(self) -> bool:
        """Whether something typed is not on the disk yet."""


class Disk(Protocol):
    """The drafts of the session (`tui.drafts.store`), as far as they are needed here."""

    @property
    def writing(self) -> AbstractContextManager[object]: ...

    def busy(self, record: str) -> bool: ...

    def beside(self, record: str) -> str: ...

    def write(self, draft: Draft) -> bool: ...

    def tell(self, call: Callable[[], None]) -> None: ...

    def later(self, job: Callable[[], None]) -> None: ...


class Unwritten:
    """Of one session. True while there is any of it. What a closed form left is tried again until the disk takes it,
    or its form is opened again."""

    def __init__(self, drafts: Disk) -> None:
        self._drafts = drafts
        self._open: set[Form] = set()
        self._left: dict[str, Draft] = {}  # under the drafts' lock alone
        self._timer: asyncio.TimerHandle | None = None

    def __bool__(self) -> bool:
        return bool(self._left) or any(autosaver.unwritten for autosaver in self._open)

    def typing(self, autosaver: Form) -> None:
        """Something is typed into the form of this keeper."""
        self._open.add(autosaver)

    def closed(self, autosaver: Form, left: Draft | None) -> None:
        """The form is closed; `left` is what could not be written."""
        self._open.discard(autosaver)
        if left is not None:
            self._left[left.record] = left
            self._later()

    def taken_up(self, record: str) -> Draft | None:
        """The form of a record is opened again: what was left of it, which is its keeper's to write from now on."""
        return self._left.pop(record, None)

    def settled(self, record: str) -> None:
        """The draft of a record was written, or is not needed any more."""
        self._left.pop(record, None)

    def try_again(self) -> None:
        """Write what was left. Waits for the disk."""
        with self._drafts.writing:
            for draft in list(self._left.values()):
                place = draft.record
                if self._drafts.busy(place):  # another session has opened the record since
                    place = self._drafts.beside(draft.origin)
                if not self._drafts.write(draft._replace(record=place)):
                    break
                self._left.pop(draft.record, None)
        if self._left:
            self._drafts.tell(self._later)

    def _later(self) -> None:
        with contextlib.suppress(RuntimeError):  # without a loop nothing is tried again
            if self._timer is not None:
                self._timer.cancel()
            self._timer = asyncio.get_running_loop().call_later(RETRY, self._drafts.later, self.try_again)
