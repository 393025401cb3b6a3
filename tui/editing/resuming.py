"""Saves that an earlier session saw no answer to are repeated. Read at every start; a kind's module is not, unless one
of its drafts is there."""

from __future__ import annotations

from collections.abc import Sequence

from tui.drafts.draft import Draft
from tui.drafts.store import Drafts
from tui.editing.edit_sessions import EditSessions
from tui.editing.kinds import kind_of
from tui.editing.state import EditState
from tui.shell.settings import Settings

RESUMING = "resuming"  # the setting that they are being repeated, and none was answered yet


def begin(settings: Settings, edit_sessions: EditSessions, drafts: Drafts) -> None:
    """Repeat the saves that an earlier session saw no answer to. What ended the last start before its answer came is
    only listed: a start must not fail over and over."""
    if settings.get(RESUMING):
        settings.set(RESUMING, False)
    elif waiting := unanswered(drafts):
        settings.set(RESUMING, True)
        resume(edit_sessions, waiting)


def answered(settings: Settings) -> None:
    """One of them was stored or refused: repeating them ends no start."""
    if settings.get(RESUMING):
        settings.set(RESUMING, False)


def unanswered(drafts: Drafts) -> list[Draft]:
    """The drafts whose save an earlier session asked for and saw no answer to."""
    sending = [draft for draft in drafts.all() if draft.about.get("state") == EditState.SENDING]
    return [draft for draft in sending if not drafts.busy(draft.record)]


def resume(edit_sessions: EditSessions, drafts: Sequence[Draft]) -> None:
    """Repeat those saves, wherever they belong: nobody has to remember and open that screen."""
    for draft in drafts:
        kind = kind_of(draft.kind)
        if kind is not None:
            edit_sessions.read(*kind.place(draft.about))
