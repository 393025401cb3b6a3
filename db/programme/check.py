"""What is checked in a programme file before it is loaded; each check is one function that notes faults."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from dateutil.rrule import rrulestr

from db.programme.check_lists import check_lists
from db.programme.check_targets import check_grades, check_scorecard, check_targets
from db.programme.toml_positions import Path
from db.programme.validation_errors import Document, Fault, Key
from db.rules.due_dates import DueRule, Shift, due_rule, dues
from db.rules.workdays import Calendar

_TOP = (
    Key("year", int, least=2000, most=2100),
    *(Key(name, str) for name in ("title", "title_en", "source", "source_en", "area")),
    *(Key(name, list) for name in ("targets", "due_rules", "holidays", "settings", "scorecard")),
    *(Key(name, list) for name in ("grade_rules", "quotas")),
    Key("bodies", list),
    Key("lists", dict),
)
_BODY = (Key("code", str), Key("vi", str), Key("en", str))
_DUE_RULE = (
    Key("code", str),
    Key("label", str),
    Key("label_en", str),
    Key("rrule", str, required=False),
    Key("days", int, required=False, least=1, most=366),
    Key("shift", str, required=False, allowed=tuple(Shift)),
    Key("opens_day", int, required=False, least=1, most=28),
    Key("opens_early", int, required=False, least=0, most=31),
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


def checked(text: str, filename: str) -> tuple[dict[str, Any], list[Fault]]:
    """The values of a programme file and everything wrong in it."""
    doc = Document(text, filename)
    if doc.faults:
        return {}, doc.faults
    doc.sound((), doc.data, _TOP)
    year = doc.data.get("year")
    if isinstance(year, int):
        _file_name(doc, year)
    doc.unique(doc.tables("bodies", _BODY), "code")
    _due_rules(doc, year if isinstance(year, int) and 2000 <= year <= 2100 else 0)
    _holidays(doc, year)
    doc.tables("settings", _SETTING)
    check_lists(doc)
    check_scorecard(doc)
    check_targets(doc)
    check_grades(doc)
    return doc.data, doc.done()


def _file_name(doc: Document, year: int) -> None:
    named = re.search(r"(?:^|/)(\d{4})\.toml$", doc.file)
    if named and int(named[1]) != year:
        doc.fault(("year",), "year_name", named=named[1], year=year)


def _due_rules(doc: Document, year: int) -> None:
    rules = doc.tables("due_rules", _DUE_RULE)
    doc.unique(rules, "code")
    calendar = _calendar(doc)
    for path, rule in rules:
        if ("rrule" in rule) == ("days" in rule):
            doc.fault(path, "rule_kind", code=rule["code"])
        elif "rrule" in rule and year and _rrule(doc, (*path, "rrule"), rule["rrule"], year):
            _days(doc, path, due_rule(rule), year, calendar)


def _calendar(doc: Document) -> Calendar:
    """The holidays that the file has, as far as they are days; what is wrong with them is said elsewhere."""
    listed = doc.data.get("holidays")
    days = [item.get("date") for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    return Calendar(frozenset(day for day in days if isinstance(day, dt.date)))


def _rrule(doc: Document, path: Path, rule: str, year: int) -> bool:
    """Whether a rule can be read and names days of the year, twelve if it is monthly."""
    start, end = dt.datetime(year, 1, 1), dt.datetime(year, 12, 31)
    try:
        count = len(rrulestr(rule, dtstart=start).between(start, end, inc=True))
    # dateutil says what is wrong with a rule in any of these, according to where it stumbles.
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        doc.fault(path, "bad_rrule", value=rule, detail=str(error))
        return False
    if not count:
        doc.fault(path, "no_dates", value=rule, year=year)
    elif "FREQ=MONTHLY" in rule.upper() and count != 12:
        doc.fault(path, "not_twelve", value=rule, count=count, year=year)
    else:
        return True
    return False


def _days(doc: Document, path: Path, rule: DueRule, year: int, calendar: Calendar) -> None:
    """A rule's days fall one into each of its periods, and none before entry is open."""
    try:
        found = dues(rule, year, calendar)
    except ValueError:
        doc.fault((*path, "rrule"), "uneven_days", value=rule.rrule, year=year)
        return
    early = next((due for due in found if due.due < due.opens), None)
    if early is not None:
        doc.fault(path, "due_before_open", code=rule.code, due=early.due.isoformat(), opens=early.opens.isoformat())


def _holidays(doc: Document, year: Any) -> None:
    days = doc.tables("holidays", _HOLIDAY)
    doc.unique(days, "date")
    for path, day in days:
        if day["date"].year != year:
            doc.fault((*path, "date"), "outside_year", date=day["date"].isoformat(), year=year)
