-- Owned by langnghe_staffer (CREATEROLE): role names are checked and quoted, everything else is fixed text. A person's key
-- is made here, so an attempt of these names itself as its record.

-- From 16 on a member can be kept from SET ROLE to the group. On 15 it can be done and gives nothing: whose rows one
-- sees is decided by the login.
create or replace function app.put_in_group(login text, group_name text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('grant %I to %I', group_name, login)
        || case when current_setting('server_version_num')::integer >= 160000 then ' with set false' else '' end;
end $$;

create or replace function app.staff_add(attempt uuid, digest text, login text, person_name text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    made integer;
begin
    if (app.begin_once(attempt, 'staff_add', attempt, digest, 0)).done then
        return (app.staff_row(login)).id;
    end if;
    made := app.staff_record(login, person_name);
    if login ~ '^(pg_|langnghe)' then
        perform app.refuse('invalid', 'bad_login', jsonb_build_object('login', login), 'login');
    end if;
    execute format('create role %I login connection limit 4', login);
    perform app.put_in_group(login, 'langnghe_user');
    return made;
exception when duplicate_object then
    perform app.refuse('duplicate', 'login_taken', jsonb_build_object('login', login), 'login');
    return null;
end $$;

-- A password arrives already hashed by the client (SCRAM): the clear text never reaches the server or its log. The digest
-- says whose password it is and nothing about the password, which could else be guessed from it.
create or replace function app.staff_password(attempt uuid, digest text, login text, verifier text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    person app.staff := app.staff_row(login);
begin
    if (app.begin_once(attempt, 'staff_password', attempt, digest, 0)).done then
        return;
    end if;
    if verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' then
        perform app.refuse('invalid', 'password_not_hashed');
    end if;
    if person.closed is not null then
        perform app.refuse('closed', 'account_closed', jsonb_build_object('login', login));
    end if;
    execute format('alter role %I password %L', login, verifier);
end $$;

-- Takes effect at once: no scope, no login, no session. Nothing the person wrote is touched.
create or replace function app.staff_close(attempt uuid, digest text, login text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    person app.staff := app.staff_row(login);
begin
    if (app.begin_once(attempt, 'staff_close', attempt, digest, 0)).done then
        return;
    end if;
    if login = session_user then
        perform app.refuse('denied', 'own_account');
    end if;
    perform app.staff_mark_closed(login);
    execute format('alter role %I nologin password null', login);
    -- taking away what is not there would warn, and a warning at a commit means that it is not confirmed
    if pg_has_role(login, 'langnghe_national', 'member') then
        execute format('revoke langnghe_national from %I', login);
    end if;
    perform pg_terminate_backend(a.pid) from pg_stat_activity a where a.usename = login;
end $$;

create or replace function app.duty_give(attempt uuid, digest text, login text, duty_kind text, organisation integer,
                                         area integer, body integer, first_day date, last_day date) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    made integer;
begin
    if (app.begin_once(attempt, 'duty_give', attempt, digest, 0)).done then
        return app.duty_given(login, duty_kind, organisation, area, body);
    end if;
    made := app.duty_record(login, duty_kind, organisation, area, body, first_day, last_day);
    if duty_kind = 'national' then
        perform app.put_in_group(login, 'langnghe_national');
    end if;
    return made;
end $$;

create or replace function app.duty_close(attempt uuid, digest text, login text, duty integer, last_day date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    ended text;
begin
    if (app.begin_once(attempt, 'duty_close', attempt, digest, 0)).done then
        return;
    end if;
    ended := app.duty_end(login, duty, last_day);
    -- taking away what is not there would warn, and a warning at a commit means that it is not confirmed
    if ended = 'national' and not app.is_national(login)
       and pg_has_role(login, 'langnghe_national', 'member') then
        execute format('revoke langnghe_national from %I', login);
    end if;
end $$;
