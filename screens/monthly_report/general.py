"""What stands before and after the opinions: the general situation, the forecast, the proposals."""

from __future__ import annotations

from collections.abc import Sequence

from screens.monthly_report.returned import above_form
from tui.editing.edit_session import EditSession
from tui.editing.form_context import FormContext
from tui.editing.record_form import FORM_KEYS, RecordForm
from tui.shell import keys
from tui.widgets.layout import Line
from tui.wording.i18n import N_, _

ON = keys.NEXT_ARTICLE.named(N_("ô sau"), in_line=True)
SAVE_AND_BACK = keys.NEW.named(N_("lưu, về"), N_("Lưu rồi về báo cáo."), id="save_and_back")


class GeneralForm(RecordForm):
    """`focus` names the text to begin with; `place` names report and organisation, `reason` is why it came back."""

    commands = (ON, SAVE_AND_BACK, *(command for command in FORM_KEYS if command not in (keys.NEW, keys.NEXT_ARTICLE)))

    def __init__(
        self,
        edit: EditSession,
        form_context: FormContext,
        *,
        place: str,
        focus: str = "",
        closed: str = "",
        reason: str = "",
    ) -> None:
        self._reason = reason
        super().__init__(edit, form_context, focus=focus, closed=closed)
        self._place = place

    def heading(self) -> Sequence[Line]:
        title = _(N_("TÌNH HÌNH CHUNG, DỰ BÁO, ĐỀ XUẤT"))
        why = above_form(self._reason, self.size.width or 80)
        return ([(title, "strong"), (f" · {self._place}", "")], *why, "")

    def do_save_and_back(self) -> None:
        self.do_new()
