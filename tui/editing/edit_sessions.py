"""All the records that a session has under way, on every screen: found again in the drafts at the next start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID
from weakref import WeakKeyDictionary

from tui.database.save_queue import Work
from tui.drafts.draft import Draft
from tui.drafts.store import Drafts
from tui.editing.kinds import Kind, kind_of
from tui.editing.state import State

if TYPE_CHECKING:
    from db.core.records.base import Values
    from tui.editing.edit_session import Recording
    from tui.shell.protocol import Shell

_shelves: WeakKeyDictionary[Shell, Shelf] = WeakKeyDictionary()


class Shelf:
    """The recordings of one session, by the key of their drafts. `listeners` are told of each that changed its state
    otherwise than by typing."""

    def __init__(self, work: Work, drafts: Drafts) -> None:
        self.work, self.drafts = work, drafts
        self.listeners: list[Callable[[Recording], None]] = []
        self._recordings: dict[str, Recording] = {}

    @classmethod
    def of(cls, app: Shell) -> Shelf:
        """The shelf of a session."""
        if app not in _shelves:
            _shelves[app] = cls(app.work, app.drafts)
        return _shelves[app]

    def take(
        self,
        kind: Kind,
        id: UUID,
        *,
        version: int = 0,
        base: Values | None = None,
        about: Mapping[str, str] | None = None,
        chain: str = "",
    ) -> Recording:
        """The recording of a record. One that has nothing under way starts from what is given here."""
        new = self._new(kind, id, version=version, base=base, about=about, chain=chain)
        known = self._recordings.get(new.key)
        if known is not None and (known.pending or known.version > version):
            return known
        return self._recordings.setdefault(new.key, new) if known is None else self._put(new)

    def _new(self, kind: Kind, id: UUID, **how: Any) -> Recording:
        from tui.editing.edit_session import Recording  # who has nothing under way starts without it

        return Recording(self, kind, id, **how)

    def _put(self, recording: Recording) -> Recording:
        self._recordings[recording.key] = recording
        return recording

    def find(self, kind: str, id: UUID) -> Recording | None:
        return self._recordings.get(f"{kind}-{id}")

    def under(self, about: Mapping[str, str]) -> list[Recording]:
        """Those that belong to the same place: all that `about` says is said of them too."""
        return [item for item in self._recordings.values() if _within(about, item.about)]

    def drop(self, recording: Recording) -> None:
        """Nothing of it is needed any more: what is stored is read from the server."""
        self._recordings.pop(recording.key, None)

    def changed(self, recording: Recording) -> None:
        for listener in list(self.listeners):
            listener(recording)

    # What earlier sessions left

    def read(self, about: Mapping[str, str], chain: str = "") -> None:
        """Take up the drafts of a place. A save that was asked for and never answered is repeated; what another
        session had to set aside is the other version of its record, for the person to choose."""
        for draft in self.drafts.all():
            kind = kind_of(draft.kind)
            if kind is None or not _within(about, draft.about) or draft.record in self._recordings:
                continue
            if draft.record != draft.origin:
                self._offer(kind, draft, chain)
            elif _readable(draft):
                self._read_one(kind, draft, chain)

    def _read_one(self, kind: Kind, draft: Draft, chain: str) -> None:
        recording = self._new(kind, UUID(draft.about["id"]), about=_place_of(draft), chain=chain)
        recording.read(draft)
        self._put(recording)
        if recording.state is State.SENDING and not self.drafts.busy(draft.record):
            recording.send_again()

    def left(self, recording: Recording) -> None:
        """Nobody here has a record open any more: what another session typed into it meanwhile has its turn."""
        if not recording.pending:
            for draft in self.drafts.aside(recording.key)[:1]:
                self._offer(recording.kind, draft, recording.chain)

    def _offer(self, kind: Kind, draft: Draft, chain: str) -> None:
        """Offer what was typed into a record after another session had taken it over: the other version of it. Its time
        comes when that session is done, and its own draft is stored."""
        known, drafts = self._recordings.get(draft.origin), self.drafts
        under_way = known is not None and (known.pending or known.shown)
        if under_way or not _readable(draft) or drafts.busy(draft.origin) or drafts.read(draft.origin) is not None:
            return
        recording = self._new(kind, UUID(draft.about["id"]), about=_place_of(draft), chain=chain)
        recording.differs(draft)
        self._put(recording)
        self.drafts.forget(draft.record)
        self.changed(recording)


_OWN = frozenset({"id", "version", "attempt", "base", "state", "asked", "error"})


def _place_of(draft: Draft) -> dict[str, str]:
    return {name: value for name, value in draft.about.items() if name not in _OWN}


def _within(wanted: Mapping[str, str], about: Mapping[str, str]) -> bool:
    return all(about.get(name) == value for name, value in wanted.items())


def _readable(draft: Draft) -> bool:
    """Whether a draft says what is needed to go on with it."""
    try:
        UUID(draft.about["id"])
        UUID(draft.about["attempt"])
        int(draft.about["version"])
    except (KeyError, ValueError):
        return False
    return True
