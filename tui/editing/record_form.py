"""The screen of one record being typed: the form, its draft, its save, its errors. A kind of record subclasses it with
a title and its own commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult

from db.core.errors import DataError
from db.core.records.base import FieldType, Values
from tui.editing import notices
from tui.editing.edit_session import EditSession
from tui.editing.form_context import FormContext
from tui.editing.form_keys import FormKeys
from tui.forms.actions import Action
from tui.forms.events import Notice, SaveRequested, Sent
from tui.forms.model import FormModel
from tui.forms.widget import FormView
from tui.shell import keys
from tui.shell.base_screen import BaseScreen
from tui.shell.connection_status import KEPT
from tui.shell.keys import Command
from tui.wording.i18n import N_, _
from tui.wording.messages import sentence_of

CODES_SHOWN = "codes_shown"
SEND = "send"  # what `back` is given when the person wants the whole sent from here

#: The commands of a form, in the order of the bottom line.
FORM_KEYS: tuple[Command, ...] = (
    keys.NEXT, keys.NEW, keys.SAVE, keys.LAST.hidden(), keys.CODES, keys.CLEAR, keys.REASON.hidden(),
    keys.TAKE_OVER.hidden(), keys.NEXT_ARTICLE, keys.PREVIOUS, keys.DOWN, keys.BACK,
)  # fmt: skip


class RecordForm(FormKeys, BaseScreen):
    """One record. `again` makes the edit session of the next one after Ctrl+N; without it Ctrl+N saves and goes back.
    `closed` is the sentence that says why it may only be read. Leaves with the id of the record that was shown last, or
    with `SEND`."""

    commands = FORM_KEYS

    def __init__(
        self,
        edit: EditSession,
        form_context: FormContext,
        *,
        again: Callable[[], EditSession] | None = None,
        last: Values | None = None,
        closed: str = "",
        focus: str = "",
    ) -> None:
        super().__init__()
        self.form_context, self._again, self._last, self._why_closed = form_context, again, last, closed
        self._edits: dict[FormModel, EditSession] = {}
        self._taken = False  # whether another session has it open
        self._left = False
        self.form = FormView(self._shown(edit), fresh=self._fresh if again else None)
        if focus and focus in [field.name for field in self.form.model.visible()]:
            self.form.model.go(focus)

    @property
    def edit(self) -> EditSession:
        """What is in the form now."""
        return self._edits[self.form.model]

    def body(self) -> ComposeResult:
        yield self.form

    def on_mount(self) -> None:
        self.form.model.codes_shown = self.shell.settings.get(CODES_SHOWN, True)
        super().on_mount()
        self._say_standing()

    def can_reload(self) -> bool:
        return False

    # Models and their edits

    def _shown(self, edit: EditSession) -> FormModel:
        """The form of an edit session that is looked at from now on."""
        if self._why_closed:
            model = self.form_context.model(edit, read_only=True)
        else:
            self._taken = not edit.open()
            model = self.form_context.model(edit, last=self._last, read_only=self._taken)
        edit.on_saved = lambda sent: self._saved(edit, sent)
        edit.on_refused = lambda: self._refused(edit)
        edit.on_lost = self._lost
        self._edits[model] = edit
        return model

    def _fresh(self, old: FormModel) -> FormModel:
        """The empty form after one that was saved (or stays a draft)."""
        assert self._again is not None
        if old.changed() or old.version:
            self._last = old.values()
        model = self._shown(self._again())
        self.status("")
        self.opened_new()
        return model

    def opened_new(self) -> None:
        """An empty form is there now: a subclass counts."""

    def _model_of(self, edit: EditSession) -> FormModel | None:
        return self.form.model if self._edits.get(self.form.model) is edit else None

    # What the form tells

    def on_form_view_changed(self, message: FormView.Changed) -> None:
        message.stop()
        edit = self._edits.get(message.model)
        if edit is None or self._left:
            return
        edit.typed(message.model.raw(), message.model.changed())
        if message.model is self.form.model:
            self.status(_(KEPT) if edit.pending else "")

    def on_form_view_codes(self, message: FormView.Codes) -> None:
        self.shell.settings.set(CODES_SHOWN, message.shown)

    def on_form_view_said(self, message: FormView.Said) -> None:
        self._say_notice(message.notice)

    def on_form_view_save(self, message: FormView.Save) -> None:
        edit = self._edits[message.model]
        if message.sent is None:
            self._stays_draft(message, edit)
        elif edit.conflict and not message.new:
            self.shell.open("conflict", edit=edit, reader=message.model.reader, mine=message.sent.values)
        else:
            self._send(message.model, edit, message.sent)
        if message.new:
            if self._again is None:
                self.do_back()
            else:
                del self._edits[message.model]
                edit.close()

    def _stays_draft(self, message: FormView.Save, edit: EditSession) -> None:
        edit.typed(message.model.raw(), message.model.changed())
        if edit.pending and message.blocked is not None:
            why = notices.why(message.blocked, message.model.record)
            self.say(_(N_("Mục vừa rồi còn ở bản nháp: {why}")).format(why=why), "warning")

    def _send(self, model: FormModel, edit: EditSession, sent: Sent) -> None:
        if not model.changed() and not edit.pending:
            return
        if not self._anything(sent.values) and not edit.version:
            edit.discard()
            return
        edit.send(sent, model.raw())  # that it is on its way is said of the session, if it takes long

    def _anything(self, values: Values) -> bool:
        """Whether a new record says anything that was not there by itself."""
        return any(value not in (None, "") and self.edit.base.get(name) != value for name, value in values.items())

    # What the server tells

    def _saved(self, edit: EditSession, sent: Sent) -> None:
        model = self._model_of(edit)
        if model is not None:
            model.saved(edit.version, sent)
            self.status("" if edit.pending else _(N_("đã lưu")))

    def _refused(self, edit: EditSession) -> None:
        model, error = self._model_of(edit), edit.error
        if model is None or error is None:
            return
        if model.raw() == edit.raw and error.field in [field.name for field in model.visible()]:
            model.go(str(error.field))
        model.refuse(error)
        self.status(_(N_("chưa lưu")))
        self.form.repaint()

    def _lost(self) -> None:
        """Another session took the record over while it was open here."""
        self.form.model.read_only = self._taken = True
        self.note(sentence_of("draft_taken"), "warning")

    # The message line

    def _say_standing(self) -> None:
        if self._why_closed:
            self.note(self._why_closed)
        elif self._taken:
            self.note(_(N_("Phiên khác đang mở mục này; ở đây chỉ xem. Ctrl+O: gõ tiếp ở đây.")), "warning")
        elif self.edit.pending and (why := self.edit.error or self._standing_problem()):
            self.form.model.refuse(why)
            self.form.repaint()

    def _standing_problem(self) -> DataError | None:
        """What was wrong already when a draft was left."""
        problem = self.form.model.check()
        return problem.as_error() if problem else None

    def _say_notice(self, notice: Notice) -> None:
        (text, tone), listed = notices.lines(notice, self.form.model.record, self.size.width, self.size.height)
        if notice.kind == "error" and self.edit.conflict:
            text += " " + _(N_("Ctrl+S: xem hai bản."))
        self.legend(listed)
        self.note(text, tone)
        if not text:
            self._say_standing_again()

    def _say_standing_again(self) -> None:
        if self._why_closed or self._taken:
            self._say_standing()

    # Commands

    def available(self) -> Sequence[Command]:
        model = self.form.model
        article = any(field.type is FieldType.ARTICLE for field in model.visible())
        hidden = {"next" if article else "next_article"}
        if self._again is None:
            hidden |= {"new", "codes", "last"}
        if model.read_only:
            hidden |= {"new", "save", "reason", "last", "send", "clear"}
        if not self._taken:
            hidden.add("take_over")
        return [command for command in self.commands if command.id not in hidden]

    def do_take_over(self) -> None:
        edit = self.edit
        edit.take_over()
        self._taken = False
        self._load_again(edit)
        self.note("")

    def returned(self, result: object) -> None:
        """From the choice between two versions: what was chosen is on its way."""
        self._load_again(self.edit)

    def _load_again(self, edit: EditSession) -> None:
        codes = self.form.model.codes_shown
        self._edits.pop(self.form.model, None)
        model = self.form_context.model(edit, last=self._last, read_only=self._taken or bool(self._why_closed))
        model.codes_shown = codes
        self._edits[model] = edit
        self.form.load(model)

    def do_send(self) -> None:
        """Save what is here, go back, and have the whole sent."""
        model = self.form.model
        if model.changed() or self.edit.pending:
            asked = [event for event in model.act(Action.SAVE) or [] if isinstance(event, SaveRequested)]
            self.form.repaint()
            if not asked or self.edit.conflict:
                return
            self._send(model, self.edit, asked[0].sent)
        self._leave(SEND)

    def do_back(self) -> None:
        self._leave(self.edit.id)

    def _leave(self, result: object) -> None:
        self._let_go()
        self.shell.back(result)

    def leaving(self) -> None:
        model = self.form.model
        if not model.read_only and not self._left:
            self.edit.typed(model.raw(), model.changed())
            self.edit.flush()

    def _let_go(self) -> None:
        """Nothing is typed here any more: what stands here is on the disk, and other sessions may have it."""
        if not self._left:
            self.leaving()
            self._left = True
            for edit in self._edits.values():
                edit.close()

    def on_unmount(self) -> None:
        self._let_go()
