"""Organisation-months: what is owed, what came, and from them every home screen and grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from db.core.connect import Session
from db.rules.duties import Fact, Status
from db.rules.periods import first_of


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
# column, not a condition put into the text: a part that the planner knew to be empty made it choose nested loops. What
# a programme's months are is looked up by its key (`offset 0`), or all programmes of the country would be read.
_SQL = """
with asked as materialized (
    select %(first)s::date as first, %(last)s::date as last, app.today() as today, %(whole)s as whole
),
owing as materialized (
    select o.id, o.short, o.area_id, o.opened, o.closed, b.code as body, b.short as body_short, a.name as area, a.level
    from app.organisation o
    join app.body b on b.id = o.body_id
    join app.area a on a.id = o.area_id
    where o.id = any (%(organisations)s)
),
holds as materialized (
    select p.area_id, p.programme_id from app.programmes_of(
        array(select distinct o.area_id from owing o), extract(year from %(first)s::date)::integer,
        extract(year from %(last)s::date)::integer) p
),
dated as materialized (
    select g.programme_id, d.* from (select distinct programme_id from holds) g, asked cross join lateral (
        select p.month, p.opens, p.due, p.locks
        from app.target t join app.period p on p.programme_id = t.programme_id and p.rule = t.due_rule
        where t.programme_id = g.programme_id and t.code = 'monthly_report'
        and p.month between asked.first and asked.last
        and (not %(entry)s or p.month = date_trunc('month', asked.today)::date or p.locks >= asked.today) offset 0) d
),
sent as materialized (
    select r.* from app.reports_of(%(organisations)s,
        (select coalesce(min(month), 'infinity') from dated), (select max(month) from dated)) r
),
counted as materialized (
    select o.reflection_id, count(*) as opinions from app.opinion o, asked
    where asked.whole and o.organisation_id = any (%(organisations)s) and o.month between asked.first and asked.last
    group by o.reflection_id
),
returned as materialized (
    select distinct on (g.reflection_id) g.reflection_id, g.reason, g.items, array(
        select n.number::integer from (
            select o.id, row_number() over (order by o.position, o.id) as number from app.opinion o
            where o.reflection_id = g.reflection_id) n
        where n.id = any (g.items) order by n.number) as numbers
    from app.returning g
    where g.reflection_id in (select id from sent where status = 'returned') and (select whole from asked)
    order by g.reflection_id, g.number desc
),
reopened as materialized (
    select x.organisation_id, x.month, max(x.until) as until from app.reopening x, asked
    where x.organisation_id = any (%(organisations)s) and x.month between asked.first and asked.last
    group by x.organisation_id, x.month
),
excused as materialized (
    select distinct x.organisation_id, m.month::date as month from app.exemption x, asked
    cross join lateral generate_series(greatest(x.from_month, asked.first), least(x.until_month, asked.last),
                                       interval '1 month') as m(month)
    where x.organisation_id = any (%(organisations)s) and x.target_code = 'monthly_report'
)
select o.id as organisation_id, o.short as organisation, o.body, o.body_short,
       o.area_id, o.area, o.level, o.opened, o.closed,
       d.month, d.opens, d.due, d.locks, (select today from asked) as today,
       r.id as report_id, coalesce(r.version, 0) as version, r.status, coalesce(r.nil, false) as nil,
       (r.first_submitted at time zone 'Asia/Ho_Chi_Minh')::date as first_submitted,
       (r.submitted at time zone 'Asia/Ho_Chi_Minh')::date as submitted,
       r.return_due, coalesce(r.return_missed, false) as return_missed, coalesce(c.opinions, 0) as opinions,
       e.month is not null as exempt, x.until as reopened, g.reason, coalesce(g.items, '{}') as returned_items,
       coalesce(g.numbers, '{}') as returned_numbers
from owing o
join holds h on h.area_id = o.area_id
join dated d on d.programme_id = h.programme_id
left join sent r on r.organisation_id = o.id and r.month = d.month
left join counted c on c.reflection_id = r.id
left join returned g on g.reflection_id = r.id
left join reopened x on x.organisation_id = o.id and x.month = d.month
left join excused e on e.organisation_id = o.id and e.month = d.month
where d.month >= %(since)s or r.status is distinct from 'accepted'
order by o.area_id, o.id, d.month
"""

#: Before any programme.
_BEGINNING = dt.date(2000, 1, 1)


def months(
    session: Session, organisations: Sequence[int], first: dt.date, last: dt.date, *, whole: bool = True
) -> list[MonthRow]:
    """The months of these organisations' programmes from `first` to `last`, by organisation, then month. Without
    `whole` no opinions are counted and nothing is said about returns: whoever follows many needs neither."""
    return _asked(session, organisations, first, last, since=first, whole=whole)


def owed_by(session: Session, organisations: Sequence[int], since: dt.date, today: dt.date) -> list[MonthRow]:
    """All months from `since` to the end of the year, and before them whatever is not done with, however long ago it
    was: never sent, being written or corrected, waiting to be accepted."""
    return _asked(session, organisations, _BEGINNING, dt.date(today.year, 12, 1), since=since, whole=True)


def followed(session: Session, today: dt.date) -> list[MonthRow]:
    """The month at hand, and earlier ones whose entry is still open, of every organisation that this person follows."""
    scope = session.value("select app.review_scope()") or []
    return _asked(session, scope, _BEGINNING, first_of(today), since=_BEGINNING, whole=False, entry=True)


def cells(session: Session, wanted: Iterable[tuple[int, dt.date]]) -> list[MonthRow]:
    """Single months of organisations that this person follows; none of others."""
    scope = set(session.value("select app.review_scope()") or [])
    found = [months(session, [organisation], month, month, whole=False) for organisation, month in wanted
             if organisation in scope]  # fmt: skip
    return [row for rows in found for row in rows]


def _asked(
    session: Session,
    organisations: Sequence[int],
    first: dt.date,
    last: dt.date,
    *,
    since: dt.date,
    whole: bool,
    entry: bool = False,
) -> list[MonthRow]:
    wanted = {"organisations": list(organisations), "first": first, "last": last, "since": since, "whole": whole}
    same: dict[Any, Any] = {}
    return [
        _row({name: same.setdefault(value, value) if name in _SAME else value for name, value in row.items()})
        for row in session.each(_SQL, {**wanted, "entry": entry})
    ]


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
