-- Who is asking (the login role, never a setting), and which organisations that opens. Every statement asks several times,
-- so most are written in plpgsql, which keeps its plans for a session; PostgreSQL 15 plans one in SQL at every call.

-- session_user sorts as "C", which the index on staff does not: without the collation 20,000 rows are read each time.
create or replace function app.my_id() returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select s.id from app.staff s where s.role = session_user collate "default" and s.closed is null $$;

-- Duties of this login in force today.
create or replace function app.my_duties() returns setof app.duty
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 2
as $$
begin
    return query
    select d.* from app.staff s join app.duty d on d.staff_id = s.id, (select app.today() as today offset 0) t
    where s.role = session_user collate "default" and s.closed is null
      and d.from_date <= t.today and (d.to_date is null or d.to_date >= t.today);
end $$;

create or replace function app.has_duty(wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select exists (select from app.my_duties() d where d.kind = wanted) $$;

-- Organisations whose records this login writes.
create or replace function app.write_scope() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return (select coalesce(array_agg(d.organisation_id), '{}') from app.my_duties() d where d.kind = 'clerk');
end $$;

-- An area and all below it, each level looked up by its key (`offset 0`): joined, the whole country would be read.
create or replace function app.areas_below(root integer) returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 20
as $$
begin
    return query
    with recursive tree(id) as (
        select root union all
        select a.id from tree t cross join lateral (select b.id from app.area b where b.parent_id = t.id offset 0) a
    ) select id from tree;
end $$;

-- Organisations that this login follows, and whether it accepts their reports: those of a duty's area and of all areas
-- below it, of one body if the duty names one. Without a parameter, so that its plan is made once.
create or replace function app.followed() returns table (organisation_id integer, accepts boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return query
    select o.id, d.kind = 'reviewer' from app.my_duties() d
    cross join lateral app.areas_below(d.area_id) as below(area_id)
    join app.organisation o on o.area_id = below.area_id and (d.body_id is null or o.body_id = d.body_id)
    where d.kind in ('reviewer', 'decider');
end $$;

-- Organisations whose sent reports this login reads, as one who follows (or decides for) an area.
create or replace function app.review_scope() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return (select coalesce(array_agg(distinct f.organisation_id), '{}') from app.followed() f);
end $$;

-- Organisations whose reports this login accepts or returns: a decider reads, and does not accept.
create or replace function app.accept_scope() returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return (select coalesce(array_agg(distinct f.organisation_id), '{}') from app.followed() f where f.accepts);
end $$;

-- Organisations for which this login now does that: 'write', 'accept' or 'read' their reports.
create or replace function app.scope_of(may text) returns integer[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    return case may when 'write' then app.write_scope() when 'accept' then app.accept_scope()
                    when 'read' then app.review_scope() end;
end $$;
