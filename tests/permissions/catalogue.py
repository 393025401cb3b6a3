"""The walk through PostgreSQL's catalogue: whatever would let somebody past the policies, said in words.

Each query returns lines of text, one for each fault. They look at everything in our schemas and at every function and
table that our roles own, wherever it is.
"""

from __future__ import annotations

from typing import Any

from db.schema import hardening

_OURS = "('app'::regnamespace, 'audit'::regnamespace)"
_FUNCTIONS_OF_ROLES = repr(hardening.ROLE_FUNCTIONS)
# Filled by the database alone: granted to nobody, in no table. A setting's and a programme's rows have none of these.
_FILLED = (
    "('version', 'status', 'state', 'created_by', 'created_at', 'updated_at', 'first_submitted', 'submitted',"
    " 'submitted_by', 'submitted_at', 'decided', 'decided_by', 'return_due', 'return_missed', 'returned_by',"
    " 'opened_by', 'opened_at', 'given_by', 'redacted_by', 'staff_id', 'village_id', 'taken_back', 'role')"
)

FAULTS: dict[str, str] = {
    "row security": f"""
        select format('%s has no row security', c.oid::regclass) from pg_class c
        where c.relnamespace in {_OURS} and c.relkind in ('r', 'p') and not c.relrowsecurity""",
    "search path": f"""
        select format('%s runs as its owner without search_path = pg_catalog, pg_temp', p.oid::regprocedure)
        from pg_proc p where (p.pronamespace in {_OURS} or p.proowner in
            (select oid from pg_roles where rolname like 'langnghe\\_%' and not rolsuper))
        and p.prosecdef and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)""",
    "invoker functions": f"""
        select format('%s has no search_path of its own', p.oid::regprocedure) from pg_proc p
        where p.pronamespace in {_OURS} and not exists
            (select from unnest(p.proconfig) c where c = 'search_path=pg_catalog, pg_temp')""",
    "views": f"""
        select format('%s shows rows by its owner''s rights', c.oid::regclass) from pg_class c
        where c.relnamespace in {_OURS} and (c.relkind = 'm' or c.relkind = 'v'
            and not coalesce('security_invoker=true' = any (c.reloptions), false))""",
    "public": f"""
        select format('everyone has %s on %s', a.privilege_type, what) from (
            select c.oid::regclass::text, c.relacl from pg_class c where c.relnamespace in {_OURS}
            union all select format('%s.%I', t.attrelid::regclass, t.attname), t.attacl from pg_attribute t
                join pg_class c on c.oid = t.attrelid where c.relnamespace in {_OURS}
            union all select p.oid::regprocedure::text, coalesce(p.proacl, acldefault('f', p.proowner)) from pg_proc p
                where p.pronamespace in {_OURS}
            union all select 'schema ' || n.nspname, n.nspacl from pg_namespace n where n.oid in {_OURS}
        ) granted(what, acl) cross join lateral aclexplode(acl) a where a.grantee = 0""",
    "whole tables": f"""
        select format('%s has %s on the whole of %s', a.grantee::regrole, a.privilege_type, c.oid::regclass)
        from pg_class c cross join lateral aclexplode(c.relacl) a
        where c.relnamespace in {_OURS} and c.relkind <> 'S'
          and a.grantee <> c.relowner and a.privilege_type <> 'SELECT'""",
    "counters": f"""
        select format('%s has %s on the counter %s', a.grantee::regrole, a.privilege_type, c.oid::regclass)
        from pg_class c cross join lateral aclexplode(c.relacl) a
        where c.relnamespace in {_OURS} and c.relkind = 'S' and a.grantee <> c.relowner""",
    "filled columns": f"""
        select format('%s may %s %s.%s', a.grantee::regrole, a.privilege_type, c.oid::regclass, t.attname)
        from pg_attribute t join pg_class c on c.oid = t.attrelid cross join lateral aclexplode(t.attacl) a
        where c.relnamespace in {_OURS} and a.privilege_type in ('INSERT', 'UPDATE') and a.grantee <> c.relowner
          and (t.attname in {_FILLED} or t.attidentity <> '' or a.privilege_type = 'UPDATE' and t.attname in
              ('id', 'organisation_id', 'reflection_id', 'opinion_id', 'month', 'kind')
               and c.relname in ('reflection', 'opinion', 'petition'))""",
    "options": f"""
        select format('%s may pass on %s of %s', a.grantee::regrole, a.privilege_type, what) from (
            select c.oid::regclass::text, c.relowner, c.relacl from pg_class c where c.relnamespace in {_OURS}
            union all select p.oid::regprocedure::text, p.proowner,
            p.proacl from pg_proc p where p.pronamespace in {_OURS}
            union all select c.oid::regclass::text, c.relowner, t.attacl from pg_attribute t
                join pg_class c on c.oid = t.attrelid where c.relnamespace in {_OURS}
        ) granted(what, owner, acl) cross join lateral aclexplode(acl) a where a.is_grantable and a.grantee <> owner""",
    "single persons": f"""
        select format('%s is granted %s of its own', a.grantee::regrole, a.privilege_type) from pg_class c
        cross join lateral aclexplode(c.relacl) a where c.relnamespace in {_OURS}
        and a.grantee not in (0, c.relowner, 'langnghe_user'::regrole, 'langnghe_national'::regrole)""",
    "owners": f"""
        select format('%s belongs to %s', what, owner::regrole) from (
            select c.oid::regclass::text, c.relowner, 'langnghe_owner' from pg_class c where c.relnamespace in {_OURS}
            union all select p.oid::regprocedure::text, p.proowner,
                case when p.proname in {_FUNCTIONS_OF_ROLES} then 'langnghe_staffer' else 'langnghe_owner' end
                from pg_proc p where p.pronamespace in {_OURS}
            union all select 'type ' || t.typname,
            t.typowner, 'langnghe_owner' from pg_type t where t.typnamespace in {_OURS}
            union all select 'schema ' || n.nspname,
            n.nspowner, 'langnghe_owner' from pg_namespace n where n.oid in {_OURS}
        ) owned(what, owner, wanted) where owner <> wanted::regrole""",
    "powers": """
        select format('%s has powers it needs not', rolname) from pg_roles
        where rolname in ('langnghe_owner', 'langnghe_user', 'langnghe_national', 'langnghe_staffer')
          and (rolsuper or rolcanlogin or rolbypassrls or rolcreatedb or rolreplication
               or rolcreaterole <> (rolname = 'langnghe_staffer'))""",
    "members": """
        select format('%s is a member of %s', m.member::regrole, m.roleid::regrole) from pg_auth_members m
        where m.roleid in ('langnghe_owner'::regrole, 'langnghe_staffer'::regrole)
          and not (select rolsuper from pg_roles r where r.oid = m.member)""",
    "policies": f"""
        select format('policy %s on %s is for everyone', p.polname, p.polrelid::regclass) from pg_policy p
        join pg_class c on c.oid = p.polrelid where c.relnamespace in {_OURS} and p.polroles && '{{0}}'::oid[]""",
    "national policies": f"""
        select format('policy %s on %s lets a group in without the duty', p.polname,
                      p.polrelid::regclass) from pg_policy p
        join pg_class c on c.oid = p.polrelid where c.relnamespace in {_OURS}
        and 'langnghe_national'::regrole = any (p.polroles) and pg_get_expr(p.polqual, p.polrelid) !~ 'has_duty'""",
    "audit": """
        select format('changes of %s are not audited', c.oid::regclass) from pg_class c
        where c.relnamespace = 'app'::regnamespace and c.relkind = 'r'
        -- 4 and 16: whatever is inserted and whatever is updated
        and 20 <> (select coalesce(bit_or(t.tgtype::integer), 0) & 20 from pg_trigger t
            where t.tgrelid = c.oid and t.tgfoid = 'audit.note'::regproc and t.tgenabled = 'A')
        and exists (select from pg_attribute a cross join lateral aclexplode(a.attacl) g
            where a.attrelid = c.oid and g.privilege_type in ('INSERT', 'UPDATE') and g.grantee <> c.relowner)""",
    "drafts": """
        select format('the audit keeps what drafts say in %s.%s', c.oid::regclass, a.attname) from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.atttypid = 'app.long_text'::regtype
        join pg_trigger t on t.tgrelid = c.oid and t.tgfoid = 'audit.note'::regproc
        -- whatever has a state has drafts; the first argument, and a nought after it
        where exists (select from pg_attribute s where s.attrelid = c.oid and s.attname = 'status')
        and a.attname <> all (
            coalesce(nullif(split_part(encode(t.tgargs, 'escape'), '\\000', 1), ''), '{}')::text[])""",
    "triggers": f"""
        select format('trigger %s on %s can be switched off by a setting', t.tgname, t.tgrelid::regclass)
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace in {_OURS} and not t.tgisinternal and t.tgenabled <> 'A'""",
    "texts": f"""
        select format('%s.%s takes any character', c.oid::regclass, a.attname) from pg_attribute a
        join pg_class c on c.oid = a.attrelid where c.relnamespace in {_OURS} and c.relkind = 'r'
        and a.atttypid = 'text'::regtype and exists (select from aclexplode(a.attacl) g
            where g.privilege_type in ('INSERT', 'UPDATE') and g.grantee <> c.relowner)
        and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
            and a.attnum = any (k.conkey)
            and pg_get_constraintdef(k.oid) ~ '(ARRAY\\[|~ ''\\^)')
        -- checked against the code lists and the places by triggers
        and (c.relname, a.attname) not in (values ('opinion', 'nature'), ('opinion', 'topic'), ('opinion', 'breadth'),
            ('opinion', 'stratum'), ('petition', 'agency'), ('petition', 'place'))""",
}


def faults(cursor: Any) -> list[str]:
    """Everything that is wrong in this database; empty when nothing is. Run as superuser."""
    found: list[str] = []
    for query in FAULTS.values():
        cursor.execute(query)
        found += [str(row[0]) for row in cursor.fetchall()]
    return found
