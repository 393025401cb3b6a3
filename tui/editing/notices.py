"""What a form has to say, as the message line says it."""

from __future__ import annotations

from collections.abc import Sequence

from db.core.records.base import Record
from tui.forms.events import Notice
from tui.widgets.entry import Entry
from tui.widgets.layout import Line, Piece, width_of, wrap
from tui.wording.i18n import N_, _, _n
from tui.wording.messages import sentence_of
from tui.wording.warning_wording import all_of, of_field, of_text


def line(notice: Notice, record: Record) -> Piece:
    """The sentence and its tone; nothing when there is nothing to say."""
    if notice.kind == "none":
        return "", ""
    if notice.kind == "help":
        return _(notice.text), ""
    if notice.refused:
        return sentence_of(notice.refused.code, notice.refused.params), "error"
    if notice.kind in ("warning", "reason"):
        return _counted(notice, why(notice, record)), "warning"
    return why(notice, record), "error"


def why(notice: Notice, record: Record) -> str:
    """What is wrong, or looks wrong, and in which field."""
    said = sentence_of(notice.code, notice.params)
    return (of_field if notice.kind == "error" else of_text)(record, notice.field, said)


def lines(notice: Notice, record: Record, width: int, height: int) -> tuple[Piece, Sequence[Line]]:
    """The same, and the lines above the keys: all the warnings, where they are several or one has no room beside what
    is to be done about it."""
    told = line(notice, record)
    if not notice.warnings or notice.refused or (len(notice.warnings) == 1 and width_of(told[0]) <= width):
        return told, ()
    found = wrap(all_of(notice.warnings, record), width)
    most = max(height // 2, 1)
    shown = found if len(found) <= most else [*found[: most - 1], found[most - 1] + " …"]
    return (_counted(notice, ""), "warning"), [*shown, "-" * width]


def _counted(notice: Notice, said: str) -> str:
    keys = _(N_(" · Ctrl+R ghi lý do")) if notice.kind == "warning" else _(N_(" · Enter nhận · Esc thôi"))
    return (_n("Cảnh báo ({n}) ", notice.count) + said).rstrip() + keys


def entry(notice: Notice) -> Entry | None:
    """The reason that is being typed."""
    return Entry(_(N_("Lý do: ")), notice.text, notice.cursor) if notice.kind == "reason" else None
