"""Miễn báo cáo: an organisation need not report for some months, with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from uuid import UUID

from db.core.connect import Session
from db.core.errors import Invalid
from db.core.records.base import Values
from db.duties.monthly_report import commands
from db.duties.monthly_report.redaction import EXEMPTION
from db.people import who
from db.rules.periods import month_label
from tui.editing.command_form import CommandForm, commands_of
from tui.widgets.layout import Line
from tui.wording.i18n import N_, _

REPORTS = "monthly_report"  # the target from which an organisation is excused


class Exempting(CommandForm):
    """Opened from a grid, on the month from which the organisation is to be excused."""

    commands = (*commands_of(N_("miễn báo cáo"), N_("Miễn báo cáo cho đơn vị này trong những tháng đã ghi.")),)
    record = EXEMPTION
    kind = "exempting"
    word = N_("miễn báo cáo")
    success = N_("Đã ghi việc miễn cho đơn vị.")

    def __init__(self, organisation: int, month: dt.date) -> None:
        super().__init__(f"{organisation}-{month:%Y-%m}")
        self._organisation = organisation
        self._month = month
        self._whose = self._short = ""

    def heading(self) -> Sequence[Line]:
        return ([(_("MIỄN BÁO CÁO · {name}").format(name=self._whose), "strong")], "")

    async def prepare(self) -> Values:
        organisation = (await self.shell.work.ask(who.organisations, [self._organisation]))[0]
        self._whose, self._short = organisation.name, organisation.short
        return {"first": self._month, "last": self._month}

    def checked(self, values: Values) -> None:
        first, last = values["first"], values["last"]
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            raise Invalid("last_before_first", field="last")

    def command(self, values: Values, attempt: UUID) -> Callable[[Session], object]:
        reason, first, last = str(values["reason"]), values["first"], values["last"]
        organisation, aside = self._organisation, self.said_of(values)
        assert isinstance(first, dt.date)
        assert isinstance(last, dt.date)
        return lambda session: commands.exempt(
            session, organisation, REPORTS, attempt=attempt, id=attempt, first=first, last=last, reason=reason,
            set_aside=aside,
        )  # fmt: skip

    def question(self, values: Values) -> str:
        first, last = values["first"], values["last"]
        assert isinstance(first, dt.date)
        assert isinstance(last, dt.date)
        return _("Miễn {first}–{last} cho {name}?").format(
            name=self._short, first=month_label(first), last=month_label(last)
        )

    def refusal(self, why: str) -> str:
        return _("Chưa miễn được cho {name}: {why}").format(name=self._whose, why=why)
