"""What `--json` prints: for programs, and harmless where a person looks at it on a terminal."""

from __future__ import annotations

import json
from typing import Any


def print_json(found: Any) -> None:
    """Dates and keys as text; a character that could drive the terminal as its JSON escape."""
    from db.rules.text import forbidden

    text = json.dumps(found, ensure_ascii=False, indent=2, default=str)
    for place, _name in reversed(forbidden(text, long=True)):
        text = text[:place] + json_escape(text[place]) + text[place + 1 :]
    print(text)


def json_escape(character: str) -> str:
    """The character as `\\uXXXX`, in two halves past U+FFFF."""
    halves = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{halves[at : at + 2].hex()}" for at in range(0, len(halves), 2))
