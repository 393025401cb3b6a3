"""The terminal as a writer sees it: where its cursor and what its pen is, and the shortest bytes to change either."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tui.wire.abilities import ALL, TAB, Abilities
from tui.wire.grid import RIGHT_HALF_TEXT, Cell, Row
from tui.wire.pens import PLAIN, Pen, change, of_blank


class Brush:
    """Collects what to send to a terminal that `can` so much. `x`, `y`, `pen` are None while nobody knows what it has.

    Whoever sends it has turned output processing off: a newline moves down alone.
    """

    def __init__(
        self,
        columns: int,
        x: int | None = None,
        y: int | None = None,
        pen: Pen | None = None,
        can: Abilities = ALL,
    ) -> None:
        self.columns, self.x, self.y, self.pen, self.can = columns, x, y, pen, can
        self.said: list[str] = []
        self.cost = 0  # bytes so far

    def copy(self) -> Brush:
        """A brush in the same place that has said nothing yet."""
        return Brush(self.columns, self.x, self.y, self.pen, self.can)

    def takes_over(self, other: Brush) -> None:
        """Say what that brush said, and be where it is."""
        self.said += other.said
        self.cost += other.cost
        self.x, self.y, self.pen = other.x, other.y, other.pen

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

    def way(self, x: int, y: int) -> str:
        """The shortest motion to there."""
        return "" if self.x == x and self.y == y else _way(self.x, self.y, x, y, self.columns, self.can)


@lru_cache(maxsize=1 << 11)
def _way(old_x: int | None, old_y: int | None, x: int, y: int, columns: int, can: Abilities) -> str:
    ways = [_absolute(x, y)]
    if old_y is not None:
        for down in _vertical(old_y, y, can):
            ways += [down + across for across in _horizontal(old_x, x, columns, can)]
    return min(ways, key=len)


def _absolute(x: int, y: int) -> str:
    if x == 0:
        return "\x1b[H" if y == 0 else f"\x1b[{y + 1}H"
    return f"\x1b[{y + 1};{x + 1}H" if y else f"\x1b[;{x + 1}H"


def _vertical(old: int, new: int, can: Abilities) -> list[str]:
    """The shortest way to the row, if there is one that keeps the column."""
    if new == old:
        return [""]
    ways = []
    if can.row:
        ways.append(f"\x1b[{new + 1}d")
    if can.relative:
        ways.append(f"\x1b[{_by(abs(new - old))}{'B' if new > old else 'A'}")
    if can.newline and new > old:
        ways.append("\n" * (new - old))
    return [min(ways, key=len)] if ways else []


def _horizontal(old: int | None, new: int, columns: int, can: Abilities) -> list[str]:
    """The ways to the column that keep the row."""
    ways = [f"\x1b[{new + 1}G"] if can.column else []
    if new == 0:
        ways.append("\r")
    elif can.relative:
        ways.append(f"\r\x1b[{_by(new)}C")
    if old == new:
        ways.append("")
    elif old is not None:
        if new < old:
            ways.append("\b" * (old - new))
        if can.relative:
            ways.append(f"\x1b[{_by(abs(new - old))}{'C' if new > old else 'D'}")
    if can.tabs:
        ways += _tabbed("\r", 0, new, columns, can)
        if old is not None:
            ways += _tabbed("", old, new, columns, can)
    return ways


def _tabbed(begun: str, old: int, new: int, columns: int, can: Abilities) -> Iterator[str]:
    """By tabs to the last stop before the column or to the first after it, and on or back."""
    tabs, rest = new // TAB - old // TAB, new % TAB
    if tabs > 0 and (can.relative or not rest):
        yield begun + "\t" * tabs + (f"\x1b[{_by(rest)}C" if rest else "")
    if tabs >= 0 and rest and new - rest + TAB < columns:
        yield begun + "\t" * (tabs + 1) + "\b" * (TAB - rest)


def _by(count: int) -> str:
    return "" if count == 1 else str(count)
