-- Accepting or returning is undone by whoever did it, while nobody has acted on it: the report waits again as it did before.

-- Whether anything of a report was changed since it was accepted or returned. The audit has every change of a report and
-- of all that belongs to it.
create or replace function app.acted_on(r app.reflection) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from audit.entry e where e.report = r.id and e.table_name <> 'returning'
          and e.id > coalesce((
            select max(d.id) from audit.entry d where d.report = r.id and case r.status
                when 'accepted' then d.table_name = 'reflection' and d.after ->> 'status' = 'accepted'
                else d.table_name = 'returning' and d.operation = 'insert' end), 0)
          -- a return is written down first; then its report changes its state, by the same hand
          and not (e.table_name = 'reflection' and e.role = session_user
                   and e.after - array['status', 'decided', 'decided_by', 'return_due', 'opened'] = '{}'))
$$;

create or replace function app.undo_decision(attempt uuid, digest text, report uuid, read_version integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    r app.reflection;
    standing app.returning;  -- the return before this one, if there was one
begin
    begun := app.begin_once(attempt, 'undo', report, digest, read_version);
    if begun.done then
        return begun.version;
    end if;
    r := app.take_report(report, 'accept', read_version);
    if r.status not in ('accepted', 'returned') then
        perform app.refuse('closed', 'nothing_to_undo', jsonb_build_object('month', r.month));
    end if;
    if r.decided_by is distinct from app.my_id() then
        perform app.refuse('denied', 'decided_by_another');
    end if;
    -- a change that its clerk has under way is waited for, and seen below
    perform from app.opinion o where o.reflection_id = report order by o.id for update;
    perform from app.petition p where p.reflection_id = report order by p.opinion_id for update;
    if app.acted_on(r) then
        perform app.refuse('closed', 'acted_on', jsonb_build_object('month', r.month));
    end if;
    if r.status = 'returned' then
        update app.returning g set withdrawn = app.now()
        where g.reflection_id = report
          and g.number = (select max(l.number) from app.returning l where l.reflection_id = report);
    end if;
    select * into standing from app.returning g where g.reflection_id = report and g.withdrawn is null
    order by g.number desc limit 1;
    update app.reflection set
        status = 'submitted', decided = standing.returned_at, decided_by = standing.returned_by, return_due = standing.due
    where id = report;
    return read_version + 1;
end $$;
