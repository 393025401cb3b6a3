"""What is taken from PUBLIC in this database (db/schema/sql/catalogue.sql has the list), and its settings.

Without this, any login could shadow names with temporary tables, keep large objects, wait on advisory locks, sleep on
a connection, write code in plpgsql, list the cluster's roles, or find out what texts of hidden rows say; and the
server's log would keep what people wrote.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

SQL = Path(__file__).parent / "sql"

# What PostgreSQL holds for leakproof, and for cheaper than ten comparisons, runs before a policy, on rows that the
# policy hides, and uses their statistics: a condition on a text would tell by a division by zero, or in EXPLAIN, what
# it says. Three expressions are held for leakproof whatever function is in them, and only its cost keeps them back:
# `case x when y` (an equality), the elements of an array that is cast (an output or a cast, whose error would show the
# whole text), and a subscript of a document, which costs nothing and is taken away. pg_dump keeps none of this.
_WITHOUT_SUBSCRIPTS = "alter type pg_catalog.jsonb set (subscript = none)"

_OWNED_BY_A_PERSON = (
    "select 1 from pg_database d join pg_roles r on r.oid = d.datdba join app.staff s on s.role = r.rolname"
    " where d.datname = current_database()"
)

# What touches login roles (db/schema/sql/functions/90_roles.sql) belongs to the one role that may.
ROLE_FUNCTIONS = (
    "put_in_group", "end_sessions", "change_role", "staff_add", "staff_end_sessions", "staff_suspend", "staff_password",
    "staff_close", "duty_give", "duty_close",
)  # fmt: skip

_DATABASE_SETTINGS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    # a dead line is given up within two minutes
    "tcp_keepalives_idle": "60",
    "tcp_keepalives_interval": "15",
    "tcp_keepalives_count": "4",
    "tcp_user_timeout": "120000",
    "search_path": "pg_catalog",
    "session_replication_role": "origin",  # foreign keys hold
    # What was written stays out of the server's log: no statement, no parameter, no detail such as "Failing row
    # contains …", no context; whatever the server's own settings are.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_min_messages": "warning",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "debug_print_parse": "off",
    "debug_print_rewritten": "off",
    "debug_print_plan": "off",
}


def apply(cursor: Any) -> None:
    """Revoke from PUBLIC, hand the role functions to langnghe_staffer, set the database's timeouts and what its log
    keeps. As superuser."""
    for statement in _column(cursor, catalogue("taken.sql")):
        cursor.execute(statement)
    cursor.execute("select current_database()")
    name = _quoted(cursor, cursor.fetchone()[0])
    cursor.execute(
        f"grant connect on database {name} to langnghe_user;"
        "grant usage on language plpgsql to langnghe_owner, langnghe_staffer;"
        "grant select on pg_roles, pg_stat_activity, pg_locks to langnghe_staffer, langnghe_owner;"
        "grant execute on function pg_stat_get_activity(integer), pg_lock_status() to langnghe_staffer, langnghe_owner"
    )
    for signature in _column(cursor, catalogue("text_functions.sql")):
        cursor.execute(f"alter function {signature} not leakproof cost 100")
    cursor.execute(_WITHOUT_SUBSCRIPTS)
    for function in ROLE_FUNCTIONS:
        cursor.execute(
            "select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'app'::regnamespace"
            " and p.proname = %s",
            (function,),
        )
        cursor.execute(f"alter function {cursor.fetchone()[0]} owner to langnghe_staffer")
    cursor.execute(_OWNED_BY_A_PERSON)
    if cursor.fetchone():
        cursor.execute(f"alter database {name} owner to current_user")
    for setting, value in _DATABASE_SETTINGS.items():
        cursor.execute(f"alter database {name} set {setting} = %s", (value,))
    # the timeout is for people's sessions: whoever keeps the place may vacuum a large table to its end
    for superuser in _column(cursor, "select quote_ident(rolname) from pg_roles where rolsuper"):
        cursor.execute(f"alter role {superuser} in database {name} set statement_timeout = 0")


def catalogue(name: str) -> str:
    """A query of db/schema/sql that goes on from catalogue.sql."""
    return (SQL / "catalogue.sql").read_text(encoding="utf-8") + (SQL / name).read_text(encoding="utf-8")


def _quoted(cursor: Any, name: str) -> str:
    cursor.execute("select quote_ident(%s)", (name,))
    return str(cursor.fetchone()[0])


def _column(cursor: Any, sql: str) -> list[str]:
    cursor.execute(sql)
    return [row[0] for row in cursor.fetchall()]
