"""Xóa chỗ nêu tên người: one text of a report becomes unreadable, everywhere and for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import UUID

from db.core.connect import Session
from db.core.records.base import Choice, Values
from db.duties.monthly_report import commands, redactable, reports
from db.duties.monthly_report.redactable import Text
from db.duties.monthly_report.redaction import REDACTION
from db.duties.monthly_report.reports import Report
from screens.review.report_page import name, short_name
from tui.editing.command_form import CommandForm, commands_of
from tui.widgets.layout import Line, wrap
from tui.wording.i18n import N_, _

REASON, EARLIER = "l", "c"  # after the code of a text: why its warning was set aside; only what stood there before
EXCERPT = 40  # characters of a text by which it is known again

#: The letter and the words of each text; the number of its record comes with them where there may be several.
_KINDS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("reflection", "general"): ("a", N_("tình hình chung")),
    ("reflection", "forecast"): ("b", N_("dự báo")),
    ("reflection", "proposals"): ("c", N_("đề xuất")),
    ("reflection", "set_aside"): (REASON, N_("lý do bỏ qua cảnh báo")),
    ("reflection", "paper_number"): ("e", N_("số văn bản")),
    ("reflection", "paper_set_aside"): (f"e{REASON}", N_("lý do bỏ qua cảnh báo về số văn bản")),
    ("opinion", "text"): ("", N_("mục {number}")),
    ("opinion", "set_aside"): ("", N_("lý do bỏ qua cảnh báo của mục {number}")),
    ("removed", "text"): ("x", N_("mục đã bỏ, thứ {number}")),
    ("removed", "set_aside"): ("x", N_("lý do bỏ qua cảnh báo của mục đã bỏ, thứ {number}")),
    ("returning", "reason"): ("d", N_("lý do trả lại lần {number}")),
    ("returning", "set_aside"): ("d", N_("lý do bỏ qua cảnh báo khi trả lại lần {number}")),
    ("reopening", "reason"): ("m", N_("lý do mở lại tháng, lần {number}")),
    ("reopening", "set_aside"): ("m", N_("lý do bỏ qua cảnh báo khi mở lại tháng, lần {number}")),
    ("exemption", "reason"): ("n", N_("lý do miễn, lần {number}")),
    ("exemption", "set_aside"): ("n", N_("lý do bỏ qua cảnh báo khi miễn, lần {number}")),
    ("redaction", "reason"): ("k", N_("lý do xóa, lần {number}")),
    ("redaction", "set_aside"): ("k", N_("lý do bỏ qua cảnh báo khi xóa, lần {number}")),
}


class Redacting(CommandForm):
    """Opened from a report, its review or its history. Asks before it does what nobody can undo."""

    commands = (*commands_of(N_("xóa"), N_("Hỏi lại một lần, rồi xóa hẳn nội dung đã chọn.")),)
    record = REDACTION
    kind = "redacting"
    word = N_("xóa hẳn")
    success = N_("Đã xóa chỗ nêu tên người; trong lịch sử cũng không còn.")

    def __init__(self, report: UUID) -> None:
        super().__init__(str(report))
        self._about_report = report
        self._report: Report | None = None
        self._offered: dict[str, tuple[Text, bool]] = {}  # code → the text, and whether only what stood there before
        self._choices: list[Choice] = []

    def heading(self) -> Sequence[Line]:
        title = _("XÓA CHỖ NÊU TÊN NGƯỜI")
        words = _(
            "Cả nội dung được chọn sẽ thay bằng một dấu vết không đọc lại được: trong báo cáo, trong các lần đã gửi và "
            "trong nhật ký. Không ai lấy lại được."
        )
        head = f"{title} · {name(self._report)}" if self._report else title
        return ([(head, "strong")], "", *wrap(words, self.size.width or 80), "")

    async def prepare(self) -> Values:
        self._report = await self.shell.work.ask(reports.report, self._about_report)
        found = await self.shell.work.ask(redactable.texts, self._report)
        for choice, text, earlier in _offers(found):
            self._offered[choice.code] = text, earlier
            self._choices.append(choice)
        return {}

    def lists(self) -> Mapping[str, Sequence[Choice]]:
        return {"texts": self._choices}

    def question(self, values: Values) -> str:
        chosen = next(choice for choice in self._choices if choice.code == values["item"])
        return _("Xóa hẳn {what}?").format(what=chosen.label)

    def command(self, values: Values, attempt: UUID) -> Callable[[Session], object]:
        text, earlier = self._offered[str(values["item"])]
        reason, aside = str(values["reason"]), self.said_of(values)
        return lambda session: commands.redact(
            session, text.table, text.record, text.field,
            attempt=attempt, id=attempt, reason=reason, set_aside=aside, earlier=earlier,
        )  # fmt: skip

    def refusal(self, why: str) -> str:
        assert self._report is not None
        return _("Chưa xóa được trong {name}: {why}").format(name=short_name(self._report), why=why)


def _offers(found: Sequence[Text]) -> Iterator[tuple[Choice, Text, bool]]:
    """What may be chosen, with its code: a text as it stands, which goes everywhere; what stood there before, alone."""
    for text in found:
        code, words = _named(text)
        if text.today:
            yield Choice(code, f"{words}: “{_begin(text.today)}”", _begin(text.today)), text, False
        if text.earlier:
            last = _begin(text.earlier[-1])
            code += EARLIER if not text.removed else ""
            words = words if text.removed else _("{what}, các bản trước").format(what=words)
            yield Choice(code, f"{words}: “{last}”", last), text, True


def _named(text: Text) -> tuple[str, str]:
    """`3`, `mục 3`; `d1l`, `lý do bỏ qua cảnh báo khi trả lại lần 1`."""
    letter, words = _KINDS["removed" if text.removed else text.table, text.field]
    if text.table == "reflection":
        return letter, _(words)
    return f"{letter}{text.number}{REASON if text.field == 'set_aside' else ''}", _(words).format(number=text.number)


def _begin(words: str) -> str:
    short = " ".join(words.split())
    return short if len(short) <= EXCERPT else f"{short[:EXCERPT]}…"
