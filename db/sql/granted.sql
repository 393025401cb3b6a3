-- Grants to everyone, to our groups and to people, on what is not this program's own: the beginning of two queries, one
-- that takes them away (db/sql/taken.sql) and one that tells of them (db/sql/rights.sql).
with ours(role) as (
    -- whose rights are ours to say: everyone's, those of our groups, those of people
    select 0::oid
    union select r.oid from pg_roles r
    where r.rolname in ('langnghe_owner', 'langnghe_user', 'langnghe_national', 'langnghe_staffer')
    union select m.member from pg_auth_members m join pg_roles r on r.oid = m.roleid
    where r.rolname in ('langnghe_user', 'langnghe_national')
    union select r.oid from app.staff s join pg_roles r on r.rolname = s.role
),
-- what others may have grants on as well: only ours are compared
shared(what, owner, acl) as (
    select 'the database', d.datdba, coalesce(d.datacl, acldefault('d', d.datdba)) from pg_database d
    where d.datname = current_database()
    union all
    select 'schema public', n.nspowner, coalesce(n.nspacl, acldefault('n', n.nspowner)) from pg_namespace n
    where n.nspname = 'public'
    union all
    select 'language plpgsql', l.lanowner, coalesce(l.lanacl, acldefault('l', l.lanowner)) from pg_language l
    where l.lanname = 'plpgsql'
),
-- what somebody gave of PostgreSQL's own since the cluster was made
given(kind, name, part, grantee, privilege) as (
    select 'table', c.oid::regclass::text, '', a.grantee, a.privilege_type from pg_class c cross join aclexplode(c.relacl) a
    where c.relnamespace = 'pg_catalog'::regnamespace and not exists (
        select from pg_init_privs i cross join aclexplode(i.initprivs) g
        where i.classoid = 'pg_class'::regclass and i.objoid = c.oid and i.objsubid = 0
          and (g.grantee, g.privilege_type) = (a.grantee, a.privilege_type))
    union all
    select 'table', c.oid::regclass::text, format(' (%s)', t.attname), a.grantee, a.privilege_type
    from pg_class c join pg_attribute t on t.attrelid = c.oid cross join aclexplode(t.attacl) a
    where c.relnamespace = 'pg_catalog'::regnamespace and not exists (
        select from pg_init_privs i cross join aclexplode(i.initprivs) g
        where i.classoid = 'pg_class'::regclass and i.objoid = c.oid and i.objsubid = t.attnum
          and (g.grantee, g.privilege_type) = (a.grantee, a.privilege_type))
    union all
    select 'function', p.oid::regprocedure::text, '', a.grantee, a.privilege_type
    from pg_proc p cross join aclexplode(p.proacl) a
    where p.pronamespace = 'pg_catalog'::regnamespace and not exists (
        select from aclexplode(coalesce((select i.initprivs from pg_init_privs i where i.classoid = 'pg_proc'::regclass
                                         and i.objoid = p.oid and i.objsubid = 0), acldefault('f', p.proowner))) g
        where (g.grantee, g.privilege_type) = (a.grantee, a.privilege_type))
)
