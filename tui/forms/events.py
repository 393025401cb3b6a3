"""What a form tells its surroundings: problems of a field, and the events that a key leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any, Literal

from db.core.errors import Invalid
from db.core.records.base import Value, Warning


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a field cannot be saved as typed. `code` and `params` make the sentence (`tui.wording.messages`)."""

    field: str
    code: str
    params: Mapping[str, Any] = made(default_factory=dict)

    def as_error(self) -> Invalid:
        return Invalid(self.code, field=self.field, **self.params)


@dataclass(frozen=True, slots=True)
class Notice:
    """What the single message line should say now.

    error and warning: `field`, `code`, `params` (of the first warning, with all `warnings` and their `count`); help:
    `text` is the msgid of the field's help; reason: those of the warning that it is for, `text` as typed so far,
    `cursor` an index in it, and `refused` when it cannot be accepted yet.
    """

    kind: Literal["none", "error", "warning", "help", "reason"] = "none"
    field: str = ""
    code: str = ""
    params: Mapping[str, Any] = made(default_factory=dict)
    count: int = 0
    text: str = ""
    cursor: int = 0
    refused: Problem | None = None
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """The text of a field is another one than before (for drafts)."""

    field: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The focus is on another field."""

    field: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A field was left, or a save asked for, with something that cannot be saved."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Warned:
    """Something looks wrong and has no reason yet."""

    warning: Warning


@dataclass(frozen=True, slots=True)
class Sent:
    """What a save sends: the values, and the texts that stand for them, to tell them from what is typed meanwhile."""

    values: Mapping[str, Value]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SaveRequested:
    """Ctrl+S, with nothing in the way."""

    sent: Sent


@dataclass(frozen=True, slots=True)
class SaveAndNew:
    """Ctrl+N, or Enter on the last field: an empty form comes in any case.

    Nothing is sent when there is a `problem`, or a `warning` without a reason: the record stays a draft.
    """

    sent: Sent | None = None
    problem: Problem | None = None
    warning: Warning | None = None

    @property
    def blocked(self) -> Notice | None:
        """Why the record cannot be saved now."""
        if self.problem:
            return Notice("error", self.problem.field, self.problem.code, self.problem.params)
        if self.warning:
            return Notice("warning", self.warning.field, self.warning.code, self.warning.params, count=1)
        return None


@dataclass(frozen=True, slots=True)
class CodesToggled:
    """The codes were shown or hidden; the caller remembers which."""

    shown: bool


@dataclass(frozen=True, slots=True)
class HelpRequested:
    """The help of a field is wanted in the message line."""

    field: str


Event = Changed | Moved | Failed | Warned | SaveRequested | SaveAndNew | CodesToggled | HelpRequested
