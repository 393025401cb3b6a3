"""Lists of reports: those that no month asks for, and those that wait for review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from db.core.connect import Session


def adhoc(session: Session, organisations: Sequence[int], since: dt.date) -> dict[int, list[dict[str, Any]]]:
    """Ad hoc reports about months from `since`, and earlier ones that are not accepted yet, by organisation, newest
    first: id, organisation_id, month, status, version, submitted, created_at, opinions, words (the first)."""
    found: dict[int, list[dict[str, Any]]] = {organisation: [] for organisation in organisations}
    for row in session.rows(
        "select r.id, r.organisation_id, r.month, r.status, r.version, r.submitted, r.created_at,"
        " (select count(*) from app.opinion o where o.reflection_id = r.id) as opinions,"
        " coalesce(r.general, (select o.text from app.opinion o where o.reflection_id = r.id order by o.position, o.id"
        " limit 1))"
        " as words from app.reflection r where r.organisation_id = any (%s) and r.kind = 'adhoc'"
        " and (r.month >= %s or r.status <> 'accepted') order by r.created_at desc, r.id desc",
        (list(organisations), since),
    ):
        found[row["organisation_id"]].append(row)
    return found


class Waiting(NamedTuple):
    """A report that waits for review."""

    id: UUID
    version: int
    organisation: str
    area: str
    body: str
    month: dt.date
    kind: str
    nil: bool
    submitted: dt.datetime
    again: bool  # it was returned before
    opinions: int


def waiting(session: Session) -> list[Waiting]:
    """Reports that this person may accept or return, the longest waiting first."""
    rows = session.rows(
        "select w.id, w.version, o.short as organisation, a.name as area, b.code as body, w.month, w.kind, w.nil,"
        " w.submitted, w.again, w.opinions"
        " from app.waiting() w join app.organisation o on o.id = w.organisation_id"
        " join app.area a on a.id = o.area_id join app.body b on b.id = o.body_id order by w.submitted, w.id"
    )
    return [Waiting(**row) for row in rows]
