"""What an earlier session left unanswered. Read at every start: it knows of reports only what drafts say."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from tui.draft import Draft
from tui.drafts import Drafts
from tui.recording.shelf import Shelf
from tui.recording.state import State
from tui.settings import Settings

RESUMING = "resuming"  # the setting that they are being repeated, and none was answered yet


def begin(settings: Settings, shelf: Shelf, drafts: Drafts) -> None:
    """Repeat the saves that an earlier session saw no answer to. What ended the last start before its answer came is
    only listed: a start must not fail over and over."""
    if settings.get(RESUMING):
        settings.set(RESUMING, False)
    elif waiting := unanswered(drafts):
        settings.set(RESUMING, True)
        resume(shelf, waiting)


def answered(settings: Settings) -> None:
    """One of them was stored or refused: repeating them ends no start."""
    if settings.get(RESUMING):
        settings.set(RESUMING, False)


def unanswered(drafts: Drafts) -> list[Draft]:
    """The drafts whose save an earlier session asked for and saw no answer to."""
    sending = [draft for draft in drafts.all() if draft.about.get("state") == State.SENDING]
    return [draft for draft in sending if not drafts.busy(draft.record)]


def resume(shelf: Shelf, drafts: Sequence[Draft]) -> None:
    """Repeat those saves, of whatever report: nobody has to remember and open its month."""
    from tui.reports import writing

    for about in (draft.about for draft in drafts):
        with contextlib.suppress(KeyError, ValueError):  # a draft of something else
            month, report = dt.date.fromisoformat(about["month"]), UUID(about["report"])
            place = writing.place(int(about["organisation"]), month, about["kind"], report)
            shelf.read(place, writing.chain_of(place))
