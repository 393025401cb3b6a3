"""Accepting and returning as the reviewer does them: each is said when the server has it, and Ctrl+Z undoes the last of
them while nobody has acted on it (PostgreSQL decides whether somebody has)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from db.core.connect import Session
from db.core.errors import DataError
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from db.duties.monthly_report.reports import Report
from db.rules.duties import Status
from screens.review import report_page
from tui.database.save import Save
from tui.editing.command_form import why
from tui.shell import keys
from tui.shell.base_screen import BaseScreen
from tui.wording.i18n import N_, _

UNDO = keys.UNDO.named(
    N_("hoàn tác"), N_("Hoàn tác việc vừa nhận hoặc trả lại, khi chưa ai làm gì tiếp; báo cáo lại chờ nhận.")
)


class Decision(NamedTuple):
    """A report that was decided: its name, the version that it has since, its place among those that wait."""

    report: UUID
    name: str
    version: int
    at: int
    accepted: bool


class Deciding(BaseScreen):
    """Base of the screen on which reports are decided: it gives `go_on`, `go_back_to` and `shown`."""

    def __init__(self) -> None:
        super().__init__()
        self._decisions: list[Decision] = []  # made on this screen and not undone, the last at the end

    def go_on(self) -> None:
        """Show the report that waits next."""
        raise NotImplementedError

    def go_back_to(self, at: int) -> None:
        """Show the report at this place among those that wait."""
        raise NotImplementedError

    def shown(self) -> tuple[Report | None, int]:
        """The report on the screen, and its place among those that wait."""
        raise NotImplementedError

    @property
    def decided(self) -> set[UUID]:
        """The reports that were decided here."""
        return {one.report for one in self._decisions}

    def counted(self) -> tuple[int, int]:
        """How many were accepted here, and how many returned."""
        accepted = sum(one.accepted for one in self._decisions)
        return accepted, len(self._decisions) - accepted

    # Deciding

    def accept(self, report: Report, overtaken: Callable[[UUID], object]) -> None:
        """Accept it, and go on. `overtaken` is told when the server has refused that."""
        decision, attempt, shell = self._decided(report, accepted=True), uuid7(), self.shell

        def refused(error: DataError) -> None:
            self._forget(decision)
            overtaken(report.id)
            refusal = _("Chưa nhận được {name}: {why}")
            shell.frame.say(refusal.format(name=decision.name, why=why(error)), "error")

        def run(session: Session) -> int:
            return commands.accept(session, report.id, report.version, attempt=attempt)

        done = self.told(_("Đã nhận {name}.").format(name=report_page.brief_name(report)))
        shell.work.keep(Save(str(attempt), run, lambda _version: done(), refused, chain=chain_of(report.id)))
        self.go_on()

    def returned_it(self, report: Report) -> None:
        """Its return was handed over by the form, whose confirmation says so; go on."""
        self._decided(report, accepted=False)
        self.go_on()

    def told(self, words: str) -> Callable[[], None]:
        """What says, once the server has it, that something was decided, and here also how it is undone."""
        shell = self.shell

        def says() -> None:
            shell.frame.say(words + " " + _("Ctrl+Z hoàn tác.") if shell.frame is self else words, "good")

        return says

    def _decided(self, report: Report, *, accepted: bool) -> Decision:
        _report, at = self.shown()
        decision = Decision(report.id, report_page.short_name(report), report.version + 1, at, accepted)
        self._decisions.append(decision)
        return decision

    def _forget(self, decision: Decision) -> None:
        if decision in self._decisions:
            self._decisions.remove(decision)

    # Undoing

    def do_undo(self) -> None:
        """The last decision of this screen, else that on the report that is looked at."""
        decision = self._decisions[-1] if self._decisions else self._looked_at()
        if decision is None:
            self.say(_("Chưa nhận hay trả lại báo cáo nào để hoàn tác."), "warning")
            return
        attempt, shell, again = uuid7(), self.shell, decision in self._decisions

        def refused(error: DataError) -> None:
            if again:
                self._decisions.append(decision)
            refusal = _("Chưa hoàn tác được {name}: {why}")
            shell.frame.say(refusal.format(name=decision.name, why=why(error)), "error")

        def run(session: Session) -> int:
            return commands.undo_decision(session, decision.report, decision.version, attempt=attempt)

        def done(_version: int) -> None:
            shell.frame.say(_("Đã hoàn tác: {name} lại chờ nhận.").format(name=decision.name), "good")

        self._forget(decision)
        shell.work.keep(Save(str(attempt), run, done, refused, chain=chain_of(decision.report)))
        self.go_back_to(decision.at)

    def _looked_at(self) -> Decision | None:
        report, at = self.shown()
        if report is None or not report.followed or report.status not in (Status.ACCEPTED, Status.RETURNED):
            return None
        return Decision(report.id, report_page.short_name(report), report.version, at, report.status == Status.ACCEPTED)


def chain_of(report: UUID) -> str:
    """The chain of what is decided about a report: an undoing never overtakes what it undoes."""
    return f"review {report}"
