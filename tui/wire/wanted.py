"""What Textual writes, read into a grid: motions, pens, text, erasing and the cursor's visibility, and nothing else.

`Reader.feed` returns what it does not understand, whole: bells, titles, clipboard, modes. It is for the driver to know
which of those go on to the terminal.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tui.wire.grid import BLANK, RIGHT_HALF_TEXT, Cell, Grid, cell, width
from tui.wire.pens import PLAIN, Pen, after, of_blank

_PIECES = re.compile(
    r"\x1b\[(?P<private>[?<>=]?)(?P<numbers>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|(?P<string>\x1b[\]PX^_].*?(?:\x07|\x1b\\))"
    r"|(?P<escape>\x1b[ -/]*[0-~])"
    r"|(?P<control>[\x00-\x1f\x7f])"
    r"|(?P<text>[^\x00-\x1f\x7f]+)",
    re.DOTALL,
)


class Reader:
    """Keeps the grid, the pen and what of a sequence has come so far. `possible` says what a pen becomes on the
    terminal, so that nothing is wanted that it cannot show."""

    def __init__(self, columns: int, rows: int, possible: Callable[[Pen], Pen] = lambda pen: pen) -> None:
        self.grid = Grid(columns, rows)
        self._possible = possible
        self._asked = self._pen = PLAIN  # the pen as it was asked for, and what it becomes
        self._rest = ""

    def resize(self, columns: int, rows: int) -> None:
        """A screen of another size, empty: Textual draws all of it again."""
        visible = self.grid.visible
        self.grid = Grid(columns, rows)
        self.grid.visible = visible

    def feed(self, data: str) -> list[str]:
        """Read it; the sequences that are not about cells, in their order."""
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
            self._asked = after(self._asked, numbers)
            self._pen = self._possible(self._asked)
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
        blank = Cell(" ", of_blank(Pen(bg=self._pen.bg))) if self._pen.bg >= 0 else BLANK
        here = grid.y * grid.width + min(grid.x, grid.width - 1)
        line = grid.y * grid.width
        whole = (0, grid.width * grid.height) if final == "J" else (line, line + grid.width)
        first = here if how == 0 else whole[0]
        last = here + 1 if how == 1 else whole[1]
        for place in range(first, last):
            grid.rows[place // grid.width][place % grid.width] = blank

    def _write(self, text: str) -> None:
        grid, pen = self.grid, self._pen
        row = grid.rows[grid.y]
        end = grid.x + len(text)
        if all(width(character) == 1 for character in text) and end <= grid.width:
            self._clear_halves(row, grid.x, len(text))
            row[grid.x : end] = [cell(character, pen) for character in text]
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
            row[grid.x] = cell(character, pen)
            if columns == 2:
                row[grid.x + 1] = Cell(RIGHT_HALF_TEXT, pen)
            grid.x += columns

    def _join(self, row: list[Cell], mark: str) -> None:
        """A combining mark belongs to the character before it."""
        place = self.grid.x - 1
        while place > 0 and row[place].text == RIGHT_HALF_TEXT:
            place -= 1
        if place >= 0:
            row[place] = cell(row[place].text + mark, row[place].pen)

    def _clear_halves(self, row: list[Cell], x: int, columns: int) -> None:
        """Half a wide character that is left over becomes a blank."""
        if row[x].text == RIGHT_HALF_TEXT and x > 0:
            row[x - 1] = cell(" ", row[x - 1].pen)
        after_it = x + columns
        if after_it < self.grid.width and row[after_it].text == RIGHT_HALF_TEXT:
            row[after_it] = cell(" ", row[after_it].pen)
