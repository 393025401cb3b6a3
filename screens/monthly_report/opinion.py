"""One opinion, and the petition that follows it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from db.core.records.base import Values
from screens.monthly_report.returned import above_form
from tui.editing.edit_session import EditSession
from tui.editing.form_context import FormContext
from tui.editing.record_form import FORM_KEYS, RecordForm
from tui.forms.actions import Action
from tui.forms.model import FormModel
from tui.shell import keys
from tui.shell.keys import Command
from tui.widgets.layout import Line
from tui.wording.i18n import N_, _

SEND = keys.SEND.named(
    N_("lưu, gửi báo cáo"), N_("Lưu mục này, rồi gửi cả báo cáo (hỏi lại trước khi gửi)."), in_line=False
)


NEXT_ITEM = Command("next_item", ("pagedown",), N_("mục sau"), N_("Lưu mục này, rồi mở mục sau của danh sách."), False)
PREVIOUS_ITEM = Command(
    "previous_item", ("pageup",), N_("mục trước"), N_("Lưu mục này, rồi mở mục trước của danh sách."), False
)

#: Finds the item so many steps from an opinion in the list, as it stands now: its edit session and its number.
Beside = Callable[[UUID, int], tuple[EditSession, int] | None]


class OpinionForm(RecordForm):
    """`number` is the item's number in the list, `next_number` that of the item after Ctrl+N; `place` names report
    and organisation, `beside` finds the items before and after, `reason` why an item came back."""

    commands = (*FORM_KEYS, SEND, NEXT_ITEM, PREVIOUS_ITEM)

    def __init__(
        self,
        edit: EditSession,
        form_context: FormContext,
        *,
        place: str,
        number: int,
        next_number: int,
        beside: Beside,
        again: Callable[[], EditSession] | None = None,
        last: Values | None = None,
        closed: str = "",
        reason: Callable[[UUID], str] = lambda id: "",
    ) -> None:
        self._reason = reason
        super().__init__(edit, form_context, again=again, last=last, closed=closed)
        self._place, self._number, self._next = place, number, next_number
        self._beside = beside
        self._wanted: tuple[EditSession, int] | None = None  # the item that is opened instead of an empty one

    def heading(self) -> Sequence[Line]:
        title = _(N_("Ý KIẾN {number}")).format(number=self._number)
        why = above_form(self._reason(self._item), self.size.width or 80)
        return ([(title, "strong"), (f" · {self._place}", "")], *why, "")

    def _shown(self, edit: EditSession) -> FormModel:
        self._item = edit.id
        return super()._shown(edit)

    def _fresh(self, old: FormModel) -> FormModel:
        """The item that is wanted next, else an empty one."""
        if self._wanted is None:
            return super()._fresh(old)
        edit, self._number = self._wanted
        self._wanted = None
        if old.changed() or old.version:
            self._last = old.values()
        model = self._shown(edit)
        self.status("")
        self.retitle()
        return model

    def opened_new(self) -> None:
        self._number, self._next = self._next, self._next + 1
        self.retitle()

    def do_next_item(self) -> None:
        self._step(1)

    def do_previous_item(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        """Save what is here as Ctrl+N does, and go on with the item beside it."""
        self._wanted = self._beside(self.edit.id, step)
        if not self.edit.version and not self.edit.pending:
            self._next = self._number  # nothing was typed into the empty form: its number is still free
        if self._wanted is None:
            end = N_("Đây là mục cuối của danh sách.") if step > 0 else N_("Đây là mục đầu của danh sách.")
            self.refuse_form(_(end))  # codes typed ahead for another item are not for this one
        elif self.form.model.read_only:
            self._let_alone(self.form.model)
        else:
            self.form.act(Action.SAVE_NEW)

    def _let_alone(self, old: FormModel) -> None:
        """On from an item that may only be read here: there is nothing to save."""
        codes, edit = old.codes_shown, self._edits.pop(old)
        model = self._fresh(old)
        model.codes_shown = codes
        self.form.load(model)
        if not self._why_closed:
            edit.close()
        self._say_standing()
