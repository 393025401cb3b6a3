"""A list with a cursor: rows of one or more lines, headings between them, a marker `>` in the first column."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.widgets.drawn_rows import Drawn
from tui.widgets.layout import Line, strip, text_of

CURSOR = ">"
WHOLE = 1000  # columns in which no line of a row is cut
MARGIN = 2  # the column of the cursor and the column of the mark


class Row(NamedTuple):
    """One row. `lines` are its lines, or make them for a width in columns. `key` tells it from the others and is None
    for what the cursor passes over (headings, blank lines), which is drawn from the first column. `mark` is one
    character in the second column, such as `*` or `!`."""

    key: Hashable | None
    lines: Sequence[Line] | Callable[[int], Sequence[Line]]
    mark: str = ""

    def laid_out(self, width: int) -> Sequence[Line]:
        room = width if self.key is None else width - MARGIN
        return self.lines(room) if callable(self.lines) else self.lines


def heading(text: Line = "") -> Row:
    """A row that the cursor passes over; without a text, a blank line."""
    return Row(None, (text,))


class ListView(Drawn):
    """The widget. Up, Down, PageUp, PageDown, Home, End move; Enter posts `Chosen`."""

    can_focus = True
    ALLOW_SELECT = False

    class Chosen(Message):
        """Enter on a row."""

        def __init__(self, key: Hashable) -> None:
            super().__init__()
            self.key = key

    class Moved(Message):
        """The cursor came to another row."""

        def __init__(self, key: Hashable) -> None:
            super().__init__()
            self.key = key

    def __init__(self, rows: Sequence[Row] = (), *, empty: str = "", id: str | None = None) -> None:
        """`empty` is said in place of the rows when there are none."""
        super().__init__(id=id)
        self._rows: list[Row] = list(rows)
        self._empty = empty
        self._cursor = self._first()
        self._top = 0
        self._drawn: list[tuple[int, bool, Line]] = []  # row, whether its first line, the line
        self._at: dict[int, int] = {}  # row → its first line

    # Rows and cursor

    def show(self, rows: Sequence[Row], key: Hashable | None = None) -> None:
        """Show these rows. The cursor goes to `key`, else stays on the same key, else near where it was."""
        wanted = key if key is not None else self.current
        near = self._cursor
        self._rows = list(rows)
        self._cursor = self._index(wanted)
        if self._cursor < 0:
            self._cursor = self._nearest(near)
        self.settle()
        self.refresh()

    @property
    def current(self) -> Hashable | None:
        """The key of the row under the cursor; None when there is none."""
        return self._rows[self._cursor].key if 0 <= self._cursor < len(self._rows) else None

    def go_to(self, key: Hashable) -> bool:
        """Move the cursor to a row. False if no row has that key."""
        index = self._index(key)
        if index >= 0:
            self._move_to(index)
        return index >= 0

    # Finding (`tui.widgets.find`)

    def _choosable(self) -> list[int]:
        return [index for index, row in enumerate(self._rows) if row.key is not None]

    def places(self) -> Sequence[str]:
        return [" ".join(map(text_of, self._rows[index].laid_out(WHOLE))) for index in self._choosable()]

    def place(self) -> int:
        return next((place for place, index in enumerate(self._choosable()) if index == self._cursor), -1)

    def go(self, place: int) -> None:
        self._move_to(self._choosable()[place])

    def bookmark(self) -> Callable[[], object]:
        key = self.current
        return lambda: key is not None and self.go_to(key)

    def _index(self, key: Hashable | None) -> int:
        return next((i for i, row in enumerate(self._rows) if key is not None and row.key == key), -1)

    def _first(self) -> int:
        return next((i for i, row in enumerate(self._rows) if row.key is not None), -1)

    def _nearest(self, index: int) -> int:
        """The row that can be chosen nearest to an index, the one after it first."""
        return min(self._choosable(), key=lambda i: (abs(i - max(index, 0)), -i), default=-1)

    # Keys

    def on_key(self, event: events.Key) -> None:
        page = max(self.size.height - 1, 1)
        steps = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}
        if event.key in steps:
            self._step(steps[event.key])
        elif event.key in ("home", "end"):
            self._step(-len(self._drawn) if event.key == "home" else len(self._drawn))
        elif event.key == "enter" and self.current is not None:
            self.post_message(self.Chosen(self.current))
        else:
            return
        event.stop()
        event.prevent_default()

    def _step(self, lines: int) -> None:
        """Move by rows for one line, by lines for a page; stay where there is no row that can be chosen."""
        ways = range(self._cursor + 1, len(self._rows)) if lines > 0 else range(self._cursor - 1, -1, -1)
        choosable = [index for index in ways if self._rows[index].key is not None]
        if not choosable:
            self._scroll_to_edge(lines)
            return
        if abs(lines) == 1:
            self._move_to(choosable[0])
            return
        goal = self._line_of(self._cursor) + lines
        within = [i for i in choosable if (self._line_of(i) <= goal if lines > 0 else self._line_of(i) >= goal)]
        self._move_to(within[-1] if within else choosable[0])

    def _scroll_to_edge(self, lines: int) -> None:
        """At the last row, Down still shows what stands below it, and Up the heading above the first."""
        most = max(len(self._drawn) - self.size.height, 0)
        top = min(self._top + 1, most) if lines > 0 else max(self._top - 1, 0)
        if top != self._top:
            self._top = top
            self.refresh()

    def _move_to(self, index: int) -> None:
        old, self._cursor = self._cursor, index
        if index == old:
            return
        if self._scroll_into_view():
            self.refresh()
        else:
            self._refresh_line(old)
            self._refresh_line(index)
        self.post_message(self.Moved(self._rows[index].key))

    def _refresh_line(self, index: int) -> None:
        self.refresh(Region(0, self._line_of(index) - self._top, self.size.width, 1))

    # Lines

    def lay_out(self) -> None:
        self._drawn = [
            (index, number == 0, line)
            for index, row in enumerate(self._rows)
            for number, line in enumerate(row.laid_out(self.size.width))
        ]
        self._at = {row: at for at, (row, first, _line) in enumerate(self._drawn) if first}
        self._scroll_into_view()

    def _line_of(self, index: int) -> int:
        return self._at.get(index, 0)

    def _scroll_into_view(self) -> bool:
        """Scroll as little as shows the whole row and the heading right above it. True if it moved."""
        height = max(self.size.height, 1)
        own = [at for at, (row, _first, _line) in enumerate(self._drawn) if row == self._cursor]
        top = self._top
        if own:
            heading = self._line_of(self._heading_of(self._cursor))
            top = min(top, heading if own[-1] - heading < height else own[0])
            top = max(top, own[-1] - height + 1)
        top = max(min(top, len(self._drawn) - height), 0)
        moved, self._top = top != self._top, top
        return moved

    def _heading_of(self, index: int) -> int:
        """The first of the rows right above one that cannot be chosen; the row itself when there is none."""
        while index > 0 and self._rows[index - 1].key is None:
            index -= 1
        return index

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        at = self._top + y
        if at >= len(self._drawn):
            return strip(self._empty if y == 0 and not self._rows else "", width)
        index, first, line = self._drawn[at]
        row = self._rows[index]
        if row.key is None:
            return strip(line, width)
        lead = (CURSOR if index == self._cursor else " ") + (row.mark or " ") if first else " " * MARGIN
        pieces = [(line, "")] if isinstance(line, str) else list(line)
        return strip([(lead, ""), *pieces], width)
