"""How everything is written: saving a record, and calling a function of the database. Each command carries an id made
when it was first tried (`attempt`): repeated after a lost reply it is carried out once, and when the person typed on
meanwhile it becomes a change of what was stored.

Called in the database thread with a `db.core.connect.Session`. Raises `db.core.errors`: Invalid, Conflict (with today's
values), Denied, Duplicate, Closed; Unreachable when the server did not confirm, and the command may be repeated as it
is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from db.core.connect import Session
from db.core.errors import Conflict, Duplicate
from db.core.records.base import Record, Value, Values
from db.core.rows import store
from db.core.rows import stored_values as stored_values  # callers find it beside `save`


@dataclass(frozen=True, slots=True)
class Saved:
    """What the server confirmed: the record, its version now, and its stored values."""

    id: UUID
    version: int
    values: Mapping[str, Any]


def digest_of(*asked: Any) -> str:
    """Digest a request: the same for the same one, whatever the order of its keys."""
    text = json.dumps(asked, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def save(
    session: Session,
    record: Record,
    values: Values,
    *,
    attempt: UUID,
    id: UUID,
    version: int,
    owner: Mapping[str, Value | UUID] | None = None,
) -> Saved:
    """Store a record: new when `version` is 0, else a change of the version that was read.

    `values` are the fields of the declaration (and its reason column); fields that do not apply are stored empty.
    `owner` are the columns that tie a new record to its place: {"reflection_id": …}, or {"organisation_id": …,
    "month": …}.
    """
    owner = owner or {}
    wanted = record.wanted(values)
    try:
        with session.transaction():
            begun = begin(session, "save", id, attempt, digest_of(record.name, str(id), wanted, owner), version)
            if begun["outcome"] != "same":
                store(session, record, id, int(begun["version"]), wanted, owner)
            stored = stored_values(session, record, id)
            if stored is None:
                raise Conflict("changed_or_not_yours")
            return Saved(id, int(stored["version"]), stored)
    except Duplicate as error:
        # new to this window, and stored meanwhile by another that had its draft, too: there are two versions of it
        stored = stored_values(session, record, id) if error.code == "key_taken" else None
        if stored is None:
            raise
        raise Conflict("stale", stored=stored) from error


def begin(session: Session, command: str, record: UUID, attempt: UUID, digest: str, base: int) -> dict[str, Any]:
    """Note a command in its own transaction. `outcome` is `same` when it was carried out already, `version` the one
    to write upon."""
    begun = session.row(
        "select outcome, version from app.begin(%s, %s, %s, %s, %s)", (attempt, command, record, digest, base)
    )
    assert begun is not None
    return begun


def call(session: Session, function: str, attempt: UUID, digest: str, *arguments: Any) -> int:
    """Call one definer function of the database in a transaction of its own; returns the version it answers with."""
    places = ", ".join(["%s"] * (len(arguments) + 2))
    with session.transaction():
        answer = session.value(f"select app.{function}({places})", (attempt, digest, *arguments))
    return int(answer) if isinstance(answer, int) else 0
