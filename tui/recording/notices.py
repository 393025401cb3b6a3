"""What a form has to say, as the message line says it."""

from __future__ import annotations

from db.records.base import Record
from tui.finding_words import all_of, of_field, of_text
from tui.forms.events import Notice
from tui.i18n import N_, _, _n
from tui.lists.entry import Entry
from tui.lists.layout import Line, Piece, wrap
from tui.messages import sentence_of


def line(notice: Notice, record: Record) -> Piece:
    """The sentence and its tone; nothing when there is nothing to say."""
    if notice.kind == "none":
        return "", ""
    if notice.kind == "help":
        return _(notice.text), ""
    if notice.refused:
        return sentence_of(notice.refused.code, notice.refused.params), "error"
    said = sentence_of(notice.code, notice.params)
    if notice.kind in ("warning", "reason"):
        said = of_text(record, notice.field, said)
        keys = _(N_(" · Ctrl+R ghi lý do")) if notice.kind == "warning" else _(N_(" · Enter nhận · Esc thôi"))
        return _n("Cảnh báo ({n}) ", notice.count) + said + keys, "warning"
    return of_field(record, notice.field, said), "error"


def listing(notice: Notice, record: Record, width: int) -> list[Line]:
    """All the warnings, for the lines above the keys; nothing where the message line has them all."""
    if len(notice.warnings) < 2:
        return []
    return [*wrap(all_of(notice.warnings, record), width), "-" * width]


def entry(notice: Notice) -> Entry | None:
    """The reason that is being typed."""
    return Entry(_(N_("Lý do: ")), notice.text, notice.cursor) if notice.kind == "reason" else None
