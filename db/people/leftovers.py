"""What is left of people's access after it should have ended, and the timer that ends it. As superuser.

A session is over when its account was closed, when it began before the person's access last changed (a duty ended, a
password set: `app.staff.sessions_from`), and when it stands in one transaction for longer than is allowed: a person can
switch every timeout of PostgreSQL's off, and keep the locks and the rights of the moment at which it began. The command
`langnghe db end-stale` looks once; the demo has `python -m db.people.leftovers` look every half minute.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import select
import sys
from typing import Any

import psycopg2

from db.core import error_mapping, sign_in
from db.core.errors import Denied

ALLOWED = dt.timedelta(minutes=2)  # twice what people's transactions have by themselves
EVERY = 30.0  # seconds
TIMER = "langnghe timer"  # how its connection is told from a person's

_SESSIONS = """
select a.pid, a.usename::text as login, o.why,
       case o.why when 'standing' then a.xact_start else a.backend_start end as since
from pg_stat_activity a join app.staff s on s.role = a.usename join pg_roles r on r.oid = a.usesysid and not r.rolsuper
cross join lateral (select case when s.closed is not null then 'closed'
                                when a.backend_start < s.sessions_from then 'void'
                                when a.xact_start < clock_timestamp() - %s then 'standing' end) o(why)
where a.pid <> pg_backend_pid() and o.why is not null order by a.pid
"""

_ACCOUNTS = """
select s.role as login, 'closed_signs_in' as why, s.closed as since
from app.staff s join pg_roles r on r.rolname = s.role where s.closed is not null and r.rolcanlogin
union all
select s.role, 'suspended', null from app.staff s where s.closed is null and s.sessions_from = 'infinity'
union all
select m.member::regrole::text, 'national_group', null from pg_auth_members m join pg_roles r on r.oid = m.member
-- after a restore the group may be missing; whoever is not in this staff is another town's, on the same server
where m.roleid = to_regrole('langnghe_national') and not r.rolsuper
  and exists (select from app.staff s where s.role = r.rolname) and not exists (
    select from app.staff s join app.duty d on d.staff_id = s.id where s.role = r.rolname and s.closed is null
      and d.kind = 'national' and (d.to_date is null or d.to_date >= app.today()))
union all
select p.owner::text, 'prepared', p.prepared from pg_prepared_xacts p join app.staff s on s.role = p.owner
where p.database = current_database()
order by login, why
"""


def found(cursor: Any, allowed: dt.timedelta = ALLOWED) -> list[dict[str, Any]]:
    """Each leftover as login, why and since; a session with its pid. `why` is one of

    closed, void, standing (a session; see above), closed_signs_in, suspended (a password is half set: nobody signs in),
    national_group (the group without the duty), prepared (a transaction that outlives its session).
    """
    return [*_sessions(cursor, allowed), *_rows(cursor, _ACCOUNTS, None)]


def end(dsn: str, allowed: dt.timedelta = ALLOWED) -> list[dict[str, Any]]:
    """End the sessions that are over; returns them as `found` does. Raises Denied `not_superuser`."""
    connection = sign_in.connect(dsn, application_name=TIMER)
    with contextlib.closing(connection), error_mapping.translated():
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute("select current_setting('is_superuser')")
        if cursor.fetchone() != ("on",):
            raise Denied("not_superuser")
        return _end(cursor, allowed)


def keep_ending(dsn: str) -> None:
    """Look every half minute, until the server stops: then its own connection ends as well."""
    with contextlib.suppress(psycopg2.Error), contextlib.closing(
        psycopg2.connect(dsn, application_name=TIMER)
    ) as connection:  # fmt: skip
        connection.autocommit = True
        while True:
            with contextlib.suppress(psycopg2.ProgrammingError):  # a schema that is about to be made or upgraded
                _end(connection.cursor(), ALLOWED)
            select.select([connection], [], [], EVERY)


def _sessions(cursor: Any, allowed: dt.timedelta) -> list[dict[str, Any]]:
    return _rows(cursor, _SESSIONS, (allowed,))


def _end(cursor: Any, allowed: dt.timedelta) -> list[dict[str, Any]]:
    over = _sessions(cursor, allowed)
    for one in over:
        cursor.execute("select pg_terminate_backend(%s)", (one["pid"],))
    return over


def _rows(cursor: Any, sql: str, params: Any) -> list[dict[str, Any]]:
    cursor.execute(sql, params)
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


if __name__ == "__main__":
    keep_ending(sys.argv[1])
