"""A line that is typed into at the bottom of the screen: words to find, a reason. Pure; `tui.shell.base_screen` draws
it."""

from __future__ import annotations

from typing import NamedTuple, Protocol, runtime_checkable

from tui.widgets.cells import clusters, display, length
from tui.widgets.layout import Line, Piece, clip

STEP = 8  # columns by which a text that is too long moves, so that not each letter moves all of it


@runtime_checkable
class TypedInto(Protocol):
    """A widget in which the terminal's cursor may stand."""

    def place_cursor(self) -> None:
        """Say where it is."""
        ...


class Entry(NamedTuple):
    """What stands before it (with the blank that ends it), the text as typed, and the index of the cursor in it.
    `hint` is what the message line says meanwhile; without one it says what it would."""

    label: str
    text: str
    cursor: int
    hint: Line = ""

    def laid_out(self, width: int) -> tuple[str, int]:
        """What is shown of the text in a line of so many columns, and the column of the cursor in that line: the text
        is cut on the left so far that the cursor has a column of its own, and on the right at the last column."""
        room = max(width - length(self.label) - 1, STEP)
        left = length(self.text[: self.cursor])
        start = _index(self.text, -(-max(left - room, 0) // STEP) * STEP, past=True)
        shown = self.text[start:]
        column = length(self.label) + length(self.text[start : self.cursor])
        return display(shown[: _index(shown, room + 1, past=False)]), column

    def line(self, width: int, *, cell: bool) -> Line:
        """The line as it is drawn. `cell`: the cursor is a cell in reverse, for a terminal whose own is hidden."""
        label, (text, column) = clip(self.label, width), self.laid_out(width)
        if not cell:
            return [(label, "strong"), (text, "")]
        pieces, at = clusters(text + " "), column - length(self.label)
        under = next((n for n in range(len(pieces)) if length("".join(pieces[: n + 1])) > at), len(pieces) - 1)
        marked: list[Piece] = [("".join(pieces[:under]), ""), (pieces[under], "reverse")]
        return [(label, "strong"), *marked, ("".join(pieces[under + 1 :]).rstrip(), "")]


def _index(text: str, cells: int, *, past: bool) -> int:
    """The index of the first letter that begins at this cell or later; not `past`: of the first that does not fit."""
    at = used = 0
    for piece in clusters(text):
        if used >= cells if past else used + length(piece) > cells:
            break
        used += length(piece)
        at += len(piece)
    return at
