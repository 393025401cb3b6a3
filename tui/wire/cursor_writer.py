"""Write to a terminal while keeping track of its cursor, style, tab stops and scroll region; in the fewest bytes."""

from __future__ import annotations

from tui.wire.abilities import ALL, Abilities
from tui.wire.grid import RIGHT_HALF_TEXT, Cell, Row
from tui.wire.motions import Region, parameter, shortest
from tui.wire.sgr import PLAIN, Style, blank_style, sgr_between


class CursorWriter:
    """Collects what to send (`output`, `cost` bytes) to a terminal with the abilities `can`.

    `x`, `y` and `style` are None while they are unknown. Output processing of the terminal's line must be off: a
    newline moves the cursor down and nothing else.
    """

    __slots__ = (
        "_motion", "can", "columns", "cost", "output", "planned_stops", "scroll_region", "style", "tab_stops", "x", "y",
    )  # fmt: skip

    def __init__(
        self,
        columns: int,
        x: int | None = None,
        y: int | None = None,
        style: Style | None = None,
        can: Abilities = ALL,
    ) -> None:
        self.columns, self.x, self.y, self.style, self.can = columns, x, y, style, can
        self.tab_stops: tuple[int, ...] = ()  # columns of the terminal's tab stops, from the left
        self.planned_stops: frozenset[int] = frozenset()  # columns where a stop is to be set when the cursor is there
        self.scroll_region: Region | None = None  # the rows that scroll; None: all
        self.output: list[str] = []
        self.cost = 0  # bytes so far
        self._motion = shortest(can)

    def copy(self) -> CursorWriter:
        """Copy the state, without the output."""
        other = object.__new__(CursorWriter)
        other.columns, other.x, other.y, other.style, other.can = self.columns, self.x, self.y, self.style, self.can
        other.tab_stops, other.planned_stops, other.scroll_region = (
            self.tab_stops,
            self.planned_stops,
            self.scroll_region,
        )
        other.output, other.cost = [], 0
        other._motion = self._motion
        return other

    def fork(self) -> CursorWriter:
        """Copy the state with the output, to try one more way of going on."""
        other = self.copy()
        other.output, other.cost = list(self.output), self.cost
        return other

    def adopt(self, other: CursorWriter) -> None:
        """Append the output of a copy that went on from here, and take its state."""
        self.output += other.output
        self.cost += other.cost
        self.x, self.y, self.style = other.x, other.y, other.style
        self.tab_stops, self.scroll_region = other.tab_stops, other.scroll_region

    @property
    def text(self) -> str:
        return "".join(self.output)

    def emit(self, sequence: str) -> None:
        """Append a sequence that does not move the cursor."""
        if sequence:
            self.output.append(sequence)
            self.cost += len(sequence)

    def set_style(self, style: Style) -> None:
        """Have the terminal write in this style from here on."""
        if style != self.style:
            self.emit(sgr_between(self.style, style, self.can.turned_off_alone, self.can.bright_by_index))
            self.style = style

    def set_blank_style(self) -> None:
        """Take a style with a plain background, which erased and inserted cells get."""
        if self.style is None or blank_style(self.style) != PLAIN:
            self.set_style(PLAIN)

    def move(self, x: int, y: int) -> None:
        """Move the cursor there by the shortest motion."""
        self.emit(self.motion(x, y))
        self.x, self.y = x, y

    def move_within_row(self, x: int, y: int, row: Row) -> None:
        """Move within a row that shows these cells; writing the passed cells again may be shorter than a motion."""
        motion, written = self.copy(), self.copy()
        motion.move(x, y)
        if self.y == y and self.x is not None and self.x < x <= self.x + motion.cost:
            passed = row[self.x : x]
            if row[x].text != RIGHT_HALF_TEXT and passed[0].text != RIGHT_HALF_TEXT:
                written.write(passed)
                motion = min(motion, written, key=lambda way: way.cost)
        self.adopt(motion)

    def write(self, cells: list[Cell]) -> None:
        """Write cells of this row from the cursor on."""
        assert self.x is not None
        for text, style in cells:
            if text == RIGHT_HALF_TEXT:
                continue
            # a blank looks the same in every text colour
            if style != self.style and (text != " " or self.style is None or blank_style(self.style) != style):
                self.set_style(style)
            self.output.append(text)
            self.cost += 1 if text.isascii() else len(text.encode())
        self.x += len(cells)
        if self.x >= self.columns:
            self.x = None  # terminals differ in where the cursor is after the last column

    # Counts of the following never go past the end of a row or region: terminals differ in what they do then.

    def erase_characters(self, count: int) -> None:
        """Erase so many from the cursor on."""
        self._counted(min(count, self._left), "X")

    def delete_characters(self, count: int) -> None:
        """Delete so many from the cursor on; the rest of the row moves left."""
        self._counted(min(count, self._left), "P")

    def insert_characters(self, count: int) -> None:
        """Insert so many blanks at the cursor; the rest of the row moves right. Never more at once than the cells that
        move: tmux (3.3) leaves some cells as they were when an insertion is longer."""
        count = min(count, self._left)
        while count:
            now = min(count, max(self._left // 2, 1))
            self._counted(now, "@")
            count -= now

    def scroll(self, by: int) -> None:
        """Scroll the region up by so many rows; down, if negative."""
        assert self.scroll_region is not None
        self._counted(min(abs(by), self.scroll_region[1] - self.scroll_region[0] + 1), "S" if by > 0 else "T")

    def _counted(self, count: int, final: str) -> None:
        self.emit(f"\x1b[{parameter(count)}{final}")

    @property
    def _left(self) -> int:
        """Count the cells from the cursor to the end of its row."""
        assert self.x is not None
        return self.columns - self.x

    def motion(self, x: int, y: int) -> str:
        """Return the shortest motion to that place; empty if the cursor is there."""
        if self.x == x and self.y == y:
            return ""
        return self._motion(self.x, self.y, x, y, self.tab_stops, self.scroll_region)

    def plan_tab_stops(self, columns: frozenset[int]) -> None:
        """Clear all tab stops and plan these instead: `set_tab_stop` sets each when the cursor is in its column."""
        if self.tab_stops:
            self.emit("\x1b[3g")
        self.tab_stops, self.planned_stops = (), columns

    def set_tab_stop(self) -> None:
        """Set the tab stop that is planned for the cursor's column, if there is one and it is not yet set."""
        if self.x in self.planned_stops and self.x not in self.tab_stops:
            self.emit("\x1bH")
            self.tab_stops = tuple(sorted((*self.tab_stops, self.x)))

    def set_scroll_region(self, region: Region | None) -> None:
        """Let only these rows scroll (None: all). The cursor's place is unknown then: emulators differ in it."""
        if region != self.scroll_region:
            self.emit("\x1b[r" if region is None else f"\x1b[{region[0] + 1};{region[1] + 1}r")
            self.x, self.y, self.scroll_region = None, None, region
