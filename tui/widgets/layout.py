"""Rows of text laid into columns: pure functions, no widgets.

A line is plain text or a sequence of (text, tone) pieces. Nothing here is ever parsed as markup, and every text passes
`harmless` on its way to the terminal, so that what one person typed cannot drive another person's screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from db.rules.text import harmless

Piece = tuple[str, str]
Line = str | Sequence[Piece]

#: The tones that a piece may have, as Rich styles. Bright red is the one colour of the sixteen that stands out from its
#: ground (3:1) on every terminal that people have, light or dark: green and cyan are lost on white, blue on black, dark
#: red and magenta on one or the other. So all else is told by words and signs, which tell it without colour, too.
TONES = {
    "": "",
    "strong": "bold",
    "error": "bold bright_red",
    "warning": "bold",
    "good": "",
    "reverse": "reverse",
}

ELLIPSIS = "…"


@cache
def style(tone: str) -> Style:
    """The Rich style of a tone."""
    return Style.parse(TONES[tone])


def width_of(text: str) -> int:
    """Columns that a text takes on the terminal (marks that combine take none)."""
    return cell_len(text)


def clip(text: str, width: int) -> str:
    """The text in at most `width` columns, with an ellipsis where it was cut."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def fit(text: str, width: int, align: str = "left") -> str:
    """The text in exactly `width` columns. `align` is `left`, `right` or `middle`."""
    clipped = clip(" ".join(text.split()) if "\n" in text else text, width)
    space = max(width - cell_len(clipped), 0)
    if align == "right":
        return " " * space + clipped
    if align == "middle":
        return " " * (space // 2) + clipped + " " * (space - space // 2)
    return clipped + " " * space


def columns(cells: Sequence[str], widths: Sequence[int], aligns: Sequence[str] = (), gap: int = 1) -> str:
    """Cells side by side, each in its width; a width of 0 leaves the cell out."""
    parts = [
        fit(cell, width, aligns[index] if index < len(aligns) else "left")
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        if width
    ]
    return (" " * gap).join(parts).rstrip()


def stretch(widths: Sequence[int], total: int, flexible: int = 0, gap: int = 1) -> list[int]:
    """The widths with column `flexible` (an index) grown or shrunk so that all of them fill `total` columns."""
    taken = sum(width for index, width in enumerate(widths) if index != flexible) + gap * (len(widths) - 1)
    return [max(total - taken, 4) if index == flexible else width for index, width in enumerate(widths)]


def wrap(text: str, width: int, indent: int = 0) -> list[str]:
    """A text in lines of at most `width` columns, newlines kept, words whole where they fit."""
    room = max(width - indent, 1)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(" " * indent + line for line in _wrap_paragraph(paragraph, room))
    return lines


def _wrap_paragraph(paragraph: str, room: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in paragraph.split():
        if line and cell_len(line) + 1 + cell_len(word) <= room:
            line += " " + word
            continue
        if line:
            lines.append(line)
        *whole, line = chop_cells(word, room) if cell_len(word) > room else [word]
        lines.extend(whole)
    return [*lines, line] if line or not lines else lines


def text_of(line: Line) -> str:
    """A line without its tones."""
    return line if isinstance(line, str) else "".join(text for text, _tone in line)


def clip_line(line: Line, width: int) -> Line:
    """A line of pieces in at most `width` columns, with an ellipsis where it was cut."""
    kept: list[Piece] = []
    for text, tone in [(line, "")] if isinstance(line, str) else line:
        shown = clip(text, width)
        kept.append((shown, tone))
        width -= cell_len(shown)
        if shown != text:
            break
    return kept


def sides(left: Line, right: str, width: int, tone: str = "") -> Line:
    """A line with something at its right edge. The left side gives way, the right is kept whole if it can be."""
    if not right:
        return left
    right = clip(right, width)
    room = width - cell_len(right) - 1
    kept = clip_line(left, room)
    room -= width_of(text_of(kept))
    return [*kept, (" " * max(room + 1, 0), ""), (right, tone)]


def strip(line: Line, width: int) -> Strip:
    """A line as Textual draws it: plain segments in exactly `width` columns."""
    pieces = [(line, "")] if isinstance(line, str) else line
    segments = [Segment(harmless(text), style(tone)) for text, tone in pieces if text]
    return Strip(segments).adjust_cell_length(width)
