"""What `langnghe doctor` finds, one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at: what it is, whether it is well, what was found (or what to do)."""

    what: str
    ok: bool
    words: str
