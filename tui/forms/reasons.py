"""Warnings of a form and the reason for which a person sets them aside."""

from __future__ import annotations

from db.core.records.base import Record, Values, Warning
from db.core.records.persons import names_a_person
from db.rules.periods import number
from db.rules.text import forbidden, looks_redacted, tidy
from tui.forms.events import Problem
from tui.widgets.line_editor import TextBuffer

LEAST, MOST = 5, 300  # characters of a reason


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

    A reason covers the texts in which warnings stood when it was given, as they were: one that has changed since asks
    again. A record that declares no column for reasons shows its warnings and asks nothing.
    """

    def __init__(self, record: Record, values: Values) -> None:
        self.record = record
        self.reason = str(values.get(record.reason) or "") if record.reason else ""
        self.first = self.reason
        self.standing = record.warnings(values)
        self._looked_at: dict[str, object] = dict(values)
        self._covered = self._warned() if self.reason else {}  # field → the text for which the reason was given
        self.entry: TextBuffer | None = None
        self.refused: Problem | None = None  # why the reason cannot be accepted like this

    @property
    def open(self) -> list[Warning]:
        """Warnings without a reason, in the order in which the record declares them."""
        warned = self._warned()
        return [one for one in self.standing if self._covered.get(one.field) != warned[one.field]]

    def _warned(self) -> dict[str, object]:
        """The texts in which something stands, as they were looked at."""
        return {warning.field: self._looked_at.get(warning.field) for warning in self.standing}

    def covers(self, values: Values) -> bool:
        """Whether the reason stands for all that there is to say of these values."""
        return bool(self.reason) and not self.open and all(values.get(n) == text for n, text in self._warned().items())

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
        self._covered = self._warned()
        return True

    def close(self) -> None:
        """Close the entry; nothing is accepted."""
        self.entry, self.refused = None, None

    def put(self, reason: str, entry: str | None, covered: bool) -> None:
        """From a draft. `covered` says that the reason stood for everything then found."""
        self.reason = reason
        self._covered = self._warned() if covered else {}
        self.entry = None if entry is None else TextBuffer(entry)
