"""Who changed what, when, from and to: the audit of one record and of what belongs to it, within one's scope."""

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


def history(session: Session, record: UUID) -> list[Entry]:
    """Find all changes of a record and of what belongs to it, oldest first."""
    rows = session.rows(
        "select e.id, e.at, coalesce(n.name, e.role) as name, e.table_name, e.record, e.operation,"
        " e.before, e.after from audit.entry e left join app.names_in(%(record)s) n on n.role = e.role"
        " where e.report = %(record)s order by e.id",
        {"record": record},
    )
    return [Entry(**row) for row in rows]


def clocks(session: Session) -> tuple[dt.date, dt.date]:
    """Today on the server's own clock, which the audit is kept by, and today in the program; two days only where the
    program was given a day, as in the demo."""
    row = session.row(
        "select (clock_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date as server, app.today() as program"
    )
    assert row is not None
    return row["server"], row["program"]
