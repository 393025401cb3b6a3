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

-- The sessions of a login that began before that moment are told to end (not this one), and how many there are still. Beside
-- them the processes in which somebody, one cannot see who, signs in just now: such a one may have been let in by what was
-- true a moment ago, and is waited for. Once a change of access is committed, a moment after it is asked about and neither is
-- left, no session is older than the change.
create or replace function app.end_sessions(login text, began_before timestamptz, out sessions integer, out signing_in integer[])
language plpgsql security definer set search_path = pg_catalog, pg_temp
set client_min_messages = error  -- one that ended by itself meanwhile is no warning: the commit would not be believed
as $$
begin
    perform pg_stat_clear_snapshot();
    -- asked before the sessions: who gets in between is then among these or among those
    signing_in := array(
        select distinct l.pid from pg_locks l left join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'virtualxid' and l.pid <> pg_backend_pid()
          and (a.pid is null or a.usesysid is null and a.backend_type = 'client backend'));
    perform pg_stat_clear_snapshot();
    select count(pg_terminate_backend(a.pid)) into sessions
    from pg_stat_activity a
    where a.usename = login and a.backend_start < began_before and a.pid <> pg_backend_pid();
end $$;

-- A change of the login role itself. Everyone may set their own password, and with that transaction left open keeps
-- others from the role: such sessions are ended, and it is tried again.
create or replace function app.change_role(login text, change text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '200ms'
as $$
begin
    for round in 1 .. 20 loop
        begin
            execute format('alter role %I ', login) || change;
            return;
        exception when lock_not_available or internal_error then  -- held, or changed while it was waited for
            if round = 20 then
                raise;
            end if;
        end;
        perform app.end_sessions(login, clock_timestamp());
    end loop;
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

-- Ends a person's sessions that began before that moment (null: now, and it is answered), and says how many are left:
-- db/people/staff.py asks until there are none.
create or replace function app.staff_end_sessions(login text, inout began_before timestamptz,
                                                  out sessions integer, out signing_in integer[])
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    person app.staff := app.staff_row(login);
begin
    began_before := coalesce(began_before, clock_timestamp());
    select * into sessions, signing_in from app.end_sessions(person.role, began_before);
end $$;

-- Nobody signs in as that person until a password is set: whoever had the old one would set another in between. The old one
-- goes now: a sign-in that has begun holds what it is compared with, and only those that have are waited for.
create or replace function app.staff_suspend(attempt uuid, digest text, login text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    person app.staff := app.staff_row(login);
begin
    if (app.begin_once(attempt, 'staff_suspend', attempt, digest, 0)).done then
        return;
    end if;
    if person.closed is not null then
        perform app.refuse('closed', 'account_closed', jsonb_build_object('login', login));
    end if;
    if login = session_user then
        perform app.refuse('denied', 'own_account');
    end if;
    perform app.staff_void(login, 'infinity');
    perform app.change_role(login, 'nologin password null');
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
    perform app.staff_mark_password(login);
    perform app.change_role(login, format('login password %L', verifier));
end $$;

-- No scope, no login, and no session but one that is beginning just now: those db/people/staff.py ends, once this is committed.
-- Nothing the person wrote is touched.
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
    perform app.change_role(login, 'nologin password null');
    -- taking away what is not there would warn, and a warning at a commit means that it is not confirmed
    if pg_has_role(login, 'langnghe_national', 'member') then
        execute format('revoke langnghe_national from %I', login);
    end if;
    perform app.end_sessions(login, clock_timestamp());
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
