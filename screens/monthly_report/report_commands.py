"""What is asked of the server about a report: an item or the whole removed, sent, taken back, nothing arose. Each is
handed over at once and repeated until the server has answered, in the order in which it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from db.core import storage
from db.core.connect import Session
from db.core.errors import DataError
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from db.duties.monthly_report.report import GENERAL
from db.duties.monthly_report.reports import Opinion
from screens.monthly_report import items as listed
from screens.monthly_report import report_parts
from screens.monthly_report.items import Item, standing
from screens.monthly_report.report_file import ReportFile
from tui.database.save import Save
from tui.editing.edit_session import REPEATED
from tui.editing.state import EditState

Done = Callable[[], object]
Refused = Callable[[DataError], object]


class ReportCommands(ReportFile):
    """The report, and the commands on it. `done` and `refused` are called in the screen's thread."""

    def remove(self, item: Item, done: Done, refused: Refused) -> None:
        """Take an item out of the list, at once; out of the report as soon as the server says so."""
        edit = item.edit
        if edit is not None and not item.waiting:
            edit.discard()
        self._removed.add(item.id)
        if not item.version and not item.waiting:
            if edit is not None:
                self._edit_sessions.drop(edit)
            self.update()
            return
        attempt = uuid7()

        def run(session: Session) -> None:
            version = edit.version if edit is not None else item.version
            if version:  # 0: its own save was refused, there is nothing to remove
                commands.remove_opinion(session, item.id, version, attempt=attempt)

        def came_back(error: DataError) -> None:
            if error.code == REPEATED:
                self._keep(attempt, run, done, came_back)
                return
            self._removed.discard(item.id)
            self.update()
            refused(error)

        self._keep(attempt, run, done, came_back)
        self.update()

    def can_drop(self) -> bool:
        """Whether there is a draft to drop whole: begun, here or at the server, and never sent."""
        report = self.data.report
        begun = report is not None or any(edit.pending for edit in self._under())
        sent = report is not None and (report.status != "draft" or bool(report.sendings))
        return begun and not sent and not self.sending and not self.dropping

    def drop(self, done: Done, refused: Refused) -> None:
        """Drop the whole draft: what is typed here at once, the rest as soon as the server says so. Whatever is written
        next begins a report anew."""
        report, dropped, attempt = self.data.report, self._id, uuid7()
        opinions = report.opinions if report else ()

        def run(session: Session) -> None:
            if storage.stored_values(session, GENERAL, dropped) is not None:  # else its beginning was refused
                seen = self._seen(opinions)
                commands.remove_report(session, dropped, self._version(), attempt=attempt, opinions=seen)

        def finished() -> None:
            self.dropping = False
            self._forget_all()
            done()

        def came_back(error: DataError) -> None:
            if error.code == REPEATED:  # what was refused goes with the rest
                self._keep(attempt, run, finished, came_back)
                return
            self.dropping = False
            refused(error)

        if report is None and all(edit.asked is None for edit in self._under()):
            finished()
        else:
            self.dropping = True
            self._keep(attempt, run, finished, came_back)

    def _seen(self, opinions: Iterable[Opinion]) -> dict[UUID, int]:
        """The opinions that the person had before them, with the versions over which they typed."""
        seen = {opinion.id: opinion.version for opinion in opinions if opinion.id not in self._removed}
        for edit in self._under():
            over = edit.pending or edit.version > seen.get(edit.id, 0)
            if edit.kind is report_parts.OPINIONS and edit.version and over:
                seen[edit.id] = edit.version
        return seen

    def _forget_all(self) -> None:
        for edit in self._under():
            edit.discard()
            self._edit_sessions.drop(edit)
        self._removed.clear()
        self._id, self._asked = uuid7(), None if self.data.kind == "periodic" else self._asked

    def unsaved(self) -> int:
        """How many drafts are saved on the way, when the report is sent now."""
        return sum(standing(edit, self.form_context).savable for edit in self._under() if edit.pending)

    def send(self, done: Done, refused: Refused) -> None:
        """Save what is only a draft, then send the report; nothing of it overtakes what is before it."""
        for edit in self._under():
            if edit.state is EditState.TYPED:
                listed.send(edit, self.form_context)
        attempt, about = uuid7(), self.about

        def run(session: Session) -> int:
            with session.transaction():  # refused, it leaves no report that it began
                return commands.submit(session, report_parts.begin(session, about), self._version(), attempt=attempt)

        self._go(attempt, run, done, refused)

    def _version(self) -> int:
        """The report's version as this session knows it, its own saves that were confirmed included."""
        own = (self._edit_sessions.find(kind.name, self._id) for kind in (report_parts.GENERALS, report_parts.PAPERS))
        known = [edit.version for edit in own if edit is not None]
        return max([self.data.report.version if self.data.report else report_parts.BEGUN, *known])

    def send_nil(self, done: Done, refused: Refused) -> None:
        """Send that nothing arose."""
        attempt = uuid7()

        def run(session: Session) -> int:
            return commands.nothing_arose(session, self.organisation.id, self.month, attempt=attempt, id=self._id)

        self._go(attempt, run, done, refused)

    def take_back(self, done: Done, refused: Refused) -> None:
        """Take back what was sent and nobody opened."""
        attempt, report = uuid7(), self.data.report
        assert report is not None

        def run(session: Session) -> int:
            return commands.take_back(session, report.id, self._version(), attempt=attempt)

        self._keep(attempt, run, done, refused)

    def _go(self, attempt: UUID, run: Callable[[Session], object], done: Done, refused: Refused) -> None:
        """Send the report, and hold it closed until the server has answered."""

        def finished() -> None:
            self.sending = False
            done()

        def came_back(error: DataError) -> None:
            self.sending = False
            refused(error)

        self.sending = True
        self._keep(attempt, run, finished, came_back)

    def _keep(self, attempt: UUID, run: Callable[[Session], object], done: Done, refused: Refused) -> None:
        self._edit_sessions.work.keep(
            Save(str(attempt), run, done=lambda _answer: done(), refused=refused, chain=self._chain)  # type: ignore[arg-type]
        )
