"""What goes when a report is sent, and what still stands against it, in words. No widgets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from db.core.records.base import Values
from screens.monthly_report.items import Item
from screens.monthly_report.number_ranges import together
from screens.monthly_report.rows import brief, missing_words
from tui.editing.form_context import Lists
from tui.widgets.layout import wrap
from tui.wording.i18n import N_, _, _n

MOST_LINES = 6
MOST_NAMED = 2  # gaps that the message line names, each with its items


def obstacles(items: Sequence[Item], general: Values, general_trouble: str) -> list[str]:
    """Everything that stands against sending, a sentence for all items of which the same is to be said."""
    found = []
    if general_trouble:
        found.append(general_trouble)
    against = ((item.number, _against(item)) for item in items)
    found += [f"{those}: {said}" for those, said in together(pair for pair in against if pair[1])]
    if not items and not general.get("general"):
        found.append(_(N_("chưa có ý kiến nào và chưa có tình hình chung (không có gì thì phím 0)")))
    return found


def _against(item: Item) -> str:
    """What stands against sending an item; empty if nothing does."""
    parts = [_(N_("thiếu {fields}")).format(fields=missing_words(item))] if item.missing else []
    if item.trouble and not item.savable:
        parts.append(item.trouble)
    return "; ".join(parts)


def missing_line(items: Sequence[Item]) -> str:
    """`Còn thiếu: lĩnh vực của mục 7`, or nothing."""
    gaps = together((item.number, missing_words(item)) for item in items if item.missing)
    parts = [_(N_("{fields} của {items}")).format(fields=fields, items=those) for those, fields in gaps]
    more = "; …" if len(parts) > MOST_NAMED else ""
    return _(N_("Còn thiếu: ")) + "; ".join(parts[:MOST_NAMED]) + more if parts else ""


def summary(items: Sequence[Item], general: Values, paper: bool, lists: Lists, unsaved: int) -> list[str]:
    """What goes, in a few lines: opinions by nature, petitions, the texts around them, the paper's number."""
    counts = Counter(item.values.get("nature") for item in items)
    codes = [choice.code for choice in lists.get("natures", ())]
    natures = " · ".join(f"{brief(lists, 'natures', code)} {counts[code]}" for code in codes if counts[code])
    lines = [_n("Gửi {n} ý kiến", len(items)) + (f": {natures}" if natures else "")]
    texts = [
        (N_("tình hình chung"), "general"),
        (N_("dự báo"), "forecast"),
        (N_("đề xuất"), "proposals"),
    ]
    yes, no = _(N_("có")), _(N_("chưa ghi"))
    parts = [f"{_(label)}: {yes if general.get(name) else no}" for label, name in texts]
    if not paper:
        parts.append(_(N_("chưa có số, ngày văn bản (ghi sau được)")))
    lines.append(" · ".join(parts))
    if unsaved:
        lines.append(_n("{n} mục còn ở bản nháp được lưu rồi gửi cùng", unsaved))
    return lines


def laid_out(lines: Sequence[str], width: int) -> list[str]:
    """The lines within the width, as many as there is room for."""
    rows = [row for line in lines for row in wrap(line, width)]
    return rows if len(rows) <= MOST_LINES else [*rows[: MOST_LINES - 1], rows[MOST_LINES - 1] + " …"]
