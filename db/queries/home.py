"""Everything that a home screen shows, in one look-up: what this person owes, and what waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from db.connect import Session
from db.queries.listed import Waiting, adhoc, waiting
from db.queries.months import MonthRow, months, reviewed
from db.queries.who import Person

YEARS_BACK = 1  # December's report may still come back in January


class Home(NamedTuple):
    """`own` are the months of the organisations that this person writes for, `followed` those of the organisations
    they follow (both with last year's while January and February last), `adhoc` the year's ad hoc reports by
    organisation, `waiting` what they may accept."""

    own: Sequence[MonthRow]
    followed: Sequence[MonthRow]
    adhoc: dict[int, list[dict[str, Any]]]
    waiting: Sequence[Waiting]


def home(session: Session, person: Person) -> Home:
    """The home of a person. Raises `db.errors`."""
    year = person.today.year
    years = [year - YEARS_BACK, year] if person.today.month <= 2 else [year]
    own = [organisation.id for organisation in person.organisations]
    follows = person.has("reviewer", "decider")
    return Home(
        own=[row for one in years for row in months(session, own, one)] if own else [],
        followed=[row for one in years for row in reviewed(session, one)] if follows else [],
        adhoc={one: adhoc(session, one, year) for one in own},
        waiting=waiting(session) if person.has("reviewer") else [],
    )
