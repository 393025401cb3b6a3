"""Amounts of the programme shared out to organisations (giao chỉ tiêu): giving them, and how far off the whole is.

Called in the database thread with a `db.connect.Session`. Raises `db.errors`, as `db.core.storage` says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from db.core.connect import Session
from db.core.storage import call, digest_of


class SharedOut(NamedTuple):
    """How much of a measure is given on a day: of the whole, to how many organisations."""

    whole: int
    given: int
    organisations: int

    @property
    def left(self) -> int:
        """What is still to be given; negative when more was given than there is."""
        return self.whole - self.given


def allot(
    session: Session,
    programme: int,
    target: str,
    measure: str,
    shares: Mapping[int, int],
    *,
    attempt: UUID,
    id: UUID,
    day: dt.date,
    paper_number: str,
    paper_date: dt.date,
) -> None:
    """Give organisations (by id) their shares of a measure from a day on, as one paper says.

    Only by who follows them, never their own. Raises Invalid `owes_no_share` for one that owes none, Duplicate
    `allotted_already` where a share begins on that day already: another paper has another day.
    """
    organisations, amounts = list(shares), list(shares.values())
    asked = (programme, target, measure, day, paper_number, paper_date, organisations, amounts)
    call(session, "allot", attempt, digest_of("allot", *asked), id, *asked)


def shared_out(session: Session, programme: int, target: int, measure: str, day: dt.date) -> SharedOut | None:
    """How much of a measure of a target (by number) is shared out on a day, over all organisations; None to who neither
    writes for nor follows an organisation of that programme.
    """
    found = session.rows("select * from app.shared_out(%s, %s, %s, %s)", (programme, target, measure, day))
    return SharedOut(*(int(value or 0) for value in found[0].values())) if found else None
