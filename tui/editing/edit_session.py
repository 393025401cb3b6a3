"""One record being typed: keeper of its draft, its attempt id, its save, its conflict. No widgets.

The attempt id is made before the first save is asked for and stays until the server has confirmed, also in the draft:
a program that was killed repeats the same command. Whoever types on while a save is under way sends the same attempt
again with the new text, and the database makes a change of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from db.core.errors import Conflict, DataError
from db.core.ids import uuid7
from db.core.records.base import Value, Values
from db.core.storage import Saved
from tui.database.save import Save
from tui.drafts.autosaver import DraftAutosaver
from tui.drafts.draft import Draft
from tui.editing import values as packing
from tui.editing.kinds import Asked, Kind
from tui.editing.place import Place
from tui.editing.state import EditState
from tui.forms.events import Sent

REPEATED = "earlier_refused"  # something before it in the chain was refused; this record stands by itself


class EditSession:
    """One record of one kind. `base` are the values that are stored (or the defaults of a new record), `version` the
    stored version (0: none yet), `about` where the record belongs. `raw` is what stands in its form."""

    def __init__(
        self,
        edit_sessions: Place[EditSession],
        kind: Kind,
        id: UUID,
        *,
        version: int = 0,
        base: Values | None = None,
        about: Mapping[str, str] | None = None,
        chain: str = "",
    ) -> None:
        self.kind, self.id, self.version = kind, id, version
        self.base: dict[str, Value] = dict(base or {})
        self.about = dict(about or {})
        self.chain = chain
        self.attempt = uuid7()
        self.state = EditState.UNTOUCHED
        self.error: DataError | None = None
        self.raw: dict[str, str] = {}
        self.asked: Values | None = None  # the values of the save that is not confirmed yet
        self.stored: dict[str, Value] = dict(base or {}) if version else {}
        self.on_saved: Callable[[Sent], None] = lambda sent: None
        self.on_refused: Callable[[], None] = lambda: None
        self.on_lost: Callable[[], None] = lambda: None
        self._edit_sessions = edit_sessions
        self._autosaver: DraftAutosaver | None = None
        self._open = False  # whether a form shows it
        self._tries = 0

    @property
    def key(self) -> str:
        """Under which its draft is kept."""
        return f"{self.kind.name}-{self.id}"

    @property
    def _beside(self) -> str:
        return self._edit_sessions.drafts.beside(self.key)

    @property
    def pending(self) -> bool:
        """Whether something of it is not stored yet."""
        return self.state not in (EditState.UNTOUCHED, EditState.STORED)

    @property
    def conflict(self) -> Conflict | None:
        """The conflict that waits for the person's choice, with what is stored."""
        return self.error if isinstance(self.error, Conflict) and self.error.stored is not None else None

    @property
    def elsewhere(self) -> bool:
        """Whether another session has it open."""
        return self._autosaver is None and self._edit_sessions.drafts.busy(self.key)

    @property
    def shown(self) -> bool:
        """Whether a form of this session shows it."""
        return self._open

    # A form opens and leaves it

    def open(self) -> bool:
        """A form shows it from now on. False: another session has it open, it may only be read (or taken over)."""
        self._open = True
        mine = self.autosaver.mine
        found = self.autosaver.found
        if found is not None and self.state is not EditState.SENDING and found.values != self.raw:
            self.read(found)
        elif (
            found is None and mine and self.pending and self._edit_sessions.drafts.path(beside := self._beside).exists()
        ):
            self._keep()  # typed when another session had it: it is this one's again
            self.flush()
            self._edit_sessions.drafts.forget(beside)
        return mine

    def take_over(self) -> None:
        """Go on typing what another session has open, from what that session has kept."""
        self.autosaver.take_over()
        if self.autosaver.found is not None:
            self.read(self.autosaver.found)
        self._taken()

    def close(self) -> None:
        """The form is left: what was typed is on the disk when this returns."""
        self._open = False
        self.on_saved, self.on_refused, self.on_lost = lambda sent: None, lambda: None, lambda: None
        self.flush()
        self._let_go()

    def flush(self) -> None:
        """Write what is not on the disk yet, now."""
        if self._autosaver is not None:
            self._autosaver.flush()

    @property
    def autosaver(self) -> DraftAutosaver:
        if self._autosaver is None:
            self._autosaver = DraftAutosaver(self._edit_sessions.drafts, self.key, self.kind.name, self._lost)
        return self._autosaver

    def _lost(self) -> None:
        self._taken()
        self.on_lost()

    def _taken(self) -> None:
        """Another session has it: what is saved here from now on is another command than what is saved there."""
        if self.state is not EditState.SENDING:
            self.attempt = uuid7()

    def _let_go(self) -> None:
        """Nobody looks at it and nothing is under way: other sessions may have it."""
        if self._autosaver is not None and not self._open and self.state is not EditState.SENDING:
            self._autosaver.release()
            self._autosaver = None
            self._edit_sessions.left(self)

    # What is typed

    def typed(self, raw: Mapping[str, str], changed: bool = True) -> None:
        """This stands in the form now. Not `changed`: it is what is stored, and no draft is needed."""
        before, self.raw = self.raw, dict(raw)
        if packing.same_typing(before, self.raw) and self.state in (
            EditState.SENDING,
            EditState.STORED,
            EditState.REFUSED,
        ):
            return
        if not changed and self.asked is None and self.conflict is None:
            self.state, self.error = EditState.STORED if self.version else EditState.UNTOUCHED, None
            self.autosaver.discard()
            return
        if self.state is not EditState.REFUSED or self.conflict is None:
            self.state, self.error = EditState.TYPED, None
        self._keep()

    def discard(self) -> None:
        """The person wants nothing of the draft kept; what is stored stays."""
        self.autosaver.discard()
        self.raw, self.error, self.asked = {}, None, None
        self.state = EditState.STORED if self.version else EditState.UNTOUCHED
        self._let_go()
        self._edit_sessions.changed(self)

    def _keep(self) -> str:
        return self.autosaver.typed(self.raw, self._about())

    def _about(self) -> dict[str, str]:
        return {
            **self.about,
            "id": str(self.id),
            "version": str(self.version),
            "attempt": str(self.attempt),
            "base": packing.packed(self.base),
            "state": self.state.value,
            "asked": packing.packed(self.asked) if self.asked is not None else "",
            "error": packing.packed_error(self.error),
        }

    def read(self, draft: Draft) -> None:
        """Stand as this draft says."""
        about = draft.about
        self.raw = dict(draft.values)
        self.version = int(about.get("version", "0"))
        self.attempt = UUID(about["attempt"])
        self.base = packing.unpacked(about.get("base", ""))
        self.asked = packing.unpacked(about["asked"]) if about.get("asked") else None
        self.error = packing.unpacked_error(about.get("error", ""))
        known = about.get("state", "")
        self.state = EditState(known) if known in {state.value for state in EditState} else EditState.TYPED

    # Saving

    def send(self, sent: Sent, raw: Mapping[str, str]) -> None:
        """Have these values stored. Returns at once; the draft goes when the server has confirmed."""
        self.raw = dict(raw)
        self._send(sent)

    def send_again(self) -> None:
        """Repeat a save that an earlier session asked for and saw no answer to."""
        if self.asked is not None:
            self._send(Sent(self.asked, packing.texts_of(self.raw)))

    def resolve(self, values: Values, texts: Mapping[str, str]) -> None:
        """The person chose between two versions: store the choice against the one that is stored now."""
        if self.conflict is None or self.conflict.stored is None:
            return
        self._rebase(self.conflict.stored)
        self.raw = {**texts, ".reason": str(values.get(self.kind.record.reason) or ""), ".covered": "1"}
        self._send(Sent(values, texts))

    def differs(self, version: Draft) -> None:
        """Another session took it over and stored it, while this was typed into it: the save meets both versions."""
        self.read(version)
        self.attempt, self.asked = uuid7(), None
        self.state, self.error = EditState.REFUSED, Conflict("stale")
        self._keep()
        self.close()

    def _send(self, sent: Sent) -> None:
        if not self.autosaver.holds():  # another session has taken it over: what stands here stays beside that
            self._taken()
            self.state = EditState.TYPED
            self._keep()
            return
        self.state, self.error = EditState.SENDING, None
        self.asked = self.kind.record.wanted(sent.values)
        self._tries += 1
        turn, stamp = self._tries, self._keep()
        self._edit_sessions.drafts.later(self.autosaver.flush)
        asked = Asked(self.kind.record, self.id, self.version, self.attempt, self.asked, dict(self.about))
        store = self.kind.store
        save: Save[Saved] = Save(
            str(self.attempt),
            lambda session: store(session, asked),
            done=lambda saved: self._done(turn, stamp, sent, saved),
            refused=lambda error: self._refused(turn, sent, error),
            chain=self.chain,
        )
        self._edit_sessions.work.keep(save)
        self._edit_sessions.changed(self)

    def _done(self, turn: int, stamp: str, sent: Sent, saved: Saved) -> None:
        mine = self.kind.record.wanted(sent.values)
        theirs = {name: saved.values.get(name) for name in mine}
        # Stored as asked, and changed by somebody else before this answer came: nothing typed from here on may count
        # as written upon that, so the next save meets the other version and shows it.
        self.version = saved.version if theirs == mine else saved.version - 1
        self.base, self.stored = mine, theirs
        if turn != self._tries:
            return  # the person typed on and a later save of the same attempt is on its way
        self.attempt, self.asked = uuid7(), None
        if self.state is EditState.SENDING:
            self.state = EditState.STORED
            self.autosaver.confirmed(stamp)
        else:
            self._keep()
        self.on_saved(sent)
        self._let_go()
        self._edit_sessions.changed(self)

    def _refused(self, turn: int, sent: Sent, error: DataError) -> None:
        if turn != self._tries:
            return
        if error.code == REPEATED:
            self._send(sent)
            return
        if isinstance(error, Conflict) and error.stored is not None and self._untouched_by_others(error.stored):
            self._rebase(error.stored)
            self._send(sent)
            return
        self.error, self.asked = error, None
        self.state = EditState.REFUSED
        self._keep()
        self.on_refused()
        self.flush()
        self._let_go()
        self._edit_sessions.changed(self)

    def _untouched_by_others(self, stored: Mapping[str, Any]) -> bool:
        """Whether the version went up for something else than these fields (the paper's number, a return), or to what
        is asked for here."""
        theirs = {name: stored.get(name) for name in self.kind.record.wanted(self.base)}
        return theirs in (self.kind.record.wanted(self.base), self.asked)

    def _rebase(self, stored: Mapping[str, Any]) -> None:
        """Write upon the version that is stored now, as a new command."""
        self.version = int(stored["version"])
        self.base = {name: stored.get(name) for name in self.kind.record.wanted(self.base)}
        self.attempt = uuid7()
