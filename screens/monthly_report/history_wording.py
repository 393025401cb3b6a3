"""One change of a report in words: what was done to it, and when as the rules count it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from db.core.history import Entry
from db.duties.monthly_report.record import KIND
from tui.wording.history_wording import deed
from tui.wording.i18n import N_, _
from tui.wording.times import full_moment


def sentence(entry: Entry, numbers: Mapping[str, int]) -> str:
    """What was done. `numbers` gives the number of an opinion in the report today."""
    after, before = entry.after or {}, entry.before or {}
    if entry.table_name == "reflection" and "status" in after and entry.operation == "update":
        if undone(entry):
            return _(N_("hoàn tác việc nhận")) if before.get("status") == "accepted" else _(N_("hoàn tác việc trả lại"))
        return _turn(str(before.get("status")), str(after["status"]), decided="decided" in after)
    if entry.table_name == "reflection" and set(after) == {"opened"}:
        return _(N_("mở đọc"))
    return deed(entry, KIND, numbers)


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


def in_program(entry: Entry) -> str:
    """The moment at which something was sent, opened or decided as the rules count it, on the program's clock; nothing
    for a change that they do not count."""
    after = {} if undone(entry) else entry.after or {}
    moment = next((after[name] for name in ("returned_at", "decided", "submitted", "opened") if after.get(name)), None)
    return full_moment(dt.datetime.fromisoformat(str(moment))) if moment else ""


def numbers_of(opinions: Sequence[UUID]) -> dict[str, int]:
    """The numbers that opinions have in the report today."""
    return {str(id): number for number, id in enumerate(opinions, 1)}
