"""The commands that every form has, each handed on to the form: so that the table of keys can name them."""

from __future__ import annotations

from tui.editing import notices
from tui.forms.actions import Action
from tui.forms.widget import FormView
from tui.widgets.entry import Entry


class FormKeys:
    """Mixed into a screen whose body is a form. The form takes these keys itself; a command reaches them too."""

    form: FormView

    def entry(self) -> Entry | None:
        """The reason for which a warning is set aside, while it is typed."""
        return notices.entry(self.form.model.notice())

    def do_save(self) -> None:
        self.form.act(Action.SAVE)

    def do_new(self) -> None:
        self.form.act(Action.SAVE_NEW)

    def do_last(self) -> None:
        self.form.act(Action.FILL)

    def do_clear(self) -> None:
        self.form.act(Action.CLEAR)

    def do_reason(self) -> None:
        self.form.act(Action.REASON)

    def do_next(self) -> None:
        self.form.act(Action.NEXT)

    def do_previous(self) -> None:
        self.form.act(Action.BACK)

    def do_codes(self) -> None:
        self.form.act(Action.CODES)

    do_next_article = do_down = do_next
