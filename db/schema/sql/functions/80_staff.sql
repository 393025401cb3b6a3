-- People: a login role with its duties is made, changed and closed by fixed text alone. The functions that touch roles
-- belong to langnghe_staffer, the one role that may create any; no person has CREATEROLE.

-- An administrator, or the superuser who sets the place up before there is one.
create or replace function app.is_administrator() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select app.has_duty('administrator')
        or exists (select from pg_catalog.pg_roles r where r.rolname = session_user and r.rolsuper)
$$;

create or replace function app.require_administrator() returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if not app.is_administrator() then
        perform app.refuse('denied', 'not_administrator');
    end if;
end $$;

-- Refuses what somebody does to their own duties, and what is dated back; the superuser, who sets the place up, may date back.
create or replace function app.require_others_duty(login text, first_day date default null) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if login = session_user then
        perform app.refuse('denied', 'own_duty');
    end if;
    if first_day < app.today() and app.my_id() is not null then
        perform app.refuse('invalid', 'first_in_past', jsonb_build_object('day', first_day), 'from');
    end if;
end $$;

-- Refuses to end these duties when the place would have an administrator for a shorter time than now, or none. Whoever asks
-- holds the duties of all administrators, so that two cannot take each other away at once, and is asked again whether they
-- are one, now that nobody changes that.
create or replace function app.require_other_administrator(duties integer[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    lasts date;
    lasts_without date;
begin
    if not exists (select from app.duty d where d.id = any (duties) and d.kind = 'administrator') then
        return;
    end if;
    perform from app.duty d where d.kind = 'administrator' order by d.id for update;
    perform app.require_administrator();
    select max(h.last), max(h.last) filter (where h.id <> all (duties)) into lasts, lasts_without from (
        select d.id, coalesce(d.to_date, 'infinity') as last from app.duty d join app.staff s on s.id = d.staff_id
        where d.kind = 'administrator' and s.closed is null and d.from_date <= app.today()) h
    where h.last >= app.today();
    if lasts_without is distinct from lasts then
        perform app.refuse('denied', 'last_administrator');
    end if;
end $$;

create or replace function app.staff_record(login text, person_name text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    made integer;
begin
    perform app.require_administrator();
    insert into app.staff (role, name) values (login, person_name) returning id into made;
    return made;
exception when unique_violation then
    perform app.refuse('duplicate', 'login_taken', jsonb_build_object('login', login), 'login');
    return null;
end $$;

create or replace function app.staff_row(login text) returns app.staff
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    person app.staff;
begin
    perform app.require_administrator();
    select * into person from app.staff s where s.role = login;
    if person.id is null then
        perform app.refuse('invalid', 'no_such_login', jsonb_build_object('login', login), 'login');
    end if;
    return person;
end $$;

create or replace function app.staff_mark_closed(login text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_administrator();
    perform app.require_other_administrator(array(
        select d.id from app.duty d join app.staff s on s.id = d.staff_id where s.role = login));
    update app.staff s set closed = clock_timestamp() where s.role = login and s.closed is null;
    update app.duty d set to_date = greatest(d.from_date - 1, app.today())
    where d.staff_id = (select s.id from app.staff s where s.role = login)
      and (d.to_date is null or d.to_date > app.today());
end $$;

-- Sessions of that person that began before the moment are void, whoever finds them (db/people/leftovers.py).
create or replace function app.staff_void(login text, moment timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_administrator();
    update app.staff s set sessions_from = greatest(s.sessions_from, moment) where s.role = login;
end $$;

-- That a password was set, by whom the audit says, and never which.
create or replace function app.staff_mark_password(login text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_administrator();
    update app.staff s set password_set = clock_timestamp(), sessions_from = clock_timestamp() where s.role = login;
end $$;

-- Gives a duty and returns its id; says whether the person is (still) a national reader.
create or replace function app.duty_record(login text, duty_kind text, organisation integer, area integer, body integer,
                                           first_day date, last_day date) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    made integer;
begin
    perform app.require_administrator();
    if (app.staff_row(login)).closed is not null then
        perform app.refuse('closed', 'account_closed', jsonb_build_object('login', login));
    end if;
    perform app.require_others_duty(login, first_day);
    if duty_kind = 'national' and last_day is not null then
        perform app.refuse('invalid', 'national_has_no_end', field => 'until');
    end if;
    insert into app.duty (staff_id, kind, organisation_id, area_id, body_id, from_date, to_date)
    values ((app.staff_row(login)).id, duty_kind, organisation, area, body::smallint, coalesce(first_day, app.today()), last_day)
    returning id into made;
    return made;
end $$;

-- The duty that a repeated command gave: the last of its kind.
create or replace function app.duty_given(login text, duty_kind text, organisation integer, area integer, body integer)
returns integer language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select max(d.id) from app.duty d
    where d.staff_id = (app.staff_row(login)).id and d.kind = duty_kind and d.organisation_id is not distinct from organisation
      and d.area_id is not distinct from area and d.body_id is not distinct from body
$$;

-- Whether a person has a national duty in force.
create or replace function app.is_national(login text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select exists (select from app.duty d where d.staff_id = (app.staff_row(login)).id and d.kind = 'national'
                   and d.from_date <= app.today() and (d.to_date is null or d.to_date >= app.today()))
$$;

-- Ends a duty with its last day (null: yesterday, at once) and returns its kind. What is over stays as it was, and no duty
-- is made longer: that is a new one, which says since when and by whom.
create or replace function app.duty_end(login text, duty integer, last_day date) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    last date := coalesce(last_day, app.today() - 1);
    ended app.duty;
begin
    perform app.require_administrator();
    perform app.require_others_duty(login);
    perform app.require_other_administrator(array[duty]);
    select d.* into ended from app.duty d where d.id = duty and d.staff_id = (app.staff_row(login)).id for update;
    if ended.id is null then
        perform app.refuse('invalid', 'no_such_duty', jsonb_build_object('duty', duty), 'duty');
    end if;
    if ended.to_date < greatest(app.today(), last) then
        perform app.refuse('closed', 'duty_ended', jsonb_build_object('duty', duty, 'day', ended.to_date), 'duty');
    end if;
    if last >= app.today() and ended.kind = 'national' then
        perform app.refuse('invalid', 'national_has_no_end', field => 'until');
    end if;
    if last < app.today() - 1 and app.my_id() is not null then
        perform app.refuse('invalid', 'last_in_past', jsonb_build_object('day', last), 'until');
    end if;
    update app.duty d set to_date = greatest(d.from_date - 1, last) where d.id = duty returning d.* into ended;
    if ended.to_date < app.today() then
        perform app.staff_void(login, clock_timestamp());
    end if;
    return ended.kind;
end $$;
