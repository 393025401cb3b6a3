"""Warnings of a form and the reason for which a person sets them aside."""

from __future__ import annotations

from db.records.base import Record, Values, Warning
from db.records.persons import names_a_person
from db.rules.periods import number
from db.rules.text import forbidden, looks_redacted, tidy
from tui.forms.editor import TextBuffer
from tui.forms.events import Problem

LEAST, MOST = 5, 300  # characters of a reason


def _key(warning: Warning) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return warning.code, warning.field, tuple(sorted(warning.params.items()))


def against(text: str) -> Problem | None:
    """Why a text, already tidy, cannot be a reason. PostgreSQL refuses the same."""
    if len(text) < LEAST:
        return Problem("", "reason_needed")
    if len(text) > MOST:
        return Problem("", "text_too_long", {"most": number(MOST), "length": number(len(text))})
    if bad := forbidden(text):
        return Problem("", "text_forbidden", {"characters": ", ".join(dict.fromkeys(what for _, what in bad[:3]))})
    if looks_redacted(text):
        return Problem("", "looks_redacted")
    return Problem("", "reason_names_person") if names_a_person({"reason": text}, "reason") else None


class Reasons:
    """What stands against a record, what was accepted, and the one-line entry of a reason while it is open.

    A reason covers the warnings that stood when it was given; one that turns up later asks again. A record
    that declares no column for reasons shows its warnings and asks nothing.
    """

    def __init__(self, record: Record, values: Values) -> None:
        self.record = record
        self.reason = str(values.get(record.reason) or "") if record.reason else ""
        self.first = self.reason
        self.standing = record.warnings(values)
        self._accepted = {_key(warning) for warning in self.standing} if self.reason else set()
        self._looked_at: dict[str, object] = dict(values)
        self.entry: TextBuffer | None = None
        self.refused: Problem | None = None  # why the reason cannot be accepted like this

    @property
    def open(self) -> list[Warning]:
        """Warnings without a reason, in the order in which the record declares them."""
        return [warning for warning in self.standing if _key(warning) not in self._accepted]

    @property
    def asking(self) -> Warning | None:
        """The warning that a save must wait for, if any."""
        return next(iter(self.open), None) if self.record.reason else None

    def look(self, values: Values) -> None:
        """Weigh the values again. Nothing is done when they are the ones of last time."""
        if values != self._looked_at:
            self._looked_at = dict(values)
            self.standing = self.record.warnings(values)

    @property
    def value(self) -> str | None:
        """What the record's column of reasons holds: nothing once nothing stands against the record."""
        return self.reason if self.standing and self.reason else None

    def begin(self) -> bool:
        """Open the entry of a reason; there must be a warning and a column for its reason."""
        if not (self.record.reason and self.standing):
            return False
        self.entry, self.refused = TextBuffer(self.reason), None
        return True

    def accept(self) -> bool:
        """Close the entry and take its text as the reason; one that says nothing, or names a person, stays open."""
        if self.entry is None:
            return False
        text = tidy(self.entry.text, False)
        self.refused = against(text)
        if self.refused:
            return False
        self.reason, self.entry = text, None
        self._accepted |= {_key(warning) for warning in self.standing}
        return True

    def close(self) -> None:
        """Close the entry; nothing is accepted."""
        self.entry, self.refused = None, None

    def put(self, reason: str, entry: str | None, covered: bool) -> None:
        """From a draft. `covered` says that the reason stood for everything then found."""
        self.reason = reason
        self._accepted = {_key(warning) for warning in self.standing} if covered else set()
        self.entry = None if entry is None else TextBuffer(entry)
