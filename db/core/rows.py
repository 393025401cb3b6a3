"""How a record lies in its tables: its own columns in `app.<name>`, the fields of a part in the part's table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from db.core.connect import Session
from db.core.errors import Closed, Conflict, DataError
from db.core.records.base import Record, Value

if TYPE_CHECKING:
    import peewee  # read with the first write, not at the start


def table_named(name: str) -> peewee.Table:
    """A table of `app`, to build a write on."""
    import peewee

    return peewee.Table(name, schema="app")


def stored_values(session: Session, record: Record, id: UUID) -> dict[str, Any] | None:
    """Today's values of a record with its parts and version, or None when it is not (or no longer) visible."""
    own = table_named(record.name)
    names = ["version", *_columns(record, "")]
    found = session.execute(own.select(*_of(own, names)).where(own.c.id == id))
    if not found:
        return None
    values = found[0]
    for part in _parts(record):
        names = _columns(record, part)
        table, key = _child(record, part)
        rows = session.execute(table.select(*_of(table, names)).where(key == id))
        values |= rows[0] if rows else dict.fromkeys(names)
    return values


def store(
    session: Session,
    record: Record,
    id: UUID,
    base: int,
    wanted: Mapping[str, Value],
    owner: Mapping[str, Value | UUID],
) -> None:
    """Insert the record (`base` 0) under its `owner`, or change the version `base` of it; then its parts, which the
    database has made with it. Raises `db.core.errors`: Conflict `stale` with today's values, Closed `already_sent`."""
    names = _columns(record, "")
    table = table_named(record.name)
    row = dict(zip(_of(table, names), (wanted[name] for name in names), strict=True))
    if record.reason:
        row[table.c.covered] = json.dumps(covered) if (covered := record.covered(wanted)) else None
    if base == 0:
        placed = dict(zip(_of(table, owner), owner.values(), strict=True))
        session.execute(table.insert({table.c.id: id, **placed, **row}))
    else:
        changed = session.execute(
            table.update(row).where((table.c.id == id) & (table.c.version == base)).returning(table.c.version)
        )
        if not changed:
            raise _why_not(session, record, id, base)
    for part in _parts(record):
        columns = _columns(record, part)
        if any(record.named(name).applies(wanted) for name in columns):
            child, key = _child(record, part)
            values = dict(zip(_of(child, columns), (wanted[name] for name in columns), strict=True))
            session.execute(child.update(values).where(key == id))


def _why_not(session: Session, record: Record, id: UUID, base: int) -> DataError:
    """An update that met no row: changed by another, sent meanwhile, or not the person's (any more)."""
    stored = stored_values(session, record, id)
    if stored is None:
        return Conflict("changed_or_not_yours")
    if stored["version"] == base:
        return Closed("already_sent")
    return Conflict("stale", stored=stored)


def _columns(record: Record, part: str) -> list[str]:
    names = [field.name for field in record.fields if field.part == part]
    return [*names, record.reason] if record.reason and not part else names


def _parts(record: Record) -> list[str]:
    return list(dict.fromkeys(field.part for field in record.fields if field.part))


def _child(record: Record, part: str) -> tuple[Any, Any]:
    """The table of a part, and its column that names the record."""
    table = table_named(part)
    return table, getattr(table.c, f"{record.name}_id")


def _of(table: Any, names: Iterable[str]) -> list[Any]:
    return [getattr(table.c, name) for name in names]
