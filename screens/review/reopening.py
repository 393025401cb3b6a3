"""Mở lại: a locked month takes entry again, for one organisation, until the end of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from uuid import UUID

from db.core.connect import Session
from db.core.errors import Invalid
from db.core.records.base import Values
from db.duties.monthly_report import commands
from db.duties.monthly_report.report import REOPENING
from db.people import who
from db.programme import queries
from db.rules.periods import format_date, month_label
from tui.editing.command_form import CommandForm, commands_of
from tui.widgets.layout import Line
from tui.wording.i18n import N_, _

WORKING_DAYS = 5  # to report in; the person may set any other day
LONGEST = 60  # days that a reopening may last, as app.reopen has it


class Reopening(CommandForm):
    """Opened from a grid, on a month that is locked and empty."""

    commands = (*commands_of(N_("mở lại"), N_("Mở lại tháng cho đơn vị này, đến hết ngày đã ghi.")),)
    record = REOPENING
    kind = "reopening"
    word = N_("mở lại")
    success = N_("Đã mở lại tháng cho đơn vị.")

    def __init__(self, organisation: int, month: dt.date) -> None:
        super().__init__(f"{organisation}-{month:%Y-%m}")
        self._organisation = organisation
        self._month = month
        self._whose = self._short = ""

    def heading(self) -> Sequence[Line]:
        title = _("MỞ LẠI THÁNG {month} · {name}").format(month=month_label(self._month), name=self._whose)
        return ([(title, "strong")], "")

    async def prepare(self) -> Values:
        ask = self.shell.work.ask
        organisation = (await ask(who.organisations, [self._organisation]))[0]
        self._whose, self._short = organisation.name, organisation.short
        today = self.shell.cache.person.today
        working = await ask(queries.calendar, organisation.area_id, today)
        return {"until": working.add(today, WORKING_DAYS)}

    def checked(self, values: Values) -> None:
        today, until = self.shell.cache.person.today, values["until"]
        if isinstance(until, dt.date) and not today <= until <= today + dt.timedelta(LONGEST):
            raise Invalid("until_out_of_range", field="until", days=LONGEST)

    def command(self, values: Values, attempt: UUID) -> Callable[[Session], object]:
        reason, until = str(values["reason"]), values["until"]
        organisation, month, aside = self._organisation, self._month, self.said_of(values)
        assert isinstance(until, dt.date)
        return lambda session: commands.reopen(
            session, organisation, month, attempt=attempt, id=attempt, reason=reason, until=until, set_aside=aside
        )

    def question(self, values: Values) -> str:
        until = values["until"]
        assert isinstance(until, dt.date)
        return _("Mở lại {month} cho {name} đến hết {until}?").format(
            month=month_label(self._month), name=self._short, until=format_date(until)
        )

    def refusal(self, why: str) -> str:
        return _("Chưa mở lại được tháng {month} cho {name}: {why}").format(
            month=month_label(self._month), name=self._whose, why=why
        )
