"""The rows that a programme comes to in each table, the key by which a row is known, and what may change of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from db.programme.programme import Programme
from db.programme.scorecard import Dated
from db.rules.due_dates import dues, is_weekly, months_each

Rows = Sequence[Mapping[str, Any]]
Table = tuple[str, Rows, str, str]  # its name, the rows, the columns of the key, the columns that may change

_NEVER = dt.date(9999, 12, 31)


def rows(items: Iterable[object], names: str) -> list[dict[str, Any]]:
    """The attributes of those names, of each item."""
    return [{name: getattr(item, name) for name in names.split()} for item in items]


def programme_rows(data: Programme, id: int) -> Iterator[Table]:
    """Every table that hangs on a programme of that id, in the order in which they can be filled."""
    for table, made, key, changes in (*_days(data), *_targets(data), *_words(data), *_judging(data)):
        yield table, [{"programme_id": id, **row} for row in made], f"programme_id {key}", changes


def _days(data: Programme) -> Iterator[Table]:
    """Due rules, the periods that they come to in the year, holidays. Weeks are worked out where they are asked for."""
    texts = "label label_en rrule days shift opens_day opens_early lock_after_days"
    made = [
        rows([rule], f"code {texts}")[0] | {"shift": rule.shift.value, "months": months_each(rule, data.year)}
        for rule in data.due_rules.values()
    ]
    yield "due_rule", made, "code", f"{texts} months"
    periods = [
        {"rule": rule.code, "month": due.month, "opens": due.opens, "due": due.due, "locks": due.locks or _NEVER}
        for rule in data.due_rules.values()
        if not is_weekly(rule)
        for due in dues(rule, data.year, data.calendar)
    ]
    yield "period", periods, "rule month", "opens due locks"
    yield "holiday", [{"day": day.date, "name": day.name} for day in data.holidays if not day.worked], "day", "name"


def _targets(data: Programme) -> Iterator[Table]:
    texts = "code wording wording_en owes owes_en evidence evidence_en note note_en scorecard population"
    targets = [
        rows([target], f"number {texts}")[0]
        | {name: list(getattr(target, name)) for name in ("periods", "levels", "bodies")}
        | {"target_limit": target.limit, "target_limit_en": target.limit_en, "due_rule": target.due or None}
        for target in data.targets
    ]
    yield "target", targets, "number", f"{texts} periods levels bodies target_limit target_limit_en due_rule"
    measures = [
        {"number": target.number, **row}
        for target in data.targets
        for row in rows(target.measures, "code vi en unit floor ceiling")
    ]
    yield "measure", measures, "number code", "vi en unit floor ceiling"
    said = "measure subject period least most ceiling source joint"
    owing = [
        rows([rule], f"code {said}")[0]
        | {"number": target.number, "due_rule": rule.due or None, **_dates(rule)}
        | {name: list(getattr(rule, name)) for name in ("levels", "bodies", "credited", "posts")}
        | {name: getattr(rule, name) or None for name in ("responsible", "condition")}
        for target in data.targets
        for rule in target.owing
    ]
    changes = f"to_date {said} levels bodies credited posts responsible condition due_rule"
    yield "owing_rule", owing, "number code from_date", changes


def _words(data: Programme) -> Iterator[Table]:
    start = dt.date(data.year, 1, 1)
    codes = [
        rows([item], "code vi en short short_en")[0]
        | {"list": name, "position": position, "from_date": max(item.opens or start, start), "to_date": item.closes}
        for name, codes in data.lists.items()
        for position, item in enumerate(codes.items)
    ]
    yield "code", codes, "list code from_date", "vi en short short_en position to_date"
    settings = [{"name": item.name, "from_date": item.opens, "value": str(item.value)} for item in data.settings]
    yield "setting", settings, "name from_date", "value"


def _judging(data: Programme) -> Iterator[Table]:
    """The scorecard, the conditions of the grades, the quotas: each known by its code and the day it holds from."""
    items = [
        rows([item], "code section label label_en points")[0]
        | {"position": position, "targets": list(item.rows), **_dates(item)}
        for position, item in enumerate(data.scorecard)
    ]
    yield "score_item", items, "code from_date", "to_date section label label_en position points targets"
    texts = "points late_most exceeded_least"
    grades = [rows([rule], f"grade {texts}")[0] | _dates(rule) for rule in data.grade_rules]
    yield "grade_rule", grades, "grade from_date", f"to_date {texts}"
    quotas = [
        rows([quota], "grade direction share base rounding")[0] | {"groups": list(quota.groups), **_dates(quota)}
        for quota in data.quotas
    ]
    yield "quota", quotas, "grade direction from_date", "to_date share base rounding groups"


def _dates(rule: Dated) -> dict[str, Any]:
    return {"from_date": rule.opens, "to_date": rule.closes}
