"""What is checked in a programme file before it is loaded; each check is one function that notes faults."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from dateutil.rrule import rrulestr

from db.rules.due_dates import Shift
from db.rules.faults import Document, Fault, Key
from db.rules.fold import fold
from db.rules.located import Path

LEVELS = ("province", "town", "commune")
PERIODS = ("year", "month", "week", "once", "request", "register")
UNITS = ("percent", "people", "units", "times")
LAST_TARGET = 21

# The lists that records draw from; a file without one of them cannot serve a form.
LISTS = (
    "topics",
    "strata",
    "natures",
    "breadths",
    "petition_states",
    "dialogue_forms",
    "training_groups",
    "supervision_forms",
    "criticism_forms",
    "grades",
    "agencies",
)
# Lists typed in one form: a code of both would be taken for the wrong one (TC, not TN, for corruption; domain §5).
APART = (("topics", "strata"),)

_TOP = (
    Key("year", int, least=2000, most=2100),
    *(Key(name, str) for name in ("title", "title_en", "source", "source_en", "area")),
    *(Key(name, list) for name in ("targets", "due_rules", "holidays", "settings", "scorecard")),
    *(Key(name, list) for name in ("grade_rules", "quotas")),
    Key("lists", dict),
)
_DUE_RULE = (
    Key("code", str),
    Key("label", str),
    Key("label_en", str),
    Key("rrule", str, required=False),
    Key("days", int, required=False, least=1, most=366),
    Key("shift", str, required=False, allowed=tuple(Shift)),
    Key("opens_day", int, required=False, least=1, most=28),
    Key("lock_after_days", int, required=False, least=0, most=366),
)
_HOLIDAY = (
    Key("date", dt.date),
    Key("name", str),
    Key("name_en", str),
    Key("worked", bool, required=False),
)
_SETTING = (
    Key("name", str),
    Key("value", int, least=0),
    Key("label", str),
    Key("label_en", str),
    Key("from", dt.date),
)
_LIST = (Key("title", str), Key("title_en", str), Key("items", list))
_ITEM = (
    Key("code", str),
    Key("vi", str),
    Key("en", str),
    Key("short", str, required=False),
    Key("short_en", str, required=False),
    Key("from", dt.date, required=False),
    Key("to", dt.date, required=False),
)
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
)
_MEASURE = (
    Key("code", str),
    Key("vi", str),
    Key("en", str),
    Key("unit", str, allowed=UNITS),
    Key("floor", float, required=False, least=0),
    Key("ceiling", float, required=False, least=0),
)
_SCORE = (
    Key("code", str),
    Key("section", str),
    Key("label", str),
    Key("label_en", str),
    Key("points", int, least=1, most=100),
    Key("rows", list, of=int),
    Key("from", dt.date),
)
_GRADE_RULE = (
    Key("grade", str),
    Key("points", int, least=0, most=100),
    Key("from", dt.date),
    Key("late_most", int, required=False, least=0, most=100),
    Key("exceeded_least", int, required=False, least=0, most=100),
)
_QUOTA = (
    Key("grade", str),
    Key("direction", str, allowed=("floor", "cap")),
    Key("share", int, least=0, most=100),
    Key("base", str, allowed=("good", "rated")),
    Key("rounding", str, allowed=("up", "down", "nearest")),
    Key("from", dt.date),
)

Items = Sequence[tuple[Path, dict[str, Any]]]


def checked(text: str, filename: str) -> tuple[dict[str, Any], list[Fault]]:
    """The values of a programme file and everything wrong in it."""
    doc = Document(text, filename)
    if doc.faults:
        return {}, doc.faults
    doc.sound((), doc.data, _TOP)
    year = doc.data.get("year")
    if isinstance(year, int):
        _file_name(doc, year)
    _due_rules(doc, year if isinstance(year, int) else 0)
    _holidays(doc, year)
    doc.tables("settings", _SETTING)
    _lists(doc)
    _scorecard(doc)
    _targets(doc)
    _grades(doc)
    return doc.data, doc.done()


def _file_name(doc: Document, year: int) -> None:
    named = re.search(r"(?:^|/)(\d{4})\.toml$", doc.file)
    if named and int(named[1]) != year:
        doc.fault(("year",), "year_name", named=named[1], year=year)


def _due_rules(doc: Document, year: int) -> None:
    rules = doc.tables("due_rules", _DUE_RULE)
    doc.unique(rules, "code")
    for path, rule in rules:
        if ("rrule" in rule) == ("days" in rule):
            doc.fault(path, "rule_kind", code=rule["code"])
        elif "rrule" in rule and year:
            _rrule(doc, (*path, "rrule"), rule["rrule"], year)


def _rrule(doc: Document, path: Path, rule: str, year: int) -> None:
    start, end = dt.datetime(year, 1, 1), dt.datetime(year, 12, 31)
    try:
        count = len(rrulestr(rule, dtstart=start).between(start, end, inc=True))
    # dateutil says what is wrong with a rule in any of these, according to where it stumbles.
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        doc.fault(path, "bad_rrule", value=rule, detail=str(error))
        return
    if not count:
        doc.fault(path, "no_dates", value=rule, year=year)
    elif "FREQ=MONTHLY" in rule.upper() and count != 12:
        doc.fault(path, "not_twelve", value=rule, count=count, year=year)


def _holidays(doc: Document, year: Any) -> None:
    days = doc.tables("holidays", _HOLIDAY)
    doc.unique(days, "date")
    for path, day in days:
        if day["date"].year != year:
            doc.fault((*path, "date"), "outside_year", date=day["date"].isoformat(), year=year)


# Code lists


def telex_safe(code: str) -> bool:
    """Whether a code survives Vietnamese input (domain §5): digits alone, or two letters that fold to themselves.

    Telex makes a letter of `w`, of `dd` and of doubled vowels, and a tone of a vowel followed by s, f, r, x, j or z;
    VNI does so with digits after letters.
    """
    if re.fullmatch(r"[0-9]{1,3}", code):
        return True
    if not re.fullmatch(r"[A-Z]{2}", code) or "W" in code or code in ("AA", "EE", "OO", "DD"):
        return False
    return not (code[0] in "AEIOUY" and code[1] in "SFRXJZ")


def _lists(doc: Document) -> None:
    tables = doc.data.get("lists")
    if not isinstance(tables, dict):
        return
    found: dict[str, Items] = {}
    for name in LISTS:
        if name not in tables:
            doc.fault(("lists",), "missing_key", key=f"lists.{name}")
    for name, table in tables.items():
        path: Path = ("lists", name)
        if name not in LISTS:
            doc.refers(path, name, LISTS, "lists")
        elif doc.sound(path, table, _LIST):
            found[name] = doc.tables("items", _ITEM, path)
            _codes(doc, found[name])
    for one, other in APART:
        _apart(doc, found.get(one, ()), found.get(other, ()), one)


def _codes(doc: Document, items: Items) -> None:
    """Each code can be typed, and means one thing at a time."""
    if not items:
        return
    for index, (path, item) in enumerate(items):
        doc.ordered((*path, "to"), item.get("from"), item.get("to"))
        if not telex_safe(item["code"]):
            doc.fault((*path, "code"), "bad_code", value=item["code"])
        for earlier, other in items[:index]:
            if fold(other["code"]) == fold(item["code"]) and _together(item, other):
                line = doc.line((*earlier, "code"))
                doc.fault((*path, "code"), "duplicate", key="code", value=item["code"], line=line)
                break


def _together(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two items are in force on some one day."""
    starts = [item["from"] for item in (one, other) if "from" in item]
    ends = [item["to"] for item in (one, other) if "to" in item]
    return not starts or not ends or max(starts) <= min(ends)


def _apart(doc: Document, items: Items, others: Items, name: str) -> None:
    known = {fold(item["code"]): path for path, item in items}
    for path, item in others:
        if (clash := known.get(fold(item["code"]))) is not None:
            doc.fault((*path, "code"), "code_clash", value=item["code"], other=name, line=doc.line(clash))


# Targets, scorecard, grades


def _scorecard(doc: Document) -> None:
    items = doc.tables("scorecard", _SCORE)
    by_start: dict[dt.date, int] = {}
    for path, item in items:
        by_start[item["from"]] = by_start.get(item["from"], 0) + item["points"]
        for row in item["rows"]:
            if not 1 <= row <= LAST_TARGET:
                doc.fault((*path, "rows"), "above", key="rows", value=row, most=LAST_TARGET)
    doc.unique([(path, {"code": f"{item['code']} ({item['from']})"}) for path, item in items], "code")
    for start, total in by_start.items():
        if total != 100:
            first = next(path for path, item in items if item["from"] == start)
            doc.fault(first, "points", sum=total)


def _targets(doc: Document) -> None:
    rules, sections = doc.named("due_rules", "code"), doc.named("scorecard", "section")
    targets = doc.tables("targets", _TARGET)
    doc.unique(targets, "number")
    doc.unique(targets, "code")
    numbers = {item["number"] for _, item in targets}
    if targets and len(targets) == len(doc.data["targets"]):  # else the gap may be the row already complained of
        for number in sorted(set(range(1, LAST_TARGET + 1)) - numbers):
            doc.fault(("targets",), "number_gap", number=number, last=LAST_TARGET)
    for path, target in targets:
        if target.get("due"):
            doc.refers((*path, "due"), target["due"], rules, "due_rules")
        if target.get("scorecard"):
            doc.refers((*path, "scorecard"), target["scorecard"], sections, "scorecard")
        measures = doc.tables("measures", _MEASURE, path)
        doc.unique(measures, "code")
        for at, measure in measures:
            floor, ceiling = measure.get("floor"), measure.get("ceiling")
            if floor is not None and ceiling is not None and floor > ceiling:
                doc.fault(at, "floor_over_ceiling", floor=floor, ceiling=ceiling)


def _grades(doc: Document) -> None:
    grades = doc.named("items", "code", ("lists", "grades"))
    for name, keys in (("grade_rules", _GRADE_RULE), ("quotas", _QUOTA)):
        for path, item in doc.tables(name, keys):
            doc.refers((*path, "grade"), item["grade"], grades, "lists.grades")
