"""A screen as cells: `Grid.rows[y][x]` is a `Cell`, text and style. The right half of a wide character has no text."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tui.wire.sgr import PLAIN, Style, blank_style


class Cell(NamedTuple):
    """One character with its combining marks, as it was written, and its style."""

    text: str
    style: Style


BLANK = Cell(" ", PLAIN)
RIGHT_HALF_TEXT = ""
Row = list[Cell]


@lru_cache(maxsize=8192)
def cell(text: str, style: Style) -> Cell:
    """Make a cell, the same for all blanks that look alike."""
    return Cell(text, blank_style(style)) if text == " " else Cell(text, style)


@lru_cache(maxsize=8192)
def width(character: str) -> int:
    """Count the columns of a character: 0 for a combining mark, 2 for a wide character, else 1."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Grid:
    """A screen of `height` rows of `width` cells, with the cursor's place and visibility."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows: list[Row] = [[BLANK] * width for _ in range(height)]
        self.x = self.y = 0
        self.visible = False

    def copy(self) -> Grid:
        """Copy the grid and its rows."""
        other = Grid(self.width, 0)
        other.height, other.rows = self.height, [list(row) for row in self.rows]
        other.x, other.y, other.visible = self.x, self.y, self.visible
        return other
