"""Accepted reports of the whole country, for a national reader: a month at a time, the newest first, page by page.

A page begins after the last report of the page before (by the moment of its acceptance and its key), so that the tenth
costs what the first does and what is accepted meanwhile moves nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from uuid import UUID

from db.core.connect import Session
from db.rules.periods import shift


class Accepted(NamedTuple):
    """A report that was accepted. `organisation` is its body and area (`HND xã Mộc Bắc`: short names say *thị xã* of
    every town), `above` the area that this one lies in; empty where it lies in none."""

    id: UUID
    organisation: str
    above: str
    kind: str
    nil: bool
    opinions: int
    decided: dt.datetime


class Place(NamedTuple):
    """An area by which the reports can be narrowed."""

    id: int
    name: str


class Body(NamedTuple):
    """A body by which the reports can be narrowed."""

    id: int
    short: str


_PAGE = """
with recursive below(id) as (
    select %(area)s::integer union all
    select a.id from below b cross join lateral (select c.id from app.area c where c.parent_id = b.id offset 0) a
),
page as materialized (
    select r.id, r.kind, r.nil, r.decided, o.body_id, o.area_id
    from app.reflection r join app.organisation o on o.id = r.organisation_id
    where r.status = 'accepted' and r.month = %(month)s
      and (%(decided)s::timestamptz is null or (r.decided, r.id) < (%(decided)s::timestamptz, %(id)s::uuid))
      and (%(area)s::integer is null
           or r.organisation_id = any (array(select x.id from below b cross join lateral (
               select y.id from app.organisation y where y.area_id = b.id offset 0) x)))
      and (%(body)s::integer is null or o.body_id = %(body)s)
    order by r.decided desc, r.id desc limit %(limit)s
)
select p.id, b.short || ' ' || a.kind || ' ' || a.name as organisation,
       coalesce(up.kind || ' ' || up.name, '') as above, p.kind, p.nil, p.decided,
       (select count(*) from app.opinion x where x.reflection_id = p.id) as opinions
from page p join app.area a on a.id = p.area_id join app.body b on b.id = p.body_id
left join app.area up on up.id = a.parent_id
order by p.decided desc, p.id desc
"""


def page(
    session: Session,
    month: dt.date,
    *,
    limit: int,
    area: int | None = None,
    body: int | None = None,
    after: Accepted | None = None,
) -> list[Accepted]:
    """At most `limit` reports of a month, after one of the list; of an area with all below it, of a body."""
    rows = session.rows(_PAGE, {
        "month": month, "limit": limit, "area": area, "body": body,
        "decided": after and after.decided, "id": after and after.id,
    })  # fmt: skip
    return [Accepted(**row) for row in rows]


def newest_month(session: Session, today: dt.date) -> dt.date | None:
    """The last month of which a report was accepted."""
    found: dt.date | None = session.value(
        "select (select month from app.reflection where status = 'accepted' and month <= %s"
        " order by month desc limit 1)",
        (today,),
    )
    return found


def bodies(session: Session) -> list[Body]:
    """All bodies, in the order in which every grid has them."""
    return [Body(**row) for row in session.rows("select id, short from app.body order by id")]


def places(session: Session, parent: int | None, month: dt.date) -> list[Place]:
    """The areas directly below one, as they were in that month; without one, those that lie in none."""
    rows = session.rows(
        "select id, kind || ' ' || name as name from app.area where parent_id is not distinct from %s"
        " and opened < %s and (closed is null or closed > %s) order by number, id",
        (parent, shift(month, 1), month),
    )
    return [Place(**row) for row in rows]
