"""Who has reported, a year: organisations down, months across, and how much of it came on time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from db.duties.monthly_report.months import MonthRow
from db.rules import duties
from db.rules.duties import Mark, Rate
from db.rules.fold import sort_key
from db.rules.overview import Rates, area_key, need, rates
from db.rules.periods import months_of
from screens.overview.base import AREA, BODY, EXEMPT, REMIND, REOPEN, OverviewFrame, in_percent, number_of
from tui.shell import keys
from tui.shell.keys import digit
from tui.widgets.grid import Grid, GridRow
from tui.widgets.layout import Line
from tui.wording.i18n import N_, _

MONTH = digit(3, "month", N_("tháng"), N_("Xem tháng ở cột đang chọn: xã, phường và các khối."))
ORDER = digit(5, "order", N_("xếp"), N_("Xếp thiếu nhiều trước, hoặc theo tên."))
EARLIER = digit(8, "earlier", N_("năm trước"), N_("Xem năm trước."))
LATER = digit(9, "later", N_("năm sau"), N_("Xem năm sau."))

LEGEND = 2  # lines


class Year(OverviewFrame):
    """The year at hand unless another is asked for."""

    commands = (
        keys.OPEN, keys.SEARCH, BODY, AREA, MONTH, REMIND, ORDER, REOPEN, EXEMPT, EARLIER, LATER, keys.BACK,
    )  # fmt: skip

    def __init__(
        self,
        year: int | None = None,
        body: str | None = None,
        area: int | None = None,
        cell: tuple[int, dt.date] | None = None,
    ) -> None:
        """`cell` is where the cursor begins: an organisation and a month."""
        super().__init__(body, area, cell)
        self._year = year
        self._by_name = False
        self._months: dict[tuple[int, dt.date], MonthRow] = {}
        self._count = 0

    def wanted_year(self) -> int:
        return self._year or self.shell.cache.person.today.year

    def heading(self) -> Sequence[Line]:
        order = _("xếp: theo tên") if self._by_name else _("xếp: thiếu nhiều trước")
        parts = [_("AI ĐÃ BÁO CÁO · {year}").format(year=self.wanted_year()), self.scope_words(), order]
        first, last = self._grid.window
        parts.append(f"{first}-{last}/{self._count}")
        return ([(" · ".join(parts), "strong")],)

    def at(self) -> MonthRow | None:
        cell = self._grid.current
        return self._months.get(cell) if cell else None  # type: ignore[arg-type]

    # The grid

    def show(self) -> None:
        rows = self.filtered()
        self._months = {(row.organisation_id, row.month): row for row in rows}
        sums = rates((row.organisation_id, row.month, row.fact) for row in rows)
        marks: dict[int, dict[dt.date, Mark]] = {}
        for row in rows:
            marks.setdefault(row.organisation_id, {})[row.month] = duties.mark(row.fact)
        self._count = len(marks)
        first = {row.organisation_id: row for row in reversed(rows)}
        ordered = sorted(marks, key=lambda id: self._key(first[id], [*marks[id].values()], sums.rows[id]))
        months = months_of(self.wanted_year())
        laid = [
            GridRow(id, first[id].organisation, [marks[id].get(month, " ") for month in months],
                    _figures(sums.rows[id]), self._words(first[id]))
            for id in ordered
        ]  # fmt: skip
        self.fill(self._laid_out(laid, sums), self._start(ordered))
        self.explain({mark for line in marks.values() for mark in line.values()}, LEGEND)

    def _laid_out(self, rows: list[GridRow], sums: Rates[int, dt.date]) -> Grid:
        if not rows:
            return Grid((), ())
        months = months_of(self.wanted_year())
        found = [sums.columns.get(month, Rate(0, 0)) for month in months]
        totals = GridRow(None, _("Đúng hạn, %"), lambda cell: _numbers(found, cell), in_percent(sums.whole))
        heads = [(month, f"T{month.month}" if month.month < 10 else str(month.month)) for month in months]
        return Grid(heads, rows, _("Tổ chức"), (_("đúng hạn"), _("/đến hạn")), (totals,))

    def _words(self, row: MonthRow) -> str:
        """What an organisation is found by: its short name is in the grid, its full one here."""
        assert self._overview is not None
        bodies = {body.code: body.name for body in self._overview.bodies}
        return f"{bodies[row.body]} {self._overview.areas[row.area_id].full}"

    def _key(self, row: MonthRow, marks: Sequence[Mark], rate: Rate) -> tuple[object, ...]:
        assert self._overview is not None
        area = self._overview.areas[row.area_id]
        order = [body.code for body in self._overview.bodies].index(row.body)
        name = (*area_key(area.level, area.kind, area.name), order)
        if self._by_name:
            return (sort_key(row.organisation), row.organisation_id)
        return (*need(marks, rate), *name, row.organisation_id)

    def _start(self, ordered: Sequence[int]) -> tuple[int, dt.date] | None:
        """The month at hand of the first row."""
        return (ordered[0], self.shell.cache.person.month) if ordered else None

    # Keys

    def _month_at(self) -> dt.date:
        row = self.at()
        return row.month if row else dt.date(self.wanted_year(), 1, 1)

    def do_month(self) -> None:
        row = self.at()
        cell = (row.area_id, row.body) if row else None
        self.shell.open("matrix", instead=True, month=self._month_at(), body=self._body, area=self._area, cell=cell)

    def do_remind(self) -> None:
        self.remind(self._month_at())

    def do_order(self) -> None:
        self._by_name = not self._by_name
        self.show()
        self.retitle()

    def do_earlier(self) -> None:
        self._go(-1)

    def do_later(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        self._year = self.wanted_year() + step
        self.load()


def _figures(rate: Rate) -> str:
    """`7/9   78 %`; a dash when nothing was expected yet."""
    figures = f"{rate.on_time}/{rate.expected} " if rate.expected else ""
    return f"{figures}{in_percent(rate):>5}"


def _numbers(rates: Sequence[Rate], cell: int) -> list[str]:
    """The months' rates; in columns too narrow for 100 a month that was wholly on time has the mark for that."""
    return [Mark.ON_TIME if rate.share == 1 and cell < len("100 ") else number_of(rate) for rate in rates]
