"""`langnghe db upgrade`: tables by numbered migrations, then today's functions, policies and grants, all in one
transaction, as superuser. Two at once: the second waits and finds nothing left to do.

Roles it makes (all NOLOGIN): langnghe_owner owns every object; langnghe_user is granted what people may do;
langnghe_national reads what was accepted everywhere; langnghe_staffer alone may make and close login roles.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import peewee
import psycopg2
import psycopg2.extensions
from playhouse.migrations import Runner

from db.core import error_mapping, sign_in
from db.core.errors import DataError, Denied
from db.people import leftovers
from db.rules.personal_data import sql_patterns
from db.schema import hardening, rights, versions

# PostgreSQL's own databases: whoever leaves the name out is led to the first, and templates pass on what they hold.
_NOT_OURS = ("postgres", "template0", "template1")

_LOCK = 7_236_110_001  # any number, the same in every version of this program

# The timeouts of the database are for people; a large table is changed for longer. Some are not known to every version.
_AS_LONG_AS_IT_TAKES = """
select set_config(name, '0', false) from pg_catalog.pg_settings where name in ('statement_timeout', 'lock_timeout',
    'transaction_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout')
"""

# Everything replaceable is taken away before it is laid anew, so that a policy or grant that left the files is gone.
# A table must not lean on our functions (a default, a generated column, an index): they go, and it would go with them.
_CLEAR = """
do $$
declare
    item record;
begin
    for item in select schemaname, tablename, policyname from pg_policies where schemaname in ('app', 'audit') loop
        execute format('drop policy %I on %I.%I', item.policyname, item.schemaname, item.tablename);
    end loop;
    for item in select n.nspname, c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ('app', 'audit') and not t.tgisinternal loop
        execute format('drop trigger %I on %I.%I', item.tgname, item.nspname, item.relname);
    end loop;
    for item in select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname in ('app', 'audit') loop
        execute format('drop function %s cascade', item.signature);
    end loop;
end $$;
do $$
declare
    item record;
begin
    for item in
        select distinct format('%s %s', case when c.relkind = 'S' then 'sequence' else 'table' end,
                               c.oid::regclass) as what,
                        case when a.grantee = 0 then 'public' else a.grantee::regrole::text end as whom
        from pg_class c left join pg_attribute t on t.attrelid = c.oid and t.attacl is not null
        cross join lateral (select * from aclexplode(c.relacl) union all select * from aclexplode(t.attacl)) a
        where c.relnamespace in ('app'::regnamespace, 'audit'::regnamespace) and a.grantee <> c.relowner
        union
        select distinct format('schema %I', n.nspname),
                        case when a.grantee = 0 then 'public' else a.grantee::regrole::text end
        from pg_namespace n cross join lateral aclexplode(n.nspacl) a
        where n.nspname in ('app', 'audit') and a.grantee <> n.nspowner
    loop
        execute format('revoke all on %s from %s cascade', item.what, item.whom);
    end loop;
end $$;
"""

# After functions and policies: nothing of ours is callable by everyone, and the audit fires whatever a session sets.
_SEAL = """
revoke execute on all functions in schema app, audit from public;
do $$
declare
    item record;
begin
    for item in select n.nspname, c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ('app', 'audit') and not t.tgisinternal loop
        execute format('alter table %I.%I enable always trigger %I', item.nspname, item.relname, item.tgname);
    end loop;
    -- the functions that belong to the tables' owner read past the policies
    for item in select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in ('app', 'audit') and c.relforcerowsecurity loop
        execute format('alter table %s no force row level security', item.name);
    end loop;
end $$;
"""


class _Connected(peewee.PostgresqlDatabase):
    """peewee on the upgrade's own connection, so that migrations run inside its transaction."""

    def __init__(self, connection: Any) -> None:
        super().__init__("upgrade", autoconnect=True, thread_safe=False)
        self._given = connection

    def _connect(self) -> Any:
        return self._given


@contextlib.contextmanager
def _of_the_driver() -> Iterator[None]:
    """peewee's errors leave as those of psycopg2 that it wraps."""
    try:
        yield
    except peewee.PeeweeException as error:
        wrapped = getattr(error, "orig", None)
        if not isinstance(wrapped, psycopg2.Error):
            raise
        raise wrapped from error


def upgrade(dsn: str, begins: Callable[[sign_in.Where], None] = lambda where: None) -> list[str]:
    """Bring the database to this program's schema. Returns the names of the migrations that were applied; `begins` is
    told which database that is, before anything is changed.

    Raises Denied when the login is no superuser, the database is PostgreSQL's own or newer than the program,
    Unreachable when there is no server; nothing is changed then.
    """
    connection = sign_in.connect(dsn, application_name="langnghe db upgrade", options="-c client_min_messages=warning")
    try:
        with error_mapping.translated(), _of_the_driver():
            connection.autocommit = True
            connection.cursor().execute(_AS_LONG_AS_IT_TAKES)
            database = _Connected(connection)
            with database.atomic():
                applied = _upgrade(database, connection, begins)
            # By itself: it commits every 200 people, for each takes locks that a transaction has not many of.
            _apply(connection.cursor(), hardening.SQL / "logins.sql")
            return applied
    finally:
        connection.close()


def status(dsn: str) -> dict[str, Any]:
    """What is installed where, what this program needs, and what is not as an upgrade leaves it: {database, host, port,
    version, installed, program, needed, rights_match, leftovers, differences}. `leftovers` are what is left of people's
    access after its end (`db.people.leftovers`), `differences` what is wrong with the rights (`db.schema.rights`); None
    when they could not be looked for: who is no superuser may not read the roles, and of another release nothing is
    known."""
    connection = sign_in.connect(dsn)
    try:
        with error_mapping.translated(), connection:
            cursor: Any = connection.cursor()
            cursor.execute("select to_regclass('app.installed') is not null")
            there = bool(cursor.fetchone()[0])
            found, left = None, None
            if there:
                cursor.execute("select migration, rights, program from app.installed")
                found = cursor.fetchone()
            left, differences = None, None
            matches = found is not None and found[:2] == (versions.last_migration(), versions.rights_digest())
            cursor.execute("select current_setting('is_superuser') = 'on'")
            if cursor.fetchone()[0] and matches:
                left = leftovers.found(cursor)
                differences = rights.differences(cursor)
        where = sign_in.where(connection)
    finally:
        connection.close()
    return {
        **where._asdict(),
        "installed": found[0] if found else None,
        "program": found[2] if found else None,
        "needed": versions.last_migration(),
        "rights_match": found is not None and found[1] == versions.rights_digest(),
        "leftovers": left,
        "differences": differences,
    }


def _upgrade(database: _Connected, connection: Any, begins: Callable[[sign_in.Where], None]) -> list[str]:
    cursor: Any = connection.cursor()
    # Asked first, and without the catalogue of roles: who is no superuser may neither lock nor read that any more.
    cursor.execute("select current_setting('is_superuser')")
    if cursor.fetchone()[0] != "on":
        raise Denied("not_superuser")
    where = sign_in.where(connection)
    _refuse_other_database(cursor, where.database)
    cursor.execute("select pg_advisory_lock(%s)", (_LOCK,))  # until the connection ends: people's logins come after
    _apply(cursor, hardening.SQL / "roles.sql")
    _refuse_newer(cursor)
    begins(where)
    cursor.execute("set local role langnghe_owner")
    # A function may name one that comes later; it is checked when all are there, by being called in the tests.
    cursor.execute("set local check_function_bodies = off")
    # A migration finds bare tables: no policy keeps it from changing a column, no trigger of an older release fires.
    cursor.execute(_CLEAR)
    applied: list[str] = Runner(database, str(versions.MIGRATIONS), table_name="migration", schema="app").up()
    for path in versions.rights_files():
        _apply(cursor, path)
    cursor.execute(_SEAL)
    cursor.execute("alter table app.migration enable row level security")
    _fill(cursor)
    cursor.execute("reset role")
    hardening.apply(cursor)
    left = rights.of_everyone(cursor)
    if left:
        raise DataError("not_hardened", detail="; ".join(left))
    return applied


def _refuse_other_database(cursor: Any, name: str) -> None:
    """Nothing is put into PostgreSQL's own databases, unless it was before."""
    cursor.execute("select to_regclass('app.installed') is not null")
    if name in _NOT_OURS and not cursor.fetchone()[0]:
        raise Denied("database_not_ours", database=name)


def _refuse_newer(cursor: Any) -> None:
    cursor.execute("select to_regclass('app.installed') is not null")
    if cursor.fetchone()[0]:
        cursor.execute("select migration from app.installed")
        found = cursor.fetchone()
        if found and found[0] > versions.last_migration():
            wanted = versions.last_migration()
            raise Denied("schema_newer", program=versions.program_version(), schema=found[0], needs=wanted)


def _apply(cursor: Any, path: Path) -> None:
    try:
        cursor.execute(path.read_text(encoding="utf-8"))
    except psycopg2.Error as error:
        raise DataError("bad_sql", detail=f"{path.name}: {error}") from error


def _fill(cursor: Any) -> None:
    cursor.execute("delete from app.personal_pattern")
    for position, (kind, hint, pattern) in enumerate(sql_patterns()):
        cursor.execute(
            "insert into app.personal_pattern (position, kind, hint, pattern) values (%s, %s, %s, %s)",
            (position, kind, hint, pattern),
        )
    cursor.execute(
        "insert into app.installed (migration, rights, program) values (%s, %s, %s) on conflict (only_row) do update"
        " set migration = excluded.migration, rights = excluded.rights, program = excluded.program, at = now()",
        (versions.last_migration(), versions.rights_digest(), versions.program_version()),
    )
