"""Two people changed one record: what differs, field by field, and what each side has.

A field that only one side changed is already decided for that side, and is shown all the same; one that both changed
waits for the person. Nothing is overwritten unseen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from db.core.records.base import Field, FieldType, Record, Value, Values
from db.rules.words import N_
from tui.forms.entry import Reader
from tui.forms.rows import Row
from tui.forms.wrap import Wrapped
from tui.widgets.cells import display, pad

Side = Literal["mine", "theirs"]
TEXT_ROWS = 6  # rows of a long text that are shown of each side


@dataclass(slots=True)
class Difference:
    """One field on both sides. `taken` is whose value stands, None while the person has not said."""

    field: Field
    mine: Value
    theirs: Value
    taken: Side | None

    @property
    def value(self) -> Value:
        return self.theirs if self.taken == "theirs" else self.mine


def differences(record: Record, mine: Values, base: Values, stored: Values) -> list[Difference]:
    """The fields in which what I have and what is stored are not the same, in typing order.

    `base` is what was read before I began to type.
    """
    found = []
    fields = list(record.fields)
    if record.reason:
        fields.append(Field(record.reason, N_("Lý do"), FieldType.TEXT))
    for field in fields:
        ours, theirs, before = mine.get(field.name), stored.get(field.name), base.get(field.name)
        if ours != theirs:
            taken: Side | None = "theirs" if ours == before else "mine" if theirs == before else None
            found.append(Difference(field, ours, theirs, taken))
    return found


class Resolution:
    """The person's way through the differences: 1 takes mine, 2 theirs, and the next undecided one comes up."""

    def __init__(self, record: Record, mine: Values, base: Values, stored: Values) -> None:
        self.record = record
        self.mine, self.stored = mine, stored
        self.items = differences(record, mine, base, stored)
        self.at = 0
        self._to_undecided()

    @property
    def done(self) -> bool:
        """Whether each field has its value."""
        return all(item.taken for item in self.items)

    def take(self, side: Side) -> None:
        """Decide the field at hand."""
        if self.items:
            self.items[self.at].taken = side
            self._to_undecided()

    def move(self, step: int) -> None:
        """To another field, decided or not: a decision may be changed until all is saved."""
        self.at = max(0, min(self.at + step, len(self.items) - 1))

    def _to_undecided(self) -> None:
        order = [*range(self.at, len(self.items)), *range(self.at)]
        self.at = next((index for index in order if self.items[index].taken is None), self.at)

    def values(self) -> dict[str, Value]:
        """The record as decided, to be saved against the stored version. An undecided field keeps mine."""
        names = [field.name for field in self.record.fields] + ([self.record.reason] if self.record.reason else [])
        merged = {name: self.mine.get(name) for name in names}
        merged |= {item.field.name: item.value for item in self.items}
        for field in self.record.fields:
            if not field.applies(merged):
                merged[field.name] = None
        if self.record.reason:
            merged[self.record.reason] = self._reason_for(merged)
        return merged

    def _reason_for(self, merged: Values) -> Value:
        """The reason that was given for the texts that were chosen: the chosen one, or else the other side's; none
        where the texts are of both sides, for nobody has given one for that."""
        name = self.record.reason
        warned = {warning.field for warning in self.record.warnings(merged)}
        sides = [side for side in (self.mine, self.stored) if all(side.get(f) == merged.get(f) for f in warned)]
        reasons = [side.get(name) for side in sides]
        return merged.get(name) if merged.get(name) in reasons else next(iter(reasons), None)

    def rows(self, reader: Reader, width: int, translate: Callable[[str], str]) -> list[tuple[int, Row]]:
        """(index of the difference, row) from the top; the one at hand is marked with >, a side taken with *."""
        painted: list[tuple[int, Row]] = []
        for index, item in enumerate(self.items):
            marker = "> " if index == self.at else "  "
            painted.append((index, ((marker, "text"), (display(translate(item.field.label)), "label"))))
            sides: tuple[tuple[str, Side, Value], ...] = (
                (N_("1 tôi gõ"), "mine", item.mine),
                (N_("2 đã lưu"), "theirs", item.theirs),
            )
            for name, side, value in sides:
                mark = "*" if item.taken == side else " "
                head = pad(f"   {mark}{translate(name)}", 16)
                for text in self._shown(item.field, value, reader, width - 16, translate):
                    style = "chosen" if item.taken == side else "text"
                    painted.append((index, ((head, "label"), (text, style))))
                    head = " " * 16
        return painted

    @staticmethod
    def _shown(field: Field, value: Value, reader: Reader, room: int, translate: Callable[[str], str]) -> list[str]:
        text = reader.show(field, value)
        if not text:
            return [translate(N_("(trống)"))]
        label = reader.read(field, text).label
        wrapped = Wrapped(f"{text}  {translate(label)}" if label else text, max(10, room))
        rows = [display(wrapped.row_text(row)).rstrip() for row in range(min(wrapped.rows, TEXT_ROWS))]
        return rows if wrapped.rows <= TEXT_ROWS else [*rows[:-1], rows[-1] + " …"]
