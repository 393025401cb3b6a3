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
    perform app.require_no_person(r.general, case when r.covered ? 'general' then r.set_aside end, 'general');
    perform app.require_no_person(r.forecast, case when r.covered ? 'forecast' then r.set_aside end, 'forecast');
    perform app.require_no_person(r.proposals, case when r.covered ? 'proposals' then r.set_aside end, 'proposals');
    perform app.require_no_person(r.set_aside, null, 'set_aside');
end $$;

create or replace function app.require_paper(r app.reflection, was jsonb) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_no_mark(was, to_jsonb(r), '{paper_number,paper_set_aside}');
    perform app.require_no_person(r.paper_number, r.paper_set_aside, 'paper_number');
    perform app.require_no_person(r.paper_set_aside, null, 'paper_set_aside');
end $$;

create or replace function app.fill_reflection() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    same_texts boolean;
begin
    -- also where nothing else is asked: of a text that was redacted nothing stays here
    if new.covered is not null then
        new.covered := app.still_covered(new.covered, new.set_aside, to_jsonb(new), '{general,forecast,proposals}');
    end if;
    if tg_op = 'INSERT' then
        new.version := 1;
        new.status := 'draft';
        new.created_by := app.my_id();
        new.created_at := app.now();
        new.updated_at := new.created_at;
        if new.created_by is null then
            perform app.refuse('denied', 'unknown_login');
        end if;
        perform app.require_paper(new, null);
        perform app.require_open_month(new.organisation_id, new.month, new.kind);
    elsif new.opened is distinct from old.opened and new.status = old.status then
        -- that somebody looked is no change of the report
        return new;
    else
        same_texts := row(new.general, new.forecast, new.proposals) is not distinct from
                      row(old.general, old.forecast, old.proposals);
        -- "nothing arose" that came back is corrected by writing what did: the first content clears the mark
        new.nil := new.nil and (not old.nil or num_nonnulls(new.general, new.forecast, new.proposals) = 0);
        -- an item that clears it changes nothing that was read of the report, and its sender knows no later version
        if not (old.nil and not new.nil and same_texts) then
            new.version := old.version + 1;
        end if;
        if app.redacting(new.id::text) then
            return new;
        end if;
        new.updated_at := app.now();
        if row(new.paper_number, new.paper_set_aside) is distinct from row(old.paper_number, old.paper_set_aside) then
            perform app.require_paper(new, to_jsonb(old));
        end if;
        if same_texts and row(new.nil, new.set_aside, new.covered)
           is not distinct from row(old.nil, old.set_aside, old.covered) then
            -- its state or its paper changed, what it says did not
            return new;
        end if;
        if old.status = 'draft' then
            perform app.require_open_month(new.organisation_id, new.month, new.kind);
        end if;
    end if;
    perform app.require_no_mark(case tg_op when 'UPDATE' then to_jsonb(old) end, to_jsonb(new),
                                '{general,forecast,proposals,set_aside}');
    perform app.require_reflection(new);
    return new;
end $$;

-- The report that an item joins, held until this is stored: it is neither sent nor made "nothing arose" meanwhile, and
-- of two that join at once one comes after the other.
-- A report of somebody else's answers exactly as one that does not exist.
create or replace function app.report_to_join(report uuid) returns app.reflection
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    scope integer[] := app.scope_of('write');
    found_report app.reflection;
begin
    select * into found_report from app.reflection r
    where r.id = report and r.organisation_id = any (scope) for no key update;
    if found_report.id is null or found_report.organisation_id <> all (app.scope_of('write')) then
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
    if report.status = 'draft' then
        perform app.require_open_month(report.organisation_id, report.month, report.kind);
    end if;
    perform app.require_codes(o.organisation_id, array['natures', 'topics', 'breadths', 'strata'],
                              array[o.nature, o.topic, o.breadth, o.stratum], o.month,
                              array['nature', 'topic', 'breadth', 'stratum']);
    perform app.require_no_person(o.text, case when o.covered ? 'text' then o.set_aside end, 'text');
    perform app.require_no_person(o.set_aside, null, 'set_aside');
end $$;

create or replace function app.fill_opinion() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    report app.reflection;
begin
    if tg_op = 'INSERT' then
        report := app.report_to_join(new.reflection_id);
        new.updated_at := app.now();
        new.version := 1;
        new.position := (select coalesce(max(o.position), 0) + 1 from app.opinion o where o.reflection_id = report.id);
        new.created_by := app.my_id();
        new.created_at := new.updated_at;
    else
        select * into report from app.reflection r where r.id = new.reflection_id;
        new.updated_at := app.now();
        new.version := old.version + 1;
    end if;
    new.organisation_id := report.organisation_id;
    new.month := report.month;
    new.status := report.status;
    if new.covered is not null then
        new.covered := app.still_covered(new.covered, new.set_aside, to_jsonb(new), '{text}');
    end if;
    if tg_op = 'INSERT' or not app.redacting(new.id::text) then
        perform app.require_no_mark(case tg_op when 'UPDATE' then to_jsonb(old) end, to_jsonb(new), '{text,set_aside}');
        perform app.require_opinion(new, report);
    end if;
    if tg_op = 'INSERT' and report.nil then
        update app.reflection r set nil = false where r.id = report.id;
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

-- Where an organisation's petitions may come from: a village of its commune, a commune of its town; 0 is the whole.
create or replace function app.places_of(organisation integer, at_month date)
returns table (code text, area_id integer, village_id integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    with home as (select a.* from app.organisation o join app.area a on a.id = o.area_id where o.id = organisation)
    select '0', h.id, null from home h
    union all
    select v.number::text, v.area_id, v.id from home h join app.village v on v.area_id = h.id
    where h.level = 'commune' and v.opened < at_month + interval '1 month' and (v.closed is null or v.closed > at_month)
    union all
    select a.number::text, a.id, null from home h join app.area a on a.parent_id = h.id
    where h.level <> 'commune' and a.opened < at_month + interval '1 month' and (a.closed is null or a.closed > at_month)
$$;

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
    perform app.require_codes(new.organisation_id, array['agencies'], array[new.agency], new.month, array['agency']);
    if tg_op = 'UPDATE' and new.place is not distinct from old.place then
        return new;
    end if;
    select p.area_id, p.village_id into new.area_id, new.village_id
    from app.places_of(new.organisation_id, new.month) p where p.code = new.place;
    if new.place is not null and new.area_id is null then
        perform app.refuse_code('places', new.place,
            array(select p.code from app.places_of(new.organisation_id, new.month) p), 'place');
    end if;
    return new;
end $$;
