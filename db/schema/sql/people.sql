-- People's login roles as they should be by app.staff (true) and as they are (false), a line each. Who is not in this
-- database's staff is not asked about: roles belong to the cluster, and another town's people may be in it.
with person as (
    select s.role, s.closed is null as open, r.oid, s.closed is null and exists (
        select from app.duty d where d.staff_id = s.id and d.kind = 'national'
          and d.from_date <= app.today() and (d.to_date is null or d.to_date >= app.today())) as national
    from app.staff s left join pg_catalog.pg_roles r on r.rolname = s.role
),
-- from 16 on, a role is altered only by who was given it
given(needed) as (select pg_catalog.current_setting('server_version_num')::integer >= 160000)
select true, format('person %s', role) from person where open
union all
select false, format('person %s', role) from person where open and oid is not null
union all
select true, format('person %s: in langnghe_user', role) from person where open
union all
select true, format('person %s: in langnghe_national', role) from person where national
union all
select true, format('person %s: administered by langnghe_staffer', role) from person, given where open and needed
union all
select false, format('person %s: administered by langnghe_staffer', p.role) from person p, given
where p.open and given.needed and exists (
    select from pg_catalog.pg_auth_members m where m.roleid = p.oid and m.admin_option
    and m.member = (select oid from pg_catalog.pg_roles where rolname = 'langnghe_staffer'))
union all
-- who reads the whole country in another town's database is in the group too: the duty decides
select false, format('person %s: in %s%s', p.role, m.roleid::regrole,
    case when m.admin_option then ', may pass it on' when to_jsonb(m) ->> 'set_option' = 'true' then ', may become it' else '' end)
from person p join pg_catalog.pg_auth_members m on m.member = p.oid
where (p.open or m.roleid::regrole::text <> 'langnghe_user')
  and (p.national or m.roleid::regrole::text <> 'langnghe_national' or m.admin_option)
union all
select false, format('person %s: %s', p.role, power)
from person p join pg_catalog.pg_roles r on r.oid = p.oid
cross join unnest(array[case when r.rolsuper then 'superuser' end, case when r.rolbypassrls then 'bypassrls' end,
    case when r.rolcreaterole then 'createrole' end, case when r.rolcreatedb then 'createdb' end,
    case when r.rolreplication then 'replication' end, case when r.rolcanlogin and not p.open then 'closed, and may sign in' end,
    case when r.rolconnlimit not between 0 and 4 then 'more than four connections' end]) power
where power is not null
