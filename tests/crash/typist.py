"""A clerk who types opinions without waiting for the screen, and remembers how each form stood at every moment."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from tests.crash import words
from tests.drivers.person import Person

GAP = (0.02, 0.07)  # seconds between two bursts of keys
Form = Mapping[str, str]  # name of the field -> what was typed into it
CODES: Mapping[str, tuple[str, ...]] = {
    "nature": ("1", "2", "3", "4"), "topic": ("gc", "gt", "mt", "dt", "nm", "vl"), "breadth": ("1", "2", "3", "4"),
    "agency": ("1",), "place": ("1", "2", "3"), "via_voters": ("c", "k"),
}  # fmt: skip
OF_PETITIONS = ("agency", "place", "via_voters")


class Moment(Exception):
    """The moment has come."""


@dataclass
class Opinion:
    """One opinion as it was typed: how its form stood from when on, and what was asked to be saved."""

    states: list[tuple[float, Form]] = field(default_factory=lambda: [(0.0, {})])
    asked: list[Form] = field(default_factory=list)

    @property
    def now(self) -> Form:
        return self.states[-1][1]

    def since(self, moment: float) -> list[Form]:
        """How the form stood at that moment and ever after."""
        gone = sum(later <= moment for (_at, _form), (later, _next) in pairwise(self.states))
        return [form for _at, form in self.states[gone:]]

    def lost_at(self, kept: Form) -> float | None:
        """When the first thing was typed that is not in `kept`; None if nothing is missing."""
        known = [index for index, (_at, form) in enumerate(self.states) if form == kept]
        return self.states[known[-1] + 1][0] if known and known[-1] + 1 < len(self.states) else None


class Typist:
    """Types into a program that stands in an empty form. `moment(kind)` is told of every burst: a burst of text is
    "typing", else it is the name of the key, or "list" when the month's list is looked at; it may raise `Moment`."""

    def __init__(self, person: Person, chance: random.Random, moment: Callable[[str], None]) -> None:
        self.opinions: list[Opinion] = []
        self._person, self._chance, self._moment = person, chance, moment

    def goes_on(self) -> None:
        """Opinion after opinion, until the moment comes."""
        while True:
            self._writes_one()

    def _writes_one(self) -> None:
        opinion = Opinion()
        self.opinions.append(opinion)
        petition = self._chance.random() < 0.2
        for name, codes in CODES.items():
            if name in OF_PETITIONS and not petition:
                continue
            self._types(opinion, name, "5" if petition and name == "nature" else self._chance.choice(codes))
            self._presses("enter")
        self._writes(opinion, words.sentence(self._chance))
        self._presses("ctrl+n", opinion)
        if self._chance.random() < 0.3:
            self._looks_at_the_list()

    def _writes(self, opinion: Opinion, text: str) -> None:
        """The text, with a save in its midst now and then."""
        saved = self._chance.randrange(15, 60)
        for number, burst in enumerate(words.strokes(text, self._chance)):
            if number == saved and len(opinion.now.get("text", "").strip()) >= 10:
                self._presses("ctrl+s", opinion)
            self._types(opinion, "text", burst)

    def _looks_at_the_list(self) -> None:
        self._presses("escape")
        self._person.sees("Ctrl+N thêm ý kiến")
        self._moment("list")
        self._presses("ctrl+n")

    def _types(self, opinion: Opinion, name: str, burst: str) -> None:
        self._pauses()
        form = {**opinion.now, name: words.after(opinion.now.get(name, ""), burst)}
        opinion.states.append((time.monotonic(), form))
        self._person.writes(burst)
        self._moment("typing")

    def _presses(self, key: str, opinion: Opinion | None = None) -> None:
        """A key; one that saves is told of before it is pressed, too, as "before ctrl+s"."""
        self._pauses()
        if opinion is not None:
            opinion.asked.append(opinion.now)
            self._moment(f"before {key}")
        self._person.presses(key)
        self._moment(key)

    def _pauses(self) -> None:
        self._person.rests(self._chance.uniform(*GAP))
