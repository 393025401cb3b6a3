"""What a form has to say, as the message line says it."""

from __future__ import annotations

from db.records.base import Record
from tui.forms.events import Notice
from tui.i18n import N_, _, _n
from tui.lists.layout import Piece
from tui.messages import sentence_of

REASON_SHOWN = 60  # characters of a reason that are shown while it is typed, the last ones


def line(notice: Notice, record: Record) -> Piece:
    """The sentence and its tone; nothing when there is nothing to say."""
    if notice.kind == "none":
        return "", ""
    if notice.kind == "help":
        return _(notice.text), ""
    if notice.kind == "reason":
        hint = f"  ({sentence_of(notice.code)})" if notice.code else ""
        return _(N_("Lý do: {text}_")).format(text=notice.text[-REASON_SHOWN:]) + hint, "strong"
    said = sentence_of(notice.code, notice.params)
    if notice.kind == "warning":
        return _n("Cảnh báo ({n}) ", notice.count) + said + _(N_(" · Ctrl+R ghi lý do")), "warning"
    label = next((f"{_(field.label)}: " for field in record.fields if field.name == notice.field), "")
    return label + said, "error"
