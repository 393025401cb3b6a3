"""Xóa chỗ nêu tên người: one text of a report becomes unreadable, everywhere and for good."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from uuid import UUID

from db import commands
from db.connect import Session
from db.errors import Invalid
from db.queries import reports
from db.queries.reports import Report
from db.records.base import Values
from db.records.redaction import REDACTION
from db.records.reflection import GENERAL
from db.rules.fold import fold
from tui.command_form import CommandForm, commands_of
from tui.i18n import N_, _
from tui.lists.layout import Line, wrap
from tui.reading import name, short_name, standing

TEXTS = {"a": "general", "b": "forecast", "c": "proposals", "e": "paper_number"}
_LABELS = {field.name: field.label for field in GENERAL.fields} | {
    "paper_number": N_("Số văn bản"), "reason": N_("Lý do trả lại"),
}  # fmt: skip
_RETURN = re.compile(r"d *([0-9]{0,3})")  # the reason of the last return, or of that number


class Redacting(CommandForm):
    """Opened from the review of a report. Asks before it does what nobody can undo."""

    commands = (*commands_of(N_("xóa"), N_("Hỏi lại một lần, rồi xóa hẳn nội dung của mục.")),)
    record = REDACTION
    kind = "redacting"
    word = N_("xóa hẳn")
    success = N_("Đã xóa chỗ nêu tên người; trong lịch sử cũng không còn.")

    def __init__(self, report: UUID) -> None:
        super().__init__(str(report))
        self._about_report = report
        self._report: Report | None = None

    def heading(self) -> Sequence[Line]:
        title = _("XÓA CHỖ NÊU TÊN NGƯỜI")
        words = _(
            "Cả nội dung của mục được thay bằng một dấu vết không đọc lại được: trong báo cáo, trong các lần đã gửi và "
            "trong nhật ký. Không ai lấy lại được."
        )
        head = f"{title} · {name(self._report)}" if self._report else title
        return ([(head, "strong")], "", *wrap(words, self.size.width or 80), "")

    async def prepare(self) -> Values:
        self._report = await self.shell.work.ask(reports.report, self._about_report)
        return {}

    def checked(self, values: Values) -> None:
        self._place(values)

    def _place(self, values: Values) -> tuple[str, UUID, str, str]:
        """Table, record, field and the words of the text that was named."""
        report = self._report
        assert report is not None
        typed = fold(str(values.get("item") or "")).strip()
        field = TEXTS.get(typed)
        text = getattr(report, field) if field else None
        if field and text:
            return "reflection", report.id, field, text
        if of_return := _RETURN.fullmatch(typed):
            number = int(of_return[1] or len(report.returns))
            if 1 <= number <= len(report.returns):
                returned = report.returns[number - 1]
                return "returning", returned.id, "reason", returned.reason
        items = standing(report).items
        number = int(typed) if typed.isdecimal() else 0
        if not 1 <= number <= len(items):
            raise Invalid("no_such_item", field="item", item=typed, most=len(items))
        item = items[number - 1]
        return "opinion", UUID(item.id), "text", item.text or ""

    def question(self, values: Values) -> str:
        _table, _record, field, text = self._place(values)
        what = _("mục {number}").format(number=values["item"]) if field == "text" else _(_LABELS[field])
        begins = " ".join(text.split())[:40]
        return _("Xóa hẳn {what}: “{begins}…”?").format(what=what, begins=begins)

    def command(self, values: Values, attempt: UUID) -> Callable[[Session], object]:
        table, record, field, _text = self._place(values)
        reason, aside = str(values["reason"]), self.said_of(values)
        return lambda session: commands.redact(
            session, table, record, field, attempt=attempt, id=attempt, reason=reason, set_aside=aside
        )

    def refusal(self, why: str) -> str:
        assert self._report is not None
        return _("Chưa xóa được trong {name}: {why}").format(name=short_name(self._report), why=why)
