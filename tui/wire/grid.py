"""A screen as cells: `Grid.rows[y][x]` is a `Cell`, text and pen. The right half of a wide character has no text."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tui.wire.pens import PLAIN, Pen, of_blank


class Cell(NamedTuple):
    """One character with its combining marks, as it was written, and its pen."""

    text: str
    pen: Pen


BLANK = Cell(" ", PLAIN)
RIGHT_HALF_TEXT = ""
Row = list[Cell]


@lru_cache(maxsize=8192)
def cell(text: str, pen: Pen) -> Cell:
    """The cell as it looks: blanks that look alike are the same cell."""
    return Cell(text, of_blank(pen)) if text == " " else Cell(text, pen)


@lru_cache(maxsize=8192)
def width(character: str) -> int:
    """Columns that a terminal gives a character: 0 for a mark that sits on the one before, 2 for a wide one."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Grid:
    """A screen of `height` rows of `width` cells, and the cursor: where it stands and whether it is seen."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows: list[Row] = [[BLANK] * width for _ in range(height)]
        self.x = self.y = 0
        self.visible = False

    def copy(self) -> Grid:
        """Another grid with the same cells; rows are never changed in place once they were shared."""
        other = Grid(self.width, 0)
        other.height, other.rows = self.height, [list(row) for row in self.rows]
        other.x, other.y, other.visible = self.x, self.y, self.visible
        return other
