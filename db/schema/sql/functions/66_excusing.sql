-- What a reviewer grants an organisation: a locked month opened again, months in which it need not report. Whoever granted it
-- may correct it on the same day, after a reply that never came; later it stands, for an organisation has relied on it.

-- Refuses unless this person follows the organisation and does not write for it.
create or replace function app.require_above(organisation integer) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if organisation <> all (app.accept_scope()) then
        perform app.refuse('denied', 'not_yours');
    end if;
    if organisation = any (app.write_scope()) then
        perform app.refuse('denied', 'own_organisation');
    end if;
end $$;

-- A reviewer opens a locked month again for one organisation.
create or replace function app.reopen(attempt uuid, digest text, reopening uuid, organisation integer, at_month date,
                                      reason text, until date, set_aside text default null) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    period app.period;
begin
    begun := app.begin(attempt, 'reopen', reopening, digest, 0);
    if begun.outcome = 'same' then
        return begun.version;
    end if;
    perform app.require_above(organisation);
    period := app.period_of(organisation, at_month);
    if period.month is null then
        perform app.refuse('closed', 'no_programme', jsonb_build_object('month', at_month), 'month');
    end if;
    if app.today() <= period.locks then
        perform app.refuse('invalid', 'month_not_locked',
            jsonb_build_object('month', at_month, 'locked', period.locks), 'month');
    end if;
    perform app.require_reason(reason, set_aside);
    if until is null or until < app.today() or until > app.today() + 60 then
        perform app.refuse('invalid', 'until_out_of_range', jsonb_build_object('days', 60), 'until');
    end if;
    insert into app.reopening as r (id, organisation_id, month, reason, set_aside, until, opened_at, opened_by)
    values (reopening, organisation, at_month, reason, set_aside, until, app.now(), app.my_id())
    on conflict (id) do update set reason = excluded.reason, set_aside = excluded.set_aside, until = excluded.until
    where r.opened_by = app.my_id() and r.organisation_id = excluded.organisation_id and r.month = excluded.month
      and app.local_date(r.opened_at) = app.today();
    if not found then
        perform app.refuse('duplicate', 'key_taken');
    end if;
    return begun.version + 1;
end $$;

-- A reviewer excuses an organisation from a target for some months, with the reason. The target is named by its code:
-- its number is another in another area's programme, and may be in the next year's.
create or replace function app.exempt(attempt uuid, digest text, exemption uuid, organisation integer,
                                      target_code text, first_month date, last_month date, reason text,
                                      set_aside text default null) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
begin
    begun := app.begin(attempt, 'exempt', exemption, digest, 0);
    if begun.outcome = 'same' then
        return begun.version;
    end if;
    perform app.require_above(organisation);
    if not exists (
        select from app.organisation o
        join app.target t on t.programme_id = app.programme_of(o.area_id, extract(year from first_month)::integer)
        where o.id = organisation and t.code = exempt.target_code
    ) then
        perform app.refuse('closed', 'no_programme', jsonb_build_object('month', first_month), 'first');
    end if;
    perform app.require_reason(reason, set_aside);
    insert into app.exemption as e (id, organisation_id, target_code, from_month, until_month, reason, set_aside, given_at,
                                    given_by)
    values (exemption, organisation, target_code, first_month, last_month, reason, set_aside, app.now(), app.my_id())
    on conflict (id) do update set from_month = excluded.from_month, until_month = excluded.until_month,
        reason = excluded.reason, set_aside = excluded.set_aside
    where e.given_by = app.my_id() and e.organisation_id = excluded.organisation_id
      and e.target_code = excluded.target_code and app.local_date(e.given_at) = app.today();
    if not found then
        perform app.refuse('duplicate', 'key_taken');
    end if;
    return begun.version + 1;
end $$;
