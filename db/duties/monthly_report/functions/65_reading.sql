-- What a report's readers may know beyond its rows.

-- Who wrote, sent and decided a report, for its organisation and (once sent) those who follow it.
create or replace function app.people_of(report uuid, out written_by text, out sent_by text, out decided_by text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select w.name, s.name, d.name from app.reflection r
    join app.staff w on w.id = r.created_by
    left join app.staff s on s.id = r.submitted_by
    left join app.staff d on d.id = r.decided_by
    where r.id = report and (r.organisation_id = any ((select app.write_scope())::integer[])
        or r.status <> 'draft' and r.organisation_id = any ((select app.review_scope())::integer[]))
$$;

-- Whether this person wrote or sent any of a report: then somebody else accepts it. Who wrote is in the audit: whoever
-- began, changed or removed any of it, or sent it. Of somebody else's report it says no more than that.
create or replace function app.had_part(report uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select exists (select from app.reflection r where r.id = report and app.my_id() in (r.created_by, r.submitted_by))
        or exists (select from app.submission s where s.reflection_id = report and s.submitted_by = app.my_id())
        or exists (select from audit.entry e where e.report = had_part.report and e.role = session_user
                   and e.operation <> 'redact'
                   and (e.table_name in ('opinion', 'petition')
                        or e.table_name = 'reflection' and e.after ?| array['general', 'forecast', 'proposals', 'nil']))
$$;

-- The names behind the logins of a report's history, for whoever may read that history.
create or replace function app.names_in(report uuid) returns table (role text, name text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select distinct s.role, s.name::text from audit.entry e join app.staff s on s.role = e.role
    where e.report = names_in.report
      and (e.organisation_id = any ((select app.write_scope())::integer[])
           or not e.draft and e.organisation_id = any ((select app.review_scope())::integer[]))
$$;

-- Who above an organisation has read its report: for the organisation, and each reader for themselves.
create or replace function app.readers_of(report uuid) returns table (name text, at timestamptz, what text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select s.name::text, r.at, r.what from app.reading r join app.staff s on s.id = r.staff_id
    where r.reflection_id = report and (r.organisation_id = any ((select app.write_scope())::integer[]) or r.staff_id = app.my_id())
    order by r.id
$$;

-- Who was given a duty over an organisation, or lost one: its own clerks, whoever follows or decides for its area or one
-- above it, and national readers. With the last day as it was set then, and by whom: nobody of the staff is the superuser.
-- For those who write for the organisation.
create or replace function app.duties_over(organisation integer)
returns table (at timestamptz, given_by text, name text, kind text, area text, body text, from_date date, to_date date, ended boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    with recursive o as (
        select * from app.organisation x where x.id = duties_over.organisation and x.id = any (app.write_scope())
    ), above(id, parent_id) as (
        select a.id, a.parent_id from app.area a join o on o.area_id = a.id
        union all select a.id, a.parent_id from app.area a join above on above.parent_id = a.id
    ), over_it as (
        select d.* from app.duty d join o on d.organisation_id = o.id
        union all
        select d.* from app.duty d join above on d.area_id = above.id join o on d.body_id is null or d.body_id = o.body_id
        union all
        select d.* from app.duty d
        where d.organisation_id is null and d.area_id is null and d.kind = 'national' and exists (select from o)
    )
    select e.at, g.name::text, s.name::text, d.kind, a.kind || ' ' || a.name, b.code, d.from_date,
           (e.after ->> 'to_date')::date, e.operation = 'update'
    from over_it d join app.staff s on s.id = d.staff_id
    join audit.entry e on e.table_name = 'duty' and e.record = d.id::text
    left join app.staff g on g.role = e.role left join app.area a on a.id = d.area_id left join app.body b on b.id = d.body_id
    order by e.id
$$;
