"""`langnghe places load` and `programme load`: data files into their tables, by an administrator (or the superuser).

Loading again changes names, ends and wordings; it never removes, and ids and official codes stay what they were.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import peewee

from db.core.connect import Session
from db.core.errors import Invalid
from db.programme.load_programme import Rows, programme_rows, rows
from db.programme.places import Places
from db.programme.programme import Programme
from db.programme.programme import load as read_programme
from db.programme.validation_errors import read


def places(session: Session, data: Places) -> dict[str, int]:
    """Store areas, bodies, organisations, relations, villages and successions. Returns how many there are of each."""
    stored = {
        "area": (
            rows(data.areas, "id parent_id level kind name code number opened closed"),
            "id",
            "kind name number closed",
        ),
        "body": (rows(data.bodies, "id code name short stratum"), "id", ""),
        "organisation": (
            rows(data.organisations, "id body_id area_id name short opened closed"),
            "id",
            "name short closed",
        ),
        "village": (rows(data.villages, "id area_id number name opened closed"), "id", "name closed"),
        "relation": (
            rows(data.relations, "kind from_id to_id opened closed"),
            "kind from_id to_id opened",
            "closed",
        ),
        "succession": (rows(data.successions, "from_id to_id on_date share"), "from_id to_id on_date", ""),
    }
    with session.transaction():
        for table, (made, key, changes) in stored.items():
            _store(session, table, made, key, changes)
    return {table: len(made) for table, (made, _key, _changes) in stored.items()}


def programme_file(session: Session, path: Path) -> Programme:
    """Load the programme of a file. Raises `db.programme.validation_errors.BadFile` with every fault in it."""
    text, name = read(path)
    data = read_programme(text, name)
    programme(session, data, hashlib.sha256(text.encode()).hexdigest()[:16])
    return data


def programme(session: Session, data: Programme, digest: str) -> int:
    """Store a year's programme: due rules and the periods they come to, targets, holidays, code lists, settings, the
    scorecard with its grades and quotas. A rule that begins later is stored beside the earlier one. Returns its id.

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
        for table, made, key, changes in programme_rows(data, id):
            _store(session, table, made, key, changes)
        return id


def _store(session: Session, table: str, made: Rows, key: str, changes: str) -> None:
    """Insert the rows; of those that are there already, change the columns that may change."""
    if not made:
        return
    target = peewee.Table(table, schema="app")
    names = list(made[0])
    columns = [getattr(target.c, name) for name in names]
    query = target.insert([[row[name] for name in names] for row in made], columns=columns)
    conflict = [getattr(target.c, name) for name in key.split()]
    if changes:
        kept = {getattr(target.c, name): peewee.EXCLUDED.__getattr__(name) for name in changes.split()}
        query = query.on_conflict(conflict_target=conflict, update=kept)
    else:
        query = query.on_conflict(action="ignore", conflict_target=conflict)
    session.execute(query)
