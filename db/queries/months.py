"""Organisation-months: what is owed, what came, and from them every home screen and grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from db.connect import Session
from db.rules.duties import Fact, Status


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One organisation and one month of the programme, with its periodic report if it is visible.

    `opinions` counts the report's opinions; 0 where its content is not visible. `locks` is the last day of entry,
    `reopened` the last day of a reopening in force. `returned_items` are the opinions a return named.
    """

    organisation_id: int
    organisation: str
    body: str
    body_short: str
    area_id: int
    area: str  # its name without its kind
    level: str
    fact: Fact
    opens: dt.date
    locks: dt.date
    reopened: dt.date | None
    report_id: UUID | None
    version: int
    opinions: int
    reason: str | None
    returned_items: tuple[UUID, ...]

    @property
    def month(self) -> dt.date:
        return self.fact.month

    def takes_entry(self) -> bool:
        """Whether the organisation can write about this month today."""
        if self.fact.status is Status.RETURNED:
            return True
        last = max(self.locks, self.reopened or self.locks)
        return self.opens <= self.fact.today <= last


_SQL = """
with wanted as (
    select o.id, o.short, o.area_id, o.body_id, o.opened, o.closed from app.organisation o
    where o.id = any (%(organisations)s)
),
tree as (
    select g.id as programme_id, below.area_id from app.programme g
    cross join lateral app.areas_below(g.area_id) as below(area_id) where g.year = %(year)s
),
owed as (
    select w.*, g.number as target, p.month, p.opens, p.due, p.locks from wanted w
    join tree t on t.area_id = w.area_id
    join app.target g on g.programme_id = t.programme_id and g.code = 'monthly_report'
    join app.period p on p.programme_id = t.programme_id and p.rule = g.due_rule
),
counted as (
    select o.reflection_id, count(*) as opinions from app.opinion o
    where o.organisation_id = any (%(organisations)s)
      and o.month between make_date(%(year)s, 1, 1) and make_date(%(year)s, 12, 1) group by o.reflection_id
)
select owed.id as organisation_id, owed.short as organisation, b.code as body, b.short as body_short,
       owed.area_id, a.name as area, a.level,
       owed.opened, owed.closed,
       owed.month, owed.opens, owed.due, owed.locks, app.today() as today,
       r.id as report_id, coalesce(r.version, 0) as version,
       coalesce(r.status, case when d.month is not null then 'draft' end) as status, coalesce(r.nil, false) as nil,
       app.local_date(r.first_submitted) as first_submitted, app.local_date(r.submitted) as submitted,
       r.return_due, coalesce(r.return_missed, false) as return_missed, coalesce(c.opinions, 0) as opinions,
       e.id is not null as exempt,
       (select max(x.until) from app.reopening x
        where x.organisation_id = owed.id and x.month = owed.month) as reopened,
       g.reason, coalesce(g.items, '{}') as returned_items
from owed
join app.body b on b.id = owed.body_id
join app.area a on a.id = owed.area_id
left join app.reflection r on r.organisation_id = owed.id and r.month = owed.month and r.kind = 'periodic'
left join app.drafts() d on d.organisation_id = owed.id and d.month = owed.month and r.id is null
left join counted c on c.reflection_id = r.id
left join lateral (
    select x.id from app.exemption x where x.organisation_id = owed.id and x.target = owed.target
    and owed.month between x.from_month and x.until_month limit 1
) e on true
left join lateral (
    select x.reason, x.items from app.returning x where r.status = 'returned' and x.reflection_id = r.id
    order by x.number desc limit 1
) g on true
order by owed.area_id, owed.id, owed.month
"""


def months(session: Session, organisations: Sequence[int], year: int) -> list[MonthRow]:
    """All months of a year's programme for these organisations, by organisation, then month."""
    found = session.rows(_SQL, {"organisations": list(organisations), "year": year})
    return [_row(row) for row in found]


def reviewed(session: Session, year: int) -> list[MonthRow]:
    """The same for every organisation that this person follows."""
    scope = session.value("select app.review_scope()") or []
    return months(session, scope, year)


def _row(row: dict[str, Any]) -> MonthRow:
    status = row.pop("status")
    fact = Fact(
        status=Status(status) if status else None,
        **{name: row.pop(name) for name in (
            "month", "due", "today", "opened", "closed", "nil", "first_submitted", "submitted", "return_due",
            "return_missed", "exempt",
        )},
    )  # fmt: skip
    return MonthRow(fact=fact, returned_items=tuple(row.pop("returned_items")), **row)
