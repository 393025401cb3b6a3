"""Trả lại: a report goes back to its organisation with a reason, the items to mend, and a day to come again by."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from uuid import UUID

from db.core.connect import Session
from db.core.errors import Invalid
from db.core.records.base import Values
from db.duties.monthly_report import commands, reports
from db.duties.monthly_report.report import RETURNING
from db.duties.monthly_report.reports import Report
from db.programme import queries
from screens.review.decisions import chain_of
from screens.review.report_page import name, short_name, standing
from tui.editing.command_form import CommandForm, commands_of
from tui.widgets.layout import Line
from tui.wording.i18n import N_, _, _n

WORKING_DAYS = 3  # to correct a report in; the person may set any other day


class Returning(CommandForm):
    """Opened from the review of a report; `version` is the one that was read there, `said` says that it is returned."""

    commands = (*commands_of(N_("trả lại báo cáo"), N_("Trả lại báo cáo với lý do đã ghi.")),)
    record = RETURNING
    kind = "returning"

    success = N_("Đã trả lại báo cáo.")

    def __init__(self, report: UUID, version: int | None = None, said: Callable[[], object] | None = None) -> None:
        super().__init__(str(report), version=str(version or ""))
        self._about_report = report
        self._version = version
        self._said_by_opener = said
        self._report: Report | None = None

    def heading(self) -> Sequence[Line]:
        if self._report is None:
            return (_("TRẢ LẠI"),)
        title = _("TRẢ LẠI · {name}").format(name=name(self._report))
        return ([(title, "strong")], _n("Báo cáo có {n} ý kiến.", len(standing(self._report).items)), "")

    async def prepare(self) -> Values:
        ask = self.shell.work.ask
        self._report = await ask(reports.report, self._about_report)
        self._version = self._version or self._report.version
        today, area = self._report.today, self._report.organisation.area_id
        working = await ask(queries.calendar, area, today)
        return {"due": working.add(today, WORKING_DAYS)}

    def checked(self, values: Values) -> None:
        self._items(values)
        due = values["due"]
        assert self._report is not None
        if isinstance(due, dt.date) and due < self._report.today:
            raise Invalid("due_in_past", field="due")

    def _items(self, values: Values) -> list[UUID]:
        """The opinions whose numbers were typed: `4, 7`, in any order, with anything between."""
        assert self._report is not None
        typed = str(values.get("items") or "")
        numbers = [int(number) for number in re.findall(r"[0-9]+", typed)]
        read = standing(self._report).items
        most = len(read)
        wrong = [number for number in numbers if not 1 <= number <= most]
        if wrong or (typed and not numbers):
            raise Invalid("no_such_item", field="items", item=wrong[0] if wrong else typed, most=most)
        return [UUID(read[number - 1].id) for number in dict.fromkeys(numbers)]

    def command(self, values: Values, attempt: UUID) -> Callable[[Session], object]:
        reason, due, items = str(values["reason"]), values["due"], self._items(values)
        report, version, aside = self._about_report, self._version, self.said_of(values)
        assert isinstance(due, dt.date)
        assert version is not None
        return lambda session: commands.return_report(
            session, report, version, attempt=attempt, reason=reason, due=due, items=items, set_aside=aside
        )

    def chain(self) -> str:
        return chain_of(self._about_report)

    def succeeded(self) -> None:
        if self._said_by_opener is not None:
            self._said_by_opener()
        else:
            super().succeeded()

    def refusal(self, why: str) -> str:
        assert self._report is not None
        return _("Chưa trả lại được {name}: {why}").format(name=short_name(self._report), why=why)
