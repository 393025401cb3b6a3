-- The one clock of the rules, in the town's time zone.

-- The moment of the act, not of the transaction's begin, which a person may have left open for days. What depends on it asks
-- once its locks are won, into a variable where it needs the moment twice. Declared stable, as policies and indexes need it:
-- two looks of one statement may lie on both sides of midnight, and either day is then right.

-- What was set by hand for this connection, or else for everyone; nothing in production.
create or replace function app.now() returns timestamptz
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select coalesce(
        (select c.at from app.clock c where c.backend is null or c.backend = pg_backend_pid() order by c.backend limit 1),
        clock_timestamp())
$$;

create or replace function app.today() returns date
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select (coalesce(
        (select c.at from app.clock c where c.backend is null or c.backend = pg_backend_pid() order by c.backend limit 1),
        clock_timestamp()) at time zone 'Asia/Ho_Chi_Minh')::date
$$;

create or replace function app.local_date(moment timestamptz) returns date
language sql stable set search_path = pg_catalog, pg_temp
as $$ select (moment at time zone 'Asia/Ho_Chi_Minh')::date $$;

-- Every refusal of ours: SQLSTATE LNnnn, the code as message, parameters as JSON, the field where the cursor belongs.
create or replace function app.refuse(kind text, code text, params jsonb default '{}', field text default '')
returns void language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception using
        errcode = case kind when 'invalid' then 'LN001' when 'conflict' then 'LN002' when 'denied' then 'LN003'
                            when 'duplicate' then 'LN004' when 'closed' then 'LN005' end,
        message = code, detail = params::text, column = field;
end $$;
