"""Review: the reports that wait, read one after the other as pages, and accepted on the last page or returned.

Opening a report tells its organisation that it is being read. While one is accepted the next is already there; what
the server refused meanwhile (somebody else was quicker) is said on whatever screen is on top.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from textual import events
from textual.app import ComposeResult
from textual.message import Message

from db.core.errors import Denied
from db.core.ids import uuid7
from db.duties.monthly_report import listed
from db.duties.monthly_report.listed import Waiting
from db.duties.monthly_report.reports import Report
from db.rules.duties import Status
from screens.review import report_page
from screens.review.decisions import UNDO, Deciding
from screens.review.opening import opened
from tui.shell import keys
from tui.shell.keys import Command, digit
from tui.widgets.layout import Line, wrap
from tui.widgets.page import PageView
from tui.wording.i18n import N_, _
from tui.wording.times import moment

ACCEPT = digit(1, "accept", N_("nhận"), N_("Nhận báo cáo, khi đã đọc đến trang cuối; báo cáo chờ tiếp theo mở ra."))
RETURN = digit(2, "return", N_("trả lại…"), N_("Trả lại kèm lý do, các mục cần sửa và ngày gửi lại."))
HISTORY = digit(3, "history", N_("lịch sử"), N_("Ai đã sửa gì, lúc nào."))
SENDINGS = digit(4, "sendings", N_("các lần gửi"), N_("Lần lượt xem bản của từng lần đã gửi, rồi về bản hiện nay."))
REDACT = digit(5, "redact", N_("xóa tên người"), N_("Xóa hẳn nội dung của một mục vì có nêu tên người."))
SKIP = digit(6, "skip", N_("mở tiếp"), N_("Để báo cáo này lại, mở báo cáo chờ tiếp theo."))
LATER = keys.BACK.named(N_("để sau"), N_("Về màn hình trước; báo cáo này vẫn chờ."))


class Review(Deciding):
    """With `report`, the queue begins there; a report that does not wait is opened for reading alone."""

    commands = (keys.NEXT_PAGE, keys.PREVIOUS_PAGE, ACCEPT, RETURN, HISTORY, LATER, SENDINGS, SKIP, REDACT, UNDO)

    def __init__(self, report: UUID | None = None) -> None:
        super().__init__()
        self._openings: dict[UUID, UUID] = {}  # report → the id of the command that opens it
        self._first = report
        self._queue: list[Waiting] | None = None
        self._at = 0  # the place in the queue that is read, or is on its way
        self._number = 0  # the place of the report on the screen, from 1
        self._report: Report | None = None
        self._lists: report_page.Lists = {}
        self._sending = 0  # which earlier sending is shown; 0 is the report as it stands
        self._again: set[UUID] = set()  # accepted too late: if they still wait, they come once more at the end
        self._pressed = self._shown = 0.0  # when the last key was typed, when this report came onto the screen
        self._page = PageView(self._lines)

    # What is on the screen

    def heading(self) -> Sequence[Line]:
        report = self._report
        if report is None:
            return ([(_("BÁO CÁO CHỜ NHẬN"), "strong")],)
        stands = report_page.stands(report)
        if self._waits() and self._queue:
            stands += f" {self._number}/{len(self._queue)}"
        if not self._sending:
            return ([(f"{stands} · {report_page.name(report)}", "strong")],)
        sent = report_page.sendings(report)
        stands = _("BẢN GỬI LẦN {number}/{all}, {when}").format(
            number=self._sending, all=len(sent), when=moment(sent[self._sending - 1].submitted_at)
        )
        return ([(f"{stands} · {report_page.short_name(report)}", "strong")],)

    def body(self) -> ComposeResult:
        yield self._page

    def _lines(self, width: int) -> Sequence[Line]:
        if self._report is not None:
            room = max(self._page.size.height - 1, 1)
            return report_page.paged(report_page.blocks(self._report, self._lists, width, self._sending), room)
        if self._queue is None or self._first_alone():
            return ()
        done = _("Không còn báo cáo nào chờ nhận.")
        accepted, returned = self.counted()
        counted = _("Vừa nhận {accepted}, trả lại {returned}.").format(accepted=accepted, returned=returned)
        return ("", *wrap(f"{done} {counted}" if accepted or returned else done, width))

    def available(self) -> Sequence[Command]:
        """Accepting and returning are offered to whoever may, accepting on the last page alone."""
        report = self._report
        if report is None or (self.unloaded and self._number <= self._at):
            return (keys.BACK,)  # nothing is there, or it is dealt with and the next one cannot be had yet
        there = {keys.BACK.id, HISTORY.id}
        if self._page.pages > 1:
            there |= {keys.PREVIOUS_PAGE.id} if self._page.on_last else {keys.NEXT_PAGE.id, keys.PREVIOUS_PAGE.id}
        if len(report_page.sendings(report)) > 1:
            there.add(SENDINGS.id)
        if report.followed:
            there.add(REDACT.id)
        if self._may_decide():
            there |= {ACCEPT.id, RETURN.id}
        if self._waits() and self._queue:
            there.add(SKIP.id)
        offered = [command for command in self.commands if command.id in there]
        if not self._page.on_last or self._sending:
            return [command.hidden() if command is ACCEPT else command for command in offered]
        return offered

    def _waits(self) -> bool:
        return self._report is not None and self._report.status == Status.SUBMITTED

    def _may_decide(self) -> bool:
        report = self._report
        return report is not None and self._waits() and report.followed and not report.own

    # The queue

    async def fetch(self) -> None:
        if self._queue is None:
            self._queue = self._from_first(await self.shell.work.ask(listed.waiting))
        passed: list[str] = []
        found = self._first_alone() and self._first is not None and await self._open(self._first)
        while not found and (waiting := await self._next_waiting()) is not None:
            found = await self._open_waiting(waiting, passed)
            self._at += not found
        if not found:
            self._report = None
        self._show()
        if passed:
            self.say(" ".join(passed), "warning")

    def _from_first(self, queue: list[Waiting]) -> list[Waiting]:
        """The queue, turned so that it begins with the report that was asked for; without it, only that is read."""
        start = next((at for at, waiting in enumerate(queue) if waiting.id == self._first), None)
        if start is None:
            return [] if self._first else queue
        return queue[start:] + queue[:start]

    def _first_alone(self) -> bool:
        return self._first is not None and not self._queue and self._at == 0

    async def _next_waiting(self) -> Waiting | None:
        """The report that comes next; at the end of the queue, what came in since the queue was read."""
        assert self._queue is not None
        if self._at >= len(self._queue) and not self._first_alone():
            known = {waiting.id for waiting in self._queue} - self._again
            self._again.clear()
            self._queue += [new for new in await self.shell.work.ask(listed.waiting) if new.id not in known]
        return self._queue[self._at] if self._at < len(self._queue) else None

    async def _open_waiting(self, waiting: Waiting, passed: list[str]) -> bool:
        """Open a report of the queue; False, and why in `passed`, when it does not wait any more."""
        if waiting.id in self.decided:
            return False
        try:
            await self._open(waiting.id)
        except Denied:
            passed.append(_("{name}: đã rút lại, hoặc không còn theo dõi.").format(name=waiting.organisation))
            return False
        if not self._waits() and waiting.id not in self.decided:  # whose undoing may have been refused meanwhile
            passed.append(_("{name}: người khác vừa xử lý.").format(name=waiting.organisation))
        return self._waits()

    async def _open(self, id: UUID) -> bool:
        opening = self._openings.setdefault(id, uuid7())
        report = await opened(self.shell.work, id, opening)
        del self._openings[id]  # the answer came: to open it once more is another command
        self._lists = await self.shell.cache.lists(report.organisation, report.month)
        self._report, self._sending = report, 0
        return True

    def _show(self) -> None:
        self._page.show(self._lines)
        self._shown = Message().time
        self._number = self._at + 1
        own = self._report is not None and self._waits() and self._report.own
        self.note(_("Báo cáo do chính anh chị viết hoặc gửi: người khác nhận.") if own else "", "warning")

    def go_on(self) -> None:
        self._at += 1
        self._first = None
        self.load()

    def go_back_to(self, at: int) -> None:
        self._at = at
        self.load()

    def shown(self) -> tuple[Report | None, int]:
        return self._report, self._at

    def returned(self, result: object) -> None:
        """Back from returning a report the next one comes; back from redacting, the same one again; the history
        changes nothing."""
        if result == "returning" and self._report is not None:
            self.returned_it(self._report)
        elif result == "redacting" or self.unloaded:
            self.load()

    # Keys

    def intercept(self, event: events.Key) -> bool:
        self._pressed = event.time
        return super().intercept(event)

    def on_page_view_turned(self) -> None:
        self.retitle()

    def on_page_view_last_page(self) -> None:
        self.retitle()

    def do_accept(self) -> None:
        report = self._report
        if report is None or self._sending:
            self.say(_("Đang xem bản của lần gửi trước; phím 4 đưa về bản hiện nay."), "warning")
        elif not self._page.on_last:
            self.say(_("Đọc đến trang cuối rồi mới nhận: phím cách sang trang sau."), "warning")
        elif self._pressed < self._shown:
            self.say(_("Báo cáo này vừa mở ra; đọc rồi bấm 1 để nhận."), "warning")
        else:
            self.accept(report, self._again.add)

    def do_return(self) -> None:
        assert self._report is not None
        said = self.told(_("Đã trả lại {name}.").format(name=report_page.brief_name(self._report)))
        self.shell.open("returning", report=self._report.id, version=self._report.version, said=said)

    def do_history(self) -> None:
        assert self._report is not None
        self.shell.open("history", report=self._report.id)

    def do_redact(self) -> None:
        assert self._report is not None
        self.shell.open("redacting", report=self._report.id)

    def do_skip(self) -> None:
        self.go_on()

    def do_sendings(self) -> None:
        """The report as it stands, then each sending from the first on, then as it stands again."""
        assert self._report is not None
        self._sending = (self._sending + 1) % (len(report_page.sendings(self._report)) + 1)
        self._page.show(self._lines)
        self.retitle()
