"""All the records that a session has under way, on every screen: found again in the drafts at the next start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID
from weakref import WeakKeyDictionary

from tui.database.save_queue import SaveQueue
from tui.drafts.draft import Draft
from tui.drafts.store import Drafts
from tui.editing.kinds import Kind, kind_of
from tui.editing.state import EditState

if TYPE_CHECKING:
    from db.core.records.base import Values
    from tui.editing.edit_session import EditSession
    from tui.shell.protocol import Shell

_edit_sessions: WeakKeyDictionary[Shell, EditSessions] = WeakKeyDictionary()


class EditSessions:
    """The edits of one session, by the key of their drafts. `listeners` are told of each that changed its state
    otherwise than by typing."""

    def __init__(self, work: SaveQueue, drafts: Drafts) -> None:
        self.work, self.drafts = work, drafts
        self.listeners: list[Callable[[EditSession], None]] = []
        self._edits: dict[str, EditSession] = {}

    @classmethod
    def of(cls, app: Shell) -> EditSessions:
        """The shelf of a session."""
        if app not in _edit_sessions:
            _edit_sessions[app] = cls(app.work, app.drafts)
        return _edit_sessions[app]

    def take(
        self,
        kind: Kind,
        id: UUID,
        *,
        version: int = 0,
        base: Values | None = None,
        about: Mapping[str, str] | None = None,
        chain: str = "",
    ) -> EditSession:
        """The edit session of a record. One that has nothing under way starts from what is given here."""
        new = self._new(kind, id, version=version, base=base, about=about, chain=chain)
        known = self._edits.get(new.key)
        if known is not None and (known.pending or known.version > version):
            return known
        return self._edits.setdefault(new.key, new) if known is None else self._put(new)

    def _new(self, kind: Kind, id: UUID, **how: Any) -> EditSession:
        from tui.editing.edit_session import EditSession  # who has nothing under way starts without it

        return EditSession(self, kind, id, **how)

    def _put(self, edit: EditSession) -> EditSession:
        self._edits[edit.key] = edit
        return edit

    def find(self, kind: str, id: UUID) -> EditSession | None:
        return self._edits.get(f"{kind}-{id}")

    def under(self, about: Mapping[str, str]) -> list[EditSession]:
        """Those that belong to the same place: all that `about` says is said of them too."""
        return [item for item in self._edits.values() if _within(about, item.about)]

    def drop(self, edit: EditSession) -> None:
        """Nothing of it is needed any more: what is stored is read from the server."""
        self._edits.pop(edit.key, None)

    def changed(self, edit: EditSession) -> None:
        for listener in list(self.listeners):
            listener(edit)

    # What earlier sessions left

    def read(self, about: Mapping[str, str], chain: str = "") -> None:
        """Take up the drafts of a place. A save that was asked for and never answered is repeated; what another
        session had to set aside is the other version of its record, for the person to choose."""
        for draft in self.drafts.all():
            kind = kind_of(draft.kind)
            if kind is None or not _within(about, draft.about) or draft.record in self._edits:
                continue
            if draft.record != draft.origin:
                self._offer(kind, draft, chain)
            elif _readable(draft):
                self._read_one(kind, draft, chain)

    def _read_one(self, kind: Kind, draft: Draft, chain: str) -> None:
        edit = self._new(kind, UUID(draft.about["id"]), about=_place_of(draft), chain=chain)
        edit.read(draft)
        self._put(edit)
        if edit.state is EditState.SENDING and not self.drafts.busy(draft.record):
            edit.send_again()

    def left(self, edit: EditSession) -> None:
        """Nobody here has a record open any more: what another session typed into it meanwhile has its turn."""
        if not edit.pending:
            for draft in self.drafts.aside(edit.key)[:1]:
                self._offer(edit.kind, draft, edit.chain)

    def _offer(self, kind: Kind, draft: Draft, chain: str) -> None:
        """Offer what was typed into a record after another session had taken it over: the other version of it. Its time
        comes when that session is done, and its own draft is stored."""
        known, drafts = self._edits.get(draft.origin), self.drafts
        under_way = known is not None and (known.pending or known.shown)
        if under_way or not _readable(draft) or drafts.busy(draft.origin) or drafts.read(draft.origin) is not None:
            return
        edit = self._new(kind, UUID(draft.about["id"]), about=_place_of(draft), chain=chain)
        edit.differs(draft)
        self._put(edit)
        self.drafts.forget(draft.record)
        self.changed(edit)


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
