"""Duties that were given and ended, for the organisation that they are about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db.core.connect import Session


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


def duties(session: Session, organisation: int) -> list[DutyChange]:
    """Find who was given a duty over the organisation or lost one, oldest first; for those who write for it."""
    return [DutyChange(**row) for row in session.rows("select * from app.duties_over(%s)", (organisation,))]
