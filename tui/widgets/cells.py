"""How wide text is on a terminal, and how text that must not reach one is shown.

A *cluster* is a code point with the combining marks that follow it; the cursor rests only between clusters.
Code points that could drive a terminal or are invisible (controls, bidirectional marks, zero-width, variation
selectors, private use) stay in the text as typed and are shown as a box of one cell, so that they can be seen
and removed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rich.cells import get_character_cell_size

from db.rules.text import forbidden

BOX = "\u25a1"
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@lru_cache(maxsize=4096)
def shown(char: str) -> str:
    """The text of one cell or two that stands for this code point on the screen."""
    category = unicodedata.category(char)
    if category in _UNSHOWABLE or forbidden(char):
        return BOX
    return " " if category == "Zs" else char


@lru_cache(maxsize=4096)
def width(char: str) -> int:
    """Cells that this code point takes: 0 for a combining mark, 2 for a wide character."""
    return int(get_character_cell_size(shown(char)))


@lru_cache(maxsize=4096)
def joins(char: str) -> bool:
    """Whether this code point belongs to the cluster before it."""
    return width(char) == 0


def display(text: str) -> str:
    """The text as it may be sent to a terminal."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(shown, text))


def length(text: str) -> int:
    """Cells that the text takes when displayed."""
    if text.isascii():
        return len(text)
    return sum(map(width, text))


def clusters(text: str) -> list[str]:
    """The text in pieces between which a cursor may rest."""
    pieces: list[str] = []
    for char in text:
        if pieces and joins(char):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def cut(text: str, cells: int) -> str:
    """The displayed text in at most so many cells, ending in … when something had to go."""
    if length(text) <= cells:
        return display(text)
    kept, used = [], 0
    for char in text:
        used += width(char)
        if used > cells - 1:
            break
        kept.append(shown(char))
    return "".join(kept) + "…" if cells > 0 else ""


def pad(text: str, cells: int) -> str:
    """The displayed text in exactly so many cells."""
    text = cut(text, cells)
    return text + " " * (cells - length(text))
