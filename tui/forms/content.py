"""What a form holds: the fields of one record as typed, what they mean, and what stands against saving them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from db.core.records.base import Choice, Field, Record, Value, Values
from tui.forms.entry import Read, Reader
from tui.forms.events import Problem, Sent
from tui.forms.reasons import Reasons
from tui.forms.state import FieldState


class Content:
    """One record being filled in.

    `lists` has the choices of each list that the record's fields name. `values` is what is stored (or the
    defaults of a new record); `version` is the stored version, None for a new record. `month` is the month at
    hand, for dates. `last` is the record written before this one: Ctrl+D takes a field from it, and `carried`
    fields of a new record start with it.
    """

    def __init__(
        self,
        record: Record,
        lists: Mapping[str, Sequence[Choice]],
        values: Values | None = None,
        *,
        today: dt.date,
        month: dt.date,
        version: int | None = None,
        last: Values | None = None,
    ) -> None:
        self.record, self.version = record, version
        self.last: Values = last or {}
        self.reader = Reader(lists, today, month)
        start = dict(values or {})
        if version is None:
            start |= {f.name: self.last.get(f.name) for f in record.fields if f.carried and f.name not in start}
        self.states = {f.name: FieldState(f, start.get(f.name), self.reader) for f in record.fields}
        self.focus = self.visible()[0].name
        self.state.buffer.move(len(self.state.buffer.text))
        self.reasons = Reasons(record, start)

    @property
    def state(self) -> FieldState:
        return self.states[self.focus]

    def visible(self) -> list[Field]:
        """The fields that apply, given what the other fields were last left with."""
        values = self._applicable({name: state.read.value for name, state in self.states.items()})
        return [field for field in self.record.fields if field.applies(values)]

    def _applicable(self, values: dict[str, Value]) -> dict[str, Value]:
        for field in self.record.fields:  # in typing order, so that hiding one hides those that hang on it
            if not field.applies(values):
                values[field.name] = None
        return values

    def _reads(self) -> dict[str, Read]:
        """Every field's reading; the focused one's as it stands."""
        return {name: s.look() if name == self.focus else s.read for name, s in self.states.items()}

    def values(self) -> dict[str, Value]:
        """What would be saved. A hidden field counts as empty, and so does one that cannot be read (`check` has it)."""
        values = self._applicable({name: read.value for name, read in self._reads().items()})
        if self.record.reason:
            values[self.record.reason] = self.reasons.value
        return values

    def check(self) -> Problem | None:
        """The first thing that cannot be saved, in typing order."""
        reads = self._reads()
        values = self._applicable({name: read.value for name, read in reads.items()})
        for field in self.record.fields:
            if field.applies(values) and (problem := self._problem_of(field.name, reads[field.name])):
                return problem
        return None

    @staticmethod
    def _problem_of(name: str, read: Read) -> Problem | None:
        return Problem(name, read.code, read.params) if read.code else None

    def changed(self) -> bool:
        """Whether anything typed differs from what is stored."""
        return any(state.changed for state in self.states.values()) or self.reasons.reason != self.reasons.first

    def saved(self, version: int | None, sent: Sent) -> None:
        """That save is confirmed. What was typed since then stays, and counts as changed."""
        self.version = version
        for name, text in sent.texts.items():
            self.states[name].rebase(text, sent.values[name])
        self.reasons.first = str(sent.values.get(self.record.reason) or "")

    def raw(self) -> dict[str, str]:
        """Everything typed, as a draft keeps it: the text of each field, and under names with a dot what else there is.

        A reason is *covered* when it stands for everything that was found; `.entry` is one that is being typed.
        """
        kept = {name: state.buffer.text for name, state in self.states.items()}
        kept |= {".focus": self.focus, ".cursor": str(self.state.buffer.cursor), ".reason": self.reasons.reason}
        if self.reasons.covers(self.values()):
            kept[".covered"] = "1"
        if self.reasons.entry is not None:
            kept[".entry"] = self.reasons.entry.text
        return kept

    def restore(self, raw: Mapping[str, str]) -> None:
        """Bring a draft back. Fields that the record no longer has are passed over, and so is a cursor that is none."""
        for name, state in self.states.items():
            if name in raw:
                state.put(raw[name])
        names = [field.name for field in self.visible()]
        self.focus = raw[".focus"] if raw.get(".focus") in names else names[0]
        cursor = raw.get(".cursor", "")
        self.state.buffer.move(int(cursor) if cursor.isdecimal() else len(self.state.buffer.text))
        self.reasons.look(self.values())
        self.reasons.put(raw.get(".reason", ""), raw.get(".entry"), ".covered" in raw)
