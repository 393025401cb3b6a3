-- What of PostgreSQL's own catalogue an upgrade changes: grants to everyone, to our groups and to people, and functions
-- over texts. The beginning of three queries: what is taken away (taken.sql), which functions are made dear
-- (text_functions.sql), and what there is now (rights.sql).
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
),
-- what a superuser said about a role of ours, here or in every database: it comes before what is set for the database
own_setting(role, setting, place) as (
    select s.setrole::regrole::text, c.setting, case when d.oid is null then '' else format(' in database %I', d.datname) end
    from pg_db_role_setting s left join pg_database d on d.oid = s.setdatabase cross join unnest(s.setconfig) c(setting)
    join pg_settings p on p.name = split_part(c.setting, '=', 1) and p.context = 'superuser'
    where s.setrole in (select role from ours where role <> 0) and (d.oid is null or d.datname = current_database())
),
-- what PostgreSQL lets everyone do and nobody here needs: large objects, advisory locks, sleeping, lists of roles, of
-- sessions and of what they lock
closed_function(oid, acl) as (
    select p.oid, coalesce(p.proacl, acldefault('f', p.proowner)) from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace
      and (p.proname ~ '^(lo_|lowrite$|loread$|pg_(try_)?advisory_|pg_sleep|pg_stat_get_backend_)'
           or p.proname in ('pg_logical_emit_message', 'pg_stat_get_activity', 'pg_lock_status'))
),
closed_table(oid, acl) as (
    select c.oid, coalesce(c.relacl, acldefault('r', c.relowner)) from pg_class c
    where c.relnamespace = 'pg_catalog'::regnamespace
      and c.relname in ('pg_roles', 'pg_user', 'pg_group', 'pg_auth_members', 'pg_stat_activity', 'pg_locks')
),
closed(what, acl) as (
    select format('database %I', d.datname), coalesce(d.datacl, acldefault('d', d.datdba)) from pg_database d
    where d.datname in ('postgres', 'template1')
    union all
    select format('table %s', t.oid::regclass), t.acl from closed_table t
    union all
    select format('function %s', f.oid::regprocedure), f.acl from closed_function f
),
-- Whatever could be asked of a text before a policy is: what is leakproof, comparisons, casts, and the outputs that an
-- array's elements are cast by.
text_function(oid, leakproof, cost) as (
    with holds_text(oid) as (
        select unnest(array['text', 'bpchar', 'varchar', 'name', 'json', 'jsonb', 'anyarray', 'record']::regtype[])
    )
    select p.oid, p.proleakproof, p.procost from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace and p.proargtypes::oid[] && array(select h.oid from holds_text h)::oid[]
      and (p.proleakproof
           or exists (select from pg_operator o where o.oprcode = p.oid and o.oprname in ('=', '<>', '<', '<=', '>', '>='))
           or exists (select from pg_cast c where c.castfunc = p.oid))
    union
    select p.oid, p.proleakproof, p.procost from pg_type t join pg_proc p on p.oid = t.typoutput
    where t.oid in (select h.oid from holds_text h) or t.oid in ('text[]'::regtype, 'record[]'::regtype)
)
