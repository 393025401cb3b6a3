-- What lists and grids show of many reports at once. A policy compares each row with all organisations that a person may
-- see; for many rows and many organisations the scope is joined instead, once for each organisation. What a person
-- learns here is what the policies of db/duties/monthly_report/policies/40_reports.sql let them read; and that somebody whom they follow
-- has begun a report, which is known to those who follow, while what it says is not.

-- Periodic reports of these organisations from one month to another: their state and its days, no content. A draft of
-- somebody else's has neither key nor version.
create or replace function app.reports_of(organisations integer[], first_month date, last_month date)
returns table (id uuid, organisation_id integer, month date, version integer, status text, nil boolean,
               first_submitted timestamptz, submitted timestamptz, return_due date, return_missed boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1000
as $$
begin
    return query
    with own as materialized (select distinct w.id from unnest(app.write_scope()) as w(id)),
    scope as materialized (
        select a.id, a.id in (select w.id from own w) as own from (select distinct unnest(organisations) as id) a
        where a.id in (select w.id from own w) or a.id in (select f.organisation_id from app.followed() f)
    )
    select r.id, r.organisation_id, r.month::date, r.version, r.status, r.nil, r.first_submitted, r.submitted, r.return_due,
           r.return_missed
    from scope s cross join lateral (
        select x.* from app.reflection x where x.organisation_id = s.id and x.kind = 'periodic'
        and x.month between first_month and last_month and (s.own or x.status <> 'draft') offset 0) r
    union all
    select null, d.organisation_id, d.month::date, 0, 'draft', false, null, null, null, false
    from scope s cross join lateral (
        select x.organisation_id, x.month from app.reflection x where x.organisation_id = s.id and x.status = 'draft'
        and x.kind = 'periodic' and x.month between first_month and last_month and not s.own offset 0) d;
end $$;

-- Reports that this login may accept or return.
create or replace function app.waiting()
returns table (id uuid, organisation_id integer, version integer, month date, kind text, nil boolean,
               submitted timestamptz, again boolean, opinions integer)
language sql stable security definer set search_path = pg_catalog, pg_temp rows 100
as $$
    select r.id, r.organisation_id, r.version, r.month, r.kind, r.nil, r.submitted,
           exists (select from app.returning g where g.reflection_id = r.id and g.withdrawn is null),
           (select count(*)::integer from app.opinion o where o.reflection_id = r.id)
    from app.reflection r
    where r.status = 'submitted' and r.organisation_id = any ((select app.accept_scope())::integer[])
$$;
