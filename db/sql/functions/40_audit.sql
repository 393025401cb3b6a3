-- Whether app.redact is at this moment removing a person's data from that record.
create or replace function app.redacting(record text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select exists (select from app.redaction r
                   where r.transaction = pg_current_xact_id_if_assigned() and r.record::text = redacting.record)
$$;

-- The audit trigger. Of a draft it keeps that its texts changed, not what they said; of what was once sent, from and to.

-- Columns that say nothing about what a person did.
create or replace function audit.quiet() returns text[]
language sql immutable set search_path = pg_catalog, pg_temp
as $$ select array['version', 'updated_at', 'created_at', 'created_by', 'search'] $$;

-- What changed between two states of a row, from and to; of a hidden column only that it changed.
create or replace function audit.changed(was jsonb, is_now jsonb, hidden text[], out before jsonb, out after jsonb)
language sql immutable set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_object_agg(c.name, was -> c.name) filter (where not c.hidden), '{}'),
           coalesce(jsonb_object_agg(c.name, case when c.hidden then 'true' else is_now -> c.name end), '{}')
    from (select k as name, k = any (hidden) as hidden from jsonb_object_keys(is_now) k where was -> k <> is_now -> k) c
$$;

-- A row as it is known in the audit: its key, or what stands for one in tables without a key of their own.
create or replace function audit.record_of(table_name text, seen jsonb) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
    select coalesce(seen ->> 'id', seen ->> 'opinion_id', seen ->> 'reflection_id',
                    concat_ws('/', seen ->> 'programme_id', seen ->> 'list', seen ->> 'number', seen ->> 'code', seen ->> 'rule',
                              case when table_name = 'setting' then seen ->> 'name' end, seen ->> 'from_id',
                              seen ->> 'to_id', seen ->> 'month', seen ->> 'day', seen ->> 'on_date', seen ->> 'from_date'))
$$;

create or replace function audit.note() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    -- a state that followed the report's is not a change of this row
    ignored text[] := audit.quiet() || case when tg_table_name in ('opinion', 'petition') then array['status', 'organisation_id', 'month'] else array[]::text[] end;
    texts text[] := array['general', 'forecast', 'proposals', 'text'];
    seen jsonb := coalesce(is_now, was);
    open_draft boolean := coalesce(coalesce(was, is_now) ->> 'status' = 'draft' and seen ->> 'status' = 'draft', false);
    operation text := lower(tg_op);
    before jsonb;
    after jsonb;
begin
    -- most updates of an opinion are its report's state passing through
    if tg_op = 'UPDATE' and was - ignored = is_now - ignored then
        return null;
    end if;
    texts := case when open_draft then texts else array[]::text[] end;
    if tg_op = 'UPDATE' then
        select c.before, c.after into before, after from audit.changed(was - ignored, is_now - ignored, texts) c;
        if app.redacting(seen ->> 'id') then
            -- the old text must not survive in the entry that says it was removed
            operation := 'redact';
            before := null;
            open_draft := false;
        end if;
    elsif tg_op = 'DELETE' then
        before := jsonb_strip_nulls(was - ignored) - texts;
    else
        select jsonb_object_agg(k.key, case when k.key = any (texts) then 'true' else k.value end) into after
        from jsonb_each(jsonb_strip_nulls(is_now - ignored)) k;
    end if;
    insert into audit.entry (table_name, record, report, organisation_id, operation, draft, before, after)
    values (tg_table_name, audit.record_of(tg_table_name, seen),
            case when tg_table_name = 'reflection' then (seen ->> 'id')::uuid else (seen ->> 'reflection_id')::uuid end,
            -- whose it is to read; duties and places belong to the administrator
            case when tg_table_name not in ('duty', 'organisation') then (seen ->> 'organisation_id')::integer end,
            operation, open_draft, before, after);
    return null;
end $$;

-- Nobody rewrites history, not even its owner by mistake: app.redact alone changes values, in its own transaction.
create or replace function audit.keep() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and tg_table_name = 'entry' then
        if app.redacting(old.record)
           and to_jsonb(new) - array['before', 'after'] = to_jsonb(old) - array['before', 'after'] then
            return new;
        end if;
    end if;
    perform app.refuse('denied', 'append_only');
    return null;
end $$;
