"""A pasted text as paragraphs. Pure."""

from __future__ import annotations

import re

from db.rules.text import tidy
from tui.widgets.line_editor import plain

_MARK = re.compile(r"^\s*(?:[-–—•*+·]|\d{1,3}[.)/])\s+")


def paragraphs(pasted: str) -> list[str]:
    """The paragraphs of a paste: parted by blank lines where there are any, else a line each. Numbers and dashes
    at their beginning go; nothing else does."""
    text = plain(pasted, many_lines=True)
    blocks = re.split(r"\n[ \u00a0]*\n", text) if re.search(r"\n[ \u00a0]*\n", text.strip()) else text.split("\n")
    found = (tidy(_MARK.sub("", " ".join(line.strip() for line in block.split("\n")), count=1)) for block in blocks)
    return [block for block in found if block]
