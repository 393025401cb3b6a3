-- Whose programme holds where: an area's own of that year, or that of the nearest area above it that has one. Found by
-- walking up from the areas asked about; down from the programmes it would go through the whole country each time. Each
-- step is looked up by its key (`offset 0`), for the same reason.

-- For each of these areas and each year from `first_year` to `last_year`; no row where none holds.
create or replace function app.programmes_of(areas integer[], first_year integer, last_year integer)
returns table (area_id integer, year integer, programme_id integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 20
as $$
begin
    return query
    with recursive above(area_id, id, height) as (
        select distinct a.id, a.id, 0 from unnest(areas) as a(id)
        union all
        select b.area_id, a.parent_id, b.height + 1
        from above b cross join lateral (select p.parent_id from app.area p where p.id = b.id offset 0) a
        where a.parent_id is not null
    )
    select distinct on (b.area_id, g.year) b.area_id, g.year::integer, g.id
    from above b cross join lateral (
        select p.year, p.id from app.programme p
        where p.area_id = b.id and p.year between first_year and last_year offset 0) g
    order by b.area_id, g.year, b.height;
end $$;

-- The same for one area and one year; nothing where none holds.
create or replace function app.programme_of(area integer, in_year integer) returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select p.programme_id from app.programmes_of(array[area], in_year, in_year) p $$;

-- The due rule's dates for an organisation's month.
create or replace function app.period_of(organisation integer, at_month date) returns app.period
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select p.* from app.organisation o
    join app.target t on t.programme_id = app.programme_of(o.area_id, extract(year from at_month)::integer)
                     and t.code = 'monthly_report'
    join app.period p on p.programme_id = t.programme_id and p.rule = t.due_rule and p.month = at_month
    where o.id = organisation
$$;
