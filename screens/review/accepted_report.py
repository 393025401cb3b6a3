"""An accepted report as a national reader has it: what it says, page by page, without places and without people."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from textual.app import ComposeResult

from db.core.ids import uuid7
from db.duties.monthly_report.reports import Report
from screens.review import report_page
from screens.review.opening import opened
from tui.shell import keys
from tui.shell.keys import Command
from tui.shell.search_line import SearchableScreen
from tui.widgets.layout import Line
from tui.widgets.page import PageView
from tui.wording.i18n import N_, _

PAGES = (keys.NEXT_PAGE, keys.PREVIOUS_PAGE)


class AcceptedReport(SearchableScreen):
    """A page to read; that it was opened is logged where its organisation sees it."""

    aside = True  # the list beneath stays as it is
    commands = (keys.NEXT_PAGE, keys.SEARCH, keys.BACK, keys.PREVIOUS_PAGE)

    def __init__(self, report: UUID) -> None:
        super().__init__()
        self._about = report
        self._opening = uuid7()
        self._report: Report | None = None
        self._lists: report_page.Lists = {}
        self._page = PageView(self._lines)

    def heading(self) -> Sequence[Line]:
        if self._report is None:
            return ([(_(N_("BÁO CÁO ĐÃ NHẬN")), "strong")],)
        return ([(f"{report_page.stands(self._report)} · {report_page.name(self._report)}", "strong")],)

    def body(self) -> ComposeResult:
        yield self._page

    async def fetch(self) -> None:
        self._report = await opened(self.shell.work, self._about, self._opening)
        self._lists = await self.shell.cache.lists(self._report.organisation, self._report.month)
        self._page.show(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        if self._report is None:
            return ()
        room = max(self._page.size.height - 1, 1)
        return report_page.paged(report_page.blocks(self._report, self._lists, width), room)

    def available(self) -> Sequence[Command]:
        """The next page only where there is one."""
        return [command for command in self.commands if self._page.pages > 1 or command not in PAGES]
