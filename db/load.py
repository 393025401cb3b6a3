"""`langnghe places load` and `programme load`: data files into their tables, by an administrator (or the superuser).

Loading again changes names, ends and wordings; it never removes, and ids and official codes stay what they were.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import peewee

from db.connect import Session
from db.errors import Invalid
from db.rules.faults import read
from db.rules.places import Places
from db.rules.programme import Programme
from db.rules.programme import load as read_programme

Rows = Sequence[Mapping[str, Any]]


def places(session: Session, data: Places) -> dict[str, int]:
    """Store areas, bodies, organisations, villages and successions. Returns how many of each the file has."""
    stored = {
        "area": (
            _rows(data.areas, "id parent_id level kind name code number opened closed"),
            "id",
            "kind name number closed",
        ),
        "body": (_rows(data.bodies, "id code name short stratum"), "id", ""),
        "organisation": (
            _rows(data.organisations, "id body_id area_id name short opened closed"),
            "id",
            "name short closed",
        ),
        "village": (_rows(data.villages, "id area_id number name opened closed"), "id", "name closed"),
        "succession": (_rows(data.successions, "from_id to_id on_date share"), "from_id to_id on_date", ""),
    }
    with session.transaction():
        for table, (rows, key, changes) in stored.items():
            _store(session, table, rows, key, changes)
    return {table: len(rows) for table, (rows, _key, _changes) in stored.items()}


def programme_file(session: Session, path: Path) -> Programme:
    """Load the programme of a file. Raises `db.rules.faults.BadFile` with every fault in it."""
    text, name = read(path)
    data = read_programme(text, name)
    programme(session, data, hashlib.sha256(text.encode()).hexdigest()[:16])
    return data


def programme(session: Session, data: Programme, digest: str) -> int:
    """Store a year's programme: targets, report dates, holidays, code lists, settings. Returns its id.

    Raises Invalid `no_such_area` when the town that the programme names is not loaded yet.
    """
    area = session.value("select id from app.area where code = %s order by closed nulls first limit 1", (data.area,))
    if area is None:
        raise Invalid("no_such_area", field="area", name=data.area, found=0)
    with session.transaction():
        head = {"year": data.year, "area_id": area, "digest": digest}
        head |= {name: getattr(data, name) for name in ("title", "title_en", "source", "source_en")}
        _store(session, "programme", [head], "year area_id", "title title_en source source_en digest")
        id = int(session.value("select id from app.programme where year = %s and area_id = %s", (data.year, area)))
        for table, rows, key, changes in _programme_rows(data, id):
            _store(session, table, rows, key, changes)
        return id


def _programme_rows(data: Programme, id: int) -> Iterable[tuple[str, Rows, str, str]]:
    start = dt.date(data.year, 1, 1)
    texts = "code wording wording_en owes owes_en note note_en"
    targets = [
        dict(_rows([target], f"number {texts}")[0])
        | {
            "programme_id": id,
            "periods": list(target.periods),
            "target_limit": target.limit,
            "target_limit_en": target.limit_en,
            "due_rule": target.due or None,
        }
        for target in data.targets
    ]
    yield "target", targets, "programme_id number", f"{texts} periods target_limit target_limit_en due_rule"
    measures = [
        {"programme_id": id, "number": target.number, **_rows([measure], "code vi en unit floor ceiling")[0]}
        for target in data.targets
        for measure in target.measures
    ]
    yield "measure", measures, "programme_id number code", "vi en unit floor ceiling"
    rule = data.report_rule().code
    never = dt.date(9999, 12, 31)
    periods = [
        {"programme_id": id, "rule": rule, "month": d.month, "opens": d.opens, "due": d.due, "locks": d.locks or never}
        for d in data.report_dues()
    ]
    yield "period", periods, "programme_id rule month", "opens due locks"
    holidays = [{"programme_id": id, "day": day.date, "name": day.name} for day in data.holidays if not day.worked]
    yield "holiday", holidays, "programme_id day", "name"
    codes = [
        dict(_rows([item], "code vi en short short_en")[0])
        | {"programme_id": id, "list": name, "position": position}
        | {"from_date": max(item.opens or start, start), "to_date": item.closes}
        for name, codes in data.lists.items()
        for position, item in enumerate(codes.items)
    ]
    yield "code", codes, "programme_id list code from_date", "vi en short short_en position to_date"
    settings = [
        {"programme_id": id, "name": item.name, "from_date": item.opens, "value": str(item.value)}
        for item in data.settings
    ]
    yield "setting", settings, "programme_id name from_date", "value"


def _rows(items: Iterable[object], names: str) -> list[dict[str, Any]]:
    return [{name: getattr(item, name) for name in names.split()} for item in items]


def _store(session: Session, table: str, rows: Rows, key: str, changes: str) -> None:
    """Insert the rows; of those that are there already, change the columns that may change."""
    if not rows:
        return
    target = peewee.Table(table, schema="app")
    names = list(rows[0])
    columns = [getattr(target.c, name) for name in names]
    query = target.insert([[row[name] for name in names] for row in rows], columns=columns)
    conflict = [getattr(target.c, name) for name in key.split()]
    if changes:
        kept = {getattr(target.c, name): peewee.EXCLUDED.__getattr__(name) for name in changes.split()}
        query = query.on_conflict(conflict_target=conflict, update=kept)
    else:
        query = query.on_conflict(action="ignore", conflict_target=conflict)
    session.execute(query)
