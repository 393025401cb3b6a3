-- Named patterns of rights. The files of policies call them, a paragraph for each table; `db upgrade` runs those as the
-- owner of the tables. Nobody is granted these functions, and they do nothing that their caller may not do, so a person
-- cannot use them. docs/rights.md says in full what they came to.

-- The columns of a table that people are never shown: the numbers of persons and places (comparisons of numbers run
-- before a policy, and would tell who wrote a hidden row and where), what a reason was given for, and those in `hidden`.
create or replace function app.columns_to_show(table_name text, hidden text[] default '{}') returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
    where a.attrelid = format('app.%I', table_name)::regclass and a.attnum > 0 and not a.attisdropped
      and a.attname <> all (hidden || '{covered}') and not exists (
        select from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'f' and k.conkey = array[a.attnum]
        and k.confrelid = any (array['app.staff', 'app.area', 'app.village']::regclass[]))
$$;

-- Everyone signed in reads these tables whole.
create or replace function app.read_by_all(variadic tables text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    name text;
begin
    foreach name in array tables loop
        execute format('alter table app.%I enable row level security', name);
        execute format('create policy everyone_reads on app.%I for select to langnghe_user using (true)', name);
        execute format('grant select on app.%I to langnghe_user', name);
    end loop;
end $$;

-- Everyone reads the table; an administrator adds rows, with the columns `fixed`, which stay, and `changed`, which an
-- administrator may change later. The audit notes both.
create or replace function app.kept_by_administrators(table_name text, fixed text[], changed text[] default '{}') returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.read_by_all(table_name);
    execute format('create policy administrator_adds on app.%I for insert to langnghe_user'
                   ' with check ((select app.is_administrator()))', table_name);
    execute format('grant insert (%s) on app.%I to langnghe_user', app.column_list(fixed || changed), table_name);
    if changed <> '{}' then
        execute format('create policy administrator_changes on app.%I for update to langnghe_user'
                       ' using ((select app.is_administrator()))', table_name);
        execute format('grant update (%s) on app.%I to langnghe_user', app.column_list(changed), table_name);
    end if;
    execute format('create trigger audit_note after insert or update on app.%I for each row'
                   ' execute function audit.note()', table_name);
end $$;

-- Column names as a statement takes them.
create or replace function app.column_list(columns text[]) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$ select string_agg(quote_ident(c.name), ', ' order by c.place) from unnest(columns) with ordinality c(name, place) $$;

-- The clerks of an organisation read its rows of the table, all columns but those never shown and the `hidden` ones.
create or replace function app.read_by_clerks(table_name text, hidden text[] default '{}') returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('alter table app.%I enable row level security', table_name);
    execute format('create policy own on app.%I for select to langnghe_user'
                   ' using (organisation_id = any ((select app.write_scope())::integer[]))', table_name);
    execute format('grant select (%s) on app.%I to langnghe_user', app.columns_to_show(table_name, hidden), table_name);
end $$;

-- Those who follow the area, or decide for it, read the rows of which `condition` is true.
create or replace function app.read_by_reviewers(table_name text, condition text default null) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('create policy reviewed on app.%I for select to langnghe_user'
                   ' using (%sorganisation_id = any ((select app.review_scope())::integer[]))',
                   table_name, condition || ' and ');
end $$;

-- A national reader reads the rows of every organisation that have this status. The duty is asked for as well, since the
-- group alone could be granted by whoever keeps the server.
create or replace function app.read_by_nation(table_name text, at_status text) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('create policy %I on app.%I for select to langnghe_national'
                   ' using (status = %L and (select app.has_duty(''national'')))',
                   at_status || '_everywhere', table_name, at_status);
end $$;

-- Clerks add rows of their organisation, with a key, the columns `fixed`, which stay, and `changed`; where the table has a
-- status, while it is one of `while_status`. What reasons cover is written with them.
create or replace function app.added_by_clerks(table_name text, fixed text[], changed text[], while_status text[] default '{}')
returns void language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('create policy clerk_adds on app.%I for insert to langnghe_user with check (%s)',
                   table_name, app.clerks_condition(while_status));
    execute format('grant insert (%s) on app.%I to langnghe_user',
                   app.column_list('{id}' || fixed || changed || app.covered_of(table_name)), table_name);
end $$;

-- Clerks change these columns of their organisation's rows, and what reasons cover; where the table has a status, while it
-- is one of `while_status`.
create or replace function app.changed_by_clerks(table_name text, changed text[], while_status text[] default '{}') returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('create policy %I on app.%I for update to langnghe_user using (%s)',
                   case while_status when '{}' then 'clerk_changes' else 'clerk_changes_what_is_not_sent' end, table_name,
                   app.clerks_condition(while_status));
    execute format('grant update (%s) on app.%I to langnghe_user',
                   app.column_list(changed || app.covered_of(table_name)), table_name);
end $$;

-- The one condition on rows that clerks write: an array that is found once for a statement, so that an index serves it.
create or replace function app.clerks_condition(while_status text[]) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$
    select coalesce('status in (' || (select string_agg(quote_literal(s), ', ') from unnest(while_status) s) || ') and ', '')
        || 'organisation_id = any ((select app.write_scope())::integer[])'
$$;

-- The column in which a table keeps what its reasons were given for, if it has one.
create or replace function app.covered_of(table_name text) returns text[]
language sql stable set search_path = pg_catalog, pg_temp
as $$
    select array(select a.attname::text from pg_attribute a where a.attrelid = format('app.%I', table_name)::regclass
                 and a.attname = 'covered' and not a.attisdropped)
$$;
