"""The form on the screen: one widget that paints rows, and routes keys to the model.

Only rows that differ from those on the screen are painted again, so that a key costs what it changes. The
message line belongs to the screen: the widget posts what it should say.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip

from tui.forms.actions import DEFAULT_KEYS, Action
from tui.forms.events import Changed as TextChanged
from tui.forms.events import CodesToggled, Event, Notice, SaveAndNew, SaveRequested, Sent
from tui.forms.model import FormModel
from tui.forms.paint import Painter
from tui.forms.palette import Palette
from tui.forms.rows import Picture, Row, with_cursor
from tui.widgets.drawn_rows import Drawn
from tui.wording.i18n import _


def typed_character(event: events.Key) -> str:
    """The character that a key types, or nothing: printable ones, and blanks that Python does not call printable."""
    char = event.character or ""
    if event.is_printable:
        return char
    return " " if len(char) == 1 and unicodedata.category(char) == "Zs" else ""


class FormView(Drawn, can_focus=True):
    """A form. `fresh` makes the empty model that follows one after Ctrl+N; `load` puts any other in its place."""

    DEFAULT_CSS = "FormView { width: 1fr; height: 1fr; }"

    class Told(Message):
        """Base of what a form posts; `form` is the sender."""

        def __init__(self, form: FormView) -> None:
            super().__init__()
            self.form = form

        @property
        def control(self) -> FormView:
            return self.form

    class Changed(Told):
        """Something typed into `model` is not in its draft yet."""

        def __init__(self, form: FormView, model: FormModel) -> None:
            super().__init__(form)
            self.model = model

    class Save(Told):
        """A save of `model` is asked for: send `sent.values`, then `model.saved(version, sent)`.

        `new`: an empty form was wanted next, and is there already if the view knows how to make one. Without `sent`
        the record cannot be saved now, because of `blocked` (an error, or a warning without reason): it stays a draft.
        """

        def __init__(
            self, form: FormView, model: FormModel, *, new: bool, sent: Sent | None, blocked: Notice | None = None
        ) -> None:
            super().__init__(form)
            self.model, self.new, self.sent, self.blocked = model, new, sent, blocked

    class Said(Told):
        """The message line should say something else now."""

        def __init__(self, form: FormView, notice: Notice) -> None:
            super().__init__(form)
            self.notice = notice

    class Codes(Told):
        """The codes were shown or hidden; remember which."""

        def __init__(self, form: FormView, shown: bool) -> None:
            super().__init__(form)
            self.shown = shown

    def __init__(
        self,
        model: FormModel,
        *,
        fresh: Callable[[FormModel], FormModel] | None = None,
        keys: Mapping[str, str] = DEFAULT_KEYS,
        palette: Palette | None = None,
        hardware_cursor: bool | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.model = model
        self._fresh = fresh
        self._hardware_cursor = hardware_cursor
        self._keys = keys
        palette = palette or Palette.from_environment()
        self._styles = {name: Style.parse(getattr(palette, name)) for name in palette.__slots__}
        self._painter = Painter(_)
        self._picture = Picture((), None)
        self._notice = Notice()

    @property
    def hardware_cursor(self) -> bool:
        """Whether the terminal's own cursor stands in the fields; by default as the application has it."""
        if self._hardware_cursor is None:
            return bool(getattr(self.app, "terminal_cursor", False))
        return self._hardware_cursor

    @property
    def terminal_cursor(self) -> bool:
        """Whether it is to be seen now."""
        return self.hardware_cursor and self._picture.cursor is not None

    def load(self, model: FormModel) -> None:
        """Show another model."""
        self.model = model
        self._painter.forget()
        self.repaint()

    # Keys

    def types(self, event: events.Key) -> bool:
        """Type the character of a key, if it is one, at once. What the form tells then (a draft to keep, codes to
        remember) need not be waited for before the next key: so the application gives letters to it, which as
        messages would cost half as much again."""
        char = "" if event.key in self._keys or not self.is_mounted else typed_character(event)
        if char:
            self._tell(self.model.type(char))
        return bool(char)

    def on_key(self, event: events.Key) -> None:
        action = self._keys.get(event.key)
        told = self.model.act(action) if action else None
        if told is not None:
            self._tell(told)
        elif not self.types(event):
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._tell(self.model.paste(event.text))

    def act(self, action: Action) -> None:
        """Do what a key of this action does (for a command of the screen)."""
        self._tell(self.model.act(action) or [])

    def _tell(self, told: list[Event]) -> None:
        self.repaint()
        if any(isinstance(event, TextChanged) for event in told) or self.model.reasons.entry is not None:
            # Each letter says so: it does not go through the form's own messages, which are handled one by one, too.
            (self.parent or self).post_message(self.Changed(self, self.model))
        for event in told:
            if isinstance(event, CodesToggled):
                self.post_message(self.Codes(self, event.shown))
            elif isinstance(event, SaveRequested):
                self.post_message(self.Save(self, self.model, new=False, sent=event.sent))
            elif isinstance(event, SaveAndNew):
                self._save_and_new(event)

    def _save_and_new(self, event: SaveAndNew) -> None:
        """The empty form comes at once, not when the screen answers: keys typed ahead are for the next record."""
        old = self.model
        if self._fresh:
            new = self._fresh(old)
            new.codes_shown = old.codes_shown
            self.load(new)
        self.post_message(self.Save(self, old, new=True, sent=event.sent, blocked=event.blocked))

    # Painting

    def repaint(self) -> None:
        """Paint the rows that changed, and say what the message line should say."""
        width, height = self.size
        if not self.is_mounted or not height or self.unseen:
            return
        old, self._picture = self._picture, self._painter.paint(self.model, width, height)
        rows = range(height)
        changed = [y for y in rows if y >= len(old.rows) or old.rows[y] != self._picture.rows[y]]
        if old.cursor != self._picture.cursor:
            # The compositor moves the terminal's cursor only with an update, so its rows count as changed.
            changed += [place[1] for place in (old.cursor, self._picture.cursor) if place and place[1] < height]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in sorted(set(changed))))
        self.place_cursor()
        notice = self.model.notice()
        if notice != self._notice:
            self._notice = notice
            self.post_message(self.Said(self, notice))

    def place_cursor(self) -> None:
        """Say where the terminal's cursor is, if it is in this form."""
        if self._picture.cursor and self.has_focus:
            self.app.cursor_position = self.content_region.offset + Offset(*self._picture.cursor)

    def lay_out(self) -> None:
        self._picture = Picture((), None)
        self.repaint()

    def on_focus(self) -> None:
        self.place_cursor()

    def render_line(self, y: int) -> Strip:
        """One row of the picture as a strip of the widget's width."""
        row: Row = self._picture.rows[y] if y < len(self._picture.rows) else ()
        cursor = self._picture.cursor
        if not self.hardware_cursor and cursor and cursor[1] == y:
            row = with_cursor(row, cursor[0])
        return Strip([Segment(text, self._styles[style]) for text, style in row]).adjust_cell_length(self.size.width)
