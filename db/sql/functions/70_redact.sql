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

create or replace function app.redact(attempt uuid, digest text, redaction uuid, table_name text, record uuid,
                                      field text, reason text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    report uuid;
    organisation integer;
begin
    begun := app.begin_once(attempt, 'redact', redaction, digest, 0);
    if begun.done then
        return begun.version;
    end if;
    if table_name = 'opinion' and field = 'text' then
        select o.reflection_id, o.organisation_id into report, organisation from app.opinion o
        where o.id = record and o.organisation_id = any (app.write_scope() || app.accept_scope());
    elsif table_name = 'reflection' and field in ('general', 'forecast', 'proposals') then
        select r.id, r.organisation_id into report, organisation from app.reflection r
        where r.id = record and r.organisation_id = any (app.write_scope() || app.accept_scope());
    end if;
    if report is null or (organisation <> all (app.write_scope())
                          and (select r.status = 'draft' from app.reflection r where r.id = report)) then
        perform app.refuse('denied', 'not_yours');
    end if;
    if reason is null or char_length(reason) < 5 then
        perform app.refuse('invalid', 'reason_needed', field => 'reason');
    end if;
    insert into app.redaction (id, table_name, record, reflection_id, organisation_id, field, reason, redacted_at, redacted_by)
    values (redaction, table_name, record, report, organisation, field, reason, app.now(), app.my_id());
    if table_name = 'opinion' then
        update app.opinion o set text = app.blot(o.text) where o.id = record;
        update app.submission s set content = jsonb_set(s.content, '{opinions}', (
            select coalesce(jsonb_agg(case when i ->> 'id' = record::text then app.blot_key(i, 'text') else i end), '[]')
            from jsonb_array_elements(s.content -> 'opinions') i)) where s.reflection_id = report;
    else
        update app.reflection r set
            general = case when field = 'general' then app.blot(r.general) else r.general end,
            forecast = case when field = 'forecast' then app.blot(r.forecast) else r.forecast end,
            proposals = case when field = 'proposals' then app.blot(r.proposals) else r.proposals end
        where r.id = record;
        update app.submission s set content = app.blot_key(s.content, field) where s.reflection_id = report;
    end if;
    update audit.entry e set before = app.blot_key(e.before, field), after = app.blot_key(e.after, field)
    where e.record = redact.record::text and e.table_name = redact.table_name;
    update app.redaction n set transaction = null where n.id = redaction;
    return 1;
end $$;
