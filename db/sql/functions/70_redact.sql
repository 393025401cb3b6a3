-- A name that slipped in is removed: from the record, from what was sent, from the audit. A digest stays in its place,
-- written with letters alone so that it never looks like a number that belongs to someone.

create or replace function app.blot(content text) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$
    select case when content is null or content like '[đã xóa %]' then content
           else '[đã xóa ' || translate(left(encode(sha256(convert_to(content, 'UTF8')), 'hex'), 24),
                                        '0123456789', 'ghijklmnop') || ']' end
$$;

-- The same value in a JSON object, wherever it stands under that key.
create or replace function app.blot_key(content jsonb, key text) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp
as $$
    select case when jsonb_typeof(content -> key) = 'string'
           then jsonb_set(content, array[key], to_jsonb(app.blot(content ->> key))) else content end
$$;

-- Whose a text is that may be redacted: its organisation, and its report if it is one's; nothing when there is none such.
create or replace function app.redactable(table_name text, record uuid, field text, out report uuid, out organisation integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select r.id, r.organisation_id from app.reflection r where table_name = 'reflection' and r.id = record
        and field in ('general', 'forecast', 'proposals', 'set_aside', 'paper_number', 'paper_set_aside')
    union all
    select o.reflection_id, o.organisation_id from app.opinion o
    where table_name = 'opinion' and o.id = record and field in ('text', 'set_aside')
    union all
    select t.report, t.organisation_id from (
        select 'returning', id, reflection_id, organisation_id from app.returning union all
        select 'reopening', id, null, organisation_id from app.reopening union all
        select 'exemption', id, null, organisation_id from app.exemption) t(name, id, report, organisation_id)
    where t.name = table_name and t.id = record and field in ('reason', 'set_aside')
$$;

-- The text everywhere: in its row, in what was sent, in the audit. The names come from app.redactable alone.
create or replace function app.blot_everywhere(table_name text, record uuid, field text, report uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('update app.%1$I set %2$I = app.blot(%2$I) where id = $1', table_name, field) using record;
    if table_name = 'opinion' then
        update app.submission s set content = jsonb_set(s.content, '{opinions}', (
            select coalesce(jsonb_agg(case when i ->> 'id' = record::text then app.blot_key(i, field) else i end), '[]')
            from jsonb_array_elements(s.content -> 'opinions') i)) where s.reflection_id = report;
    elsif table_name = 'reflection' then
        update app.submission s set content = app.blot_key(s.content, field) where s.reflection_id = report;
    end if;
    update audit.entry e set before = app.blot_key(e.before, field), after = app.blot_key(e.after, field)
    where e.record = blot_everywhere.record::text and e.table_name = blot_everywhere.table_name;
end $$;

-- The text is gone with the first try; of a later one with other words only the reason is new.
create or replace function app.redact(attempt uuid, digest text, redaction uuid, table_name text, record uuid,
                                      field text, reason text, set_aside text default null) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    whose record;
begin
    begun := app.begin(attempt, 'redact', redaction, digest, 0);
    if begun.outcome = 'same' then
        return begun.version;
    end if;
    select * into whose from app.redactable(table_name, record, field);
    if whose.organisation is null or whose.organisation <> all (app.write_scope() || app.accept_scope())
       or (whose.organisation <> all (app.write_scope())
           and exists (select from app.reflection r where r.id = whose.report and r.status = 'draft')) then
        perform app.refuse('denied', 'not_yours');
    end if;
    perform app.require_reason(reason, set_aside);
    insert into app.redaction as n (id, table_name, record, reflection_id, organisation_id, field, reason, set_aside,
                                    status, redacted_at, redacted_by)
    values (redaction, table_name, record, whose.report, whose.organisation, field, reason, set_aside,
            (select r.status from app.reflection r where r.id = whose.report), app.now(), app.my_id())
    on conflict (id) do update set reason = excluded.reason, set_aside = excluded.set_aside
    where n.redacted_by = app.my_id()
      and row(n.table_name, n.record, n.field) = row(excluded.table_name, excluded.record, excluded.field);
    if not found then
        perform app.refuse('duplicate', 'key_taken');
    end if;
    perform app.blot_everywhere(table_name, record, field, whose.report) where begun.outcome = 'new';
    update app.redaction n set transaction = null where n.id = redaction;
    return begun.version + 1;
end $$;
