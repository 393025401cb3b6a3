"""What the grids say in words: the legend of their marks, a cell as a sentence, the list of those to be reminded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from db.duties.monthly_report.months import MonthRow
from db.duties.monthly_report.overview import Area, Body
from db.rules import duties, overview
from db.rules.duties import MARK_LABELS, DutyState, Mark, Status
from db.rules.overview import area_key
from db.rules.periods import month_label, short
from screens.shared.month_wording import days_left
from tui.widgets.layout import width_of, wrap
from tui.wording.i18n import N_, _, _n

_SHORT = {
    Mark.NOTHING_AROSE: N_("không p.sinh"),
    Mark.EXEMPT: N_("miễn"),
    Mark.CLOSED: N_("không có"),
}
_SHORTEST = {**_SHORT, Mark.ON_TIME: N_("đúng"), Mark.WAITING: N_("chờ"), Mark.NOT_DUE: N_("chưa hạn")}
GAP = "  "


def legend(marks: Collection[str], width: int, lines: int = 2) -> list[str]:
    """The marks that a grid shows, each with its word, in at most so many lines; words give way before marks do."""
    there = [mark for mark in Mark if mark in marks]
    for labels in (MARK_LABELS, {**MARK_LABELS, **_SHORT}, {**MARK_LABELS, **_SHORTEST}):
        laid = _in_lines([f"{mark} {_(labels[mark])}" for mark in there], width)
        if len(laid) <= lines:
            return laid
    return laid


def _in_lines(words: Iterable[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        longer = lines[-1] + GAP + word if lines[-1] else word
        if width_of(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def sentence(row: MonthRow) -> str:
    """How a cell stands behind which there is nothing to read; short, as a message line has little room."""
    return _("{name} tháng {month}: {how}").format(name=row.organisation, month=row.month.month, how=_how(row))


def _how(row: MonthRow) -> str:
    fact, how = row.fact, duties.state(row.fact)
    if how in (DutyState.CLOSED, DutyState.EXEMPT):
        return _(N_("không hoạt động") if how is DutyState.CLOSED else N_("được miễn báo cáo"))
    words = [_("đang soạn") if fact.status is Status.DRAFT else _("chưa gửi")]
    left = days_left(fact.due, fact.today)
    words.append(left if how is DutyState.MISSING else _("hạn {due}, {left}").format(due=short(fact.due), left=left))
    if row.reopened and row.reopened >= fact.today:
        words.append(_("mở lại đến {day}").format(day=short(row.reopened)))
    elif locked(row):
        words.append(_("đã khóa"))
    return ", ".join(words)


def locked(row: MonthRow) -> bool:
    """Whether only a reopening lets the organisation still report this month."""
    not_sent = row.fact.status in (None, Status.DRAFT)
    return not_sent and duties.owed(row.fact) and row.fact.today > row.locks and not row.takes_entry()


# Reminders


def reminder(
    rows: Sequence[MonthRow], areas: Mapping[int, Area], bodies: Sequence[Body], *, by_body: bool, width: int
) -> list[str]:
    """Who has not reported a month, as plain text to be copied: nothing before the words, nothing after them."""
    missing, returned = overview.missing(rows), overview.returned(rows)
    if not rows:
        return [_("Không có tổ chức nào phải báo cáo.")]
    month = rows[0].month
    if not missing and not returned:
        return wrap(_("Tháng {month}: tất cả đã gửi báo cáo.").format(month=month_label(month)), width)
    lines = []
    for due in sorted({row.fact.due for row in missing}):  # areas with programmes of their own may have other days
        late = [row for row in missing if row.fact.due == due]
        lines += wrap(
            _("Chưa gửi báo cáo tháng {month} (hạn {due}): ").format(month=month_label(month), due=short(due))
            + _n("{n} tổ chức.", len(late)),
            width,
        )
        lines += _grouped(late, areas, bodies, by_body, width)
    if returned:
        lines += wrap(_n("Đã trả lại, chưa gửi lại: {n} tổ chức.", len(returned)), width)
        lines += _grouped(returned, areas, bodies, by_body, width)
    return lines


def _grouped(
    rows: Sequence[MonthRow], areas: Mapping[int, Area], bodies: Sequence[Body], by_body: bool, width: int
) -> list[str]:
    """`Xã Mộc Bắc: HND, CCB`, or `Hội Nông dân: xã Mộc Bắc, xã Yên Nam`, a group a paragraph."""
    order = {body.code: number for number, body in enumerate(bodies)}
    names = {body.code: body for body in bodies}
    sorted_areas = sorted(areas.values(), key=lambda area: area_key(area.level, area.kind, area.name))
    area_order = {area.id: number for number, area in enumerate(sorted_areas)}
    groups: dict[str, list[str]] = {}
    places = sorted(rows, key=lambda row: (area_order[row.area_id], order[row.body]))
    if by_body:
        for row in sorted(places, key=lambda row: order[row.body]):
            groups.setdefault(names[row.body].name, []).append(areas[row.area_id].full)
    else:
        for row in places:
            full = areas[row.area_id].full
            groups.setdefault(full[:1].upper() + full[1:], []).append(names[row.body].short)
    return [line for head, members in groups.items() for line in wrap(f"{head}: {', '.join(members)}", width)]


def file_name(month: dt.date) -> str:
    """The file into which the list is written: don-doc-2023-10.txt."""
    return f"don-doc-{month:%Y-%m}.txt"
