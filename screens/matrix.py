"""Who has reported, one month: areas down, bodies across, one mark a cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from db.queries.months import MonthRow
from db.queries.overview import Area
from db.rules import duties
from db.rules.overview import Tallies, area_key, tallies
from db.rules.periods import month_label, months_of, shift, short
from tui import keys
from tui.i18n import N_, _
from tui.keys import digit
from tui.lists.grid import Grid, GridRow
from tui.lists.layout import Line
from tui.month_words import days_left
from tui.overview_frame import AREA, BODY, EXEMPT, REMIND, REOPEN, OverviewFrame

YEAR = digit(3, "year", N_("cả năm"), N_("Xem cả năm, từng tổ chức, từng tháng."))
EARLIER = digit(8, "earlier", N_("tháng trước"), N_("Xem tháng trước."))
LATER = digit(9, "later", N_("tháng sau"), N_("Xem tháng sau."))

AROUND = 4  # lines above and below the rows: headings, dashes, sums
WIDEST = 5  # digits of a sum


class Matrix(OverviewFrame):
    """The month at hand unless another is asked for."""

    commands = (keys.OPEN, YEAR, REMIND, EARLIER, LATER, BODY, AREA, keys.BACK, REOPEN, EXEMPT)

    def __init__(self, month: dt.date | None = None, body: str | None = None, area: int | None = None) -> None:
        super().__init__(body, area)
        self._month = month
        self._cells: dict[tuple[int, str], MonthRow] = {}
        self._sums: Tallies[int, str] = tallies(())

    @property
    def month(self) -> dt.date:
        """The month that is shown."""
        return self._month or self.shell.desk.person.month

    def wanted_year(self) -> int:
        return self.month.year

    def heading(self) -> Sequence[Line]:
        parts = [_("THÁNG {month}").format(month=month_label(self.month)), self.scope_words()]
        some = next(iter(self._cells.values()), None)
        if some is not None:
            due = some.fact.due
            parts.append(_("hạn {due}, {left}").format(due=short(due), left=days_left(due, some.fact.today)))
            whole = self._sums.whole
            parts.append(_("đã gửi {sent}/{all}").format(sent=whole.sent, all=whole.owed))
        return ([(" · ".join(parts), "strong")],)

    def at(self) -> MonthRow | None:
        cell = self._grid.current
        return self._cells.get(cell) if cell else None  # type: ignore[arg-type]

    def row_at(self) -> MonthRow | None:
        cell = self._grid.current
        return next((row for key, row in self._cells.items() if cell and key[0] == cell[0]), None)

    # The grid

    def show(self) -> None:
        rows = [row for row in self.filtered() if row.month == self.month]
        here = {row.area_id for row in rows if duties.is_open(row.fact.opened, row.fact.closed, row.month)}
        self._cells = {(row.area_id, row.body): row for row in rows if row.area_id in here or row.report_id}
        self._sums = tallies((area, body, row.fact) for (area, body), row in self._cells.items())
        marks = {key: duties.mark(row.fact) for key, row in self._cells.items()}
        self._grid.show(self._laid_out(marks))
        spare = (self.size.height or 24) - AROUND - len({area for area, _body in self._cells}) - 3
        self.explain(marks.values(), 2 if spare >= 2 else 1)

    def _laid_out(self, marks: dict[tuple[int, str], duties.Mark]) -> Grid:
        if self._overview is None:
            return Grid((), ())
        bodies = [body for body in self._overview.bodies if any(code == body.code for _area, code in marks)]
        areas = [self._overview.areas[id] for id in {area for area, _body in marks}]
        areas.sort(key=lambda area: area_key(area.level, area.kind, area.name))
        lone = sum(area.level == "town" for area in areas) == 1
        rows = [
            GridRow(
                area.id,
                _brief(area, lone),
                [marks.get((area.id, body.code), " ") for body in bodies],
                _total(self._sums.rows[area.id].sent, self._sums.rows[area.id].left),
            )
            for area in areas
        ]
        sums = [str(self._sums.columns[body.code].sent) for body in bodies]
        totals = GridRow(None, _("Đã gửi"), sums, _total(self._sums.whole.sent, self._sums.whole.left))
        heads = [(body.code, body.short) for body in bodies]
        return Grid(heads, rows, "", (_total(_("gửi"), _("chưa")),), totals if rows else None)

    # Keys

    def do_year(self) -> None:
        self.shell.open("year", instead=True, year=self.month.year, body=self._body, area=self._area)

    def do_remind(self) -> None:
        self.remind(self.month)

    def do_earlier(self) -> None:
        self._go(-1)

    def do_later(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        self._month = shift(self.month, step)
        if self._overview is not None and self._month in months_of(self._overview.year):
            self.show()
            self.retitle()
        else:
            self.load()


def _total(sent: object, left: object) -> str:
    return f"{sent!s:>{WIDEST}}{left!s:>{WIDEST}}"


def _brief(area: Area, lone: bool) -> str:
    """P. Hòa Mạc, Mộc Bắc, TT. X; the town, when there is one, by its kind alone."""
    if area.level == "town" and lone:
        return area.kind[:1].upper() + area.kind[1:]
    shorts = {"phường": "P. ", "thị trấn": "TT. ", "xã": ""}
    return shorts.get(area.kind, area.kind[:1].upper() + area.kind[1:] + " ") + area.name
