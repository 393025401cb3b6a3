"""A month's duty in words: the same sentence on every screen that mentions it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from db.duties.monthly_report.months import MonthRow
from db.rules.duties import STATE_LABELS, DutyState, Fact, Status, days_late, on_time, state
from db.rules.periods import month_label, short
from tui.widgets.layout import Piece, width_of
from tui.wording.i18n import N_, _, _n

ROOM = 27  # columns that a home screen of 80 has for how a month stands


def days_left(due: dt.date, today: dt.date) -> str:
    """`còn 4 ngày`, `hôm nay`, `quá 3 ngày`."""
    left = (due - today).days
    if left == 0:
        return _(N_("hôm nay"))
    return _n("còn {n} ngày", left) if left > 0 else _n("quá {n} ngày", -left)


def due_words(dues: Collection[dt.date], today: dt.date) -> str:
    """`hạn 20/10, còn 4 ngày`; where areas have other days, from the first to the last: `hạn 20/10–25/10`."""
    first, last = min(dues), max(dues)
    if first == last:
        return _(N_("hạn {due}, {left}")).format(due=short(first), left=days_left(first, today))
    return _(N_("hạn {first}–{last}")).format(first=short(first), last=short(last))


def report_name(month: dt.date) -> str:
    """`Báo cáo tháng 9/2023`."""
    return _(N_("Báo cáo tháng {month}")).format(month=month_label(month))


def deadline(fact: Fact) -> dt.date:
    """The day by which something must come now: the return's while it is returned, else the due date."""
    return fact.return_due if fact.status is Status.RETURNED and fact.return_due else fact.due


def to_do_words(row: MonthRow) -> Piece:
    """How a month stands that is still to be done, with its tone."""
    fact, how = row.fact, state(row.fact)
    if how is DutyState.RETURNED:
        return _returned_words(row), "error"
    if how is DutyState.MISSING:
        if not row.takes_entry():
            return _(N_("CHƯA CÓ, đã khóa")), "error"
        return _(N_("CHƯA CÓ, ")) + _n("quá {n} ngày", (fact.today - fact.due).days), "error"
    if fact.status is Status.DRAFT:
        return _n("đang soạn, {n} ý kiến", row.opinions), "strong"
    if row.reopened:
        return _(N_("mở lại đến {day}")).format(day=short(row.reopened)), "warning"
    return _(STATE_LABELS[how]), "warning" if how is DutyState.DUE_TODAY else ""


def _returned_words(row: MonthRow) -> str:
    """`TRẢ LẠI: xem mục 4`, `TRẢ LẠI, quá 3 ngày: mục 2, 4`; of many items, how many there are."""
    fact, numbers = row.fact, row.returned_numbers
    past = (fact.today - deadline(fact)).days
    head = _(N_("TRẢ LẠI")) + (f", {_n('quá {n} ngày', past)}" if past > 0 else "")
    if not numbers:
        return head
    named = N_("{head}: mục {numbers}") if past > 0 else N_("{head}: xem mục {numbers}")
    words = _(named).format(head=head, numbers=", ".join(map(str, numbers)))
    return words if width_of(words) <= ROOM else head + ": " + _n("{n} mục", len(numbers))


def done_words(row: MonthRow) -> str:
    """How a month stands that was sent: on time or late, and how far it has come."""
    fact = row.fact
    late = days_late(fact)
    parts = [_(N_("không phát sinh"))] if fact.nil else []
    if late:
        parts.append(_n("chậm {n} ngày", late))
    elif on_time(fact) and not fact.nil:
        parts.append(_(N_("đúng hạn")))
    parts.append(_(N_("đã nhận")) if fact.status is Status.ACCEPTED else _(N_("chờ nhận")))
    return ", ".join(parts)
