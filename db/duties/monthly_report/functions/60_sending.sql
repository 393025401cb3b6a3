-- The report's way up: what is sent, and taken back while nobody has opened it. These functions and those of the next
-- files take the attempt and the version that was read, and answer with the version that the report has afterwards.

-- The report, locked, for whoever may do that; refuses when it is not theirs or was changed since. Whose it is, is asked
-- before the lock, so that nobody locks what is not theirs, and again when it is won: a duty may end while one waits.
create or replace function app.take_report(report uuid, may text, read_version integer) returns app.reflection
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    scope integer[] := app.scope_of(may);
    found_report app.reflection;
begin
    select * into found_report from app.reflection r where r.id = report and r.organisation_id = any (scope) for update;
    if found_report.id is null or found_report.organisation_id <> all (app.scope_of(may)) then
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
    gaps(opinion, position, field) as (
        select null::uuid, 0, 'content' from r
        where not r.nil and r.general is null and not exists (select from app.opinion o where o.reflection_id = r.id)
        union all
        select o.id, o.position, f.field from app.opinion o
        left join app.petition p on p.opinion_id = o.id
        cross join lateral (values
            ('nature', o.nature is null), ('topic', o.topic is null), ('breadth', o.breadth is null),
            ('stratum', o.stratum is null), ('text', o.text is null),
            ('agency', o.nature = '5' and p.agency is null), ('place', o.nature = '5' and p.place is null),
            ('via_voters', o.nature = '5' and p.via_voters is null)
        ) f(field, absent)
        where o.reflection_id = report and f.absent
    )
    select coalesce(jsonb_agg(jsonb_build_object('opinion', opinion, 'field', field) order by position, opinion, field), '[]')
    from gaps
$$;

-- A report as it stands, whole: what a submission keeps.
create or replace function app.content_of(report uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object(
        'nil', r.nil, 'kind', r.kind, 'general', r.general, 'forecast', r.forecast, 'proposals', r.proposals,
        'set_aside', r.set_aside, 'paper_number', r.paper_number, 'paper_date', r.paper_date, 'paper_set_aside', r.paper_set_aside,
        'opinions', coalesce((
            select jsonb_agg(jsonb_build_object(
                'id', o.id, 'nature', o.nature, 'topic', o.topic, 'breadth', o.breadth, 'stratum', o.stratum,
                'text', o.text, 'set_aside', o.set_aside, 'agency', p.agency, 'place', p.place, 'via_voters', p.via_voters)
                order by o.position, o.id)
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
    moment timestamptz;
begin
    begun := app.begin_once(attempt, 'submit', report, digest, read_version);
    if begun.done then
        return begun.version;
    end if;
    r := app.take_report(report, 'write', read_version);
    if r.status not in ('draft', 'returned') then
        perform app.refuse('closed', 'already_sent', jsonb_build_object('month', r.month));
    end if;
    -- what is sent is what was checked: nobody changes an item between the check and the copy
    perform from app.opinion o where o.reflection_id = report order by o.id for update;
    perform from app.petition p where p.reflection_id = report order by p.opinion_id for update;
    moment := app.now();  -- from here on nothing is waited for
    if r.status = 'draft' then
        perform app.require_open_month(r.organisation_id, r.month, r.kind);
    end if;
    gaps := app.missing_of(report);
    if gaps <> '[]' then
        perform app.refuse('invalid', 'report_incomplete', jsonb_build_object('missing', gaps));
    end if;
    insert into app.submission (reflection_id, number, organisation_id, submitted_at, submitted_by, content)
    values (report, (select count(*) + 1 from app.submission s where s.reflection_id = report),
            r.organisation_id, moment, app.my_id(), app.content_of(report));
    update app.returning g set answered = moment where g.reflection_id = report and g.answered is null and g.withdrawn is null;
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
    begun := app.begin_once(attempt, 'take_back', report, digest, read_version);
    if begun.done then
        return begun.version;
    end if;
    r := app.take_report(report, 'write', read_version);
    if r.status <> 'submitted' then
        perform app.refuse('closed', 'not_waiting', jsonb_build_object('month', r.month));
    end if;
    if r.opened is not null then
        perform app.refuse('closed', 'already_opened', jsonb_build_object('month', r.month));
    end if;
    select * into last_return from app.returning g where g.reflection_id = report and g.withdrawn is null
    order by g.number desc limit 1;
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

-- The signed paper's number and date, which often follow the sending.
create or replace function app.set_paper(attempt uuid, digest text, report uuid, read_version integer,
                                         number text, signed date, set_aside text default null) returns integer
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
    r := app.take_report(report, 'write', begun.version);
    update app.reflection set paper_number = number, paper_date = signed, paper_set_aside = set_paper.set_aside
    where id = r.id;
    return begun.version + 1;
end $$;
