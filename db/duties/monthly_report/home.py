"""Everything that a home screen shows, in one look-up: what this person owes, and what waits for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from db.core.connect import Session
from db.duties.monthly_report.listed import Waiting, adhoc, waiting
from db.duties.monthly_report.months import MonthRow, followed, owed_by
from db.people.who import Person

#: Through February what was done last year is still shown: so much of it was sent and accepted only now.
_LAST_YEAR_UNTIL = 2


class Home(NamedTuple):
    """`own` are the months of the organisations that this person writes for: this year's, and what is not done with of
    any year. `followed` are the month at hand, and those whose entry is still open, of the organisations they follow;
    `adhoc` the ad hoc reports by organisation, of the same years as `own`; `waiting` what they may accept."""

    own: Sequence[MonthRow]
    followed: Sequence[MonthRow]
    adhoc: dict[int, list[dict[str, Any]]]
    waiting: Sequence[Waiting]


def home(session: Session, person: Person) -> Home:
    """The home of a person. Raises `db.core.errors`."""
    today = person.today
    since = dt.date(today.year - (today.month <= _LAST_YEAR_UNTIL), 1, 1)
    own = [organisation.id for organisation in person.organisations]
    return Home(
        own=owed_by(session, own, since, today) if own else [],
        followed=followed(session, today) if person.has("reviewer", "decider") else [],
        adhoc=adhoc(session, own, since) if own else {},
        waiting=waiting(session) if person.has("reviewer") else [],
    )
