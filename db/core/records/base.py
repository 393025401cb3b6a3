"""What a kind of record is made of: its fields, declared once, without a word about screens or SQL.

A record's screen, its drafts, its checks, its conflict view and its `INSERT`/`UPDATE` are all made from these
declarations. Labels and help are Vietnamese and are gettext message ids (marked with ``N_``); screens translate them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

Value = str | int | bool | dt.date | None
Values = Mapping[str, Value]


class FieldType(StrEnum):
    """How a field is typed, shown and stored."""

    CHOICE = "choice"  # a code of a list; typed by code, word starts or inside the folded label
    TEXT = "text"  # one line
    LONG = "long"  # wrapped text; Enter goes on, Ctrl+J is a newline
    ARTICLE = "article"  # wrapped text; Enter is a newline, Tab goes on
    DATE = "date"  # 7, 7/2, -1, t
    MONTH = "month"  # 10, 10/2023; stored as the first day
    COUNT = "count"  # a whole number, 1.234 accepted
    YESNO = "yesno"  # có / không


class Choice(NamedTuple):
    """One code of a list. `short` is used where a column is narrow."""

    code: str
    label: str
    short: str = ""

    @property
    def brief(self) -> str:
        return self.short or self.label


class Only(NamedTuple):
    """A field exists only while another field holds one of these codes."""

    field: str
    values: frozenset[str]

    def holds(self, values: Values) -> bool:
        return values.get(self.field) in self.values


class Field(NamedTuple):
    """One field of a record.

    `complete` fields must be filled before a report is sent (an incomplete item may be saved, marked *thiếu*).
    `part` names the table that keeps the field when it is not the record's own. `choices` names the list of codes
    that a CHOICE field draws from; the screen's caller provides the lists. `least`/`most` are lengths in characters
    for texts and values for counts. `carried` fields start a new record with the last one's value.
    """

    name: str
    label: str
    type: FieldType
    choices: str = ""
    complete: bool = False
    least: int = 0
    most: int = 0
    help: str = ""
    only: Only | None = None
    part: str = ""
    carried: bool = False

    def applies(self, values: Values) -> bool:
        """Whether the record has this field at all, given its other values."""
        return self.only is None or self.only.holds(values)


class Warning(NamedTuple):
    """Something that looks wrong. It may be saved once the person has given a reason."""

    code: str
    field: str
    params: Mapping[str, str] = MappingProxyType({})


class Record(NamedTuple):
    """One kind of record: the table `app.<name>` and its fields in the order in which they are typed.

    `reason` names the column that keeps why a warning was set aside: text in which nothing can be set aside again. What
    it was given for is kept beside it, in a column `covered`.
    `warnings` looks at all values.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    warnings: Callable[[Values], list[Warning]] = lambda values: []
    reason: str = ""

    def named(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        for item in self.fields:
            if item.name == name:
                return item
        raise KeyError(name)

    def wanted(self, values: Values) -> dict[str, Value]:
        """What a save of these values stores: nothing where a field does not apply; an empty text is nothing."""
        wanted = {field.name: values.get(field.name) if field.applies(values) else None for field in self.fields}
        if self.reason:
            wanted[self.reason] = values.get(self.reason)
        return {name: None if value == "" else value for name, value in wanted.items()}

    def covered(self, values: Values) -> dict[str, Value]:
        """What the reason in these values is given for: each text that has a warning, as it stands."""
        warned = self.warnings(values) if self.reason and values.get(self.reason) else []
        return {warning.field: values.get(warning.field) for warning in warned}

    def missing(self, values: Values) -> list[Field]:
        """Fields still to fill before the record can be part of a sent report, in typing order."""
        return [
            item
            for item in self.fields
            if item.complete and item.applies(values) and values.get(item.name) in (None, "")
        ]
