"""One report with everything that belongs to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from db.core.connect import Session
from db.core.errors import Denied
from db.people.who import Organisation, organisations


class Opinion(NamedTuple):
    """One opinion as stored. `values` has the fields of `db.duties.monthly_report.opinion.OPINION` and its reason
    column."""

    id: UUID
    version: int
    values: Mapping[str, Any]


class Returned(NamedTuple):
    """One return: why, which opinions, by when; `answered` when the report came again, `withdrawn` when its reviewer
    took it back before that."""

    id: UUID
    number: int
    reason: str
    due: dt.date
    items: tuple[UUID, ...]
    returned_at: dt.datetime
    answered: dt.datetime | None
    set_aside: str | None = None
    withdrawn: dt.datetime | None = None


class Sent(NamedTuple):
    """What was sent, each time, as it was then. `content` as app.content_of makes it."""

    number: int
    submitted_at: dt.datetime
    taken_back: dt.datetime | None
    content: Mapping[str, Any]


class Petition(NamedTuple):
    """A petition of an earlier month that is still open, in the words of its own area and time. `whence` is the
    organisation that had it (its short name), where this one has it by succession."""

    opinion_id: UUID
    month: dt.date
    text: str
    agency: str | None
    agency_en: str | None
    place: str | None
    state: str
    whence: str | None


class Report(NamedTuple):
    """A report, its opinions in the order in which they joined it, and its way so far."""

    id: UUID
    version: int
    organisation: Organisation
    month: dt.date
    kind: str
    nil: bool
    status: str
    general: str | None
    forecast: str | None
    proposals: str | None
    set_aside: str | None
    paper_number: str | None
    paper_date: dt.date | None
    paper_set_aside: str | None
    first_submitted: dt.datetime | None
    submitted: dt.datetime | None
    opened: dt.datetime | None
    decided: dt.datetime | None
    return_due: dt.date | None
    due: dt.date | None
    locks: dt.date | None
    today: dt.date
    opinions: tuple[Opinion, ...]
    returns: tuple[Returned, ...]
    sendings: tuple[Sent, ...]
    written_by: str | None
    sent_by: str | None
    decided_by: str | None
    followed: bool  # this person may accept or return what this organisation sends
    own: bool  # they wrote or sent some of it themselves, so somebody else has to

    @property
    def values(self) -> dict[str, Any]:
        """The fields of `db.duties.monthly_report.report.GENERAL` and its reason column."""
        return {
            "general": self.general,
            "forecast": self.forecast,
            "proposals": self.proposals,
            "set_aside": self.set_aside,
        }

    def number_of(self, opinion: UUID) -> int:
        """Its number in the list, from 1; 0 when it is not (or no longer) there."""
        return next((number for number, item in enumerate(self.opinions, 1) if item.id == opinion), 0)


_REPORT = """
    select r.id, r.version, r.organisation_id, r.month, r.kind, r.nil, r.status, r.general, r.forecast, r.proposals,
           r.set_aside, r.paper_number, r.paper_date, r.paper_set_aside, r.first_submitted, r.submitted, r.opened,
           r.decided, r.return_due, p.due, p.locks, app.today() as today,
           r.organisation_id = any ((select app.accept_scope())::integer[]) as followed, app.had_part(r.id) as own
    from app.reflection r left join lateral app.period_of(r.organisation_id, r.month) p on r.kind = 'periodic'
    where r.id = %s
"""
_OPINIONS = """
    select o.id, o.version, o.nature, o.topic, o.breadth, p.agency, p.place, p.via_voters, o.text, o.stratum,
           o.set_aside
    from app.opinion o left join app.petition p on p.opinion_id = o.id where o.reflection_id = %s
    order by o.position, o.id
"""


def report(session: Session, id: UUID) -> Report:
    """One report whole. Raises Denied `not_yours` when there is none that this person may see."""
    found = session.row(_REPORT, (id,))
    if found is None:
        raise Denied("not_yours")
    organisation = organisations(session, [found.pop("organisation_id")])[0]
    people = session.row("select written_by, sent_by, decided_by from app.people_of(%s)", (id,))
    return Report(
        organisation=organisation,
        opinions=tuple(_opinion(row) for row in session.rows(_OPINIONS, (id,))),
        returns=tuple(_returned(row) for row in session.rows(
            "select id, number, reason, due, items, returned_at, answered, set_aside, withdrawn"
            " from app.returning"
            " where reflection_id = %s order by number", (id,))),
        sendings=tuple(Sent(**row) for row in session.rows(
            "select number, submitted_at, taken_back, content from app.submission"
            " where reflection_id = %s order by number", (id,))),
        **(people or {"written_by": None, "sent_by": None, "decided_by": None}),
        **found,
    )  # fmt: skip


def report_of(session: Session, organisation: int, month: dt.date) -> UUID | None:
    """The key of an organisation's periodic report about a month, when there is one."""
    found: UUID | None = session.value(
        "select id from app.reflection where organisation_id = %s and month = %s and kind = 'periodic'",
        (organisation, month),
    )
    return found


def open_petitions(session: Session, organisation: int, before: dt.date) -> list[Petition]:
    """Petitions of months before `before` that nobody has closed, oldest first, out of reports that were sent: those of
    an organisation that this person writes for, and of those that it succeeded."""
    rows = session.rows("select * from app.open_petitions(%s, %s)", (organisation, before))
    return [Petition(**row) for row in rows]


def _opinion(row: dict[str, Any]) -> Opinion:
    return Opinion(row.pop("id"), row.pop("version"), row)


def _returned(row: dict[str, Any]) -> Returned:
    return Returned(items=tuple(row.pop("items")), **row)
