"""Duties in words, and what became of them, for the organisation that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.people.duty_changes import DutyChange
from db.rules.periods import format_date
from tui.widgets.layout import Line, wrap
from tui.wording.duty_wording import KINDS
from tui.wording.i18n import N_, _
from tui.wording.times import full_moment


def duty_lines(changes: Sequence[DutyChange], width: int, indent: int) -> Iterator[Line]:
    """`16/10/2023 09:00  Trần Thị B`, then `được giao: người theo dõi, tổng hợp thị xã Duy Tiên, từ …, do … ghi`."""
    if not changes:
        return
    yield ""
    yield [(_(N_("AI ĐƯỢC GIAO VIẾT, ĐỌC BÁO CÁO CỦA ĐƠN VỊ")), "strong")]
    for change in changes:
        words = N_("hết nhiệm vụ: {duty}") if change.ended else N_("được giao: {duty}")
        yield f"{full_moment(change.at)}  {change.name}"
        yield from wrap(f"{_(words).format(duty=_duty(change))}, {_dates_and_giver(change)}", width, indent)


def _duty(change: DutyChange) -> str:
    where = " · ".join(filter(None, (change.area, change.body)))
    return f"{_(KINDS[change.kind])} {where}".rstrip()


def _dates_and_giver(change: DutyChange) -> str:
    first, last = format_date(change.from_date), format_date(change.to_date) if change.to_date else ""
    if change.ended:
        dates = _(N_("ngày cuối {last}")).format(last=last)
    elif last:
        dates = _(N_("từ {first} đến {last}")).format(first=first, last=last)
    else:
        dates = _(N_("từ {first}")).format(first=first)
    return dates + ", " + _(N_("do {name} ghi")).format(name=change.given_by or _(N_("người giữ máy chủ")))
