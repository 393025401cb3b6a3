"""The number and date of the signed paper, which may follow the sending."""

from __future__ import annotations

from collections.abc import Sequence

from tui.editing.edit_session import Recording
from tui.editing.form_context import FormDesk
from tui.editing.record_form import FORM_KEYS, RecordForm
from tui.shell import keys
from tui.widgets.layout import Line
from tui.wording.i18n import N_, _

NEXT = keys.NEXT.named(N_("ô sau"), N_("Sang ô sau. Ở ô cuối: lưu rồi về báo cáo."))


class PaperForm(RecordForm):
    """`place` names report and organisation."""

    commands = (NEXT, *FORM_KEYS[1:])

    def __init__(self, recording: Recording, desk: FormDesk, *, place: str) -> None:
        super().__init__(recording, desk)
        self._place = place

    def heading(self) -> Sequence[Line]:
        return ([(_(N_("SỐ, NGÀY VĂN BẢN")), "strong"), (f" · {self._place}", "")], "")
