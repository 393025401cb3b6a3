-- Every command begins here, in its own transaction: a repeat of the same command finds itself and stores nothing twice.
--   new      nothing is known of this id: carry it out against version `base`
--   same     it was carried out as asked: its record has version `base` now (or had, if others changed it since)
--   changed  it was carried out, and the person typed on: carry it out again as a change of version `base`

create or replace function app.begin(attempt uuid, command text, record uuid, digest text, base integer,
                                     out outcome text, out version integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    me integer := app.my_id();
    last app.attempt;
begin
    if me is null and not app.is_administrator() then  -- the superuser who sets the place up has no row in staff
        perform app.refuse('denied', 'unknown_login');
    end if;
    insert into app.attempt (id, try, command, record, digest, version, staff_id)
    values (attempt, 1, command, record, digest, base + 1, me)
    on conflict (id, try) do nothing;
    if found then
        outcome := 'new';
        version := base;
        return;
    end if;
    loop
        -- an earlier try of this very attempt may still be running on a line that went dead: it is waited for
        select * into last from app.attempt a where a.id = attempt order by a.try desc limit 1;
        exit when last.staff_id is distinct from me or last.record <> record or last.command <> command;
        outcome := case when last.digest = digest then 'same' else 'changed' end;
        version := last.version;
        -- A repeat leaves a row too: a commit that wrote nothing would be acknowledged at once, even while the
        -- standby that has to have the first try is down.
        insert into app.attempt (id, try, command, record, digest, version, staff_id)
        values (attempt, last.try + 1, command, record, digest,
                last.version + case outcome when 'changed' then 1 else 0 end, me)
        on conflict (id, try) do nothing;
        if found then
            return;
        end if;
    end loop;
    perform app.refuse('denied', 'attempt_not_yours');
end $$;

-- The same for a command in which there is nothing to change once it was carried out, so that its id serves no other.
create or replace function app.begin_once(attempt uuid, command text, record uuid, digest text, base integer,
                                          out done boolean, out version integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record := app.begin(attempt, command, record, digest, base);
begin
    if begun.outcome = 'changed' then
        perform app.refuse('duplicate', 'attempt_used');
    end if;
    done := begun.outcome = 'same';
    version := begun.version;
end $$;
