-- Nothing may be deleted but through here: an item or a draft that never was sent.

create or replace function app.remove_opinion(attempt uuid, digest text, opinion uuid, read_version integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    scope integer[];
    o app.opinion;
begin
    begun := app.begin_once(attempt, 'remove', opinion, digest, read_version);
    if begun.done then
        return;
    end if;
    scope := app.scope_of('write');
    select * into o from app.opinion x where x.id = opinion and x.organisation_id = any (scope) for update;
    if o.id is null or o.organisation_id <> all (app.scope_of('write')) then
        perform app.refuse('denied', 'not_yours');
    end if;
    if o.status not in ('draft', 'returned') then
        perform app.refuse('closed', 'already_sent', jsonb_build_object('month', o.month));
    end if;
    if o.version <> read_version then
        perform app.refuse('conflict', 'stale', jsonb_build_object('version', o.version));
    end if;
    if o.status = 'draft' then
        perform app.require_open_month(o.organisation_id, o.month,
            (select r.kind from app.reflection r where r.id = o.reflection_id));
    end if;
    delete from app.opinion x where x.id = opinion;
end $$;

-- A draft that was begun by mistake goes whole, opinions first; only while nothing of it was ever sent. `seen` are the
-- opinions that the person had before them, {id: version}: one that a colleague added or changed since does not go unseen.
create or replace function app.remove_report(attempt uuid, digest text, report uuid, read_version integer,
                                             seen jsonb default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    r app.reflection;
begin
    begun := app.begin_once(attempt, 'remove', report, digest, read_version);
    if begun.done then
        return;
    end if;
    r := app.take_report(report, 'write', read_version);
    if r.status <> 'draft' or exists (select from app.submission s where s.reflection_id = report) then
        perform app.refuse('closed', 'already_sent', jsonb_build_object('month', r.month));
    end if;
    perform from app.opinion o where o.reflection_id = report order by o.id for update;
    if seen <> (select coalesce(jsonb_object_agg(o.id, o.version), '{}') from app.opinion o where o.reflection_id = report) then
        perform app.refuse('conflict', 'stale', jsonb_build_object('version', r.version));
    end if;
    delete from app.opinion o where o.reflection_id = report;
    delete from app.reflection x where x.id = report;
end $$;
