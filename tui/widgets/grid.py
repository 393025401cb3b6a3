"""A grid of one-character marks: rows × columns with headings, a totals row, and a cursor shown as `[x]`."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from tui.widgets.drawn_rows import Drawn
from tui.widgets.layout import fit, strip, width_of
from tui.widgets.list_view import CURSOR

LEAST_CELL, MOST_CELL = 3, 7  # columns of the terminal that one column of marks takes
LEAST_LABEL, MOST_LABEL = 12, 40


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its heading, one mark a column, and what stands at its end (a total, a rate). `words` are what it is
    found by, when its heading is a short one; `marks` of a totals row may be made for the columns that a cell has."""

    key: Hashable
    label: str
    marks: Sequence[str] | Callable[[int], Sequence[str]]
    total: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """All that is shown. `columns` are (key, heading); `totals` are the rows at the bottom, without a cursor, under a
    rule that gives way before a row does; `total_heads` are the lines above the rows' totals, the last of them beside
    the headings."""

    columns: Sequence[tuple[Hashable, str]]
    rows: Sequence[GridRow]
    label_head: str = ""
    total_heads: Sequence[str] = ()
    totals: Sequence[GridRow] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of the terminal: `label` for the headings, `cell` for each mark, `total` at the end; `shown` columns
    of marks from `left` on."""

    label: int
    cell: int
    total: int
    left: int
    shown: int


def shape(grid: Grid, width: int, cursor_column: int = 0, left: int = 0) -> Shape:
    """How a grid fits a width: columns take what room there is, long headings give way before marks do, and columns
    scroll before they vanish."""
    total = max([0, *(width_of(text) for text in _total_texts(grid))])
    count = max(len(grid.columns), 1)
    labels = [grid.label_head, *(row.label for row in (*grid.rows, *grid.totals))]
    label = min(max(width_of(text) for text in labels), MOST_LABEL)
    room = width - 2 - total - (1 if total else 0)
    heads = max((width_of(head) for _key, head in grid.columns), default=1)
    wished = min(max(LEAST_CELL, heads + (1 if heads > 1 else 2)), MOST_CELL)
    cell = min((room - label - 2) // count, MOST_CELL)
    if cell < wished:
        cell = max(min(wished, (room - LEAST_LABEL - 2) // count), LEAST_CELL)
    label = max(min(label, room - cell * count - 2), LEAST_LABEL)
    shown = max(min((room - label - 1) // cell, count), 1)
    left = max(min(left, cursor_column, count - shown), cursor_column - shown + 1, 0)
    return Shape(label, cell, total, left, shown)


def _total_texts(grid: Grid) -> list[str]:
    return [*grid.total_heads, *(row.total for row in (*grid.rows, *grid.totals))]


def cells_line(
    texts: Sequence[str], place: Shape, *, label: str, total: str, lead: str = "  ", cursor: int = -1
) -> str:
    """One line of a grid. `cursor` is the column that is shown in brackets."""
    line = lead + fit(label, place.label) + " "
    for number in range(place.left, place.left + place.shown):
        text = texts[number] if number < len(texts) else ""
        if number == cursor:
            line = line[:-1] + "[" + fit(text or " ", 1) + fit("]", place.cell - 1)
        elif width_of(text) >= place.cell:
            line = line[:-1] + fit(text, place.cell) + " "
        else:
            line += fit(text, place.cell)
    return line + (" " + fit(total, place.total, "right") if place.total else "")


class GridView(Drawn):
    """The widget. Arrows, PageUp, PageDown, Home (first column), End (last) move; Enter posts `Cell`."""

    can_focus = True
    ALLOW_SELECT = False

    class Cell(Message):
        """Enter on a cell."""

        def __init__(self, row: Hashable, column: Hashable) -> None:
            super().__init__()
            self.row = row
            self.column = column

    class Moved(Cell):
        """The cursor came to another cell, or there is room for other rows."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._grid = Grid((), ())
        self._row = self._column = self._top = 0
        self._place = Shape(LEAST_LABEL, LEAST_CELL, 0, 0, 0)

    def show(self, grid: Grid, cell: tuple[Hashable, Hashable] | None = None) -> None:
        """Show a grid. The cursor goes to `cell` (keys of row and column), else stays on the same keys."""
        row, column = cell or self.current or (None, None)
        self._grid = grid
        rows = [item.key for item in grid.rows]
        columns = [key for key, _head in grid.columns]
        self._row = rows.index(row) if row in rows else min(self._row, max(len(rows) - 1, 0))
        self._column = columns.index(column) if column in columns else min(self._column, max(len(columns) - 1, 0))
        self.settle()
        self.refresh()

    @property
    def current(self) -> tuple[Hashable, Hashable] | None:
        """Keys of the row and the column under the cursor."""
        if not self._grid.rows or not self._grid.columns:
            return None
        return self._grid.rows[self._row].key, self._grid.columns[self._column][0]

    @property
    def window(self) -> tuple[int, int]:
        """First and last row that are shown, from 1: the `15-27` of *15-27/102*."""
        return min(self._top + 1, len(self._grid.rows)), min(self._top + self._room(), len(self._grid.rows))

    # Finding (`tui.widgets.find`)

    def places(self) -> Sequence[str]:
        return [f"{row.label} {row.words}" for row in self._grid.rows]

    def place(self) -> int:
        return self._row if self.current is not None else -1

    def go(self, place: int) -> None:
        self._move(place - self._row, 0)

    def bookmark(self) -> Callable[[], object]:
        key = self.current and self.current[0]

        def back() -> None:
            at = next((at for at, row in enumerate(self._grid.rows) if row.key == key), self._row)
            self.go(at)

        return back

    # Keys

    def on_key(self, event: events.Key) -> None:
        page = max(self._room() - 1, 1)
        last = len(self._grid.columns) - 1
        moves = {
            "up": (-1, 0), "down": (1, 0), "pageup": (-page, 0), "pagedown": (page, 0),
            "left": (0, -1), "right": (0, 1), "home": (0, -last), "end": (0, last),
        }  # fmt: skip
        if event.key in moves and self.current is not None:
            self._move(*moves[event.key])
        elif event.key == "enter" and self.current is not None:
            self.post_message(self.Cell(*self.current))
        else:
            return
        event.stop()
        event.prevent_default()

    def _move(self, down: int, right: int) -> None:
        before = self._row, self._column
        self._row = min(max(self._row + down, 0), len(self._grid.rows) - 1)
        self._column = min(max(self._column + right, 0), len(self._grid.columns) - 1)
        if (self._row, self._column) == before:
            return
        top, left = self._top, self._place.left
        self.settle()
        if (top, left) == (self._top, self._place.left):
            for row in {before[0], self._row}:
                self.refresh(Region(0, self._header() + row - self._top, self.size.width, 1))
        else:
            self.refresh()
        if self.current is not None:
            self.post_message(self.Moved(*self.current))

    # Lines

    def on_resize(self, event: events.Resize) -> None:
        if self.current is not None:
            self.post_message(self.Moved(*self.current))

    def _header(self) -> int:
        return max(len(self._grid.total_heads), 1)

    def _room(self) -> int:
        """Lines left for rows between the headings and the totals."""
        return max(self.size.height - self._header() - self._rule() - len(self._grid.totals), 1)

    def _rule(self) -> int:
        """The line between rows and totals is left out where all rows fit without it alone."""
        left = self.size.height - self._header() - len(self._grid.totals) - len(self._grid.rows)
        return 1 if self._grid.totals and left != 0 else 0

    def lay_out(self) -> None:
        self._place = shape(self._grid, self.size.width, self._column, self._place.left)
        room = self._room()
        self._top = min(max(self._top, self._row - room + 1), self._row, max(len(self._grid.rows) - room, 0))

    def render_line(self, y: int) -> Strip:
        return strip(self._line(y), self.size.width)

    def _line(self, y: int) -> str:
        header, room, rows = self._header(), self._room(), self._grid.rows
        if y < header:
            return self._head_line(y)
        at = self._top + y - header
        if y - header < min(room, len(rows)):
            here = at == self._row
            return self._row_line(rows[at], (CURSOR if here else " ") + " ", self._column if here else -1)
        under = y - header - min(room, len(rows)) - self._rule()
        if under < 0:
            return "  " + "-" * (self.size.width - 2)
        return self._row_line(self._grid.totals[under]) if under < len(self._grid.totals) else ""

    def _row_line(self, row: GridRow, lead: str = "  ", cursor: int = -1) -> str:
        marks = row.marks(self._place.cell) if callable(row.marks) else row.marks
        return cells_line(marks, self._place, label=row.label, total=row.total, lead=lead, cursor=cursor)

    def _head_line(self, y: int) -> str:
        heads = self._grid.total_heads
        total = heads[y] if y < len(heads) else ""
        last = y == self._header() - 1
        texts = [head for _key, head in self._grid.columns] if last else []
        return cells_line(texts, self._place, label=self._grid.label_head if last else "", total=total)
