"""What the country wrote: reports by organisation and month, and all that hangs on them."""

from __future__ import annotations

# Keys are in the order of time, as the program makes them (UUIDv7): the moment's milliseconds, then a number.
_KEYS = """
create schema load;
create function load.key(moment timestamptz, number bigint) returns uuid language sql immutable as $$
    select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0')
            || '7' || lpad(to_hex(number %% 4096), 3, '0') || '8' || lpad(to_hex(number), 15, '0'))::uuid
$$;
"""

# Of the month at hand 43 of a hundred are not begun, 10 a draft, 22 wait, 20 are accepted, 5 returned; of the month
# before a few still wait or were returned; of earlier ones one in a hundred never came.
_MINE = """
create unlogged table load.report as
select row_number() over (order by month, chance) as n, x.*, month + 8 + chance %% 11 as day,
       load.key(month + 8 + chance %% 11 + interval '9 hours', row_number() over (order by month, chance)) as id
from (
    select o.id as organisation_id, m::date as month, o.clerk, o.reviewer, o.chance, case
        when m = '2023-10-01' then case when chance %% 100 < 43 then null when chance %% 100 < 53 then 'draft'
            when chance %% 100 < 75 then 'submitted' when chance %% 100 < 95 then 'accepted' else 'returned' end
        when m = '2023-09-01' and chance %% 100 < 5 then 'submitted'
        when m = '2023-09-01' and chance %% 100 < 8 then 'returned'
        when chance %% 100 = 99 then null else 'accepted' end as status
    from generate_series('2023-10-01'::date - make_interval(months => %(months)s), '2023-10-01', interval '1 month') m
    cross join lateral (
        select o.id, d.staff_id as clerk, r.staff_id as reviewer,
               (abs(hashint8(o.id::bigint * 1000 + (m::date - '2018-01-01'))::bigint) %% 1000003)::integer as chance
        from app.organisation o join app.duty d on d.organisation_id = o.id join app.area a on a.id = o.area_id
        join app.duty r on r.area_id = case a.level when 'town' then a.id else a.parent_id end
                       and r.kind = 'reviewer' and r.body_id is null) o
) x where status is not null;
alter table load.report add primary key (id);
analyze load.report;
"""

_REFLECTIONS = """
insert into app.reflection (id, organisation_id, month, kind, general, status, version, created_by, created_at,
    updated_at, first_submitted, submitted, submitted_by, opened, decided, decided_by, return_due)
select id, organisation_id, month, 'periodic', 'Tình hình chung của tháng ổn định, ' || n || ' lượt ghi nhận.',
       status, 3, clerk, day, day, sent, sent, case when sent is not null then clerk end,
       case when status in ('accepted', 'returned') then sent + interval '1 day' end,
       case when status in ('accepted', 'returned') then sent + interval '1 day' end,
       case when status in ('accepted', 'returned') then reviewer end,
       case when status = 'returned' then day + 30 end
from (select r.*, case when status <> 'draft' then day + interval '10 hours' end as sent from load.report r) r
order by n;
"""

_OPINIONS = """
create unlogged table load.opinion as
select row_number() over (order by r.n, k) as n, k, r.id as reflection_id, r.organisation_id, r.month, r.status, r.day,
       r.clerk, load.key(r.day + interval '9 hours' + k * interval '1 minute',
                         row_number() over (order by r.n, k)) as id,
       case when (r.chance + k) %% 10 = 0 then '5' else (1 + (r.chance + k) %% 4)::text end as nature
from load.report r, generate_series(1, 2 + r.chance %% 5) k;
insert into app.opinion (id, reflection_id, position, organisation_id, month, status, nature, topic, breadth, stratum,
                         text, version, created_by, created_at, updated_at)
select id, reflection_id, k, organisation_id, month, status, nature, 'DT', '2', 'ND',
       'Bà con phản ánh về việc số ' || n || ': đường liên thôn, nước sạch và giá vật tư cần được quan tâm hơn.',
       1, clerk, day, day
from load.opinion order by n;
"""

_PETITIONS = """
insert into app.petition (opinion_id, reflection_id, organisation_id, month, status, agency, place, area_id, via_voters,
                          state, version, updated_at)
select o.id, o.reflection_id, o.organisation_id, o.month, o.status, '1', '0', g.area_id, false,
       case when o.month < '2023-01-01' and n %% 10 < 9 or n %% 2 = 0 then 'resolved' else 'received' end, 2, o.day
from load.opinion o join app.organisation g on g.id = o.organisation_id where o.nature = '5' order by n;
"""

_WAY = """
insert into app.submission (reflection_id, number, organisation_id, submitted_at, submitted_by, content)
select id, 1, organisation_id, day + interval '10 hours', clerk,
       jsonb_build_object('nil', false, 'kind', 'periodic', 'general', 'Tình hình chung.', 'opinions', '[]'::jsonb)
from load.report where status <> 'draft' order by n;
insert into app.returning (id, reflection_id, number, organisation_id, reason, due, items, returned_at, returned_by,
                           answered)
select load.key(day + interval '34 hours', n), id, 1, organisation_id, 'Mục đầu chưa rõ ở đâu.', day + 30,
       array(select o.id from app.opinion o where o.reflection_id = r.id order by o.id limit 1),
       day + interval '34 hours', reviewer, case when status <> 'returned' then day + interval '50 hours' end
from load.report r where status = 'returned' or status = 'accepted' and chance %% 20 = 0 order by n;
insert into app.reading (reflection_id, organisation_id, staff_id, what, at)
select id, organisation_id, reviewer, 'report', day + interval '34 hours' from load.report
where status in ('accepted', 'returned') order by n;
"""

_COMMANDS = """
insert into app.attempt (id, try, command, record, digest, version, staff_id, at)
select load.key(day + interval '10 hours', n), 1, 'submit', id, md5(n::text), 2, clerk, day from load.report order by n;
insert into audit.entry (at, role, table_name, record, report, organisation_id, operation, draft, after)
select day, 'c' || organisation_id, 'opinion', id::text, reflection_id, organisation_id, 'insert', true,
       jsonb_build_object('text', true, 'nature', nature, 'topic', 'DT', 'breadth', '2', 'stratum', 'ND')
from load.opinion order by n;
insert into audit.entry (at, role, table_name, record, report, organisation_id, operation, draft, before, after)
select day, 'c' || organisation_id, 'reflection', id::text, id, organisation_id, 'update', false,
       '{"status": "draft"}', '{"status": "submitted"}' from load.report where status <> 'draft' order by n;
"""

STEPS = (
    ("keys", _KEYS), ("which reports", _MINE), ("reports", _REFLECTIONS), ("opinions", _OPINIONS),
    ("index for the returns", "create index on app.opinion (reflection_id); analyze app.opinion"),
    ("petitions", _PETITIONS), ("their way", _WAY), ("commands and audit", _COMMANDS),
    ("done", "drop schema load cascade; drop index app.opinion_reflection_id_idx"),
)  # fmt: skip
