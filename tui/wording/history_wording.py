"""One change of a record, of whatever kind, in words: the deed, and each field from and to, labelled as in the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from db.core.history import Entry
from db.core.records.base import Choice, Field, FieldType
from db.core.records.kinds import Kind
from db.rules.periods import format_date
from tui.wording.i18n import N_, _

_TEXTS = (FieldType.TEXT, FieldType.LONG, FieldType.ARTICLE)

_STATUS = {
    "draft": N_("đang soạn"),
    "submitted": N_("đã gửi"),
    "accepted": N_("đã nhận"),
    "returned": N_("trả lại"),
}


def deed(entry: Entry, kind: Kind, numbers: Mapping[str, int]) -> str:
    """Say what was done. `numbers` gives the number of a part in the record today."""
    number = numbers.get(entry.record)
    item = _(N_("mục {number}")).format(number=number) if number else _(N_("một mục đã bỏ"))
    pattern = kind.deeds.get((entry.table_name, entry.operation))
    return _(pattern).format(item=item) if pattern else f"{entry.table_name}: {entry.operation}"


def changes(entry: Entry, kind: Kind, lists: Mapping[str, Sequence[Choice]]) -> Iterator[str]:
    """Say of each field that changed from what to what; of a draft's text only that it changed."""
    before, after, fields = entry.before or {}, entry.after or {}, kind.fields
    for name in dict.fromkeys([*before, *after]):
        if name in kind.silent:
            continue
        field = fields.get(name)
        label = _(field.label if field else kind.labels.get(name, name))
        new, old = after.get(name), before.get(name)
        if new is True and field is not None and field.type in _TEXTS:
            yield _(N_("{label}: có sửa")).format(label=label)
        elif entry.operation == "insert" or old is None:
            yield f"{label}: {_shown(name, field, new, lists)}"
        else:
            yield f"{label}: {_shown(name, field, old, lists)} → {_shown(name, field, new, lists)}"


def _shown(name: str, field: Field | None, value: Any, lists: Mapping[str, Sequence[Choice]]) -> str:
    if value is None:
        return _(N_("(trống)"))
    if isinstance(value, bool):
        return _(N_("có")) if value else _(N_("không"))
    if name == "status":
        return _(_STATUS.get(str(value), str(value)))
    if field is not None and field.type is FieldType.CHOICE:
        choice = next((one for one in lists.get(field.choices, ()) if one.code == value), None)
        return choice.label if choice else str(value)
    if field is not None and field.type is FieldType.DATE:
        return format_date(dt.date.fromisoformat(str(value)))
    return f"“{value}”" if field is not None else str(value)


def clock_words(server: dt.date, program: dt.date) -> str:
    """Say which clock the moments of the audit are on, where the program was given a day of its own."""
    if server == program:
        return ""
    return _(
        N_("Giờ ghi bên trái là của máy chủ, nay {server}; trong ngoặc là ngày giờ của chương trình, nay {program}.")
    ).format(server=format_date(server), program=format_date(program))
