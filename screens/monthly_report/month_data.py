"""A report with its month: what is read for its writer, whether it takes entry, and how it stands in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from db.core.connect import Session
from db.core.errors import Denied
from db.core.records.base import Values
from db.duties.monthly_report import months, reports
from db.duties.monthly_report.months import MonthRow
from db.duties.monthly_report.reports import Petition, Report, Returned
from db.people import who
from db.people.who import Organisation
from db.rules.duties import on_time
from db.rules.periods import format_date, month_label, shift, short
from screens.shared.month_wording import days_left, report_name
from tui.wording.i18n import N_, _, _n
from tui.wording.messages import sentence_of
from tui.wording.times import local

STATUS = {
    "draft": N_("Đang soạn"),
    "submitted": N_("Đã gửi"),
    "accepted": N_("Đã nhận"),
    "returned": N_("TRẢ LẠI"),
}


@dataclass(frozen=True, slots=True)
class MonthData:
    """All that is read for the screen. `report` is None until something of it is stored; `row` None in a month that
    no programme knows."""

    organisation: Organisation
    month: dt.date
    kind: str
    today: dt.date
    row: MonthRow | None
    report: Report | None
    petitions: Sequence[Petition]

    @property
    def status(self) -> str:
        return self.report.status if self.report else "draft"

    @property
    def returned(self) -> Returned | None:
        """The return that waits for an answer."""
        if self.report is None or self.report.status != "returned" or not self.report.returns:
            return None
        return self.report.returns[-1]

    def closed(self) -> str:
        """Why nothing can be written, as a sentence; empty when it can."""
        sent = {
            "submitted": N_("Báo cáo đã gửi: chỉ xem."),
            "accepted": N_("Báo cáo đã nhận: chỉ xem."),
            "returned": "",
        }
        if self.status in sent:
            return _(sent[self.status])
        if self.month > self.today:
            return sentence_of("month_in_future", month=self.month)
        opened, ended = self.organisation.opened, self.organisation.closed
        if opened >= shift(self.month, 1) or (ended is not None and ended <= self.month):
            return sentence_of("organisation_closed", month=self.month)
        if self.row is None:
            return sentence_of("no_programme", month=self.month)
        if self.today < self.row.opens:
            return sentence_of("month_not_open", month=self.month, opens=self.row.opens)
        if self.kind == "periodic" and not self.row.takes_entry():
            return sentence_of("month_locked", month=self.month)
        return ""


def read(session: Session, organisation: Organisation, month: dt.date, key: UUID | None) -> MonthData:
    """The month as it is stored. Without a `key` it is about the periodic report; a key that nobody stored yet is that
    of an ad hoc report to be."""
    periodic = key is None
    key = key or reports.report_of(session, organisation.id, month)
    found: Report | None = None
    if key is not None:
        try:
            found = reports.report(session, key)
        except Denied:
            if periodic:
                raise
    kind = found.kind if found else "periodic" if periodic else "adhoc"
    rows = months.months(session, [organisation.id], month, month)
    petitions = reports.open_petitions(session, organisation.id, month)
    today = rows[0].fact.today if rows else who.today(session)
    return MonthData(organisation, month, kind, today, rows[0] if rows else None, found, petitions)


def title(organisation: str, month: dt.date, kind: str) -> str:
    """`BÁO CÁO TÌNH HÌNH NHÂN DÂN · tháng 10/2023 · Hội Nông dân xã Mộc Bắc`"""
    name = _(N_("BÁO CÁO ĐỘT XUẤT")) if kind == "adhoc" else _(N_("BÁO CÁO TÌNH HÌNH NHÂN DÂN"))
    return f"{name} · " + _(N_("tháng {month}")).format(month=month_label(month)) + f" · {organisation}"


def state_words(data: MonthData, paper: tuple[str | None, dt.date | None], *, nil: bool) -> str:
    """`Đang soạn · hạn 20/10, còn 4 ngày · Số, ngày: ghi sau khi ký`"""
    parts = [_(STATUS[data.status])]
    report = data.report
    if nil:
        parts.append(_(N_("không phát sinh")))
    if report and report.submitted and data.status in ("submitted", "accepted"):
        parts.append(short(local(report.submitted).date()))
    if data.status == "submitted" and report:
        parts.append(_(N_("người nhận đã mở")) if report.opened else _(N_("chưa ai mở")))
    due = data.returned.due if data.returned else data.row.fact.due if data.row and data.kind == "periodic" else None
    if due and data.status in ("draft", "returned"):
        parts.append(_(N_("hạn {day}, {left}")).format(day=short(due), left=days_left(due, data.today)))
    return " · ".join([*parts, paper_words(*paper)])


def paper_words(number: str | None, date: dt.date | None) -> str:
    """`Số 07/BC-HND, ngày 19/10/2023`, or that it is still to be filled in."""
    if not number and not date:
        return _(N_("Số, ngày: ghi sau khi ký"))
    parts = [_(N_("Số {number}")).format(number=number or "…")]
    if date:
        parts.append(_(N_("ngày {day}")).format(day=format_date(date)))
    return ", ".join(parts)


def return_words(data: MonthData) -> str:
    """Why the report came back, for the line under its state."""
    found = data.returned
    if found is None or data.report is None:
        return ""
    numbers = [str(number) for item in found.items if (number := data.report.number_of(item))]
    items = _(N_(" (mục {numbers})")).format(numbers=", ".join(numbers)) if numbers else ""
    return _(N_("Lý do trả lại{items}: {reason}")).format(items=items, reason=" ".join(found.reason.split()))


def report_title(data: MonthData) -> str:
    """`báo cáo tháng 10/2023`, in the middle of a sentence."""
    name = N_("báo cáo đột xuất tháng {month}") if data.kind == "adhoc" else N_("báo cáo tháng {month}")
    return _(name).format(month=month_label(data.month))


def drop_question(data: MonthData, opinions: int, texts: Values) -> str:
    """What is asked before a draft goes whole: it says what goes, the texts by the letters of their sections."""
    parts = [_n("{n} ý kiến", opinions)] if opinions else []
    sections = {"A": ("general",), "C": ("forecast", "proposals")}
    written = [letter for letter, names in sections.items() if any(texts.get(name) for name in names)]
    parts += [_(N_("phần {letters}")).format(letters=", ".join(written))] if written else []
    what = ", ".join(parts) or _(N_("chưa ghi gì"))
    return _(N_("Bỏ cả {report} ({what})?")).format(report=report_title(data), what=what)


def take_back_question(data: MonthData) -> str:
    """What is asked before a report is taken back: it says what the rule of lateness makes of it (design §4). A first
    sending that is taken back never was; one that answered a return has to come again by the return's date."""
    fact = data.row.fact if data.row and data.kind == "periodic" else None
    timely = on_time(fact) if fact else None
    if fact is None or timely is None:
        return _(N_("Rút lại báo cáo để sửa?"))
    if not timely:
        return _(N_("Rút lại để sửa? Báo cáo đã chậm; gửi lại vẫn tính là chậm."))
    due = fact.return_due if fact.return_due else fact.due
    if data.today > due:
        return _(N_("Rút lại để sửa? Đã quá hạn {day}: gửi lại sẽ tính là chậm.")).format(day=short(due))
    return _(N_("Rút lại để sửa? Gửi lại sau hạn {day} sẽ tính là chậm.")).format(day=short(due))


def nothing_arose_question(data: MonthData) -> str:
    """What is asked before nothing-arose goes."""
    return _(N_("{report}: không phát sinh. Gửi báo cáo này?")).format(report=report_name(data.month))
