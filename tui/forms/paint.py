"""Painting a form model: labels left, one line per field, texts wrapped under their label, codes below. No
Textual here.

A painted row depends on little, so that a typed letter changes one row, and moving on changes none: labels
are not lit, only the cursor shows where one is.
"""

from __future__ import annotations

from collections.abc import Callable

from db.core.records.base import Field, Record
from db.rules.fold import fold
from tui.forms import codes
from tui.forms.code_pages import narrowed
from tui.forms.entry import LISTED, TEXTS, Read
from tui.forms.model import FormModel
from tui.forms.rows import Picture, Row, Span, fitted
from tui.forms.state import FieldState
from tui.widgets.cells import display, length, pad

CODE_CELLS = 5  # the column in which what a code means begins, counted from the code
INDENT = 2  # of wrapped texts
LABEL_MOST = 24
ROOMY = 4  # rows that a text is given from the start, so that growing moves nothing for a while
TIGHT = 2  # rows that a text keeps when room is short
LEAST = 2  # rows of the fields that a list leaves to be seen
BLANK: Row = ()


class Painter:
    """Paints one model after another at one size. It remembers what had to be scrolled."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self.translate = translate
        self._tops: dict[str, int] = {}  # first row shown of a text, first cell shown of a line
        self._top = 0  # first row shown of the whole form
        self._kept: dict[str, tuple[object, Row]] = {}
        self._panel_kept: tuple[object, tuple[list[Row], frozenset[str]]] | None = None
        self._heads: tuple[Record, int] | None = None

    def forget(self) -> None:
        """Another model: nothing is scrolled any more."""
        self._tops, self._top, self._kept, self._panel_kept = {}, 0, {}, None

    def paint(self, model: FormModel, width: int, height: int) -> Picture:
        """The form in exactly `height` rows of at most `width` cells."""
        model.room = max(3, width - 2 * INDENT)
        fields = model.visible()
        head = self._head(model.record)
        texts = {field.name: model.states[field.name] for field in fields if model.states[field.name].many_rows}
        lists = self._lists(model, fields)
        shares, left = self._shares(model, texts, len(fields), height)
        rows: list[Row] = []
        cursor = (0, 0)
        for field in fields:
            state = model.states[field.name]
            if field.name == model.focus:
                cursor = self._cursor(state, model.room, head, width, len(rows), shares.get(field.name, 0))
            if state.many_rows:
                rows.append(fitted([(self._label(field), "label"), *self._mark(state.read)], width))
                rows += self._text(state, model.room, shares[field.name])
            else:
                rows.append(self._line(model, state, head, width))
        under = self._under(model, lists, width, height, left)
        shown = self._within(rows, cursor, height - len(under), model.reasons.entry is not None)
        return Picture((*shown.rows[: len(rows)], *under, *shown.rows[len(rows) :]), shown.cursor)

    def _head(self, record: Record) -> int:
        """Columns of the labels: they stay the same when conditional fields come and go."""
        if self._heads is None or self._heads[0] is not record:
            self._heads = record, min(LABEL_MOST, max(length(self._label(field)) for field in record.fields)) + 2
        return self._heads[1]

    def _label(self, field: Field) -> str:
        return (" " if field.only else "") + self.translate(field.label)

    def _lists(self, model: FormModel, fields: list[Field]) -> list[codes.Codes]:
        choices = [(field, model.reader.choices(field)) for field in fields if field.type in LISTED]
        return [codes.Codes(field.name, self.translate(field.label), found) for field, found in choices if found]

    def _under(self, model: FormModel, lists: list[codes.Codes], width: int, height: int, left: int) -> list[Row]:
        """What stands under the fields. A list that was asked for alone has half of the form, if need be over them."""
        pages = model.codes
        among = self._panel(lists, width, left - 1)
        pages.fits = among[1]
        if not pages.shown:
            return []
        own = next((item for item in lists if item.field == model.focus), None)
        if pages.page is None or own is None:
            return [BLANK, *among[0]] if among[0] else []
        typed = "" if model.over else model.state.buffer.text
        found = codes.Codes(own.field, own.label, narrowed(own.choices, typed))
        rows, pages.pages = codes.alone(found, pages.page, width, max(left, height // 2) - 1, self.translate)
        return [BLANK, *rows] if len(rows) + LEAST < height else []

    def _panel(self, lists: list[codes.Codes], width: int, height: int) -> tuple[list[Row], frozenset[str]]:
        key = (tuple(item.field for item in lists), width, height)
        if self._panel_kept is None or self._panel_kept[0] != key:
            self._panel_kept = key, codes.panel(lists, width, height, self.translate)
        return self._panel_kept[1]

    def _shares(
        self, model: FormModel, texts: dict[str, FieldState], fields: int, height: int
    ) -> tuple[dict[str, int], int]:
        """Rows for each text, and rows left for the codes. The focused text takes what it needs before the codes."""
        needs = {name: max(ROOMY, state.wrapped(model.room).rows + 1) for name, state in texts.items()}
        room = height - fields
        shares = {name: min(need, TIGHT) for name, need in needs.items()}
        for name in sorted(needs, key=lambda name: name != model.focus):
            spare = max(0, room - sum(shares.values()))
            shares[name] += min(spare, needs[name] - shares[name])
        return shares, room - sum(shares.values())

    def _mark(self, read: Read) -> list[Span]:
        return [("  !", "error")] if read.code else []

    def _text(self, state: FieldState, room: int, share: int) -> list[Row]:
        wrapped, top = state.wrapped(room), self._tops.get(state.field.name, 0)
        top = max(0, min(top, wrapped.rows - share))
        shown = range(top, min(top + share, wrapped.rows))
        rows: list[Row] = [((" " * INDENT + display(wrapped.row_text(row)).rstrip(" "), "text"),) for row in shown]
        return rows + [BLANK] * (share - len(rows))

    def _line(self, model: FormModel, state: FieldState, head: int, width: int) -> Row:
        """`Lĩnh vực      dt   đất đai`: label, what is typed, what it means."""
        read = state.look()
        focused = state.field.name == model.focus
        top = self._tops.get(state.field.name, 0) if focused else 0
        key = (state.buffer.text, read, focused, top, head, width)
        kept = self._kept.get(state.field.name)
        if kept and kept[0] == key:
            return kept[1]
        typed = display(state.buffer.text)[top:]
        spans: list[Span] = [(pad(self._label(state.field), head), "label"), (typed, "text")]
        hint, style = self._hint(read, focused)
        if hint and state.field.type in TEXTS:
            spans = [(pad(self._label(state.field), head - 2), "label"), ("! ", "error"), (typed, "text")]
        elif hint:
            gap = max(2, CODE_CELLS - length(typed))
            spans += [(" " * gap, "text"), (hint, style)]
        row = fitted(spans, width)
        self._kept[state.field.name] = (key, row)
        return row

    def _hint(self, read: Read, focused: bool) -> Span:
        """What stands beside a line: what was understood, what it could be, or that it is wrong.

        Nothing while what is typed may still become a code or a date: that would be sent for each letter.
        """
        if focused and read.code and self._unfinished(read):
            return "", "hint"
        named = " · ".join(f"{choice.code} {self.translate(choice.brief)}" for choice in read.options)
        if read.code:
            many = f" {len(read.options)}:" if read.code == "many_choices" else ""
            return f"?{many} {named}".rstrip(), "hint" if focused else "error"
        return self.translate(read.label), "hint"

    @staticmethod
    def _unfinished(read: Read) -> bool:
        typed = fold(read.shown)
        return not read.options or any(fold(choice.code).startswith(typed) for choice in read.options)

    def _cursor(self, state: FieldState, room: int, head: int, width: int, row: int, share: int) -> tuple[int, int]:
        """Where the cursor is in the whole form, scrolling its field so far that it can be seen."""
        name = state.field.name
        if state.many_rows:
            at, cell = state.wrapped(room).position(state.buffer.cursor)
            top = min(self._tops.get(name, 0), at, max(0, state.wrapped(room).rows - share))
            self._tops[name] = top = max(top, at - share + 1)
            return INDENT + cell, row + 1 + at - top
        text = state.buffer.text
        top = min(self._tops.get(name, 0), state.buffer.cursor) if length(text) >= width - head else 0
        while top and length(text[max(0, top - 8) :]) < width - head:
            top = max(0, top - 8)  # a window that became wider again
        # in a window too narrow for any of it there is no place: the cursor is past the end then
        while top < state.buffer.cursor and length(text[top : state.buffer.cursor]) > width - head - 1:
            top += 8  # by steps, so that not each letter moves the whole line
        self._tops[name] = top = min(top, state.buffer.cursor)
        return head + length(text[top : state.buffer.cursor]), row

    def _within(self, rows: list[Row], cursor: tuple[int, int], height: int, away: bool) -> Picture:
        """The part of a form that is higher than its room in which the cursor is."""
        self._top = max(0, min(self._top, cursor[1], len(rows) - height))
        self._top = max(self._top, cursor[1] - height + 1)
        shown = rows[self._top : self._top + height]
        shown += [BLANK] * (height - len(shown))
        return Picture(tuple(shown), None if away else (cursor[0], cursor[1] - self._top))
