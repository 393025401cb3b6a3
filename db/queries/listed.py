"""Lists of reports: those of a year that no month asks for, and those that wait for review."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from db.connect import Session


def adhoc(session: Session, organisation: int, year: int) -> list[dict[str, Any]]:
    """Ad hoc reports of a year, newest first: id, month, status, version, submitted, opinions, words (the first)."""
    return session.rows(
        "select r.id, r.month, r.status, r.version, r.submitted, r.created_at,"
        " (select count(*) from app.opinion o where o.reflection_id = r.id) as opinions,"
        " coalesce(r.general, (select o.text from app.opinion o where o.reflection_id = r.id order by o.position, o.id"
        " limit 1))"
        " as words from app.reflection r where r.organisation_id = %s and r.kind = 'adhoc'"
        " and r.month between make_date(%s, 1, 1) and make_date(%s, 12, 1) order by r.created_at desc, r.id desc",
        (organisation, year, year),
    )


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
        "select r.id, r.version, o.short as organisation, a.name as area, b.code as body, r.month, r.kind, r.nil,"
        " r.submitted, exists (select from app.returning g where g.reflection_id = r.id) as again,"
        " (select count(*) from app.opinion x where x.reflection_id = r.id) as opinions"
        " from app.reflection r join app.organisation o on o.id = r.organisation_id"
        " join app.area a on a.id = o.area_id join app.body b on b.id = o.body_id"
        " where r.status = 'submitted' and r.organisation_id = any (app.accept_scope())"
        " order by r.submitted, r.id"
    )
    return [Waiting(**row) for row in rows]
