"""Read the escape sequences that Textual writes into a grid: motions, styles, text, erasing, the cursor's visibility.

`AnsiParser.feed` returns every other sequence whole: bells, titles, clipboard, modes. The driver decides which of those
go on to the terminal.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tui.wire.grid import BLANK, RIGHT_HALF_TEXT, Cell, Grid, cell, width
from tui.wire.sgr import PLAIN, Style, apply_sgr, blank_style

_PIECES = re.compile(
    r"\x1b\[(?P<private>[?<>=]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|(?P<string>\x1b[\]PX^_].*?(?:\x07|\x1b\\))"
    r"|(?P<escape>\x1b[ -/]*[0-~])"
    r"|(?P<control>[\x00-\x1f\x7f])"
    r"|(?P<text>[^\x00-\x1f\x7f]+)",
    re.DOTALL,
)


class AnsiParser:
    """Keep the grid, the style, and the part of a sequence that has come so far. `possible` maps a style to the nearest
    that the terminal can show, so that the grid holds no other."""

    def __init__(self, columns: int, rows: int, possible: Callable[[Style], Style] = lambda style: style) -> None:
        self.grid = Grid(columns, rows)
        self._possible = possible
        self._asked = self._style = PLAIN  # the style as Textual asked for it, and as the terminal can show it
        self._rest = ""

    def resize(self, columns: int, rows: int) -> None:
        """Begin with an empty grid of another size: Textual draws all of it again."""
        visible = self.grid.visible
        self.grid = Grid(columns, rows)
        self.grid.visible = visible

    def feed(self, data: str) -> list[str]:
        """Read `data` into the grid. Returns the sequences that change no cell, in their order."""
        data = self._rest + data
        others: list[str] = []
        end = 0
        for piece in _PIECES.finditer(data):
            if piece.start() != end:
                break
            end = piece.end()
            kind = piece.lastgroup
            if kind == "text":
                self._write(piece[0])
            elif kind == "control":
                self._control(piece[0], others)
            elif kind == "final":
                self._sequence(piece, others)
            else:
                others.append(piece[0])
        self._rest = data[end:]
        return others

    def _control(self, character: str, others: list[str]) -> None:
        grid = self.grid
        if character == "\r":
            grid.x = 0
        elif character == "\n":
            grid.x, grid.y = 0, min(grid.y + 1, grid.height - 1)
        elif character == "\b":
            grid.x = max(grid.x - 1, 0)
        elif character != "\x00":
            others.append(character)

    def _sequence(self, piece: re.Match[str], others: list[str]) -> None:
        final, private = piece["final"], piece["private"]
        if private or piece["between"]:
            if private == "?" and piece["numbers"] == "25" and final in "hl":
                self.grid.visible = final == "h"
            else:
                others.append(piece[0])
            return
        numbers = [int(number or 0) for number in re.split("[;:]", piece["numbers"])] if piece["numbers"] else []
        if final == "m":
            self._asked = apply_sgr(self._asked, numbers)
            self._style = self._possible(self._asked)
        elif final in "HfABCDGdJK":
            self._move_or_erase(final, numbers)
        else:
            others.append(piece[0])

    def _move_or_erase(self, final: str, numbers: list[int]) -> None:
        grid = self.grid
        first = numbers[0] if numbers else 0
        count = max(first, 1)
        x, y = grid.x, grid.y
        if final in "Hf":
            y, x = count - 1, max(numbers[1] if len(numbers) > 1 else 1, 1) - 1
        elif final in "AB":
            y += count if final == "B" else -count
        elif final in "CD":
            x += count if final == "C" else -count
        elif final == "G":
            x = count - 1
        elif final == "d":
            y = count - 1
        else:
            self._erase(final, first)
        grid.x, grid.y = min(max(x, 0), grid.width - 1), min(max(y, 0), grid.height - 1)

    def _erase(self, final: str, how: int) -> None:
        grid = self.grid
        blank = Cell(" ", blank_style(Style(bg=self._style.bg))) if self._style.bg >= 0 else BLANK
        here = grid.y * grid.width + min(grid.x, grid.width - 1)
        line = grid.y * grid.width
        whole = (0, grid.width * grid.height) if final == "J" else (line, line + grid.width)
        first = here if how == 0 else whole[0]
        last = here + 1 if how == 1 else whole[1]
        for place in range(first, last):
            grid.rows[place // grid.width][place % grid.width] = blank

    def _write(self, text: str) -> None:
        grid, style = self.grid, self._style
        row = grid.rows[grid.y]
        end = grid.x + len(text)
        if all(width(character) == 1 for character in text) and end <= grid.width:
            self._clear_halves(row, grid.x, len(text))
            row[grid.x : end] = [cell(character, style) for character in text]
            grid.x = end
            return
        for character in text:
            columns = width(character)
            if columns == 0:
                self._join(row, character)
                continue
            if grid.x + columns > grid.width:
                continue  # Textual has line wrap off, and cuts what does not fit
            self._clear_halves(row, grid.x, columns)
            row[grid.x] = cell(character, style)
            if columns == 2:
                row[grid.x + 1] = Cell(RIGHT_HALF_TEXT, style)
            grid.x += columns

    def _join(self, row: list[Cell], mark: str) -> None:
        """Add a combining mark to the character before it."""
        place = self.grid.x - 1
        while place > 0 and row[place].text == RIGHT_HALF_TEXT:
            place -= 1
        if place >= 0:
            row[place] = cell(row[place].text + mark, row[place].style)

    def _clear_halves(self, row: list[Cell], x: int, columns: int) -> None:
        """Replace the halves of wide characters that writing these columns leaves over by blanks."""
        if row[x].text == RIGHT_HALF_TEXT and x > 0:
            row[x - 1] = cell(" ", row[x - 1].style)
        after_it = x + columns
        if after_it < self.grid.width and row[after_it].text == RIGHT_HALF_TEXT:
            row[after_it] = cell(" ", row[after_it].style)
