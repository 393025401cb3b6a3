-- The triggers of the rows that people write themselves: they fill what nobody is granted, and ask the rules.

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
    elsif app.redacting(new.id::text) then
        new.version := old.version + 1;
        return new;
    else
        new.version := old.version + 1;
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
    if new.nil and current_setting('transaction_isolation') <> 'read committed' then
        -- a snapshot that is older than this statement would not show an item that joined meanwhile
        perform app.refuse('denied', 'wrong_isolation');
    end if;
    if new.nil and exists (select from app.opinion o where o.reflection_id = new.id) then
        perform app.refuse('invalid', 'nil_has_items');
    end if;
    perform app.require_no_person(new.general, new.set_aside, 'general');
    perform app.require_no_person(new.forecast, new.set_aside, 'forecast');
    perform app.require_no_person(new.proposals, new.set_aside, 'proposals');
    return new;
end $$;

create or replace function app.fill_opinion() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    report app.reflection;
    moment timestamptz;
begin
    if tg_op = 'UPDATE' and new.status <> old.status
       and row(new.nature, new.topic, new.breadth, new.stratum, new.text, new.set_aside)
           is not distinct from row(old.nature, old.topic, old.breadth, old.stratum, old.text, old.set_aside) then
        -- only the report's state moved, and the foreign key brought it here
        return new;
    end if;
    if tg_op = 'INSERT' then
        -- Shared until this is stored: a report is neither sent nor made "nothing arose" while an item joins it. A report
        -- of somebody else's answers exactly as one that does not exist.
        select * into report from app.reflection r
        where r.id = new.reflection_id and r.organisation_id = any (app.write_scope()) for share;
    else
        select * into report from app.reflection r where r.id = new.reflection_id;
    end if;
    if report.id is null then
        perform app.refuse('denied', 'not_yours');
    end if;
    if tg_op = 'INSERT' and report.status not in ('draft', 'returned') then
        perform app.refuse('closed', 'already_sent', jsonb_build_object('month', report.month));
    end if;
    new.organisation_id := report.organisation_id;
    new.month := report.month;
    new.status := report.status;
    moment := app.now();
    if tg_op = 'INSERT' then
        new.version := 1;
        new.created_by := app.my_id();
        new.created_at := moment;
    else
        new.version := old.version + 1;
    end if;
    new.updated_at := moment;
    if tg_op = 'UPDATE' and app.redacting(new.id::text) then
        return new;
    end if;
    if report.nil then
        perform app.refuse('invalid', 'report_is_nil');
    end if;
    if report.status = 'draft' then
        perform app.require_open_month(report.organisation_id, report.month, report.kind);
    end if;
    perform app.require_code('natures', new.nature, new.month, 'nature');
    perform app.require_code('topics', new.topic, new.month, 'topic');
    perform app.require_code('breadths', new.breadth, new.month, 'breadth');
    perform app.require_code('strata', new.stratum, new.month, 'stratum');
    perform app.require_no_person(new.text, new.set_aside, 'text');
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

create or replace function app.fill_petition() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    home app.area;
begin
    if tg_op = 'INSERT' then
        new.version := 1;
    elsif new.status = old.status then
        new.version := old.version + 1;
    end if;
    new.updated_at := app.now();
    perform app.require_code('agencies', new.agency, new.month, 'agency');
    if tg_op = 'UPDATE' and new.place is not distinct from old.place then
        return new;
    end if;
    new.area_id := null;
    new.village_id := null;
    if new.place is null then
        return new;
    end if;
    select a.* into home from app.organisation o join app.area a on a.id = o.area_id where o.id = new.organisation_id;
    if new.place = '0' then
        new.area_id := home.id;
    elsif home.level = 'commune' then
        select v.id, v.area_id into new.village_id, new.area_id from app.village v
        where v.area_id = home.id and v.number::text = new.place
          and v.opened < new.month + interval '1 month' and (v.closed is null or v.closed > new.month);
    else
        select a.id into new.area_id from app.area a
        where a.parent_id = home.id and a.number::text = new.place
          and a.opened < new.month + interval '1 month' and (a.closed is null or a.closed > new.month);
    end if;
    if new.area_id is null then
        perform app.refuse('invalid', 'unknown_code', jsonb_build_object('list', 'places', 'code', new.place), 'place');
    end if;
    return new;
end $$;
