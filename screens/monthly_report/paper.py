"""The number and date of the signed paper, which may follow the sending."""

from __future__ import annotations

from collections.abc import Sequence

from tui.editing.edit_session import EditSession
from tui.editing.form_context import FormContext
from tui.editing.record_form import FORM_KEYS, RecordForm
from tui.shell import keys
from tui.widgets.layout import Line
from tui.wording.i18n import N_, _

NEXT = keys.NEXT.named(N_("ô sau"), N_("Sang ô sau. Ở ô cuối: lưu rồi về báo cáo."))


class PaperForm(RecordForm):
    """`place` names report and organisation."""

    commands = (NEXT, *FORM_KEYS[1:])

    def __init__(self, edit: EditSession, form_context: FormContext, *, place: str) -> None:
        super().__init__(edit, form_context)
        self._place = place

    def heading(self) -> Sequence[Line]:
        return ([(_(N_("SỐ, NGÀY VĂN BẢN")), "strong"), (f" · {self._place}", "")], "")
