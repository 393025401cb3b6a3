"""Organisation-months: what is owed, what came, and from them every home screen and grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from db.connect import Session
from db.rules.duties import Fact, Status


class MonthRow(NamedTuple):
    """One organisation and one month of the programme, with its periodic report if it is visible.

    `opinions` counts the report's opinions; 0 where its content is not visible. `locks` is the last day of entry,
    `reopened` the last day of a reopening in force. `returned_items` are the opinions a return named,
    `returned_numbers` those of them that are still there, by their numbers in the report.
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
    returned_numbers: tuple[int, ...]

    @property
    def month(self) -> dt.date:
        return self.fact.month

    def takes_entry(self) -> bool:
        """Whether the organisation can write about this month today."""
        if self.fact.status is Status.RETURNED:
            return True
        last = max(self.locks, self.reopened or self.locks)
        return self.opens <= self.fact.today <= last


# Everything is gathered once for all organisations and joined at the end: a look-up per organisation and month, and a
# function call per row (none of ours can be inlined), made a year of a town several times slower. Materialised, so that
# the planner has few tables at a time to think about: for one organisation it took longer than the rest. `whole` is a
# column, not a condition put into the text: a part that the planner knew to be empty made it choose nested loops.
_SQL = """
with year as materialized (
    select make_date(%(year)s, 1, 1) as first, make_date(%(year)s, 12, 1) as last, app.today() as today,
           %(whole)s as whole
),
tree as materialized (
    select p.programme_id, p.area_id from app.programmes_of(
        array(select distinct o.area_id from app.organisation o where o.id = any (%(organisations)s)),
        %(year)s, %(year)s) p
),
owed as materialized (
    select o.id, o.short, o.area_id, o.opened, o.closed, b.code as body, b.short as body_short, a.name as area, a.level,
           p.month, p.opens, p.due, p.locks
    from app.organisation o
    join app.body b on b.id = o.body_id
    join app.area a on a.id = o.area_id
    join tree t on t.area_id = o.area_id
    join app.target g on g.programme_id = t.programme_id and g.code = 'monthly_report'
    join app.period p on p.programme_id = t.programme_id and p.rule = g.due_rule
    where o.id = any (%(organisations)s)
),
sent as materialized (
    select r.id, r.organisation_id, r.month, r.version, r.status, r.nil, r.return_due, r.return_missed,
           (r.first_submitted at time zone 'Asia/Ho_Chi_Minh')::date as first_submitted,
           (r.submitted at time zone 'Asia/Ho_Chi_Minh')::date as submitted
    from app.reflection r, year
    where r.organisation_id = any (%(organisations)s) and r.kind = 'periodic'
      and r.month between year.first and year.last
),
counted as materialized (
    select o.reflection_id, count(*) as opinions from app.opinion o, year
    where year.whole and o.organisation_id = any (%(organisations)s) and o.month between year.first and year.last
    group by o.reflection_id
),
returned as materialized (
    select distinct on (g.reflection_id) g.reflection_id, g.reason, g.items, array(
        select n.number::integer from (
            select o.id, row_number() over (order by o.position, o.id) as number from app.opinion o
            where o.reflection_id = g.reflection_id) n
        where n.id = any (g.items) order by n.number) as numbers
    from app.returning g
    where g.reflection_id in (select id from sent where status = 'returned') and (select whole from year)
    order by g.reflection_id, g.number desc
),
reopened as materialized (
    select x.organisation_id, x.month, max(x.until) as until from app.reopening x, year
    where x.organisation_id = any (%(organisations)s) and x.month between year.first and year.last
    group by x.organisation_id, x.month
),
excused as materialized (
    select distinct x.organisation_id, m.month::date as month from app.exemption x, year
    cross join lateral generate_series(greatest(x.from_month, year.first), least(x.until_month, year.last),
                                       interval '1 month') as m(month)
    where x.organisation_id = any (%(organisations)s) and x.target_code = 'monthly_report'
)
select owed.id as organisation_id, owed.short as organisation, owed.body, owed.body_short,
       owed.area_id, owed.area, owed.level, owed.opened, owed.closed,
       owed.month, owed.opens, owed.due, owed.locks, (select today from year) as today,
       r.id as report_id, coalesce(r.version, 0) as version,
       coalesce(r.status, case when d.month is not null then 'draft' end) as status, coalesce(r.nil, false) as nil,
       r.first_submitted, r.submitted,
       r.return_due, coalesce(r.return_missed, false) as return_missed, coalesce(c.opinions, 0) as opinions,
       e.month is not null as exempt, x.until as reopened, g.reason, coalesce(g.items, '{}') as returned_items,
       coalesce(g.numbers, '{}') as returned_numbers
from owed
left join sent r on r.organisation_id = owed.id and r.month = owed.month
left join app.drafts() d on d.organisation_id = owed.id and d.month = owed.month and r.id is null
left join counted c on c.reflection_id = r.id
left join returned g on g.reflection_id = r.id
left join reopened x on x.organisation_id = owed.id and x.month = owed.month
left join excused e on e.organisation_id = owed.id and e.month = owed.month
order by owed.area_id, owed.id, owed.month
"""


def months(session: Session, organisations: Sequence[int], year: int, *, whole: bool = True) -> list[MonthRow]:
    """All months of a year's programme for these organisations, by organisation, then month. Without `whole` no
    opinions are counted and nothing is said about returns: whoever follows many organisations needs neither."""
    found = session.each(_SQL, {"organisations": list(organisations), "year": year, "whole": whole})
    same: dict[Any, Any] = {}
    return [
        _row({name: same.setdefault(value, value) if name in _SAME else value for name, value in row.items()})
        for row in found
    ]


def reviewed(session: Session, year: int) -> list[MonthRow]:
    """The same for every organisation that this person follows, not `whole`."""
    scope = session.value("select app.review_scope()") or []
    return months(session, scope, year, whole=False)


def explained(session: Session, organisations: Sequence[int], year: int) -> list[str]:
    """How the server answers the same question, line by line, with the time it took; for whoever measures."""
    sql = "explain (analyze, timing off, buffers off) " + _SQL
    found = session.rows(sql, {"organisations": list(organisations), "year": year, "whole": False})
    return [str(row["QUERY PLAN"]) for row in found]


def _row(row: dict[str, Any]) -> MonthRow:
    status = row["status"]
    fact = Fact(
        row["month"], row["due"], row["today"], row["opened"], row["closed"], _STATUS[status] if status else None,
        row["nil"], row["first_submitted"], row["submitted"], row["return_due"], row["return_missed"], row["exempt"],
    )  # fmt: skip
    return MonthRow(
        row["organisation_id"], row["organisation"], row["body"], row["body_short"], row["area_id"], row["area"],
        row["level"], fact, row["opens"], row["locks"], row["reopened"], row["report_id"], row["version"],
        row["opinions"], row["reason"], tuple(row["returned_items"]), tuple(row["returned_numbers"]),
    )  # fmt: skip


#: Columns that say the same in many rows: each of their values is kept once (a year of a town is 1,200 rows).
_SAME = frozenset({
    "organisation", "body", "body_short", "area", "level", "opened", "closed", "month", "opens", "due", "locks",
    "today", "first_submitted", "submitted", "return_due", "reopened",
})  # fmt: skip

_STATUS = {status.value: status for status in Status}
