-- What PUBLIC may still do although db/hardening.py took it away: one row of words each.
with given(grantee, privilege, what) as (
    select a.grantee, a.privilege_type, 'database'
    from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
    where d.datname in (current_database(), 'postgres', 'template1')
    union all
    select a.grantee, a.privilege_type, 'schema public'
    from pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a where n.nspname = 'public'
    union all
    select a.grantee, a.privilege_type, 'language plpgsql'
    from pg_language l, aclexplode(coalesce(l.lanacl, acldefault('l', l.lanowner))) a where l.lanname = 'plpgsql'
    union all
    select a.grantee, a.privilege_type, c.relname
    from pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
    where c.oid in ('pg_roles'::regclass, 'pg_user'::regclass, 'pg_group'::regclass, 'pg_stat_activity'::regclass)
    union all
    select a.grantee, a.privilege_type, p.proname
    from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where p.pronamespace in ('app'::regnamespace, 'audit'::regnamespace)
       or (p.pronamespace = 'pg_catalog'::regnamespace
           and p.proname ~ '^(lo_|lowrite$|loread$|pg_advisory_|pg_try_advisory_|pg_sleep|pg_logical_emit_message)')
)
select distinct 'PUBLIC keeps ' || privilege || ' on ' || what from given where grantee = 0
