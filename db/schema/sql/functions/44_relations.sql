-- What holds of relations between organisations: both are there meanwhile, none is there twice at a time, nobody is above
-- themselves. A places file is checked for it before (db/programme/places_check_relations.py); this decides.
create or replace function app.check_relation() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    named jsonb := jsonb_build_object(
        'kind', new.kind,
        'one', (select o.short from app.organisation o where o.id = new.from_id),
        'other', (select o.short from app.organisation o where o.id = new.to_id));
begin
    if exists (
        select from app.organisation o where o.id in (new.from_id, new.to_id)
        and (new.opened < o.opened or coalesce(new.closed, 'infinity') > coalesce(o.closed, 'infinity'))
    ) then
        perform app.refuse('invalid', 'relation_outside', named);
    end if;
    if exists (
        select from app.relation r where (r.kind, r.from_id, r.to_id) = (new.kind, new.from_id, new.to_id)
        and r.opened <> new.opened and r.opened < coalesce(new.closed, 'infinity')
        and coalesce(r.closed, 'infinity') > new.opened
    ) then
        perform app.refuse('duplicate', 'relation_twice', named);
    end if;
    -- upwards, each step within the days on which all before it hold
    if new.kind = 'superior' and exists (
        with recursive above(id, opened, closed) as (
            select new.from_id, new.opened, coalesce(new.closed, 'infinity')
            union
            select r.from_id, greatest(a.opened, r.opened), least(a.closed, coalesce(r.closed, 'infinity'))
            from above a join app.relation r on r.to_id = a.id and r.kind = 'superior'
            and r.opened < a.closed and coalesce(r.closed, 'infinity') > a.opened
        ) select from above a where a.id = new.to_id
    ) then
        perform app.refuse('invalid', 'relation_loop', named);
    end if;
    return new;
end $$;
