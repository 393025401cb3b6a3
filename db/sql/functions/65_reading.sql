-- What a report's readers may know beyond its rows.

-- That an organisation has begun a report is known to those who follow it; what it says is not.
create or replace function app.drafts() returns table (organisation_id integer, month date)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select r.organisation_id, r.month::date from app.reflection r
    where r.status = 'draft' and r.kind = 'periodic' and r.organisation_id = any ((select app.review_scope())::integer[])
$$;

-- Who wrote, sent and decided a report, for its organisation and (once sent) those who follow it.
create or replace function app.people_of(report uuid, out written_by text, out sent_by text, out decided_by text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select w.name, s.name, d.name from app.reflection r
    join app.staff w on w.id = r.created_by
    left join app.staff s on s.id = r.submitted_by
    left join app.staff d on d.id = r.decided_by
    where r.id = report and (r.organisation_id = any (app.write_scope())
        or r.status <> 'draft' and r.organisation_id = any (app.review_scope()))
$$;
