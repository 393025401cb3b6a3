"""What is checked in the targets of a programme file, its scorecard, grades and quotas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from db.programme.check_owing import check_owing
from db.programme.owing_rules import LEVELS, PERIODS
from db.programme.scorecard import BASES, DIRECTIONS, GROUPS, ROUNDINGS
from db.programme.toml_positions import Path
from db.programme.validation_errors import Document, Key

UNITS = ("percent", "people", "units", "times")
LAST_TARGET = 21

_TARGET = (
    Key("number", int, least=1, most=LAST_TARGET),
    *(Key(name, str) for name in ("code", "wording", "wording_en", "owes", "owes_en", "limit", "limit_en")),
    Key("levels", list, allowed=LEVELS, of=str),
    Key("bodies", list, of=str),
    Key("periods", list, allowed=PERIODS, of=str),
    Key("measures", list, of=dict),
    *(Key(name, str, required=False) for name in ("evidence", "evidence_en", "note", "note_en")),
    Key("due", str, required=False),
    Key("scorecard", str, required=False),
    Key("population", bool, required=False),
    Key("owing", list, required=False, of=dict),
)
_MEASURE = (
    Key("code", str),
    Key("vi", str),
    Key("en", str),
    Key("unit", str, allowed=UNITS),
    Key("floor", float, required=False, least=0),
    Key("ceiling", float, required=False, least=0),
)
_DATES = (Key("from", dt.date), Key("to", dt.date, required=False))
_SCORE = (
    Key("code", str),
    Key("section", str),
    Key("label", str),
    Key("label_en", str),
    Key("points", int, least=1, most=100),
    Key("rows", list, of=int),
    *_DATES,
)
_GRADE_RULE = (
    Key("grade", str),
    Key("points", int, least=0, most=100),
    Key("late_most", int, required=False, least=0, most=100),
    Key("exceeded_least", int, required=False, least=0, most=100),
    *_DATES,
)
_QUOTA = (
    Key("grade", str),
    Key("direction", str, allowed=DIRECTIONS),
    Key("share", int, least=0, most=100),
    Key("base", str, allowed=BASES),
    Key("rounding", str, allowed=ROUNDINGS),
    Key("groups", list, required=False, allowed=GROUPS, of=str),
    *_DATES,
)

Items = Sequence[tuple[Path, dict[str, Any]]]


def check_targets(doc: Document) -> None:
    """Note every fault in the targets, their measures and owing rules."""
    rules, sections = doc.named("due_rules", "code"), doc.named("scorecard", "section")
    bodies = doc.named("bodies", "code")
    targets = doc.tables("targets", _TARGET)
    doc.unique(targets, "number")
    doc.unique(targets, "code")
    _no_gap(doc, {item["number"] for _, item in targets}, len(targets))
    for path, target in targets:
        if target.get("due"):
            doc.refers((*path, "due"), target["due"], rules, "due_rules")
        if target.get("scorecard"):
            doc.refers((*path, "scorecard"), target["scorecard"], sections, "scorecard")
        for body in target["bodies"]:
            doc.refers((*path, "bodies"), body, bodies, "bodies")
        measures = doc.tables("measures", _MEASURE, path)
        doc.unique(measures, "code")
        for at, measure in measures:
            floor, ceiling = measure.get("floor"), measure.get("ceiling")
            if floor is not None and ceiling is not None and floor > ceiling:
                doc.fault(at, "floor_over_ceiling", floor=floor, ceiling=ceiling)
        if len(measures) == len(target["measures"]):  # else what refers to an unsound measure seems wrong
            check_owing(doc, path, target)


def _no_gap(doc: Document, numbers: set[int], sound: int) -> None:
    """Every number is there, unless the gap may be a row that is complained of already."""
    if sound and sound == len(doc.data["targets"]):
        for number in sorted(set(range(1, LAST_TARGET + 1)) - numbers):
            doc.fault(("targets",), "number_gap", number=number, last=LAST_TARGET)


def check_scorecard(doc: Document) -> None:
    """Note every fault in the scorecard: on each day on which it changes its lines make 100 points."""
    items = doc.tables("scorecard", _SCORE)
    _dated(doc, items, ("code",))
    for path, item in items:
        for row in item["rows"]:
            if not 1 <= row <= LAST_TARGET:
                doc.fault((*path, "rows"), "above", key="rows", value=row, most=LAST_TARGET)
    starts = {item["from"] for _, item in items}
    for day in sorted(starts | {_after(item["to"]) for _, item in items if "to" in item}):
        held = [item for _, item in items if _holds(item, items, day)]
        if (total := sum(item["points"] for item in held)) != 100:
            changed = [
                path for path, item in items if item["from"] == day or ("to" in item and _after(item["to"]) == day)
            ]
            doc.fault(changed[0], "points", sum=total, date=day.isoformat())


def _after(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1)


def _holds(item: dict[str, Any], items: Items, day: dt.date) -> bool:
    """Whether an item is the one of its code that is in force on a day."""
    begun = [other["from"] for _, other in items if other["code"] == item["code"] and other["from"] <= day]
    return bool(begun) and item["from"] == max(begun) and day <= item.get("to", dt.date.max)


def _dated(doc: Document, items: Items, keys: tuple[str, ...]) -> None:
    """A rule ends after its start, and no two of one key begin on one day."""
    named = []
    for path, item in items:
        doc.ordered((*path, "to"), item["from"], item.get("to"))
        named.append((path, {keys[0]: f"{' '.join(item[key] for key in keys)} ({item['from']})"}))
    doc.unique(named, keys[0])


def check_grades(doc: Document) -> None:
    """Note every fault in the conditions of the grades and in the quotas."""
    grades = doc.named("items", "code", ("lists", "grades"))
    for name, keys, key in (("grade_rules", _GRADE_RULE, ("grade",)), ("quotas", _QUOTA, ("grade", "direction"))):
        items = doc.tables(name, keys)
        _dated(doc, items, key)
        for path, item in items:
            doc.refers((*path, "grade"), item["grade"], grades, "lists.grades")
