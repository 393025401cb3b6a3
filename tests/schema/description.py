"""Everything that makes one schema equal to another: tables, columns, checks, indexes, functions, policies, rights."""

from __future__ import annotations

from tests.servers import Database

_OURS = "('app'::regnamespace, 'audit'::regnamespace)"

_QUERIES = {
    "columns": f"""
        select format('%s.%s %s %s default %s identity %s', c.oid::regclass, a.attname,
            format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity)
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where c.relnamespace in {_OURS}""",
    "tables": f"""
        select format('%s %s row security %s/%s %s %s', c.oid::regclass, c.relkind, c.relrowsecurity,
            c.relforcerowsecurity, c.relowner::regrole,
            c.reloptions) from pg_class c where c.relnamespace in {_OURS}""",
    "constraints": f"""
        select format('%s %s %s %s', k.conrelid::regclass, k.contypid::regtype, k.conname, pg_get_constraintdef(k.oid))
        from pg_constraint k where k.connamespace in {_OURS}""",
    "indexes": f"select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid"
    f" where c.relnamespace in {_OURS}",
    "functions": f"""
        select format('%s %s %s', pg_get_functiondef(p.oid), p.proowner::regrole, p.proconfig) from pg_proc p
        where p.pronamespace in {_OURS}""",
    "triggers": f"""
        select format('%s %s', pg_get_triggerdef(t.oid),
                      t.tgenabled) from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace in {_OURS} and not t.tgisinternal""",
    "policies": """
        select format('%s', p) from pg_policies p where schemaname in ('app', 'audit')""",
    "types": f"""
        select format('%s %s %s', t.typname, t.typtype,
                      t.typowner::regrole) from pg_type t where t.typnamespace in {_OURS}""",
    "rights": f"""
        select format('%s %s to %s by %s, passed on: %s', what, a.privilege_type,
            case when a.grantee = 0 then 'public' else a.grantee::regrole::text end, a.grantor::regrole, a.is_grantable)
        from (
            select c.oid::regclass::text, coalesce(c.relacl, acldefault('r', c.relowner)) from pg_class c
                where c.relnamespace in {_OURS}
            union all select format('%s.%s', t.attrelid::regclass, t.attname), t.attacl from pg_attribute t
                join pg_class c on c.oid = t.attrelid where c.relnamespace in {_OURS}
            union all select p.oid::regprocedure::text, coalesce(p.proacl, acldefault('f', p.proowner)) from pg_proc p
                where p.pronamespace in {_OURS}
            union all select n.nspname, n.nspacl from pg_namespace n where n.oid in {_OURS} or n.nspname = 'public'
            union all select 'the database', datacl from pg_database where datname = current_database()
            union all select p.oid::regprocedure::text, p.proacl from pg_proc p
                where p.pronamespace = 'pg_catalog'::regnamespace and p.proacl is not null
            union all select c.oid::regclass::text, c.relacl from pg_class c
                where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'v'
        ) granted(what, acl) cross join lateral aclexplode(acl) a""",
    "settings": """
        select unnest(setconfig) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
        where d.datname = current_database()""",
    "patterns": "select kind || pattern from app.personal_pattern",
    "installed": "select format('%s %s', migration, rights) from app.installed",
    "migrations": "select to_jsonb(m) ->> 'name' from app.migration m",
}


def describe(database: Database) -> dict[str, list[str]]:
    """The whole schema as sorted lines of text, by kind."""
    return {kind: sorted(str(next(iter(row.values()))) for row in database.rows(sql)) for kind, sql in _QUERIES.items()}
