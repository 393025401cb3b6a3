"""Who changed what, when, from and to: the audit of one report, within one's scope; and who above has read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from db.core.connect import Session


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. `before` and `after` hold only what changed; a draft's text is `true`: that it changed, no more."""

    id: int
    at: dt.datetime
    name: str
    table_name: str
    record: str
    operation: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A duty that was given, or `ended`: its last day was set. `given_by` is None when the superuser did it."""

    at: dt.datetime
    given_by: str | None
    name: str
    kind: str
    area: str | None
    body: str | None
    from_date: dt.date
    to_date: dt.date | None
    ended: bool


def history(session: Session, report: UUID) -> list[Entry]:
    """All changes of a report and of what belongs to it, oldest first."""
    rows = session.rows(
        "select e.id, e.at, coalesce(n.name, e.role) as name, e.table_name, e.record, e.operation,"
        " e.before, e.after from audit.entry e left join app.names_in(%(report)s) n on n.role = e.role"
        " where e.report = %(report)s order by e.id",
        {"report": report},
    )
    return [Entry(**row) for row in rows]


def readings(session: Session, report: UUID) -> list[dict[str, Any]]:
    """Who above the organisation opened the report: name, at, what."""
    return session.rows("select name, at, what from app.readers_of(%s)", (report,))


def duties(session: Session, organisation: int) -> list[DutyChange]:
    """Who was given a duty over the organisation or lost one, oldest first; for those who write for it."""
    return [DutyChange(**row) for row in session.rows("select * from app.duties_over(%s)", (organisation,))]


def clocks(session: Session) -> tuple[dt.date, dt.date]:
    """Today on the server's own clock, which the audit is kept by, and today in the program; two days only where the
    program was given a day, as in the demo."""
    row = session.row(
        "select (clock_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date as server, app.today() as program"
    )
    assert row is not None
    return row["server"], row["program"]
