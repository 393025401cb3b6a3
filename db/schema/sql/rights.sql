-- Who may do what in this database, a line each, the same on every version of PostgreSQL: what `db upgrade` lays and
-- `db status` compares with db/schema/sql/rights.txt. Asked with search_path = pg_catalog, so that every name has its schema.
-- Goes on from db/schema/sql/catalogue.sql.
, groups(oid, name) as (
    select r.oid, r.rolname from pg_roles r
    where r.rolname in ('langnghe_owner', 'langnghe_user', 'langnghe_national', 'langnghe_staffer')
),
relation as (
    select c.*, case c.relkind when 'r' then 'table' when 'p' then 'table' when 'S' then 'sequence' when 'v' then 'view'
                               else 'relation' end as kind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('app', 'audit') and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
),
function as (
    select p.* from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('app', 'audit')
),
-- what this database's own files give, to whomever
laid(what, owner, acl) as (
    select format('%s %s', r.kind, r.oid::regclass), r.relowner, r.relacl from relation r
    union all
    select format('%s %s (%s)', r.kind, r.oid::regclass, a.attname), r.relowner, a.attacl
    from relation r join pg_attribute a on a.attrelid = r.oid and a.attacl is not null
    union all
    select format('function %s', f.oid::regprocedure), f.proowner, coalesce(f.proacl, acldefault('f', f.proowner)) from function f
    union all
    select format('schema %s', n.nspname), n.nspowner, n.nspacl from pg_namespace n where n.nspname in ('app', 'audit')
),
right_of(privilege, what, grantee) as (
    select a.privilege_type || case when a.is_grantable then ' with grant option' else '' end, l.what, a.grantee
    from laid l cross join aclexplode(l.acl) a where a.grantee <> l.owner
    union
    select a.privilege_type || case when a.is_grantable then ' with grant option' else '' end, s.what, a.grantee
    from shared s cross join aclexplode(s.acl) a where a.grantee <> s.owner and a.grantee in (select role from ours)
    union
    select a.privilege_type, c.what, a.grantee from closed c cross join aclexplode(c.acl) a where a.grantee = 0
    union
    select g.privilege, g.kind || ' ' || g.name || g.part, g.grantee from given g where g.grantee in (select role from ours)
)
select format('right: %s on %s to %s', privilege, what, case grantee when 0 then 'everyone' else grantee::regrole::text end)
from right_of
union all
select format('role %s: %s', g.name, concat_ws(', ', case when r.rolsuper then 'superuser' end,
    case when r.rolcanlogin then 'login' end, case when r.rolbypassrls then 'bypassrls' end,
    case when r.rolcreaterole then 'createrole' end, case when r.rolcreatedb then 'createdb' end,
    case when r.rolreplication then 'replication' end, case when not r.rolinherit then 'noinherit' end))
from groups g join pg_roles r on r.oid = g.oid
union all
-- people are members of the two groups that are granted something: db/schema/sql/people.sql
select format('member: %s of %s%s', m.member::regrole, m.roleid::regrole, case when m.admin_option then ', may pass it on' else '' end)
from pg_auth_members m join pg_roles member on member.oid = m.member join pg_roles granted on granted.oid = m.roleid
where not member.rolsuper
  and (granted.rolname in ('langnghe_owner', 'langnghe_staffer')
       or m.member in (select oid from groups) and (m.roleid in (select oid from groups) or granted.rolname ~ '^pg_'))
union all
select format('schema %s: of %s', n.nspname, n.nspowner::regrole) from pg_namespace n where n.nspname in ('app', 'audit')
union all
select format('%s %s: of %s%s', r.kind, r.oid::regclass, r.relowner::regrole, case when r.kind = 'table' then
    case when r.relrowsecurity then ', row security' else ', no row security' end
    || case when r.relforcerowsecurity then ', forced' else '' end else '' end) from relation r
union all
select format('domain %s: of %s', t.oid::regtype, t.typowner::regrole) from pg_type t
join pg_namespace n on n.oid = t.typnamespace where n.nspname in ('app', 'audit') and t.typtype = 'd'
union all
select format('policy %s on %s: %s for %s to %s%s%s', p.polname, p.polrelid::regclass,
    case when p.polpermissive then 'permissive' else 'restrictive' end,
    case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
    (select string_agg(case o when 0 then 'everyone' else o::regrole::text end, ', ' order by o::regrole::text)
     from unnest(p.polroles) o),
    ' using ' || pg_get_expr(p.polqual, p.polrelid), ' with check ' || pg_get_expr(p.polwithcheck, p.polrelid))
from pg_policy p join relation r on r.oid = p.polrelid
union all
select format('function %s: of %s, %s, %s, %s%s%s, parallel %s, set %s, returns %s, body %s', f.oid::regprocedure,
    f.proowner::regrole, l.lanname, case when f.prosecdef then 'security definer' else 'security invoker' end,
    case f.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
    case when f.proisstrict then ', strict' else '' end, case when f.proleakproof then ', leakproof' else '' end, f.proparallel,
    coalesce(array_to_string(f.proconfig, '; '), 'nothing'), pg_get_function_result(f.oid),
    left(md5(coalesce(f.prosrc, '') || coalesce(pg_get_expr(f.proargdefaults, 0), '')), 12))
from function f join pg_language l on l.oid = f.prolang
union all
select format('trigger %s on %s: %s, %s', t.tgname, t.tgrelid::regclass,
    case t.tgenabled when 'A' then 'always' when 'D' then 'switched off' else 'not always' end,
    regexp_replace(pg_get_triggerdef(t.oid), '^.*? (BEFORE|AFTER|INSTEAD)', '\1'))
from pg_trigger t join relation r on r.oid = t.tgrelid where not t.tgisinternal
union all
select format('internal trigger on %s: switched off', t.tgrelid::regclass)
from pg_trigger t join relation r on r.oid = t.tgrelid where t.tgisinternal and t.tgenabled = 'D'
union all
select format('rule %s on %s', w.rulename, w.ev_class::regclass) from pg_rewrite w join relation r on r.oid = w.ev_class
where w.rulename <> '_RETURN'
union all
select format('default right: %s of %s to %s', a.privilege_type, d.defaclrole::regrole,
    case a.grantee when 0 then 'everyone' else a.grantee::regrole::text end)
from pg_default_acl d cross join aclexplode(d.defaclacl) a
where d.defaclrole in (select oid from groups) and a.grantee <> d.defaclrole
union all
select format('setting: %s', s.setting) from pg_db_role_setting c cross join unnest(c.setconfig) s(setting)
where c.setdatabase = (select oid from pg_database where datname = current_database()) and c.setrole = 0
union all
select format('setting of %s: %s', c.role, c.setting) from own_setting c
union all
select format('function %s: %s, cost %s', f.oid::regprocedure, case when f.leakproof then 'leakproof' else 'not leakproof' end,
              f.cost) from text_function f
union all
select 'type jsonb: has subscripts' from pg_type t where t.oid = 'jsonb'::regtype and t.typsubscript <> 0
union all
select 'the database: of a person' from pg_database d
where d.datname = current_database() and d.datdba in (select role from ours)
