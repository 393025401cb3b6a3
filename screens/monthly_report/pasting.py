"""Paragraphs pasted into a report's screen: they become items, and the list comes back once, with all of them in it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from uuid import UUID

from textual import events

from db.core.errors import DataError
from screens.monthly_report.paragraphs import paragraphs
from screens.monthly_report.transitions import ReportTransitions
from tui.database.save import QueueState

PATIENCE = 2.0  # seconds in which at least one more of the items has to be stored, else they are no longer waited for


class ReportPasting(ReportTransitions):
    """Base of the screen that shows a report and takes pastes. While `pasting`, a screen with what was pasted is before
    it, and the list need not be shown anew with every item that is stored."""

    def __init__(self) -> None:
        super().__init__()
        self.pasting = False
        self._first: UUID | None = None  # of the items that were made
        self._refusal: DataError | None = None

    def on_paste(self, event: events.Paste) -> None:
        found = paragraphs(event.text)
        if self.finding or self._file is None or not found:
            return  # into the search line: Textual gives the paste to the base's handler as well, unasked
        if self._file.closed:
            self.refuse_form(self._file.closed)
        else:
            self.shell.open("pasted", paragraphs=found, make=self._make, stored=self._stored)

    def _make(self, found: Sequence[str]) -> None:
        """Hand them all over to be stored. From here on they are drafts at least, whatever happens."""
        self.pasting = True
        self._first, self._refusal = self.file.add(found), None

    async def _stored(self) -> bool:
        """Return when the list can be shown: True if all of them are stored and read, False if there is no waiting for
        that, because the server is lost or keeps silent. What is not confirmed by then goes on by itself."""
        work = self.shell.work
        before = -1
        while work.state.kind is QueueState.SENDING and work.state.waiting != before:
            before = work.state.waiting
            await work.settle(PATIENCE)
        if work.state.kind is not QueueState.OK:
            return False
        with contextlib.suppress(DataError, TimeoutError):  # the list reads again, and says what is wrong
            async with asyncio.timeout(PATIENCE):
                await self.file.read(work)
                return True
        return False

    def keep_refusal(self, error: DataError) -> None:
        """Say it when the list is there."""
        self._refusal = error

    def pasted(self, complete: bool) -> None:
        """The list is before the person again."""
        self.pasting = False
        self.show_file()
        if self._first is not None:
            self.go_to(self._first)
        if self._refusal is not None:
            self.say_error(self._refusal)
        if not complete:
            self.read_again()
        self.shell.play_typed()
