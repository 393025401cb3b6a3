-- The report's way: sent, taken back, opened, accepted or returned, reopened. Each takes the attempt and the version
-- that was read, and answers with the version that the report has afterwards.

-- The report, locked, for whoever has it in `scope`; refuses when it is not theirs or was changed since.
create or replace function app.take_report(report uuid, scope integer[], read_version integer) returns app.reflection
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    found_report app.reflection;
begin
    select * into found_report from app.reflection r where r.id = report and r.organisation_id = any (scope) for update;
    if found_report.id is null then
        perform app.refuse('denied', 'not_yours');
    end if;
    if found_report.version <> read_version then
        perform app.refuse('conflict', 'stale', jsonb_build_object('version', found_report.version));
    end if;
    return found_report;
end $$;

-- What is still missing before a report can be sent: [{"opinion": id or null, "field": name}].
create or replace function app.missing_of(report uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    with r as (select * from app.reflection where id = report),
    gaps(opinion, at, field) as (
        select null::uuid, null::timestamptz, 'content' from r
        where not r.nil and r.general is null and not exists (select from app.opinion o where o.reflection_id = r.id)
        union all
        select o.id, o.created_at, f.field from app.opinion o
        left join app.petition p on p.opinion_id = o.id
        cross join lateral (values
            ('nature', o.nature is null), ('topic', o.topic is null), ('breadth', o.breadth is null),
            ('stratum', o.stratum is null), ('text', o.text is null),
            ('agency', o.nature = '5' and p.agency is null), ('place', o.nature = '5' and p.place is null),
            ('via_voters', o.nature = '5' and p.via_voters is null)
        ) f(field, absent)
        where o.reflection_id = report and f.absent
    )
    select coalesce(jsonb_agg(jsonb_build_object('opinion', opinion, 'field', field) order by opinion, field), '[]') from gaps
$$;

-- A report as it stands, whole: what a submission keeps.
create or replace function app.content_of(report uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object(
        'nil', r.nil, 'kind', r.kind, 'general', r.general, 'forecast', r.forecast, 'proposals', r.proposals,
        'paper_number', r.paper_number, 'paper_date', r.paper_date,
        'opinions', coalesce((
            select jsonb_agg(jsonb_build_object(
                'id', o.id, 'nature', o.nature, 'topic', o.topic, 'breadth', o.breadth, 'stratum', o.stratum,
                'text', o.text, 'agency', p.agency, 'place', p.place, 'via_voters', p.via_voters) order by o.id)
            from app.opinion o left join app.petition p on p.opinion_id = o.id where o.reflection_id = r.id), '[]'))
    from app.reflection r where r.id = report
$$;

create or replace function app.submit(attempt uuid, digest text, report uuid, read_version integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    r app.reflection;
    gaps jsonb;
    moment timestamptz := app.now();
begin
    begun := app.begin(attempt, 'submit', report, digest, read_version);
    if begun.outcome <> 'new' then
        return begun.version;
    end if;
    r := app.take_report(report, app.write_scope(), read_version);
    if r.status not in ('draft', 'returned') then
        perform app.refuse('closed', 'already_sent', jsonb_build_object('month', r.month));
    end if;
    if r.status = 'draft' then
        perform app.require_open_month(r.organisation_id, r.month, r.kind);
    end if;
    -- what is sent is what was checked: nobody changes an item between the check and the copy
    perform from app.opinion o where o.reflection_id = report order by o.id for update;
    perform from app.petition p where p.reflection_id = report order by p.opinion_id for update;
    gaps := app.missing_of(report);
    if gaps <> '[]' then
        perform app.refuse('invalid', 'report_incomplete', jsonb_build_object('missing', gaps));
    end if;
    insert into app.submission (reflection_id, number, organisation_id, submitted_at, submitted_by, content)
    values (report, (select count(*) + 1 from app.submission s where s.reflection_id = report),
            r.organisation_id, moment, app.my_id(), app.content_of(report));
    update app.returning g set answered = moment where g.reflection_id = report and g.answered is null;
    update app.reflection set
        status = 'submitted', submitted = moment, submitted_by = app.my_id(), opened = null,
        first_submitted = coalesce(first_submitted, moment),
        return_missed = return_missed or (r.status = 'returned' and app.local_date(moment) > r.return_due)
    where id = report;
    return read_version + 1;
end $$;

-- Back to the clerk while no reviewer has opened what was sent. A first sending that is taken back never happened
-- for the rule about being on time; what was sent then is kept, marked.
create or replace function app.take_back(attempt uuid, digest text, report uuid, read_version integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    r app.reflection;
    last_return app.returning;
begin
    begun := app.begin(attempt, 'take_back', report, digest, read_version);
    if begun.outcome <> 'new' then
        return begun.version;
    end if;
    r := app.take_report(report, app.write_scope(), read_version);
    if r.status <> 'submitted' then
        perform app.refuse('closed', 'not_waiting', jsonb_build_object('month', r.month));
    end if;
    if r.opened is not null then
        perform app.refuse('closed', 'already_opened', jsonb_build_object('month', r.month));
    end if;
    select * into last_return from app.returning g where g.reflection_id = report order by g.number desc limit 1;
    if last_return.number is null then
        -- back to a draft that could neither be changed nor sent again: the report would be lost to its month
        perform app.require_open_month(r.organisation_id, r.month, r.kind);
    end if;
    update app.submission s set taken_back = app.now()
    where s.reflection_id = report and s.number = (select max(number) from app.submission m where m.reflection_id = report);
    if last_return.number is null then
        update app.reflection set status = 'draft', first_submitted = null, submitted = null, submitted_by = null
        where id = report;
    else
        update app.returning g set answered = null where g.reflection_id = report and g.number = last_return.number;
        update app.reflection set
            status = 'returned', submitted = first_submitted,
            return_missed = exists (select from app.returning g where g.reflection_id = report
                                    and app.local_date(g.answered) > g.due)
        where id = report;
    end if;
    return read_version + 1;
end $$;

-- A reviewer opens a report: logged where its organisation sees it, and from now on it cannot be taken back.
create or replace function app.open_report(report uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    r app.reflection;
begin
    select * into r from app.reflection x
    where x.id = report and x.status <> 'draft' and x.organisation_id = any (app.review_scope()) for update;
    if r.id is null then
        perform app.refuse('denied', 'not_yours');
    end if;
    insert into app.reading (reflection_id, organisation_id, staff_id, what)
    values (report, r.organisation_id, app.my_id(), 'report');
    -- only the reading of one who may accept it ends the taking back
    if r.opened is null and r.status = 'submitted' and r.organisation_id = any (app.accept_scope()) then
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
begin
    begun := app.begin(attempt, 'accept', report, digest, read_version);
    if begun.outcome <> 'new' then
        return begun.version;
    end if;
    r := app.take_report(report, app.accept_scope(), read_version);
    perform app.require_reviewable(r);
    update app.reflection set
        status = 'accepted', decided = app.now(), decided_by = app.my_id(), opened = coalesce(opened, app.now())
    where id = report;
    return read_version + 1;
end $$;

-- Back for correction. The person may correct the reason after a reply that never came: the same attempt then
-- changes the returning that it made.
create or replace function app.return_report(attempt uuid, digest text, report uuid, read_version integer,
                                             reason text, due date, items uuid[]) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    r app.reflection;
    latest smallint;
begin
    begun := app.begin(attempt, 'return', report, digest, read_version);
    if begun.outcome = 'same' then
        return begun.version;
    end if;
    r := app.take_report(report, app.accept_scope(), begun.version);
    if reason is null or char_length(reason) < 5 then
        perform app.refuse('invalid', 'reason_needed', field => 'reason');
    end if;
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
    select coalesce(max(g.number), 0) into latest from app.returning g where g.reflection_id = report;
    if begun.outcome = 'changed' and r.status = 'returned' then
        update app.returning g set reason = return_report.reason, due = return_report.due, items = return_report.items
        where g.reflection_id = report and g.number = latest and g.returned_by = app.my_id();
        if not found then
            perform app.refuse('closed', 'not_waiting', jsonb_build_object('month', r.month));
        end if;
    else
        perform app.require_reviewable(r);
        insert into app.returning (reflection_id, number, organisation_id, reason, due, items, returned_at, returned_by)
        values (report, latest + 1, r.organisation_id, reason, due, items, app.now(), app.my_id());
    end if;
    update app.reflection set
        status = 'returned', return_due = return_report.due, decided = app.now(), decided_by = app.my_id(),
        opened = coalesce(opened, app.now())
    where id = report;
    return begun.version + 1;
end $$;

-- The signed paper's number and date, which often follow the sending.
create or replace function app.set_paper(attempt uuid, digest text, report uuid, read_version integer,
                                         number text, signed date) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    r app.reflection;
begin
    begun := app.begin(attempt, 'paper', report, digest, read_version);
    if begun.outcome = 'same' then
        return begun.version;
    end if;
    r := app.take_report(report, app.write_scope(), begun.version);
    update app.reflection set paper_number = number, paper_date = signed where id = r.id;
    return begun.version + 1;
end $$;

create or replace function app.remove_opinion(attempt uuid, digest text, opinion uuid, read_version integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    o app.opinion;
begin
    begun := app.begin(attempt, 'remove', opinion, digest, read_version);
    if begun.outcome <> 'new' then
        return;
    end if;
    select * into o from app.opinion x where x.id = opinion and x.organisation_id = any (app.write_scope()) for update;
    if o.id is null then
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

-- A draft that was begun by mistake goes whole, opinions first; only while nothing of it was ever sent.
create or replace function app.remove_report(attempt uuid, digest text, report uuid, read_version integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    r app.reflection;
begin
    begun := app.begin(attempt, 'remove', report, digest, read_version);
    if begun.outcome <> 'new' then
        return;
    end if;
    r := app.take_report(report, app.write_scope(), read_version);
    if r.status <> 'draft' or exists (select from app.submission s where s.reflection_id = report) then
        perform app.refuse('closed', 'already_sent', jsonb_build_object('month', r.month));
    end if;
    delete from app.opinion o where o.reflection_id = report;
    delete from app.reflection x where x.id = report;
end $$;

-- A reviewer opens a locked month again for one organisation.
create or replace function app.reopen(attempt uuid, digest text, reopening uuid, organisation integer, at_month date,
                                      reason text, until date) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    period app.period;
begin
    begun := app.begin(attempt, 'reopen', reopening, digest, 0);
    if begun.outcome = 'same' then
        return begun.version;
    end if;
    if organisation <> all (app.accept_scope()) then
        perform app.refuse('denied', 'not_yours');
    end if;
    if organisation = any (app.write_scope()) then
        perform app.refuse('denied', 'own_organisation');
    end if;
    period := app.period_of(organisation, at_month);
    if period.month is null then
        perform app.refuse('closed', 'no_programme', jsonb_build_object('month', at_month), 'month');
    end if;
    if app.today() <= period.locks then
        perform app.refuse('invalid', 'month_not_locked',
            jsonb_build_object('month', at_month, 'locked', period.locks), 'month');
    end if;
    if reason is null or char_length(reason) < 5 then
        perform app.refuse('invalid', 'reason_needed', field => 'reason');
    end if;
    if until is null or until < app.today() or until > app.today() + 60 then
        perform app.refuse('invalid', 'until_out_of_range', jsonb_build_object('days', 60), 'until');
    end if;
    insert into app.reopening as r (id, organisation_id, month, reason, until, opened_at, opened_by)
    values (reopening, organisation, at_month, reason, until, app.now(), app.my_id())
    on conflict (id) do update set reason = excluded.reason, until = excluded.until
    where r.opened_by = app.my_id() and r.organisation_id = excluded.organisation_id and r.month = excluded.month;
    if not found then
        perform app.refuse('duplicate', 'key_taken');
    end if;
    return begun.version + 1;
end $$;

-- A reviewer excuses an organisation from a target for some months, with the reason.
create or replace function app.exempt(attempt uuid, digest text, exemption uuid, organisation integer,
                                      target_number integer, first_month date, last_month date, reason text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
begin
    begun := app.begin(attempt, 'exempt', exemption, digest, 0);
    if begun.outcome = 'same' then
        return begun.version;
    end if;
    if organisation <> all (app.accept_scope()) then
        perform app.refuse('denied', 'not_yours');
    end if;
    if organisation = any (app.write_scope()) then
        perform app.refuse('denied', 'own_organisation');
    end if;
    if reason is null or char_length(reason) < 5 then
        perform app.refuse('invalid', 'reason_needed', field => 'reason');
    end if;
    insert into app.exemption as e (id, organisation_id, target, from_month, until_month, reason, given_at, given_by)
    values (exemption, organisation, target_number, first_month, last_month, reason, app.now(), app.my_id())
    on conflict (id) do update set from_month = excluded.from_month, until_month = excluded.until_month,
        reason = excluded.reason
    where e.given_by = app.my_id() and e.organisation_id = excluded.organisation_id and e.target = excluded.target;
    if not found then
        perform app.refuse('duplicate', 'key_taken');
    end if;
    return begun.version + 1;
end $$;
