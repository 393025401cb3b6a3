-- What a report and its rows must obey, whoever writes them and however: the month, the codes, people's data.

-- Refuses (Closed) when the organisation cannot write about that month now.
create or replace function app.require_open_month(organisation integer, at_month date, kind text)
returns void language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    org app.organisation;
    period app.period;
    today date := app.today();
begin
    select * into org from app.organisation o where o.id = organisation;
    if at_month > today then
        perform app.refuse('closed', 'month_in_future', jsonb_build_object('month', at_month), 'month');
    end if;
    if org.opened >= at_month + interval '1 month' or org.closed <= at_month then
        perform app.refuse('closed', 'organisation_closed',
            jsonb_build_object('organisation', org.name, 'month', at_month), 'month');
    end if;
    period := app.period_of(organisation, at_month);
    if period.month is null then
        perform app.refuse('closed', 'no_programme', jsonb_build_object('month', at_month), 'month');
    end if;
    if today < period.opens then
        perform app.refuse('closed', 'month_not_open',
            jsonb_build_object('month', at_month, 'opens', period.opens), 'month');
    end if;
    if kind = 'periodic' and today > period.locks and not exists (
        select from app.reopening r
        where r.organisation_id = organisation and r.month = at_month and r.until >= today
    ) then
        perform app.refuse('closed', 'month_locked',
            jsonb_build_object('month', at_month, 'locked', period.locks), 'month');
    end if;
end $$;

-- Refuses a code that is none of those in force, and says which are: the nearest are picked where the sentence is made.
create or replace function app.refuse_code(wanted_list text, code text, in_force text[], field text) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.refuse('invalid', 'unknown_code',
        jsonb_build_object('list', wanted_list, 'code', code, 'codes', to_jsonb(coalesce(in_force, '{}'))), field);
end $$;

-- Refuses the first of these codes that its list does not have in that month, in the programme of the organisation's
-- area.
create or replace function app.require_codes(organisation integer, lists text[], codes text[], at_month date,
                                             fields text[]) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    programme integer := (select app.programme_of(o.area_id, extract(year from at_month)::integer)
                          from app.organisation o where o.id = organisation);
    wrong record;
begin
    select w.* into wrong from unnest(lists, codes, fields) with ordinality w(list, code, field, place)
    where w.code is not null and not exists (
        select from app.code c where c.programme_id = programme and c.list = w.list and c.code = w.code
          and c.from_date < at_month + interval '1 month' and (c.to_date is null or c.to_date >= at_month))
    order by w.place limit 1;
    if wrong.code is not null then
        perform app.refuse_code(wrong.list, wrong.code, array(
            select c.code from app.code c
            where c.programme_id = programme and c.list = wrong.list and c.from_date < at_month + interval '1 month'
              and (c.to_date is null or c.to_date >= at_month) order by c.position), wrong.field);
    end if;
end $$;

-- A text that looks like a person's data is stored only with the reason, given for that very text, why it names no citizen.
create or replace function app.require_no_person(content text, reason text, field text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    found_kind text;
begin
    if content is null or reason is not null then
        return;
    end if;
    select p.kind into found_kind from app.personal_pattern p
    where content ~ p.hint and content ~ p.pattern order by p.position limit 1;
    if found_kind is not null then
        perform app.refuse('invalid', 'personal_data', jsonb_build_object('kind', found_kind), field);
    end if;
end $$;

-- A reason covers what it was given for: of the texts that `covered` says, those that still stand there as they were.
create or replace function app.still_covered(covered jsonb, reason text, is_now jsonb, fields text[]) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp
as $$
    select jsonb_object_agg(c.key, c.value) from jsonb_each(covered) c
    where reason is not null and c.key = any (fields) and c.value = is_now -> c.key
$$;

-- What a redaction leaves behind is written by nobody else: a text of which a reader would think that it was removed is
-- refused. `was` is the row as it was, whose marks stay.
create or replace function app.require_no_mark(was jsonb, is_now jsonb, fields text[]) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    name text;
begin
    foreach name in array fields loop
        if is_now ->> name is distinct from was ->> name
           and is_now ->> name ~ '^\[ *[đĐdD][ãÃaA] +[xX](óa|oá|oa|ÓA|OÁ|OA) [^]]*\]$' then
            perform app.refuse('invalid', 'looks_redacted', field => name);
        end if;
    end loop;
end $$;

-- Whoever sets a warning aside, returns, reopens or excuses says why, in words that name no person; or, of a reason that
-- must look as if it did, why it does not. What sets something aside has nothing behind it that could set it aside.
create or replace function app.require_reason(reason text, set_aside text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if reason is null or char_length(reason) < 5 then
        perform app.refuse('invalid', 'reason_needed', field => 'reason');
    end if;
    perform app.require_no_mark(null, jsonb_build_object('reason', reason, 'set_aside', set_aside), '{reason,set_aside}');
    perform app.require_no_person(reason, set_aside, 'reason');
    perform app.require_no_person(set_aside, null, 'set_aside');
end $$;
