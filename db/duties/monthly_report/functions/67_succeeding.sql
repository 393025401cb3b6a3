-- What an organisation has from those before it: petitions that were still open when their area went into another.

-- An area and everything that it has gone into by today.
create or replace function app.heirs_of(area integer) returns setof integer
language sql stable security definer set search_path = pg_catalog, pg_temp rows 3
as $$
    with recursive heir(id) as (
        select area
        union
        select s.to_id from heir h join app.succession s on s.from_id = h.id and s.on_date <= app.today()
    ) select id from heir
$$;

-- The areas in which a petition's place is today: the commune or what it went into; of those, where it names a village,
-- only the ones that have a village of that name. A number is no name (every commune has a Thôn 1): then, as when none
-- has it, it is not known and there is no row.
create or replace function app.place_today(area integer, village integer) returns setof integer
language sql stable security definer set search_path = pg_catalog, pg_temp rows 3
as $$
    select a.id from app.heirs_of(place_today.area) h(id) join app.area a on a.id = h.id
    where (a.closed is null or a.closed > app.today())
      and (village is null or exists (
          select from app.village old join app.village now on now.area_id = a.id and now.name = old.name
          where old.id = village and old.name !~ '[0-9]' and (now.closed is null or now.closed > app.today())))
$$;

-- Whether a petition about a place, of an organisation in the area `old`, has come to the area `new`: it goes where its
-- place is today; where that is not known, to each area that took a part of the old one.
create or replace function app.has_come(place integer, village integer, old integer, new integer) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    with place as materialized (select p.id from app.place_today(has_come.place, village) p(id))
    select exists (select from place join app.areas_below(new) below(id) using (id))
        or not exists (
            select from app.heirs_of(old) heir(id), app.areas_below(heir.id) below(id) join place on place.id = below.id
            where heir.id <> old)
$$;

-- The open petitions of months before a day, for those who write for the organisation: its own, and those of closed
-- organisations of the same body whose area went into its area. In the words of their own area's programme and time;
-- `whence` says whose they were.
create or replace function app.open_petitions(organisation integer, before date)
returns table (opinion_id uuid, month date, text text, agency text, agency_en text, place text, state text, whence text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    with recursive own as (
        select o.* from app.organisation o
        where o.id = open_petitions.organisation and o.id = any ((select app.write_scope())::integer[])
    ),
    past(area_id) as (
        select s.from_id from own join app.succession s on s.to_id = own.area_id and s.on_date <= app.today()
        union
        select s.from_id from past p join app.succession s on s.to_id = p.area_id and s.on_date <= app.today()
    ),
    asked as (
        select own.id, own.area_id, null as whence from own
        union all
        select o.id, o.area_id, o.short from own cross join past
        join app.organisation o on o.area_id = past.area_id and o.body_id = own.body_id
        where o.closed <= app.today() and o.id <> own.id
    ),
    listed as materialized (
        select p.*, asked.area_id as of_area, asked.whence from asked
        join app.petition p on p.organisation_id = asked.id and p.month < before and p.status <> 'draft'
                           and p.state not in ('resolved', 'not_resolved', 'withdrawn')
        where asked.whence is null
           or app.has_come(p.area_id, p.village_id, asked.area_id, (select own.area_id from own))
    ),
    spoken as materialized (
        select g.area_id, g.year, g.programme_id
        from (select array_agg(distinct l.of_area) as areas, min(l.month) as first, max(l.month) as last from listed l) l
        cross join lateral app.programmes_of(l.areas, extract(year from l.first)::integer,
                                             extract(year from l.last)::integer) g
    )
    select l.opinion_id, l.month::date, o.text::text,
           coalesce(nullif(c.short, ''), c.vi, l.agency), coalesce(nullif(c.short_en, ''), c.en, l.agency),
           coalesce(v.name, a.kind || ' ' || a.name), l.state, l.whence
    from listed l
    join app.opinion o on o.id = l.opinion_id
    left join app.area a on a.id = l.area_id
    left join app.village v on v.id = l.village_id
    left join spoken s on s.area_id = l.of_area and s.year = extract(year from l.month)
    left join app.code c on c.programme_id = s.programme_id and c.list = 'agencies' and c.code = l.agency
                        and c.from_date < l.month + interval '1 month' and (c.to_date is null or c.to_date >= l.month)
    order by l.month, o.created_at, o.position, o.id
$$;
