"""The terminal as a writer sees it: where its cursor and what its pen is, and the shortest bytes to change either."""

from __future__ import annotations

from tui.wire.grid import RIGHT_HALF_TEXT, Cell
from tui.wire.pens import Pen, change


class Brush:
    """Collects what to send. `x`, `y`, `pen` are None while nobody knows what the terminal has.

    The terminal does not wrap lines, and a newline moves down alone (no output processing).
    """

    def __init__(self, columns: int, x: int | None = None, y: int | None = None, pen: Pen | None = None) -> None:
        self.columns, self.x, self.y, self.pen = columns, x, y, pen
        self.said: list[str] = []

    def copy(self) -> Brush:
        """A brush in the same place that has said nothing yet."""
        return Brush(self.columns, self.x, self.y, self.pen)

    def takes_over(self, other: Brush) -> None:
        """Say what that brush said, and be where it is."""
        self.said += other.said
        self.x, self.y, self.pen = other.x, other.y, other.pen

    @property
    def text(self) -> str:
        return "".join(self.said)

    @property
    def cost(self) -> int:
        """Bytes so far."""
        return len(self.text.encode())

    def say(self, sequence: str) -> None:
        """A sequence that moves nothing."""
        if sequence:
            self.said.append(sequence)

    def dip(self, pen: Pen) -> None:
        self.say(change(self.pen, pen))
        self.pen = pen

    def move(self, x: int, y: int) -> None:
        self.say(self.way(x, y))
        self.x, self.y = x, y

    def write(self, cells: list[Cell]) -> None:
        """Cells of this row from here on."""
        assert self.x is not None
        for one in cells:
            if one.text != RIGHT_HALF_TEXT:
                self.dip(one.pen)
                self.said.append(one.text)
        self.x += len(cells)
        if self.x >= self.columns:
            self.x = None  # terminals differ in where the cursor is after the last column

    def way(self, x: int, y: int) -> str:
        """The shortest motion to there."""
        if (self.x, self.y) == (x, y):
            return ""
        ways = [_absolute(x, y)]
        if self.y is not None:
            for down in _vertical(self.y, y):
                ways += [down + across for across in _horizontal(self.x, x)]
        return min(ways, key=len)


def _absolute(x: int, y: int) -> str:
    if x == 0:
        return "\x1b[H" if y == 0 else f"\x1b[{y + 1}H"
    return f"\x1b[{y + 1};{x + 1}H" if y else f"\x1b[;{x + 1}H"


def _vertical(old: int, new: int) -> list[str]:
    if new == old:
        return [""]
    by = _by(abs(new - old))
    ways = [f"\x1b[{new + 1}d", f"\x1b[{by}{'B' if new > old else 'A'}"]
    if new > old:
        ways.append("\n" * (new - old))
    return [min(ways, key=len)]


def _horizontal(old: int | None, new: int) -> list[str]:
    ways = [f"\x1b[{new + 1}G", "\r" + (f"\x1b[{_by(new)}C" if new else "")]
    if old == new:
        ways.append("")
    elif old is not None:
        ways.append(f"\x1b[{_by(new - old)}C" if new > old else "\b" * (old - new))
        if new < old:
            ways.append(f"\x1b[{_by(old - new)}D")
    return ways


def _by(count: int) -> str:
    return "" if count == 1 else str(count)
