-- An amount of the programme shared out to organisations (giao chỉ tiêu) by who follows them. Whoever gave it may correct it on
-- the same day, after a reply that never came; later it stands, and another paper takes its place.

-- Refuses unless the organisation owes a share of that measure on that day, and was there then.
create or replace function app.require_share(organisation integer, programme integer, target integer, of_measure text,
                                             day date) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    named jsonb := jsonb_build_object('name', (select o.short from app.organisation o where o.id = organisation));
begin
    perform app.require_above(organisation);
    if not exists (
        select from app.organisation o join app.area a on a.id = o.area_id join app.body b on b.id = o.body_id
        join lateral (
            select distinct on (r.code) r.* from app.owing_rule r
            where r.programme_id = programme and r.number = target and r.from_date <= day
            order by r.code, r.from_date desc) r on r.to_date is null or r.to_date >= day
        where o.id = organisation and o.opened <= day and (o.closed is null or day < o.closed)
          and app.programme_of(o.area_id, extract(year from day)::integer) = programme
          and r.measure = of_measure and r.source = 'allotment' and b.code = any (r.bodies) and a.level = any (r.levels)
    ) then
        perform app.refuse('invalid', 'owes_no_share', named, 'amounts');
    end if;
end $$;

create or replace function app.allot(attempt uuid, digest text, allotment uuid, programme integer, target_code text,
                                     of_measure text, day date, paper text, paper_day date, organisations integer[],
                                     amounts integer[]) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    begun record;
    target integer := (select t.number from app.target t where t.programme_id = programme and t.code = target_code);
begin
    begun := app.begin(attempt, 'allot', allotment, digest, 0);
    if begun.outcome = 'same' then
        return begun.version;
    end if;
    if coalesce(cardinality(organisations), 0) = 0 or cardinality(organisations) <> cardinality(amounts)
       or cardinality(organisations) <> (select count(distinct o) from unnest(organisations) o) then
        perform app.refuse('invalid', 'shares_unclear', field => 'amounts');
    end if;
    if exists (select from unnest(amounts) a where a is null or a < 0) then
        perform app.refuse('invalid', 'share_below_zero', field => 'amounts');
    end if;
    perform app.require_share(o, programme, target, of_measure, day) from unnest(organisations) o;
    if coalesce(paper, '') = '' then
        perform app.refuse('invalid', 'paper_needed', field => 'paper_number');
    end if;
    perform app.require_no_mark(null, jsonb_build_object('paper_number', paper), '{paper_number}');
    perform app.require_no_person(paper, null, 'paper_number');
    if paper_day is null or paper_day > app.today() or paper_day < day - 400 then
        perform app.refuse('invalid', 'allotment_paper_date', field => 'paper_date');
    end if;
    -- what was given in this paper before, on the same day, by the same person: all of it is given anew
    if exists (select from app.allotment a where a.id = allot.allotment
               and (a.given_by is distinct from app.my_id() or app.local_date(a.given_at) <> app.today())) then
        perform app.refuse('duplicate', 'key_taken');
    end if;
    delete from app.allotment a where a.id = allot.allotment;
    insert into app.allotment (id, organisation_id, programme_id, number, measure, from_date, amount, paper_number,
                               paper_date, given_at, given_by)
    select allotment, s.organisation, programme, target, of_measure, day, s.amount, paper, paper_day, app.now(), app.my_id()
    from unnest(organisations, amounts) s(organisation, amount);
    return begun.version + 1;
end $$;

-- How much of a measure is shared out on a day, in numbers alone, to all who write for or follow an organisation of that
-- programme: the whole (the measure's floor), what was given, to how many. A part that one may read is no total.
create or replace function app.shared_out(programme integer, target integer, of_measure text, day date)
returns table (whole numeric, given bigint, organisations bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 1
as $$
begin
    if not exists (
        select from unnest(app.write_scope() || app.review_scope()) s join app.organisation o on o.id = s
        where app.programme_of(o.area_id, extract(year from day)::integer) = programme
    ) then
        return;
    end if;
    return query
    select m.floor, coalesce(sum(a.amount), 0)::bigint, count(a.amount) from app.measure m
    left join (
        select distinct on (x.organisation_id) x.amount from app.allotment x
        where x.programme_id = programme and x.number = target and x.measure = of_measure and x.from_date <= day
        order by x.organisation_id, x.from_date desc) a on true
    where m.programme_id = programme and m.number = target and m.code = of_measure group by m.floor;
end $$;
