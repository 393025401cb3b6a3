-- The triggers of the rows that people write themselves: they fill what nobody is granted, and ask the rules.

-- What a report's own row must obey when what it says is new.
create or replace function app.require_reflection(r app.reflection) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if r.nil and current_setting('transaction_isolation') <> 'read committed' then
        -- a snapshot that is older than this statement would not show an item that joined meanwhile
        perform app.refuse('denied', 'wrong_isolation');
    end if;
    if r.nil and exists (select from app.opinion o where o.reflection_id = r.id) then
        perform app.refuse('invalid', 'nil_has_items');
    end if;
    perform app.require_no_person(r.general, r.set_aside, 'general');
    perform app.require_no_person(r.forecast, r.set_aside, 'forecast');
    perform app.require_no_person(r.proposals, r.set_aside, 'proposals');
end $$;

create or replace function app.fill_reflection() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        new.version := 1;
        new.status := 'draft';
        new.created_by := app.my_id();
        new.created_at := app.now();
        new.updated_at := new.created_at;
        if new.created_by is null then
            perform app.refuse('denied', 'unknown_login');
        end if;
        perform app.require_open_month(new.organisation_id, new.month, new.kind);
    elsif new.opened is distinct from old.opened and new.status = old.status then
        -- that somebody looked is no change of the report
        return new;
    else
        new.version := old.version + 1;
        if app.redacting(new.id::text) then
            return new;
        end if;
        new.updated_at := app.now();
        if row(new.general, new.forecast, new.proposals, new.nil, new.set_aside)
           is not distinct from row(old.general, old.forecast, old.proposals, old.nil, old.set_aside) then
            -- its state or its paper changed, what it says did not
            return new;
        end if;
        if old.status = 'draft' then
            perform app.require_open_month(new.organisation_id, new.month, new.kind);
        end if;
    end if;
    perform app.require_reflection(new);
    return new;
end $$;

-- The report that an item joins, shared until this is stored: it is neither sent nor made "nothing arose" meanwhile.
-- A report of somebody else's answers exactly as one that does not exist.
create or replace function app.report_to_join(report uuid) returns app.reflection
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    found_report app.reflection;
begin
    select * into found_report from app.reflection r
    where r.id = report and r.organisation_id = any (app.write_scope()) for share;
    if found_report.id is null then
        perform app.refuse('denied', 'not_yours');
    end if;
    if found_report.status not in ('draft', 'returned') then
        perform app.refuse('closed', 'already_sent', jsonb_build_object('month', found_report.month));
    end if;
    return found_report;
end $$;

-- What an item must obey, in its report.
create or replace function app.require_opinion(o app.opinion, report app.reflection) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if report.nil then
        perform app.refuse('invalid', 'report_is_nil');
    end if;
    if report.status = 'draft' then
        perform app.require_open_month(report.organisation_id, report.month, report.kind);
    end if;
    perform app.require_code('natures', o.nature, o.month, 'nature');
    perform app.require_code('topics', o.topic, o.month, 'topic');
    perform app.require_code('breadths', o.breadth, o.month, 'breadth');
    perform app.require_code('strata', o.stratum, o.month, 'stratum');
    perform app.require_no_person(o.text, o.set_aside, 'text');
end $$;

create or replace function app.fill_opinion() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    report app.reflection;
begin
    new.updated_at := app.now();
    if tg_op = 'INSERT' then
        report := app.report_to_join(new.reflection_id);
        new.version := 1;
        new.created_by := app.my_id();
        new.created_at := new.updated_at;
    else
        select * into report from app.reflection r where r.id = new.reflection_id;
        new.version := old.version + 1;
    end if;
    new.organisation_id := report.organisation_id;
    new.month := report.month;
    new.status := report.status;
    if tg_op = 'INSERT' or not app.redacting(new.id::text) then
        perform app.require_opinion(new, report);
    end if;
    return new;
end $$;

-- An opinion of nature 5 has its follow-up, any other has none.
create or replace function app.follow_opinion() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if new.nature = '5' then
        insert into app.petition (opinion_id, reflection_id, organisation_id, month, status)
        values (new.id, new.reflection_id, new.organisation_id, new.month, new.status) on conflict (opinion_id) do nothing;
    elsif tg_op = 'UPDATE' and old.nature = '5' then
        delete from app.petition p where p.opinion_id = new.id;
    end if;
    return null;
end $$;

-- Where a petition comes from: `place` is a number of the organisation's own area, or 0 for the whole of it.
create or replace function app.resolve_place(organisation integer, place text, at_month date,
                                             out area_id integer, out village_id integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    home app.area;
begin
    select a.* into home from app.organisation o join app.area a on a.id = o.area_id where o.id = organisation;
    if place = '0' then
        area_id := home.id;
    elsif home.level = 'commune' then
        select v.id, v.area_id into village_id, area_id from app.village v
        where v.area_id = home.id and v.number::text = place
          and v.opened < at_month + interval '1 month' and (v.closed is null or v.closed > at_month);
    else
        select a.id into area_id from app.area a
        where a.parent_id = home.id and a.number::text = place
          and a.opened < at_month + interval '1 month' and (a.closed is null or a.closed > at_month);
    end if;
end $$;

create or replace function app.fill_petition() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        new.version := 1;
    else
        new.version := old.version + 1;
    end if;
    new.updated_at := app.now();
    perform app.require_code('agencies', new.agency, new.month, 'agency');
    if tg_op = 'UPDATE' and new.place is not distinct from old.place then
        return new;
    end if;
    select f.area_id, f.village_id into new.area_id, new.village_id
    from app.resolve_place(new.organisation_id, new.place, new.month) f;
    if new.place is not null and new.area_id is null then
        perform app.refuse('invalid', 'unknown_code', jsonb_build_object('list', 'places', 'code', new.place), 'place');
    end if;
    return new;
end $$;
