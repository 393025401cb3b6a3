"""A screen as an SVG that stays text: sharp at any size, readable on a light and on a dark page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

WIDTH, HEIGHT, MARGIN = 8.4, 18, 14  # of a cell, and around the screen

# A page's own colour scheme reaches a picture in it, so each has its colours; the first are for viewers that know none.
STYLE = """
.ground { fill: #ffffff; stroke: #c8c8c8 } .text { fill: #1c1c1c }
.brightred { fill: #b3261e }
.bold { font-weight: bold }
@media (prefers-color-scheme: dark) {
.ground { fill: #1c1c1c; stroke: #444444 } .text { fill: #e4e4e4 }
.brightred { fill: #ff8a80 }
}
"""
COLOURS = frozenset({"brightred"})
FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"


class Cell(NamedTuple):
    """One place of the screen; `colour` is the terminal's name for it."""

    letter: str
    colour: str
    bold: bool


def picture(cells: list[list[Cell]], title: str) -> str:
    """Rows of cells as an SVG. Words have their place and width, so that columns stand whatever the font."""
    width = round(max(map(len, cells)) * WIDTH) + 2 * MARGIN
    height = len(cells) * HEIGHT + 2 * MARGIN
    texts = "\n".join(text for number, row in enumerate(cells) for text in _texts(number, row))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n"
        f'<rect class="ground" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>\n'
        f'<g class="text" font-family="{FONTS}" font-size="14">\n{texts}\n</g>\n</svg>\n'
    )


def _texts(number: int, row: list[Cell]) -> Iterator[str]:
    """The words of one row, parted where two blanks or another look part them."""
    column = 0
    for look, run in groupby(row, key=lambda cell: (cell.colour, cell.bold)):
        letters = "".join(cell.letter for cell in run)
        names = " ".join([*({look[0]} & COLOURS), *(["bold"] if look[1] else [])])
        kind = f' class="{names}"' if names else ""
        for found in re.finditer(r"\S+(?: \S+)*", letters):
            yield (
                f'<text x="{MARGIN + (column + found.start()) * WIDTH:.1f}" y="{MARGIN + HEIGHT * (number + 0.75):.1f}"'
                f' textLength="{len(found[0]) * WIDTH:.1f}"{kind}>{escape(found[0])}</text>'
            )
        column += len(letters)
