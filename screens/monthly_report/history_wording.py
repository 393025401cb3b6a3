"""One change of a record in words: what was done, and each field from and to, with the labels that the forms use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from db.core.records.base import Choice, FieldType
from db.duties.monthly_report.history import Entry
from db.duties.monthly_report.opinion import OPINION
from db.duties.monthly_report.report import GENERAL, PAPER, REOPENING, RETURNING
from db.rules.periods import format_date
from tui.wording.i18n import N_, _
from tui.wording.times import full_moment

_FIELDS = {field.name: field for record in (OPINION, GENERAL, PAPER, RETURNING, REOPENING) for field in record.fields}

_LABELS = {
    "status": N_("Trạng thái"),
    "set_aside": N_("Lý do bỏ qua cảnh báo"),
    "paper_set_aside": N_("Lý do bỏ qua cảnh báo"),
    "nil": N_("Không phát sinh"),
    "state": N_("Giải quyết"),
}

_STATUS = {
    "draft": N_("đang soạn"),
    "submitted": N_("đã gửi"),
    "accepted": N_("đã nhận"),
    "returned": N_("trả lại"),
}

_WHAT = {
    ("reflection", "insert"): N_("lập báo cáo"),
    ("reflection", "update"): N_("sửa báo cáo"),
    ("reflection", "redact"): N_("xóa chỗ nêu tên người trong báo cáo"),
    ("opinion", "insert"): N_("thêm {item}"),
    ("opinion", "update"): N_("sửa {item}"),
    ("opinion", "delete"): N_("bỏ {item}"),
    ("opinion", "redact"): N_("xóa chỗ nêu tên người trong {item}"),
    ("petition", "insert"): N_("lập kiến nghị của {item}"),
    ("petition", "update"): N_("sửa kiến nghị của {item}"),
    ("petition", "delete"): N_("bỏ kiến nghị của {item}"),
    ("returning", "insert"): N_("trả lại"),
    ("returning", "update"): N_("sửa lời trả lại"),
    ("returning", "redact"): N_("xóa chỗ nêu tên người trong lời trả lại"),
    ("redaction", "insert"): N_("ghi vì sao xóa chỗ nêu tên người"),
    ("redaction", "update"): N_("sửa lý do xóa chỗ nêu tên người"),
}

# Columns that only repeat what the sentence or another column says.
_SILENT = frozenset({
    "id", "opinion_id", "reflection_id", "organisation_id", "month", "kind", "number", "area_id", "village_id",
    "first_submitted", "submitted", "submitted_by", "decided", "decided_by", "return_missed", "return_due", "answered",
    "withdrawn",
    "returned_at", "returned_by", "opened_at", "opened_by", "items", "table_name", "record", "field", "redacted_at",
    "redacted_by", "earlier",
})  # fmt: skip


def sentence(entry: Entry, numbers: Mapping[str, int]) -> str:
    """What was done. `numbers` gives the number of an opinion in the report today."""
    after, before = entry.after or {}, entry.before or {}
    if entry.table_name == "reflection" and "status" in after and entry.operation == "update":
        if undone(entry):
            return _(N_("hoàn tác việc nhận")) if before.get("status") == "accepted" else _(N_("hoàn tác việc trả lại"))
        return _turn(str(before.get("status")), str(after["status"]), decided="decided" in after)
    if entry.table_name == "reflection" and set(after) == {"opened"}:
        return _(N_("mở đọc"))
    number = numbers.get(entry.record)
    item = _(N_("mục {number}")).format(number=number) if number else _(N_("một mục đã bỏ"))
    pattern = _WHAT.get((entry.table_name, entry.operation))
    return _(pattern).format(item=item) if pattern else f"{entry.table_name}: {entry.operation}"


def undone(entry: Entry) -> bool:
    """Whether a reviewer undid what they had decided: the report waits again without having been sent, which would have
    made it one that nobody has opened."""
    before, after = entry.before or {}, entry.after or {}
    waits_again = after.get("status") == "submitted" and before.get("status") in ("accepted", "returned")
    return entry.table_name == "reflection" and waits_again and "opened" not in after


def repeats(entry: Entry) -> bool:
    """Whether another entry says the same and more: a return has its reason in an entry of its own, and that it was
    answered is said by the sending, that it was withdrawn by the undoing."""
    after = entry.after or {}
    if entry.table_name == "returning" and entry.operation == "update":
        return set(after) <= {"answered", "withdrawn"}
    return entry.table_name == "reflection" and after.get("status") == "returned" and "decided" in after


def _turn(before: str, after: str, *, decided: bool) -> str:
    if after == "draft" or (after == "returned" and not decided):
        return _(N_("rút lại báo cáo"))
    turns = {
        "submitted": N_("gửi lại") if before == "returned" else N_("gửi báo cáo"),
        "accepted": N_("nhận báo cáo"),
        "returned": N_("trả lại"),
    }
    return _(turns.get(after, after))


def changes(entry: Entry, lists: Mapping[str, Sequence[Choice]]) -> Iterator[str]:
    """Each field that changed, from and to. Of a draft's text only that it changed."""
    before, after = entry.before or {}, entry.after or {}
    for name in dict.fromkeys([*before, *after]):
        if name in _SILENT or (name == "opened"):
            continue
        field = _FIELDS.get(name)
        label = _(field.label if field else _LABELS.get(name, name))
        new, old = after.get(name), before.get(name)
        if new is True and name in ("text", "general", "forecast", "proposals"):
            yield _(N_("{label}: có sửa")).format(label=label)
        elif entry.operation == "insert" or old is None:
            yield f"{label}: {_shown(name, new, lists)}"
        else:
            yield f"{label}: {_shown(name, old, lists)} → {_shown(name, new, lists)}"


def _shown(name: str, value: Any, lists: Mapping[str, Sequence[Choice]]) -> str:
    if value is None:
        return _(N_("(trống)"))
    if isinstance(value, bool):
        return _(N_("có")) if value else _(N_("không"))
    if name == "status":
        return _(_STATUS.get(str(value), str(value)))
    field = _FIELDS.get(name)
    if field is not None and field.type is FieldType.CHOICE:
        choice = next((one for one in lists.get(field.choices, ()) if one.code == value), None)
        return choice.label if choice else str(value)
    if field is not None and field.type is FieldType.DATE:
        return format_date(dt.date.fromisoformat(str(value)))
    return f"“{value}”" if field is not None else str(value)


def in_program(entry: Entry) -> str:
    """The moment at which something was sent, opened or decided as the rules count it, on the program's clock; nothing
    for a change that they do not count."""
    after = {} if undone(entry) else entry.after or {}
    moment = next((after[name] for name in ("returned_at", "decided", "submitted", "opened") if after.get(name)), None)
    return full_moment(dt.datetime.fromisoformat(str(moment))) if moment else ""


def clock_words(server: dt.date, program: dt.date) -> str:
    """Which clock the moments of the audit are on, where the program was given a day of its own."""
    if server == program:
        return ""
    return _(
        N_("Giờ ghi bên trái là của máy chủ, nay {server}; trong ngoặc là ngày giờ của chương trình, nay {program}.")
    ).format(server=format_date(server), program=format_date(program))


def numbers_of(opinions: Sequence[UUID]) -> dict[str, int]:
    """The numbers that opinions have in the report today."""
    return {str(id): number for number, id in enumerate(opinions, 1)}
