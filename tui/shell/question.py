"""A question in the bottom lines, and the keys that answer it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tui.shell import keys
from tui.wording.i18n import _


class Answer(NamedTuple):
    """One answer to a question: the key that gives it, its word (a message id), and what it does."""

    key: str
    label: str
    act: Callable[[], object]


class Question(NamedTuple):
    """What is asked. `only`: until it is answered, no other key does anything. `covered`: it was asked in a window too
    small for anything else."""

    text: str
    answers: tuple[Answer, ...]
    only: bool = False
    covered: bool = False

    def answer(self, key: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.key == key), None)

    @property
    def line(self) -> str:
        shown = [f"{keys.name(answer.key)} {_(answer.label)}" for answer in self.answers]
        if self.answer("escape") is None:
            shown.append(keys.name("escape") + " " + _("thôi"))
        return keys.SEPARATOR.join(shown)
