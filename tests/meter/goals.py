"""What a step of each kind may cost, and which of those that were measured cost more."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.meter.sitting import Measured
from tests.meter.terminal import Frame

SHARE = 0.85  # of ncurses' bytes, where a goal is one of the two, whichever is larger
TOTAL = 0.82  # of ncurses' bytes, a whole script
MOST_STEPS = 0.9  # of a kind that keep to the goal: a letter may come with a notice
IDLE_CPU = 5.0  # ms in ten seconds

#: What the files of steps call them, in the order of the table, and in words.
KINDS: Mapping[str, str] = {
    "field end": "letter at the end of a field",
    "field middle": "letter in the middle of a field",
    "text end": "letter at the end of a text",
    "text middle": "letter in the middle of a text",
    "word": "letter that takes a word to the next line",
    "next field": "next field",
    "row": "row down or up, no scrolling",
    "row scrolling": "row down or up, scrolling",
    "grid": "row or column of a grid",
    "page": "page of a list",
    "form": "open a form",
    "dialogue": "open a dialogue",
    "idle": "idle",
    "code": "a key in a field of codes",
    "motion": "the cursor in a text or a list",
    "notice": "a line of notice",
    "find": "search in a list",
    "screen": "another screen",
    "rest": "the rest",
}  # fmt: skip
_LETTERS = ("field end", "field middle", "text end", "text middle")


@dataclass(frozen=True)
class Counted:
    """A step that was measured, what ncurses writes for the same change, what Textual's own driver wrote for it (None
    if it was not asked), and the cells in which the two drivers' screens differ."""

    kind: str
    measured: Measured
    ncurses: int
    plain: int | None
    wrong: int

    @property
    def bytes(self) -> int:
        return self.measured.bytes


#: Bytes that a step may have on a screen of 80×24. True: or `SHARE` of ncurses' if that is more.
LIMITS: Mapping[str, tuple[int, bool]] = {
    "field end": (2, False),
    "field middle": (10, False),
    "text end": (3, False),
    "text middle": (10, False),
    "next field": (8, False),
    "row": (20, False),
    "row scrolling": (170, False),
    "grid": (20, True),
    "page": (1100, True),
    "form": (400, True),
    "dialogue": (450, True),
    "idle": (0, False),
}
EVERYWHERE = (*_LETTERS, "next field", "idle")  # the same on larger screens


def limit(step: Counted, size: tuple[int, int]) -> float | None:
    """Bytes that the step may have; None if nothing is promised of it alone. On screens other than 80×24 only what does
    not grow with them is promised of a step, and `SHARE` of ncurses' bytes of all the rest together.

    Letters are promised as if each had one byte; one of Vietnamese has up to three, whoever sends it.
    """
    if step.kind not in LIMITS or not (size == (80, 24) or step.kind in EVERYWHERE):
        return None
    own = len(step.measured.step.sent) - 1 if step.kind in _LETTERS else 0
    most, shared = LIMITS[step.kind]
    return max(most, SHARE * step.ncurses) if shared else most + own


def kind_of(kind: str, before: Frame, after: Frame) -> str:
    """A step in a list or grid is one that scrolls where more rows changed than the two and what says where one is. A
    letter with which the row below the cursor changes is no letter alone: a word that has no room any more goes there,
    whoever sends it."""
    if kind in ("text end", "text middle"):
        below = before.cursor[1] + 1
        return "word" if before.texts[below : below + 1] != after.texts[below : below + 1] else kind
    if kind not in ("row", "grid"):
        return kind
    changed = sum(old != new for old, new in zip(before.texts, after.texts, strict=True))
    return "row scrolling" if changed > 4 else kind


def of_kind(steps: Sequence[Counted], kind: str) -> list[Counted]:
    return [step for step in steps if step.kind == kind]


def median(steps: Sequence[Counted], what: Callable[[Counted], float]) -> float:
    return statistics.median(what(step) for step in steps)
