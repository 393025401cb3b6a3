"""Who has reported, one month: areas down, bodies across, one mark a cell; how many came, and how many on time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from db.duties.monthly_report.months import MonthRow
from db.duties.monthly_report.overview import Area
from db.rules import duties
from db.rules.overview import Rates, Tallies, Tally, area_key, rates, tallies
from db.rules.periods import month_label, months_of, shift
from screens.overview.base import AREA, BODY, EXEMPT, REMIND, REOPEN, OverviewFrame, in_percent, number_of
from screens.shared.month_wording import due_words
from tui.shell import keys
from tui.shell.keys import digit
from tui.widgets.grid import Grid, GridRow
from tui.widgets.layout import Line
from tui.wording.i18n import N_, _

YEAR = digit(3, "year", N_("năm"), N_("Xem cả năm, từng tổ chức, từng tháng."))
EARLIER = digit(8, "earlier", N_("tháng trước"), N_("Xem tháng trước."))
LATER = digit(9, "later", N_("tháng sau"), N_("Xem tháng sau."))

AROUND = 7  # lines that are neither rows nor legend: title, headings, rule, two sums, message, keys
NARROW = 70  # columns from which on a row says also how many came and how many did not


class Matrix(OverviewFrame):
    """The month at hand unless another is asked for."""

    commands = (
        keys.OPEN, keys.SEARCH, BODY, AREA, YEAR, REMIND, REOPEN, EXEMPT, EARLIER, LATER, keys.BACK,
    )  # fmt: skip

    def __init__(
        self,
        month: dt.date | None = None,
        body: str | None = None,
        area: int | None = None,
        cell: tuple[int, str] | None = None,
    ) -> None:
        """`cell` is where the cursor begins: an area and a body."""
        super().__init__(body, area, cell)
        self._month = month
        self._cells: dict[tuple[int, str], MonthRow] = {}
        self._sums: Tallies[int, str] = tallies(())
        self._rates: Rates[int, str] = rates(())

    @property
    def month(self) -> dt.date:
        """The month that is shown."""
        return self._month or self.shell.cache.person.month

    def wanted_year(self) -> int:
        return self.month.year

    def heading(self) -> Sequence[Line]:
        parts = [_("THÁNG {month}").format(month=month_label(self.month)), self.scope_words()]
        facts = [row.fact for row in self._cells.values()]
        if facts:
            parts.append(due_words({fact.due for fact in facts}, facts[0].today))
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
        here = {row.area_id for row in rows if _is_open(row)}
        # One that was closed may stand beside its successor; its cell is the successor's.
        self._cells = {
            (row.area_id, row.body): row for row in sorted(rows, key=_is_open) if row.area_id in here or row.report_id
        }
        facts = [(area, body, row.fact) for (area, body), row in self._cells.items()]
        self._sums, self._rates = tallies(facts), rates(facts)
        marks = {key: duties.mark(row.fact) for key, row in self._cells.items()}
        self.fill(self._laid_out(marks))
        spare = (self.size.height or 24) - AROUND - len({area for area, _body in self._cells})
        self.explain(marks.values(), 2 if spare >= 2 else 1)

    def _laid_out(self, marks: dict[tuple[int, str], duties.Mark]) -> Grid:
        if self._overview is None or not marks:
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
                self._end(self._sums.rows[area.id], in_percent(self._rates.rows[area.id])),
                area.full,
            )
            for area in areas
        ]
        heads = [(body.code, body.short) for body in bodies]
        ends = self._in_columns(_("đã gửi"), _("chưa"), _("đúng hạn"))
        return Grid(heads, rows, "", (ends,), self._totals([body.code for body in bodies]))

    def _totals(self, bodies: Sequence[str]) -> tuple[GridRow, GridRow]:
        """Under each body how many came, and how many of those due came on time."""
        sent = [str(self._sums.columns[body].sent) for body in bodies]
        on_time = [number_of(self._rates.columns[body]) for body in bodies]
        whole = self._in_columns("", "", in_percent(self._rates.whole))
        return (
            GridRow(None, _("Đã gửi"), sent, self._end(self._sums.whole, "")),
            GridRow(None, _("Đúng hạn, %"), on_time, whole),
        )

    def _end(self, tally: Tally, rate: str) -> str:
        return self._in_columns(str(tally.sent), str(tally.left), rate)

    def _in_columns(self, sent: str, left: str, rate: str) -> str:
        """The columns at the end of a row. A narrow terminal has room for the rate alone; how many came is in its
        marks, too."""
        narrow = (self.size.width or 80) < NARROW
        return f"{rate:>9}" if narrow else f"{sent:>6}{left:>6}{rate:>10}"

    # Keys

    def do_year(self) -> None:
        row = self.at()
        cell = (row.organisation_id, row.month) if row else None
        self.shell.open("year", instead=True, year=self.month.year, body=self._body, area=self._area, cell=cell)

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


def _is_open(row: MonthRow) -> bool:
    return duties.is_open(row.fact.opened, row.fact.closed, row.month)


def _brief(area: Area, lone: bool) -> str:
    """P. Hòa Mạc, Mộc Bắc, TT. X; the town, when there is one, by its kind alone."""
    if area.level == "town" and lone:
        return area.kind[:1].upper() + area.kind[1:]
    shorts = {"phường": "P. ", "thị trấn": "TT. ", "xã": ""}
    return shorts.get(area.kind, area.kind[:1].upper() + area.kind[1:] + " ") + area.name
