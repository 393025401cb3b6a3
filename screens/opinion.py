"""One opinion, and the petition that follows it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from db.records.base import Values
from tui import keys
from tui.i18n import N_, _
from tui.lists.layout import Line
from tui.recording.desk import FormDesk
from tui.recording.form import FORM_KEYS, RecordForm
from tui.recording.recording import Recording

SEND = keys.SEND.named(
    N_("lưu, gửi báo cáo"), N_("Lưu mục này, rồi gửi cả báo cáo (hỏi lại trước khi gửi)."), in_line=False
)


class OpinionForm(RecordForm):
    """`number` is the item's number in the list, `next_number` that of the item after Ctrl+N; `place` names report
    and organisation."""

    commands = (*FORM_KEYS, SEND)

    def __init__(
        self,
        recording: Recording,
        desk: FormDesk,
        *,
        place: str,
        number: int,
        next_number: int,
        again: Callable[[], Recording] | None = None,
        last: Values | None = None,
        closed: str = "",
    ) -> None:
        super().__init__(recording, desk, again=again, last=last, closed=closed)
        self._place, self._number, self._next = place, number, next_number

    def heading(self) -> Sequence[Line]:
        title = _(N_("Ý KIẾN {number}")).format(number=self._number)
        return ([(title, "strong"), (f" · {self._place}", "")], "")

    def opened_new(self) -> None:
        self._number, self._next = self._next, self._next + 1
        self.retitle()
