-- What a reviewer does with a report that was sent: opened, accepted, or returned for correction.

-- A reviewer opens a report, or a national reader an accepted one: logged where its organisation sees it, and from now on
-- it cannot be taken back. It is no change of the report, so no version is taken and none is answered.
create or replace function app.open_report(attempt uuid, digest text, report uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    scope integer[];
    r app.reflection;
begin
    if (app.begin_once(attempt, 'open', report, digest, 0)).done then
        return;
    end if;
    scope := app.scope_of('read');
    select * into r from app.reflection x
    where x.id = report and (x.status <> 'draft' and x.organisation_id = any (scope)
                             or x.status = 'accepted' and app.has_duty('national')) for update;
    if r.id is null or r.organisation_id <> all (app.scope_of('read'))
                       and not (r.status = 'accepted' and app.has_duty('national')) then
        perform app.refuse('denied', 'not_yours');
    end if;
    insert into app.reading (reflection_id, organisation_id, staff_id, what)
    values (report, r.organisation_id, app.my_id(), 'report');
    -- only the reading of one who may accept it ends the taking back
    if r.opened is null and r.status = 'submitted' and r.organisation_id = any ((select app.accept_scope())::integer[]) then
        update app.reflection set opened = app.now() where id = report;
    end if;
end $$;

-- Refuses unless the report waits for review and this person neither wrote nor sent any of it.
create or replace function app.require_reviewable(r app.reflection) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if r.status <> 'submitted' then
        perform app.refuse('closed', 'not_waiting', jsonb_build_object('month', r.month));
    end if;
    if app.had_part(r.id) then
        perform app.refuse('denied', 'own_report');
    end if;
end $$;

create or replace function app.accept(attempt uuid, digest text, report uuid, read_version integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    r app.reflection;
    moment timestamptz;
begin
    begun := app.begin_once(attempt, 'accept', report, digest, read_version);
    if begun.done then
        return begun.version;
    end if;
    r := app.take_report(report, 'accept', read_version);
    perform app.require_reviewable(r);
    moment := app.now();
    update app.reflection set
        status = 'accepted', decided = moment, decided_by = app.my_id(), opened = coalesce(opened, moment)
    where id = report;
    return read_version + 1;
end $$;

-- What a return must say: why, by when, and of its items only those that are there.
create or replace function app.require_return(report uuid, reason text, set_aside text, due date, items uuid[])
returns void language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_reason(reason, set_aside);
    if due is null or due < app.today() then
        perform app.refuse('invalid', 'due_in_past', field => 'due');
    end if;
    if due > app.today() + 60 then
        perform app.refuse('invalid', 'until_out_of_range', jsonb_build_object('days', 60), 'due');
    end if;
    if exists (select from unnest(items) i(id)
               where not exists (select from app.opinion o where o.id = i.id and o.reflection_id = report)) then
        perform app.refuse('invalid', 'unknown_item', field => 'items');
    end if;
end $$;

-- Back for correction. The person may correct the reason after a reply that never came: the same attempt then
-- changes the returning that it made, while that is the last one and nobody answered it. The versions of attempts do not
-- tell: app.begin may be called by hand, as often as one likes.
create or replace function app.return_report(attempt uuid, digest text, report uuid, read_version integer,
                                             reason text, due date, items uuid[], set_aside text default null)
returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    r app.reflection;
    moment timestamptz;
begin
    begun := app.begin(attempt, 'return', report, digest, read_version);
    if begun.outcome = 'same' then
        return begun.version;
    end if;
    r := app.take_report(report, 'accept', begun.version);
    perform app.require_return(report, reason, set_aside, due, items);
    moment := app.now();
    if exists (select from app.returning g where g.id = attempt) then
        update app.returning g set reason = return_report.reason, set_aside = return_report.set_aside,
            due = return_report.due, items = return_report.items
        where g.id = attempt and r.status = 'returned' and g.returned_by = app.my_id() and g.answered is null
          and g.number = (select max(l.number) from app.returning l where l.reflection_id = report);
        if not found then
            perform app.refuse('duplicate', 'attempt_used');
        end if;
    else
        perform app.require_reviewable(r);
        insert into app.returning (id, reflection_id, number, organisation_id, reason, set_aside, due, items,
                                   returned_at, returned_by)
        values (attempt, report, (select count(*) + 1 from app.returning g where g.reflection_id = report),
                r.organisation_id, reason, set_aside, due, items, moment, app.my_id());
    end if;
    update app.reflection set
        status = 'returned', return_due = return_report.due, decided = moment, decided_by = app.my_id(),
        opened = coalesce(opened, moment)
    where id = report;
    return begun.version + 1;
end $$;
