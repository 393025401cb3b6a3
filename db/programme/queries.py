"""The years' programmes as they were loaded. Each belongs to an area and holds there and below, except where an area
has one of its own for that year (`app.programme_of`)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from db.core.connect import Session
from db.programme.owing_rules import OwingRule
from db.rules.workdays import Calendar


class Loaded(NamedTuple):
    """One programme that is loaded, by its year and its area (`thị xã Duy Tiên`)."""

    id: int
    year: int
    area_id: int
    area: str


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the programme, in the language asked for. `periods`: year, month, week, once."""

    number: int
    code: str
    wording: str
    owes: str
    periods: tuple[str, ...]
    limit: str
    note: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A year's programme of an area, with its source."""

    year: int
    title: str
    source: str
    area: str
    targets: tuple[Target, ...]


# What holds for the organisations and areas of this person's duties. Who has none, keeps the programmes or reads of the
# whole country has no area of their own: all of them. Each is looked up by its key (`offset 0`), not joined with all.
_LOADED = """
with mine as materialized (
    select coalesce(array_agg(distinct s.area_id), '{}') as areas from (
        select o.area_id from app.organisation o
        where o.id = any ((select app.write_scope() || app.review_scope())::integer[])
        union all
        select d.area_id from app.my_duties() d where d.area_id is not null) s
),
concerning as materialized (
    select p.programme_id as id from mine, app.programmes_of(mine.areas, 2000, 2200) p
    union
    select g.id from app.programme g
    where (select mine.areas = '{}' or app.has_duty('administrator') or app.has_duty('national') from mine)
)
select g.id, g.year, g.area_id, a.area from concerning c
cross join lateral (select p.id, p.year, p.area_id from app.programme p where p.id = c.id offset 0) g
cross join lateral (select b.kind || ' ' || b.name as area, b.level from app.area b where b.id = g.area_id offset 0) a
order by g.year desc, array_position('{province,town,commune}', a.level), g.area_id
"""


def loaded(session: Session) -> list[Loaded]:
    """The programmes that concern this person: the newest year first, then the widest area. Raises `db.core.errors`."""
    return [Loaded(**row) for row in session.rows(_LOADED)]


def programme(session: Session, id: int, lang: str = "vi") -> Programme:
    """One of the programmes that are `loaded`, in the language asked for."""
    english = {"en": lang == "en", "programme": id}
    head = session.rows(
        "select g.year, case when %(en)s then g.title_en else g.title end as title,"
        " case when %(en)s then g.source_en else g.source end as source, a.kind || ' ' || a.name as area"
        " from app.programme g join app.area a on a.id = g.area_id where g.id = %(programme)s",
        english,
    )[0]
    rows = session.rows(
        "select number, code, case when %(en)s then wording_en else wording end as wording,"
        " case when %(en)s then owes_en else owes end as owes, periods,"
        " case when %(en)s then target_limit_en else target_limit end as limit,"
        " case when %(en)s then note_en else note end as note"
        " from app.target where programme_id = %(programme)s order by number",
        english,
    )
    targets = tuple(Target(**{**row, "periods": tuple(row["periods"])}) for row in rows)
    return Programme(targets=targets, **head)


# Of each code the row that began last, unless it has ended.
_OWING = """
select number, code, measure, subject, levels, bodies, coalesce(responsible, '') as responsible, credited, posts,
       period, coalesce(due_rule, '') as due, least, most, ceiling, source, coalesce(condition, '') as condition, joint,
       from_date as opens, to_date as closes
from (select distinct on (r.number, r.code) r.* from app.owing_rule r
      where r.programme_id = %(programme)s and r.from_date <= %(day)s
      order by r.number, r.code, r.from_date desc) latest
where to_date is null or to_date >= %(day)s order by number, code
"""


def owing_rules(session: Session, id: int, day: dt.date) -> dict[int, list[OwingRule]]:
    """Who owes what in a programme on a day: a target's number → its rules, by their codes."""
    found: dict[int, list[OwingRule]] = {}
    for row in session.rows(_OWING, {"programme": id, "day": day}):
        number = int(row.pop("number"))
        arrays = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
        found.setdefault(number, []).append(OwingRule(**{**row, **arrays}))
    return found


def calendar(session: Session, area: int, today: dt.date) -> Calendar:
    """Weekends and public holidays from `today` on, as an area's programmes of this year and the next have them."""
    rows = session.rows(
        "select h.day from app.programmes_of(array[%s], %s, %s) p join app.holiday h on h.programme_id = p.programme_id"
        " where h.day >= %s",
        (area, today.year, today.year + 1, today),
    )
    return Calendar(frozenset(row["day"] for row in rows))
