"""What a person does, step by step, read from a file of steps; the meter counts each step by itself.

    login = "nd-mocbac"
    steps = [
      { kind = "row", keys = ["down"], times = 3 },         # keys pressed at once; the step so many times
      { kind = "text end", types = "Bà con" },              # a step a character
      { kind = "rest", pastes = ["…", "…"] },               # paragraphs
      { kind = "form", keys = ["enter"], sees = "Ý KIẾN", database = true },  # waits for words; asks the database
      { kind = "idle", rests = 10 },                        # seconds
    ]

Kinds are those of `goals.KINDS`; keys are named as in `tests.drivers.keys`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.drivers.keys import key_bytes, paste_bytes

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Step:
    """Keys that are pressed together, or a rest of so many seconds; `sees` are words to wait for, `database` whether it
    waits for the server."""

    kind: str
    name: str
    sent: bytes = b""
    sees: str = ""
    database: bool = False
    rests: float = 0.0


@dataclass(frozen=True)
class Script:
    """A person's steps, by name of its file."""

    name: str
    login: str
    steps: tuple[Step, ...]


def load(name: str) -> Script:
    """The script of that name."""
    found = tomllib.loads((FOLDER / f"{name}.toml").read_text())
    return Script(name, found["login"], tuple(step for entry in found["steps"] for step in _steps(entry)))


def _steps(entry: Mapping[str, Any]) -> Iterator[Step]:
    kind = entry["kind"]
    if "types" in entry:
        yield from (Step(kind, character, character.encode()) for character in entry["types"])
    elif "rests" in entry:
        yield Step(kind, f"{entry['rests']} s", rests=entry["rests"])
    else:
        keys = entry.get("keys", ())
        sent = b"".join(key_bytes(key) for key in keys)
        if "pastes" in entry:
            keys, sent = ("paste",), paste_bytes("\n".join(entry["pastes"]))
        step = Step(kind, " ".join(keys), sent, entry.get("sees", ""), entry.get("database", False))
        yield from [step] * entry.get("times", 1)
