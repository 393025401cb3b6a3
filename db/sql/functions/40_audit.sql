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
    column_name text;
    before jsonb;
    after jsonb;
begin
    -- most updates of an opinion are its report's state passing through
    if tg_op = 'UPDATE' and was - ignored = is_now - ignored then
        return null;
    end if;
    if tg_op = 'UPDATE' then
        select coalesce(jsonb_object_agg(c.name, was -> c.name) filter (where not c.hidden), '{}'),
               coalesce(jsonb_object_agg(c.name, case when c.hidden then 'true' else is_now -> c.name end), '{}')
        into before, after
        from (select k as name, open_draft and k = any (texts) as hidden from jsonb_object_keys(seen) k
              where k <> all (ignored) and was -> k <> is_now -> k) c;
        if app.redacting(seen ->> 'id') then
            -- the old text must not survive in the entry that says it was removed
            before := null;
            open_draft := false;
        end if;
    else
        after := jsonb_strip_nulls(seen - ignored);
        before := case when open_draft then after - texts else after end;
        foreach column_name in array texts loop
            if open_draft and after ? column_name then
                after := jsonb_set(after, array[column_name], 'true');
            end if;
        end loop;
    end if;
    insert into audit.entry (table_name, record, report, organisation_id, operation, draft, before, after)
    values (tg_table_name,
            coalesce(seen ->> 'id', seen ->> 'opinion_id', seen ->> 'reflection_id',
                     concat_ws('/', seen ->> 'programme_id', seen ->> 'list', seen ->> 'number', seen ->> 'code', seen ->> 'rule',
                               case when tg_table_name = 'setting' then seen ->> 'name' end, seen ->> 'from_id',
                               seen ->> 'to_id', seen ->> 'month', seen ->> 'day', seen ->> 'on_date', seen ->> 'from_date')),
            case when tg_table_name = 'reflection' then (seen ->> 'id')::uuid else (seen ->> 'reflection_id')::uuid end,
            -- whose it is to read; duties and places belong to the administrator
            case when tg_table_name not in ('duty', 'organisation') then (seen ->> 'organisation_id')::integer end,
            case when tg_op = 'UPDATE' and before is null then 'redact' else lower(tg_op) end, open_draft,
            case when tg_op = 'INSERT' then null else before end,
            case when tg_op = 'DELETE' then null else after end);
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
