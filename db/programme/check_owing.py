"""What is checked in the owing rules of a programme file: known words, and only combinations that mean something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from db.programme.owing_rules import (
    BY_BODIES,
    BY_RESPONSIBLE,
    CONDITIONAL,
    CONDITIONS,
    JOINT,
    LEVELS,
    MONTHS,
    PERIODS,
    SOURCES,
    SUBJECTS,
)
from db.programme.toml_positions import Path
from db.programme.validation_errors import Document, Key
from db.rules.due_dates import DueRule, is_weekly, months_each

_OWING = (
    Key("code", str),
    Key("measure", str, required=False),
    Key("subject", str, allowed=SUBJECTS),
    Key("levels", list, allowed=LEVELS, of=str),
    Key("bodies", list, required=False, of=str),
    Key("responsible", str, required=False),
    Key("credited", list, required=False, of=str),
    Key("posts", list, required=False, of=str),
    Key("period", str, allowed=PERIODS),
    Key("due", str, required=False),
    Key("least", int, required=False, least=1),
    Key("most", int, required=False, least=1),
    Key("ceiling", bool, required=False),
    Key("source", str, required=False, allowed=("rule", "roster", "request", "allotment")),
    Key("condition", str, required=False, allowed=CONDITIONS),
    Key("joint", bool, required=False),
    Key("from", dt.date, required=False),
    Key("to", dt.date, required=False),
)


def check_owing(doc: Document, path: Path, target: Mapping[str, Any]) -> None:
    """Note every fault in the owing rules of a sound target. A target over a population is owed by nobody."""
    rules = doc.tables("owing", _OWING, path)
    if target.get("population"):
        if target.get("owing"):
            doc.fault((*path, "owing"), "not_together", key="owing", other="population", value="true")
        return
    if not target.get("owing"):
        doc.fault(path, "owed_by_nobody", number=target["number"])
    year = doc.data.get("year")
    first = dt.date(year if isinstance(year, int) and 2000 <= year <= 2100 else 2000, 1, 1)
    for at, rule in rules:
        doc.ordered((*at, "to"), rule.get("from", first), rule.get("to"))
        _known(doc, at, rule, target)
        _who(doc, at, rule)
        _subject(doc, at, rule)
        _amount(doc, at, rule, target)
        _days(doc, at, rule, target, first.year)
    doc.unique([(at, {"code": f"{rule['code']} ({rule.get('from', first)})"}) for at, rule in rules], "code")


def _known(doc: Document, at: Path, rule: dict[str, Any], target: Mapping[str, Any]) -> None:
    """Bodies, posts and measures are declared in the file; levels and periods are the target's."""
    bodies, posts = doc.named("bodies", "code"), doc.named("items", "code", ("lists", "posts"))
    for key in ("bodies", "credited"):
        for body in rule.get(key, ()):
            doc.refers((*at, key), body, bodies, "bodies")
    if "responsible" in rule:
        doc.refers((*at, "responsible"), rule["responsible"], bodies, "bodies")
    for post in rule.get("posts", ()):
        doc.refers((*at, "posts"), post, posts, "lists.posts")
    if not rule["levels"]:
        doc.fault((*at, "levels"), "empty", key="levels")
    for level in rule["levels"]:
        doc.refers((*at, "levels"), level, target["levels"], "levels")
    doc.refers((*at, "period"), rule["period"], target["periods"], "periods")
    measures = [item.get("code") for item in target["measures"]]
    if "measure" in rule:
        doc.refers((*at, "measure"), rule["measure"], measures, "measures")
    elif len(measures) != 1:
        doc.fault(at, "missing_key", key="measure")


def _who(doc: Document, at: Path, rule: dict[str, Any]) -> None:
    """Either bodies owe for themselves or one is responsible, for whom else it counts being said then alone."""
    if bool(rule.get("bodies")) == ("responsible" in rule):
        doc.fault(at, "one_of_two", one="bodies", other="responsible")
    if rule.get("credited") and "responsible" not in rule:
        doc.fault((*at, "credited"), "missing_key", key="responsible")
    elif rule.get("responsible") in rule.get("credited", ()):
        doc.fault((*at, "credited"), "duplicate", key="credited", value=rule["responsible"], line=doc.line(at))


def _subject(doc: Document, at: Path, rule: dict[str, Any]) -> None:
    """Whatever is said besides fits the subject; of a post it is said which."""
    subject = rule["subject"]
    unfit = {
        "responsible": "responsible" in rule and subject not in BY_RESPONSIBLE,
        "bodies": bool(rule.get("bodies")) and subject not in BY_BODIES,
        "posts": bool(rule.get("posts")) and subject != "post",
        "source": rule.get("source", SOURCES[subject][0]) not in SOURCES[subject],
        "joint": rule.get("joint", False) and subject not in JOINT,
        "condition": "condition" in rule and subject not in CONDITIONAL,
        "levels": subject == "village" and rule["levels"] != ["commune"],
        "period": (subject == "request") != (rule["period"] == "request"),
    }
    for key in (key for key, wrong in unfit.items() if wrong):
        doc.fault((*at, key), "not_together", key=key, other="subject", value=subject)
    if subject == "post" and not rule.get("posts"):
        doc.fault(at, "missing_key", key="posts")


def _amount(doc: Document, at: Path, rule: dict[str, Any], target: Mapping[str, Any]) -> None:
    """A number of things, or the floor of the measure, reached or shared out; a register has neither."""
    least, most = rule.get("least"), rule.get("most")
    measures = {item.get("code"): item for item in target["measures"]}
    measure = measures.get(rule.get("measure", next(iter(measures), None)), {})
    floor, percent = measure.get("floor"), measure.get("unit") == "percent"
    if rule["period"] == "register":
        for key in ("least", "most"):
            if key in rule:
                doc.fault((*at, key), "not_together", key=key, other="period", value="register")
    elif least is None and floor is None:
        doc.fault(at, "missing_key", key="least")
    if least is not None and floor is not None and not percent and least != floor:
        doc.fault((*at, "least"), "least_and_floor", least=least, floor=floor, measure=measure["code"])
    if rule.get("source") == "allotment":
        if least is not None:
            doc.fault((*at, "least"), "not_together", key="least", other="source", value="allotment")
        if percent:
            doc.fault(at, "not_shared_out", measure=measure["code"])
    lowest = floor if least is None else least
    if most is not None and lowest is not None and most < lowest:
        doc.fault((*at, "most"), "below", key="most", value=most, least=lowest)
    if rule.get("ceiling") and most is None:
        doc.fault((*at, "ceiling"), "missing_key", key="most")


def _days(doc: Document, at: Path, rule: dict[str, Any], target: Mapping[str, Any], year: int) -> None:
    """A rule has due days of its kind: twelve for months, one for a year, days from a request; a register none."""
    code, period = rule.get("due", target.get("due", "")), rule["period"]
    if period == "register":
        if "due" in rule:
            doc.fault((*at, "due"), "not_together", key="due", other="period", value=period)
        return
    known = doc.named("due_rules", "code")
    if not code:
        doc.fault(at, "missing_key", key="due")
    elif code not in known:
        if "due" in rule:
            doc.refers((*at, "due"), code, known, "due_rules")
    elif not _fits(_due_rule(doc, code), period, year):
        doc.fault(at, "due_period", due=code, period=period)


def _due_rule(doc: Document, code: str) -> DueRule | None:
    """The rule of that code, if it is one of a calendar or of days."""
    found = next(item for item in doc.data["due_rules"] if isinstance(item, dict) and item.get("code") == code)
    rrule, days = found.get("rrule"), found.get("days")
    if isinstance(rrule, str) != (type(days) is int):
        return DueRule(code, "", rrule=rrule, days=days)
    return None


def _fits(due: DueRule | None, period: str, year: int) -> bool:
    """Whether a due rule has the days of a period; one that is complained of already fits everything."""
    if due is None:
        return True
    if period in ("request", "week"):
        return due.days is not None if period == "request" else is_weekly(due)
    try:
        return due.days is None and not is_weekly(due) and months_each(due, year) == MONTHS[period]
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        return True
