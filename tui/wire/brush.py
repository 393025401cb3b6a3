"""The terminal as a writer sees it: where its cursor and what its pen is, and the shortest bytes to change either."""

from __future__ import annotations

from tui.wire.abilities import ALL, Abilities
from tui.wire.grid import RIGHT_HALF_TEXT, Cell, Row
from tui.wire.motions import Region, parameter, shortest
from tui.wire.pens import PLAIN, Pen, change, of_blank


class Brush:
    """Collects what to send to a terminal that `can` so much. `x`, `y`, `pen` are None while nobody knows what it has.

    Whoever sends it has turned output processing off: a newline moves down alone.
    """

    __slots__ = ("_way", "can", "columns", "cost", "pen", "planned", "region", "said", "stops", "x", "y")

    def __init__(
        self,
        columns: int,
        x: int | None = None,
        y: int | None = None,
        pen: Pen | None = None,
        can: Abilities = ALL,
    ) -> None:
        self.columns, self.x, self.y, self.pen, self.can = columns, x, y, pen, can
        self.stops: tuple[int, ...] = ()  # columns of the terminal's tab stops, from the left
        self.planned: frozenset[int] = frozenset()  # columns where a stop is to be set when the cursor is there
        self.region: Region | None = None  # the rows that scroll; None: all
        self.said: list[str] = []
        self.cost = 0  # bytes so far
        self._way = shortest(can)

    def copy(self) -> Brush:
        """A brush in the same place that has said nothing yet."""
        other = object.__new__(Brush)
        other.columns, other.x, other.y, other.pen, other.can = self.columns, self.x, self.y, self.pen, self.can
        other.stops, other.planned, other.region = self.stops, self.planned, self.region
        other.said, other.cost = [], 0
        other._way = self._way
        return other

    def branch(self) -> Brush:
        """The same, to go on in another way."""
        other = self.copy()
        other.said, other.cost = list(self.said), self.cost
        return other

    def takes_over(self, other: Brush) -> None:
        """Say what that brush said, and be where it is."""
        self.said += other.said
        self.cost += other.cost
        self.x, self.y, self.pen = other.x, other.y, other.pen
        self.stops, self.region = other.stops, other.region

    @property
    def text(self) -> str:
        return "".join(self.said)

    def say(self, sequence: str) -> None:
        """A sequence that moves nothing."""
        if sequence:
            self.said.append(sequence)
            self.cost += len(sequence)

    def dip(self, pen: Pen) -> None:
        if pen != self.pen:
            self.say(change(self.pen, pen, self.can.turned_off_alone, self.can.bright_by_index))
            self.pen = pen

    def dip_for_blanks(self) -> None:
        """Take a pen whose blanks are plain: what is erased, or comes in at a side, has its background."""
        if self.pen is None or of_blank(self.pen) != PLAIN:
            self.dip(PLAIN)

    def move(self, x: int, y: int) -> None:
        self.say(self.way(x, y))
        self.x, self.y = x, y

    def move_along(self, x: int, y: int, row: Row) -> None:
        """The same within a row that shows these cells: to write a few of them again may be shorter."""
        motion, written = self.copy(), self.copy()
        motion.move(x, y)
        if self.y == y and self.x is not None and self.x < x <= self.x + motion.cost:
            passed = row[self.x : x]
            if row[x].text != RIGHT_HALF_TEXT and passed[0].text != RIGHT_HALF_TEXT:
                written.write(passed)
                motion = min(motion, written, key=lambda way: way.cost)
        self.takes_over(motion)

    def write(self, cells: list[Cell]) -> None:
        """Cells of this row from here on."""
        assert self.x is not None
        for text, pen in cells:
            if text == RIGHT_HALF_TEXT:
                continue
            # of a blank one sees no ink
            if pen != self.pen and (text != " " or self.pen is None or of_blank(self.pen) != pen):
                self.dip(pen)
            self.said.append(text)
            self.cost += 1 if text.isascii() else len(text.encode())
        self.x += len(cells)
        if self.x >= self.columns:
            self.x = None  # terminals differ in where the cursor is after the last column

    # What erases and moves along. None goes past its bound: terminals differ in what they make of that.

    def erase_characters(self, count: int) -> None:
        """From here on, so many."""
        self._counted(min(count, self._left), "X")

    def delete_characters(self, count: int) -> None:
        """From here on, so many; the rest of the row comes nearer."""
        self._counted(min(count, self._left), "P")

    def insert_characters(self, count: int) -> None:
        """So many blanks here; the rest of the row moves on. Never more at once than what moves: of a longer insertion
        tmux (3.3) leaves some of the cells as they were."""
        count = min(count, self._left)
        while count:
            now = min(count, max(self._left // 2, 1))
            self._counted(now, "@")
            count -= now

    def delete_lines(self, count: int, height: int) -> None:
        """From this row on, so many; what is below, down to the last row of the region or of `height`, comes up."""
        self._counted(min(count, self._below(height)), "M")

    def insert_lines(self, count: int, height: int) -> None:
        """So many empty rows here; what is below goes down."""
        self._counted(min(count, self._below(height)), "L")

    def scroll(self, by: int) -> None:
        """The region up by so many rows; down, if negative."""
        assert self.region is not None
        self._counted(min(abs(by), self.region[1] - self.region[0] + 1), "S" if by > 0 else "T")

    def _counted(self, count: int, final: str) -> None:
        self.say(f"\x1b[{parameter(count)}{final}")

    @property
    def _left(self) -> int:
        """Cells from the cursor to the end of its row."""
        assert self.x is not None
        return self.columns - self.x

    def _below(self, height: int) -> int:
        """Rows from the cursor's to the last that moves."""
        assert self.y is not None
        return (height - 1 if self.region is None else self.region[1]) - self.y + 1

    def way(self, x: int, y: int) -> str:
        """The shortest motion to there."""
        if self.x == x and self.y == y:
            return ""
        return self._way(self.x, self.y, x, y, self.stops, self.region)

    def plan(self, columns: frozenset[int]) -> None:
        """Have tab stops in these columns and no others: each is set when the cursor comes by."""
        if self.stops:
            self.say("\x1b[3g")
        self.stops, self.planned = (), columns

    def mark(self) -> None:
        """Set the tab stop that was planned for this column."""
        if self.x in self.planned and self.x not in self.stops:
            self.say("\x1bH")
            self.stops = tuple(sorted((*self.stops, self.x)))

    def confine(self, region: Region | None) -> None:
        """Let only these rows scroll (None: all). Not every emulator takes the cursor to the corner then."""
        if region != self.region:
            self.say("\x1b[r" if region is None else f"\x1b[{region[0] + 1};{region[1] + 1}r")
            self.x, self.y, self.region = None, None, region
