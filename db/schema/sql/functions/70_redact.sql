-- A name that slipped in is removed: from the record, from what was sent, from the audit. A random mark stays in its place,
-- the same everywhere for one redaction, and in letters alone, so that it never looks like a number that belongs to someone.
-- That something is a mark is known from app.redaction, never from its look.

create or replace function app.new_mark() returns text
language sql volatile set search_path = pg_catalog, pg_temp
as $$
    select '[đã xóa ' || left(translate(replace(gen_random_uuid()::text, '-', ''), '0123456789', 'ghijklmnop'), 12) || ']'
$$;

-- The mark instead of a text, unless that is among the spared.
create or replace function app.blot(content text, mark text, spared text[]) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$ select case when content is not null and content <> all (spared) then mark else content end $$;

-- The same in a JSON object under that key.
create or replace function app.blot_key(content jsonb, key text, mark text, spared text[]) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp
as $$
    select case when jsonb_typeof(content -> key) = 'string'
           then jsonb_set(content, array[key], to_jsonb(app.blot(content ->> key, mark, spared))) else content end
$$;

-- The same in the content of a submission: of the report itself, or of one of its opinions.
create or replace function app.blot_sent(content jsonb, table_name text, record uuid, key text, mark text, spared text[])
returns jsonb language sql immutable set search_path = pg_catalog, pg_temp
as $$
    select case table_name when 'reflection' then app.blot_key(content, key, mark, spared)
        when 'opinion' then jsonb_set(content, '{opinions}', (
            select coalesce(jsonb_agg(case when i.item ->> 'id' = record::text then app.blot_key(i.item, key, mark, spared)
                                      else i.item end order by i.place), '[]')
            from jsonb_array_elements(content -> 'opinions') with ordinality i(item, place)))
        else content end
$$;

-- Whose a text is that may be redacted: its organisation, and its report if it is one's; nothing when there is none such.
-- Of what was removed the audit knows. `internal`: those who follow the organisation have never seen it, or do no more.
create or replace function app.redactable(table_name text, record uuid, field text,
                                          out report uuid, out organisation integer, out internal boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    with there(name, report, organisation, internal) as (
        select 'reflection', r.id, r.organisation_id, false from app.reflection r where r.id = redactable.record union all
        select 'opinion', o.reflection_id, o.organisation_id, false from app.opinion o where o.id = redactable.record union all
        select 'returning', g.reflection_id, g.organisation_id, false from app.returning g where g.id = redactable.record union all
        select 'redaction', n.reflection_id, n.organisation_id, coalesce(n.status = 'draft', false)
        from app.redaction n where n.id = redactable.record union all
        select 'reopening', null, x.organisation_id, false from app.reopening x where x.id = redactable.record union all
        select 'exemption', null, x.organisation_id, false from app.exemption x where x.id = redactable.record
    ), gone(name, report, organisation, internal) as (
        select e.table_name, e.report, e.organisation_id, bool_and(e.draft) from audit.entry e
        where e.record = redactable.record::text and e.table_name in ('reflection', 'opinion')
        group by e.table_name, e.report, e.organisation_id
    )
    select t.report, t.organisation,
           t.internal or exists (select from app.reflection r where r.id = t.report and r.status = 'draft')
    from (select * from there union all select * from gone) t
    where t.name = table_name and field = any (case table_name
        when 'reflection' then array['general', 'forecast', 'proposals', 'set_aside', 'paper_number', 'paper_set_aside']
        when 'opinion' then array['text', 'set_aside'] else array['reason', 'set_aside'] end)
    limit 1
$$;

-- The same, refused to whoever may not redact it: its clerks may, and who accepts its reports once they saw it.
create or replace function app.require_redactable(table_name text, record uuid, field text,
                                                  out report uuid, out organisation integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    internal boolean;
begin
    select t.report, t.organisation, t.internal into report, organisation, internal
    from app.redactable(table_name, record, field) t;
    if organisation is null or organisation <> all (app.write_scope())
       and (internal or organisation <> all (app.accept_scope())) then
        perform app.refuse('denied', 'not_yours');
    end if;
end $$;

-- The text everywhere: in its row, in what was sent, in the audit; how many places it was removed from. The names come from
-- app.redactable alone.
create or replace function app.blot_everywhere(table_name text, record uuid, field text, report uuid, mark text, spared text[])
returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    reached integer;
    more integer;
begin
    execute format('update app.%1$I set %2$I = $2 where id = $1 and %2$I is not null and %2$I <> all ($3)',
                   table_name, field)
    using record, mark, spared;
    get diagnostics reached = row_count;
    update app.submission s set content = n.content
    from (select x.reflection_id, x.number, app.blot_sent(x.content, table_name, record, field, mark, spared) as content
          from app.submission x where x.reflection_id = report) n
    where s.reflection_id = n.reflection_id and s.number = n.number and s.content <> n.content;
    get diagnostics more = row_count;
    reached := reached + more;
    update audit.entry e set before = n.before, after = n.after
    from (select x.id, app.blot_key(x.before, field, mark, spared) as before,
                 app.blot_key(x.after, field, mark, spared) as after
          from audit.entry x where x.record = blot_everywhere.record::text and x.table_name = blot_everywhere.table_name) n
    where e.id = n.id and (e.before <> n.before or e.after <> n.after);
    get diagnostics more = row_count;
    return reached + more;
end $$;

-- The text is gone with the first try; of a later one of that day with other words only the reason is new. `earlier`: what stands there
-- today is left alone wherever it stands, and what stood before it removed; without it, everything that ever stood there.
create or replace function app.redact(attempt uuid, digest text, redaction uuid, table_name text, record uuid, field text,
                                      reason text, set_aside text default null, earlier boolean default false)
returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    whose record;
    today text;
    marks text[];
    mark text := app.new_mark();
begin
    begun := app.begin(attempt, 'redact', redaction, digest, 0);
    if begun.outcome = 'same' then
        return begun.version;
    end if;
    perform app.require_reason(reason, set_aside);
    if begun.outcome = 'changed' then
        update app.redaction n set reason = redact.reason, set_aside = redact.set_aside
        where n.id = redaction and n.redacted_by = app.my_id() and app.local_date(n.redacted_at) = app.today()
          and n.organisation_id = any (app.scope_of('write') || app.scope_of('accept'))
          and row(n.table_name, n.record, n.field, n.earlier) = row(redact.table_name, redact.record, redact.field, redact.earlier);
        if not found then
            perform app.refuse('duplicate', 'key_taken');
        end if;
        return begun.version + 1;
    end if;
    whose := app.require_redactable(table_name, record, field);
    -- nothing is sent, taken back or corrected meanwhile, and whose it is is asked again when that is sure
    perform from app.reflection r where r.id = whose.report for update;
    execute format('select %I from app.%I where id = $1 for update', field, table_name) into today using record;
    whose := app.require_redactable(table_name, record, field);
    select coalesce(array_agg(n.mark), '{}') into marks from app.redaction n
    where n.record = redact.record and n.table_name = redact.table_name and n.field = redact.field;
    insert into app.redaction (id, table_name, record, reflection_id, organisation_id, field, reason, set_aside, mark, earlier,
                               status, redacted_at, redacted_by)
    values (redaction, table_name, record, whose.report, whose.organisation, field, reason, set_aside, mark, earlier,
            (select r.status from app.reflection r where r.id = whose.report), app.now(), app.my_id())
    on conflict (id) do nothing;
    if not found then
        perform app.refuse('duplicate', 'key_taken');
    end if;
    if app.blot_everywhere(table_name, record, field, whose.report, mark,
                           case when earlier and today is not null then marks || today else marks end) = 0 then
        perform app.refuse('invalid', 'nothing_to_redact', field => 'item');
    end if;
    update app.redaction n set transaction = null where n.id = redaction;
    return begun.version + 1;
end $$;
