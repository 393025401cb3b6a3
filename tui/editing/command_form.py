"""A form that is filled in once to give a command: returning a report, reopening a month, redacting a text.

What is typed is a draft with the id of its command in it, so that a program that was killed after sending repeats the
same command. The form closes at once; the command goes on in the background, and the draft goes when it is confirmed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from textual.app import ComposeResult

from db.core.connect import Session
from db.core.errors import DataError, Invalid
from db.core.ids import uuid7
from db.core.records.base import Choice, Record, Values
from tui.database.save import Save
from tui.drafts.autosaver import DraftAutosaver
from tui.editing import notices
from tui.editing.form_keys import FormKeys
from tui.forms.model import FormModel
from tui.forms.widget import FormView
from tui.shell import keys
from tui.shell.base_screen import BaseScreen
from tui.wording.i18n import N_, _
from tui.wording.messages import sentence

NEXT_FIELD = keys.NEXT.named(keys.NEXT.label, N_("Sang ô sau. Ở ô cuối: như Ctrl+S."))
_NOWHERE = dt.date(2000, 1, 1)  # the day of a form that has no data yet and is not shown


#: What the server says when somebody else was quicker.
_OVERTAKEN = frozenset({"stale", "not_waiting", "changed_or_not_yours", "not_yours"})


def why(error: DataError) -> str:
    """Why a command was refused, for somebody who has gone on and has no form before them to look at."""
    return _("đã thay đổi từ khi mở ra.") if error.code in _OVERTAKEN else sentence(error)


class CommandForm(FormKeys, BaseScreen):
    """Base. A subclass names its `record` and `kind` (of its drafts), and gives `prepare`, `heading` and `command`."""

    record: ClassVar[Record]
    kind: ClassVar[str]
    word: ClassVar[str] = ""  # for what it does, in answer to its question
    success: ClassVar[str] = ""  # said once the server has confirmed; whatever screen is on top then is loaded again

    def __init__(self, subject: str, **about: str) -> None:
        """`subject` is what the command is done to (an id); `about` is what else it was decided on, such as the version
        that was read: a draft about another version gives its texts, but not the id of its command."""
        super().__init__()
        self._subject = subject
        self._about = about
        self._attempt = uuid7()
        self._autosaver: DraftAutosaver | None = None
        self.form = FormView(FormModel(self.record, {}, today=_NOWHERE, month=_NOWHERE))

    # What a subclass says

    async def prepare(self) -> Values:
        """Ask for what the form needs; the values that it starts with. Raises `db.core.errors`."""
        return {}

    def lists(self) -> Mapping[str, Sequence[Choice]]:
        """The choices of its fields, once `prepare` is done."""
        return {}

    def checked(self, values: Values) -> None:
        """Raise Invalid (with its field) when the command cannot be given like this."""

    def command(self, values: Values, attempt: UUID) -> Callable[[Session], object]:
        """What is run in the database thread."""
        raise NotImplementedError

    @staticmethod
    def said_of(values: Values) -> str | None:
        """Why a text that looks as if it named a person does not, when the person said so."""
        said = values.get("set_aside")
        return said if isinstance(said, str) else None

    def question(self, values: Values) -> str:
        """What is asked before the command is given. Empty for one that can be undone: it is given at once."""
        return ""

    def chain(self) -> str:
        """The chain of saves that the command belongs to; none by default."""
        return ""

    def succeeded(self) -> None:
        """The server has confirmed: say so on whatever screen is on top, and load that again."""
        if self.success:
            self.shell.frame.say(_(self.success), "good")
            if self.shell.frame.can_reload():
                self.shell.frame.load()

    def refusal(self, why: str) -> str:
        """What could not be done and why, for the person who has gone on meanwhile."""
        raise NotImplementedError

    # The frame

    def body(self) -> ComposeResult:
        yield self.form

    async def fetch(self) -> None:
        if self._autosaver is not None:
            return
        values = await self.prepare()
        today = self.shell.cache.person.today
        model = FormModel(self.record, self.lists(), values, today=today, month=today.replace(day=1), version=0)
        self._take_draft(model)
        self.form.load(model)

    def can_reload(self) -> bool:
        return False

    def leaving(self) -> None:
        if self._autosaver is not None:
            self._autosaver.release()

    def on_form_view_said(self, event: FormView.Said) -> None:
        told, listed = notices.lines(event.notice, self.record, self.size.width, self.size.height)
        self.legend(listed)
        self.note(*told)

    # Drafts

    def _take_draft(self, model: FormModel) -> None:
        self._autosaver = DraftAutosaver(self.shell.drafts, f"{self.kind}-{self._subject}", self.kind)
        if not self._autosaver.mine:
            self._autosaver.take_over()
        found = self._autosaver.found
        if found is None:
            return
        model.restore(found.values)
        if "attempt" in found.about and all(found.about.get(name) == was for name, was in self._about.items()):
            self._attempt = UUID(found.about["attempt"])
        self.note(_("Đã mở lại bản nháp gõ dở."))

    def on_form_view_changed(self, event: FormView.Changed) -> None:
        self._keep()

    def _keep(self) -> str:
        assert self._autosaver is not None
        about = {**self._about, "subject": self._subject, "attempt": str(self._attempt)}
        return self._autosaver.typed(self.form.model.raw(), about)

    # Sending

    def on_form_view_save(self, event: FormView.Save) -> None:
        """Ctrl+S, Ctrl+N or Enter on the last field."""
        if event.sent is None:
            if event.blocked is not None:
                self.note(*notices.line(event.blocked, self.record))
            return
        try:
            self._check_complete(event.sent.values)
            self.checked(event.sent.values)
        except Invalid as error:
            event.model.refuse(error)
            if error.field:
                event.model.go(error.field)
            self.form.repaint()
            return
        self._give_or_ask(event.sent.values)

    def _give_or_ask(self, values: Values) -> None:
        question = self.question(values)
        if question:
            self.confirm(question, self.word, lambda: self.give(values))
        else:
            self.give(values)

    def _check_complete(self, values: Values) -> None:
        for field in self.record.missing(values):
            raise Invalid("missing", field=field.name)

    def give(self, values: Values) -> None:
        """Hand the command over and close the form."""
        assert self._autosaver is not None
        autosaver, stamp = self._autosaver, self._keep()
        shell = self.shell

        def done(_answer: object) -> None:
            autosaver.confirmed(stamp)
            self.succeeded()

        def refused(error: DataError) -> None:
            shell.frame.say(self.refusal(why(error)), "error")

        autosaver.flush()
        command = self.command(values, self._attempt)
        self.shell.work.keep(Save(str(self._attempt), command, done, refused, chain=self.chain()))
        self.shell.back(self.kind)


def commands_of(label: str, help: str = "") -> Sequence[keys.Command]:
    """The keys of such a form; `label` is the word for what it does, `help` the sentence."""
    save = keys.SAVE.named(label, help or label)
    return (save, NEXT_FIELD, keys.PREVIOUS, keys.CLEAR, keys.REASON.hidden(), keys.CODES.hidden(), keys.BACK)
