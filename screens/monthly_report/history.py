"""The history of a report: who changed what, when, from and to; who was given a duty over its organisation, and who
above has read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from textual.app import ComposeResult

from db.core import history as histories
from db.core.history import Entry
from db.core.records.base import Choice
from db.duties.monthly_report import readings, reports
from db.duties.monthly_report.record import KIND
from db.duties.monthly_report.reports import Report
from db.people import duty_changes
from screens.monthly_report.duty_lines import duty_lines
from screens.monthly_report.history_wording import in_program, numbers_of, repeats, sentence
from screens.shared.month_wording import report_name
from tui.shell import keys
from tui.shell.keys import Command, digit
from tui.shell.search_line import SearchableScreen
from tui.widgets.layout import Line, wrap
from tui.widgets.page import PageView
from tui.wording.history_wording import changes, clock_words
from tui.wording.i18n import N_, _
from tui.wording.times import full_moment

INDENT = 18  # under the date and time


REDACT = digit(5, "redact", N_("xóa tên người"), N_("Xóa hẳn một nội dung đã gửi vì có nêu tên người."))


class History(SearchableScreen):
    """A page to read, oldest first."""

    commands = (keys.NEXT_PAGE, keys.PREVIOUS_PAGE, REDACT, keys.SEARCH, keys.BACK)

    def __init__(self, report: UUID) -> None:
        super().__init__()
        self._about = report
        self._report: Report | None = None
        self._may_redact = False
        self._page = PageView()

    def heading(self) -> Sequence[Line]:
        if self._report is None:
            return (_(N_("LỊCH SỬ")),)
        name = report_name(self._report.month)
        return ([(_(N_("LỊCH SỬ · {report} · {organisation}")).format(
            report=name, organisation=self._report.organisation.name), "strong")], "")  # fmt: skip

    def body(self) -> ComposeResult:
        yield self._page

    def available(self) -> Sequence[Command]:
        """The next page only where there is one."""
        hidden = set() if self._page.pages > 1 else {keys.NEXT_PAGE.id, keys.PREVIOUS_PAGE.id}
        if not self._may_redact:
            hidden.add(REDACT.id)
        return [command for command in self.commands if command.id not in hidden]

    async def fetch(self) -> None:
        ask = self.shell.work.ask
        self._report = await ask(reports.report, self._about)
        person = await self.shell.cache.load()
        own = self._report.organisation.id in [known.id for known in person.organisations]
        self._may_redact = bool(self._report.sendings) and (own or self._report.followed)
        lists = await self.shell.cache.lists(self._report.organisation, self._report.month)
        entries = await ask(histories.history, self._about)
        read = await ask(readings.readings, self._about)
        numbers = numbers_of([opinion.id for opinion in self._report.opinions])
        duties = await ask(duty_changes.duties, self._report.organisation.id)
        clocks = clock_words(*await ask(histories.clocks))
        self._page.show(
            lambda width: [
                *([*wrap(clocks, width), ""] if clocks else []),
                *_entries(entries, numbers, lists, width, two_clocks=bool(clocks)),
                *duty_lines(duties, width, INDENT),
                *_readings(read, width),
            ]
        )

    def do_next_page(self) -> None:
        """The page view has these keys itself; here they only stand in the table."""

    do_previous_page = do_next_page

    def do_redact(self) -> None:
        self.shell.open("redacting", report=self._about)


def _entries(
    entries: Sequence[Entry],
    numbers: Mapping[str, int],
    lists: Mapping[str, Sequence[Choice]],
    width: int,
    *,
    two_clocks: bool,
) -> list[Line]:
    lines: list[Line] = []
    for entry in (one for one in entries if not repeats(one)):
        head = f"{full_moment(entry.at)}  {entry.name} · "
        counted = in_program(entry) if two_clocks else ""
        lines.append([(head, ""), (sentence(entry, numbers), "strong"), (f" ({counted})" if counted else "", "")])
        for change in changes(entry, KIND, lists):
            lines += wrap(change, width, INDENT)
    return lines


def _readings(read: Sequence[Mapping[str, object]], width: int) -> list[Line]:
    if not read:
        return []
    lines: list[Line] = ["", [(_(N_("CẤP TRÊN ĐÃ ĐỌC")), "strong")]]
    for one in read:
        lines += wrap(f"{full_moment(one['at'])}  {one['name']}", width)  # type: ignore[arg-type]
    return lines
