"""What the two grids of *who has reported* have in common: their data, their filters, and what a cell opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence

from textual import events
from textual.app import ComposeResult

from db.duties.monthly_report import overview
from db.duties.monthly_report.months import MonthRow
from db.duties.monthly_report.overview import Overview
from db.rules import duties
from db.rules.duties import Rate, Status
from db.rules.periods import percent
from screens.overview.grid_wording import legend, locked, sentence
from tui.shell.keys import Command, digit
from tui.shell.question import Answer
from tui.shell.search_line import SearchableScreen
from tui.widgets.grid import Grid, GridView
from tui.widgets.layout import Line
from tui.wording.i18n import N_, _

BODY = digit(1, "body", N_("khối"), N_("Chỉ xem một khối, hoặc lại xem tất cả."))
AREA = digit(2, "area", N_("xã, phường"), N_("Chỉ xem xã, phường ở dòng đang chọn; bấm lần nữa để xem tất cả."))
REMIND = digit(4, "remind", N_("đôn đốc"), N_("Danh sách chưa gửi của tháng, để chép ra."))
REOPEN = digit(6, "reopen", N_("mở lại"), N_("Mở lại tháng đã khóa cho đơn vị ở ô đang chọn."))
EXEMPT = digit(7, "exempt", N_("cho miễn"), N_("Miễn báo cáo cho đơn vị ở ô đang chọn, từ tháng ấy."))


NOT_YET = "–"  # a rate before anything was due: not the same as 0 %


class OverviewFrame(SearchableScreen):
    """Base of the matrix and the year. A subclass lays the rows out (`show`) and says which one a cell is (`at`)."""

    def __init__(
        self, body: str | None = None, area: int | None = None, cell: tuple[Hashable, Hashable] | None = None
    ) -> None:
        super().__init__()
        self._begin = cell
        self._overview: Overview | None = None
        self._body = body
        self._area = area
        self._names: dict[str | int, str] = {}  # of the filters, for years without a programme
        self._grid = GridView()

    def wanted_year(self) -> int:
        """The year that is shown."""
        raise NotImplementedError

    def show(self) -> None:
        """Lay out what there is and put it into the grid."""
        raise NotImplementedError

    def at(self) -> MonthRow | None:
        """The organisation and month of the cell under the cursor."""
        raise NotImplementedError

    # Data

    def body(self) -> ComposeResult:
        yield self._grid

    async def fetch(self) -> None:
        self._overview = await self.shell.work.ask(overview.overview, self.wanted_year())
        self.show()

    async def new_day(self) -> None:
        if self._overview is not None:
            await self.fetch()
            self.retitle()

    def filtered(self) -> list[MonthRow]:
        """The rows that the filters let through, without organisations that were closed all the year."""
        if self._overview is None:
            return []
        rows = [
            row for row in self._overview.rows if self._body in (None, row.body) and self._area in (None, row.area_id)
        ]
        there = {row.organisation_id for row in rows if duties.is_open(row.fact.opened, row.fact.closed, row.month)}
        return [row for row in rows if row.organisation_id in there or row.report_id]

    def fill(self, grid: Grid, start: tuple[Hashable, Hashable] | None = None) -> None:
        """Show the grid: with the cursor where it was asked for, then wherever it stands; at first at `start`."""
        self._grid.show(grid, self._begin or self._grid.current or start)
        if grid.rows:
            self._begin = None

    def scope_words(self) -> str:
        """What is looked at: the area that is followed, narrowed by the filters."""
        if self._overview is not None:
            self._names |= {body.code: body.short for body in self._overview.bodies if body.code == self._body}
            self._names |= {id: area.full for id, area in self._overview.areas.items() if id == self._area}
        place = self.shell.cache.person.reviewed_area if self._area is None else self._names.get(self._area, "")
        return " · ".join(filter(None, [place, self._names.get(self._body or "", "")]))

    def explain(self, marks: Iterable[str], lines: int) -> None:
        """Put the legend of these marks above the keys."""
        found: Sequence[Line] = legend(set(marks), self.size.width or 80, lines)
        self.legend(found)

    def available(self) -> Sequence[Command]:
        """Reopening and excusing are for those who accept reports."""
        accepts = self.shell.cache.person.has("reviewer")
        return [command for command in self.commands if accepts or command not in (REOPEN, EXEMPT)]

    # The cursor

    def on_grid_view_moved(self, event: GridView.Moved) -> None:
        self.retitle()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        if self._overview is not None:
            self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        self.show()
        self.retitle()

    # Keys

    def on_grid_view_cell(self, event: GridView.Cell) -> None:
        row = self.at()
        if row is None:
            self.say(_("Ở đây không có tổ chức này."))
        elif row.report_id and row.fact.status is not Status.DRAFT:
            self.shell.open("review", report=row.report_id)
        else:
            words = sentence(row)
            if locked(row) and REOPEN in self.available():
                words += " " + _("(6 mở lại)")
            self.say(words)

    def do_body(self) -> None:
        """One digit chooses a body; 0 shows them all."""
        if self._overview is None:
            return
        there = {row.body for row in self._overview.rows}
        bodies = [body for body in self._overview.bodies if body.code in there]
        answers = [
            Answer(str(number), body.short, lambda code=body.code: self._filter(code, self._area))  # type: ignore[misc]
            for number, body in enumerate(bodies[:9], 1)
        ]
        every = Answer("0", N_("tất cả"), lambda: self._filter(None, self._area))
        self.ask(_("Xem khối nào?"), *answers, every)

    def do_area(self) -> None:
        row = self.row_at()
        if self._area is not None:
            self._filter(self._body, None)
        elif row is not None:
            self._filter(self._body, row.area_id)

    def row_at(self) -> MonthRow | None:
        """Any organisation and month of the row under the cursor."""
        return self.at()

    def _filter(self, body: str | None, area: int | None) -> None:
        self._body, self._area = body, area
        self.show()
        self.retitle()

    def do_reopen(self) -> None:
        row = self.at()
        if row is None or not locked(row):
            self.refuse_form(_("Chỉ mở lại được ô chưa có báo cáo của tháng đã khóa."))
            return
        self.shell.open("reopening", organisation=row.organisation_id, month=row.month)

    def do_exempt(self) -> None:
        row = self.at()
        if row is None or not duties.owed(row.fact) or row.fact.status not in (None, Status.DRAFT):
            self.refuse_form(_("Chỉ miễn được ô chưa có báo cáo."))
            return
        self.shell.open("exempting", organisation=row.organisation_id, month=row.month)

    def remind(self, month: dt.date) -> None:
        """Open the list of those missing for a month, under the same filters."""
        self.shell.open("reminder", month=month, body=self._body, area=self._area)


def in_percent(rate: Rate) -> str:
    """`78 %`; a dash before anything was due."""
    return NOT_YET if rate.share is None else percent(rate.share, 0)


def number_of(rate: Rate) -> str:
    """The same for a column whose heading has the sign: `78`."""
    return in_percent(rate).removesuffix(" %")
