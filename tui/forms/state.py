"""One field of a form while it is filled in: the text as typed, what it was read as when it was last left."""

from __future__ import annotations

from db.core.records.base import Field, Value
from tui.forms.entry import MANY_LINES, TEXTS, Read, Reader
from tui.forms.wrap import Wrapped
from tui.widgets.line_editor import TextBuffer


class FieldState:
    """The field's buffer, its last reading, and (for wrapped texts) its rows.

    `base` is the text that stands for the stored value: a field whose text is still that keeps the value
    untouched, even one that today's lists or limits would refuse (an old code stays readable and storable).
    """

    def __init__(self, field: Field, value: Value, reader: Reader) -> None:
        self.field = field
        self.reader = reader
        self.initial = value
        self.base = reader.show(field, value)
        self.buffer = TextBuffer(self.base)
        self._looked: tuple[str, Read] | None = None  # one key asks several times
        self.read = self.look()
        self.goal: int | None = None
        self._wrapped: Wrapped | None = None

    @property
    def many_rows(self) -> bool:
        return self.field.type in MANY_LINES

    @property
    def changed(self) -> bool:
        return self.buffer.text != self.base

    def look(self) -> Read:
        """The reading of the text as it stands, without touching it."""
        text = self.buffer.text
        if self._looked is None or self._looked[0] != text:
            read = self.reader.read(self.field, text)
            self._looked = text, read if self.changed else Read(self.initial, text, label=read.label)
        return self._looked[1]

    def settle(self, *, left: bool = True) -> Read:
        """The field's text becomes what it was understood as. A text that is saved and not `left` stays as it stands:
        somebody types on in it, perhaps after a blank, and an input method counts its letters."""
        self.read = self.look()
        self.buffer.rest()
        if self.changed and (left or self.field.type not in TEXTS):
            self.buffer.replace(self.read.shown)
        self.goal = None
        return self.read

    def rebase(self, text: str, value: Value) -> None:
        """The stored value is this one now; what was typed since stays.

        The text of a hidden field stands for a value that is not stored; it keeps its meaning for when it is shown.
        """
        if value is None and text:
            value = self.reader.read(self.field, text).value
        self.base, self.initial, self._looked = text, value, None
        self.read = self.look()

    def put(self, text: str) -> None:
        """Text from a draft, as it was typed."""
        self.buffer = TextBuffer(text)
        self.read = self.look()

    def wrapped(self, room: int) -> Wrapped:
        """The rows of the text in so many columns."""
        if self._wrapped is None or self._wrapped.room != room:
            self._wrapped = Wrapped(self.buffer.text, room)
        self._wrapped.update(self.buffer.text)
        return self._wrapped

    def up_or_down(self, step: int, room: int) -> bool:
        """Move by a visual row, keeping to the column where the motion began. False at the first or last row."""
        wrapped = self.wrapped(room)
        row, cell = wrapped.position(self.buffer.cursor)
        if not 0 <= row + step < wrapped.rows:
            return False
        goal = cell if self.goal is None else self.goal
        self.buffer.move(wrapped.index(row + step, goal))
        self.goal = goal
        return True

    def home_or_end(self, end: bool, room: int) -> None:
        """To the first or last place of the visual row."""
        wrapped = self.wrapped(room)
        row, _ = wrapped.position(self.buffer.cursor)
        self.buffer.move(wrapped.row_end(row) if end else wrapped.row_start(row))
