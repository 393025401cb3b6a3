"""A year's programme as data: targets, due rules, holidays, code lists, settings, the scorecard.

Source: domain §2, §5, §6. One file a year under `db/programmes`; `load` reads it, `check` says what is wrong in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from db.programme.check import checked
from db.programme.codes import CodeItem, CodeList
from db.programme.owing_rules import OwingRule, owing_rule
from db.programme.scorecard import GradeRule, Quota, ScoreItem
from db.programme.validation_errors import BadFile, Fault, read
from db.rules.due_dates import Due, DueRule, due_rule, dues
from db.rules.workdays import Calendar

MONTHLY_REPORT = "monthly_report"  # the target whose due rule the monthly report follows (row 16)


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a target: at least `floor`, at most `ceiling`, in `unit` (percent, people, units, times)."""

    code: str
    vi: str
    en: str
    unit: str
    floor: float | None = None
    ceiling: float | None = None


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body that the programme speaks of: its code in the places file, and how it is named in a sentence."""

    code: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the programme. `levels`, `bodies`: whom it concerns; `due` and `scorecard` are codes or empty.

    `owing` says who owes what; a rule over a `population` of organisations is owed by none of them.
    """

    number: int
    code: str
    wording: str
    wording_en: str
    owes: str
    owes_en: str
    levels: tuple[str, ...]
    bodies: tuple[str, ...]
    periods: tuple[str, ...]
    limit: str
    limit_en: str
    measures: tuple[Measure, ...]
    evidence: str = ""
    evidence_en: str = ""
    note: str = ""
    note_en: str = ""
    due: str = ""
    scorecard: str = ""
    population: bool = False
    owing: tuple[OwingRule, ...] = ()

    def measure(self, code: str) -> Measure:
        """The measure of that code. Raises KeyError."""
        for measure in self.measures:
            if measure.code == code:
                return measure
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which offices are closed, or a weekend day on which they work instead (`worked`)."""

    date: dt.date
    name: str
    name_en: str
    worked: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that a rule uses, from a date on."""

    name: str
    value: int
    label: str
    label_en: str
    opens: dt.date


Dated = TypeVar("Dated", Setting, ScoreItem, GradeRule, Quota)


@dataclass(frozen=True, slots=True)
class Programme:
    """A year's programme, whole and sound."""

    year: int
    title: str
    title_en: str
    source: str
    source_en: str
    area: str
    bodies: tuple[BodyName, ...]
    targets: tuple[Target, ...]
    due_rules: Mapping[str, DueRule]
    holidays: tuple[Holiday, ...]
    lists: Mapping[str, CodeList]
    settings: tuple[Setting, ...]
    scorecard: tuple[ScoreItem, ...]
    grade_rules: tuple[GradeRule, ...]
    quotas: tuple[Quota, ...]

    @property
    def calendar(self) -> Calendar:
        """The working days of the year."""
        closed = frozenset(day.date for day in self.holidays if not day.worked)
        return Calendar(closed, frozenset(day.date for day in self.holidays if day.worked))

    def target(self, code: str) -> Target:
        """The target of that code. Raises KeyError."""
        for target in self.targets:
            if target.code == code:
                return target
        raise KeyError(code)

    def report_rule(self) -> DueRule:
        """The due rule of the monthly report."""
        return self.due_rules[self.target(MONTHLY_REPORT).due]

    def report_dues(self) -> list[Due]:
        """The twelve due dates of the monthly report."""
        return dues(self.report_rule(), self.year, self.calendar)

    def setting(self, name: str, at: dt.date) -> int:
        """The value of a setting in force at a date. Raises KeyError where there is none."""
        known = [item for item in self.settings if item.name == name and item.opens <= at]
        if not known:
            raise KeyError(name)
        return max(known, key=lambda item: item.opens).value


def check(text: str, filename: str) -> list[Fault]:
    """Everything wrong in the text of a programme file, in the order of its lines; empty when it may be loaded."""
    return checked(text, filename)[1]


def load(source: Path | str, filename: str = "") -> Programme:
    """The programme of a file, or of a text. Raises BadFile with every fault: nothing is loaded by half."""
    text, name = read(source, filename)
    data, faults = checked(text, name)
    if faults:
        raise BadFile(faults)
    return _programme(data)


def _dated(kind: type[Dated], items: Sequence[Mapping[str, Any]]) -> tuple[Dated, ...]:
    """Records whose keys `from` and `to` in the file are `opens` and `closes` here: `from` is a word of Python."""
    names = {"from": "opens", "to": "closes"}
    made = []
    for item in items:
        values: dict[str, Any] = {names.get(key, key): value for key, value in item.items()}
        values |= {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
        made.append(kind(**values))
    return tuple(made)


def _target(item: Mapping[str, Any], year: int) -> Target:
    values = dict(item)
    for key in ("levels", "bodies", "periods"):
        values[key] = tuple(values[key])
    values["measures"] = tuple(Measure(**measure) for measure in item.get("measures", []))
    values["owing"] = tuple(owing_rule(rule, item, year) for rule in item.get("owing", []))
    return Target(**values)


def _code_list(name: str, table: Mapping[str, Any]) -> CodeList:
    items = []
    for item in table["items"]:
        rest = {key: value for key, value in item.items() if key not in ("from", "to")}
        items.append(CodeItem(**rest, opens=item.get("from"), closes=item.get("to")))
    return CodeList(name, table["title"], table["title_en"], tuple(items))


def _programme(data: Mapping[str, Any]) -> Programme:
    return Programme(
        year=data["year"],
        title=data["title"],
        title_en=data["title_en"],
        source=data["source"],
        source_en=data["source_en"],
        area=data["area"],
        bodies=tuple(BodyName(**item) for item in data["bodies"]),
        targets=tuple(
            sorted((_target(item, data["year"]) for item in data["targets"]), key=lambda target: target.number)
        ),
        due_rules={item["code"]: due_rule(item) for item in data["due_rules"]},
        holidays=tuple(Holiday(**item) for item in data["holidays"]),
        lists={name: _code_list(name, table) for name, table in data["lists"].items()},
        settings=_dated(Setting, data["settings"]),
        scorecard=_dated(ScoreItem, data["scorecard"]),
        grade_rules=_dated(GradeRule, data["grade_rules"]),
        quotas=_dated(Quota, data["quotas"]),
    )
