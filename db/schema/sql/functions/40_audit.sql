-- Whether app.redact is at this moment removing a person's data from that record.
create or replace function app.redacting(record text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select exists (select from app.redaction r
                   where r.transaction = pg_current_xact_id_if_assigned() and r.record::text = redacting.record)
$$;

-- The audit trigger. Of a draft it keeps that its texts changed, not what they said; of what was once sent, from and to.
-- Each table's trigger says what that means for it (db/schema/sql/policies): first the columns that are texts of a draft, then
-- those that follow the row's report and are no change of its own.

-- What changed between two states of a row, from and to; of a hidden column only that it changed.
create or replace function audit.changed(was jsonb, is_now jsonb, hidden text[], out before jsonb, out after jsonb)
language sql immutable set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_object_agg(c.name, was -> c.name) filter (where not c.hidden), '{}'),
           coalesce(jsonb_object_agg(c.name, case when c.hidden then 'true' else is_now -> c.name end), '{}')
    from (select k as name, k = any (hidden) as hidden from jsonb_object_keys(is_now) k where was -> k <> is_now -> k) c
$$;

-- A row that was made; of a hidden column only that it is there.
create or replace function audit.made(is_now jsonb, hidden text[]) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp
as $$
    select jsonb_object_agg(k.key, case when k.key = any (hidden) then 'true' else k.value end)
    from jsonb_each(is_now) k
$$;

-- A row as it is known in the audit, in tables without an id: what stands for one.
create or replace function audit.record_of(table_name text, seen jsonb) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
    select coalesce(seen ->> 'opinion_id', seen ->> 'reflection_id',
                    concat_ws('/', seen ->> 'programme_id', seen ->> 'list', seen ->> 'number', seen ->> 'code', seen ->> 'rule',
                              seen ->> 'grade', seen ->> 'direction',
                              case table_name when 'setting' then seen ->> 'name' when 'relation' then seen ->> 'kind' end,
                              seen ->> 'from_id',
                              seen ->> 'to_id', seen ->> 'month', seen ->> 'day', seen ->> 'on_date', seen ->> 'from_date',
                              case when table_name = 'relation' then seen ->> 'opened' end))
$$;

create or replace function audit.note() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
    seen jsonb := coalesce(is_now, was);
    -- what says nothing about what a person did
    quiet text[] := array['version', 'updated_at', 'created_at', 'created_by'] || coalesce(tg_argv[1], '{}')::text[];
    open_draft boolean := coalesce(coalesce(was, is_now) ->> 'status' = 'draft' and seen ->> 'status' = 'draft', false);
    hidden text[] := case when open_draft then coalesce(tg_argv[0], '{}') else '{}' end;
    operation text := lower(tg_op);
    before jsonb;
    after jsonb;
begin
    if tg_op = 'INSERT' then
        after := jsonb_strip_nulls(is_now - quiet);
        if open_draft then
            after := audit.made(after, hidden);
        end if;
    elsif tg_op = 'DELETE' then
        before := jsonb_strip_nulls(was - quiet) - hidden;
    elsif was - quiet = is_now - quiet then
        return null;
    else
        select c.before, c.after into before, after from audit.changed(was - quiet, is_now - quiet, hidden) c;
        if app.redacting(seen ->> 'id') then
            -- the old text must not survive in the entry that says it was removed
            operation := 'redact';
            before := null;
        end if;
    end if;
    insert into audit.entry (table_name, record, report, organisation_id, operation, draft, before, after)
    values (tg_table_name, coalesce(seen ->> 'id', audit.record_of(tg_table_name, seen)),
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
