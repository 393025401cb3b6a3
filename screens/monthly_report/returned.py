"""What a return asked for, in words: in the form of an item that it named, and when the report is sent again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from db.duties.monthly_report.versions import of_content
from screens.monthly_report.items import Item
from screens.monthly_report.month_data import MonthData
from screens.monthly_report.number_ranges import named
from tui.widgets.layout import Line, wrap
from tui.wording.i18n import N_, _

MOST_LINES = 2  # of a reason above a form; the report's screen has more of it


def reason_for(data: MonthData, item: UUID | None = None) -> str:
    """Why the report came back, if that concerns the item: it was named, or nothing was. Without an item, if it
    concerns what stands around the items."""
    found = data.returned
    if found is None or (found.items and item not in found.items):
        return ""
    return _(N_("Lý do trả lại: {reason}")).format(reason=" ".join(found.reason.split()))


def above_form(reason: str, width: int) -> list[Line]:
    """The reason as lines under the title of a form."""
    rows = wrap(reason, width) if reason else []
    if len(rows) > MOST_LINES:
        rows = [*rows[: MOST_LINES - 1], rows[MOST_LINES - 1][: width - 2].rstrip() + " …"]
    return [[(row, "error")] for row in rows]


def untouched(data: MonthData, items: Sequence[Item]) -> str:
    """Which items the return named and nobody has changed since they were sent; empty if there are none."""
    found, report = data.returned, data.report
    sent = [one for one in report.sendings if one.taken_back is None] if report is not None else []
    if found is None or not sent:
        return ""
    before, now = of_content(sent[-1].content), of_content({"opinions": [{"id": i.id, **i.values} for i in items]})
    same = [
        item.number
        for item, stands in zip(items, now.items, strict=True)
        if item.id in found.items and stands == before.item(stands.id)
    ]
    return _(N_("Được nêu khi trả lại mà chưa sửa: {items}.")).format(items=named(same)) if same else ""
