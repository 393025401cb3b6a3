"""`langnghe staff`: people as login roles with duties. PostgreSQL's functions decide who may (an administrator, or the
superuser who sets a place up); a password leaves this machine only as a SCRAM verifier. Each command carries an id made
when it was first tried (`attempt`), as those of `db.duties.monthly_report.commands` do.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any
from uuid import UUID

from db.core.connect import Session
from db.core.errors import Invalid, Unreachable
from db.core.ids import derived
from db.core.storage import digest_of
from db.rules.fold import person_key

_LET_IN = 3.0  # seconds within which a session that was let in is seen
_ENDING = 8.0  # seconds until sessions that do not end are told of


def add(session: Session, login: str, name: str, *, attempt: UUID) -> int:
    """A new person with a login role and no duty yet. Raises Duplicate `login_taken`, Invalid `bad_login`, Denied."""
    with session.transaction():
        asked = (attempt, digest_of("staff_add", login, name), login, name)
        return int(session.value("select app.staff_add(%s, %s, %s, %s)", asked))


def set_password(session: Session, login: str, password: str, *, attempt: UUID) -> None:
    """Hash here, store the verifier; sessions that the old password opened end. Raises Invalid `password_too_short`
    under 10 characters, else as `close`.

    Meanwhile nobody signs in as that person: a session that lived on could set a password of its own. Whoever has begun
    to sign in is waited for, as long as the server lets them take (a minute): the old password may be on its way. One's
    own is set without forbidding the login, or a line that breaks halfway would shut its owner out.
    """
    if len(password) < 10:
        raise Invalid("password_too_short", least=10)
    verifier = session.scram_verifier(login, password)
    limit = "select extract(epoch from current_setting('authentication_timeout')::interval)::float"
    patience = float(session.value(limit)) + 1
    if login != session.login:
        suspending = (derived(attempt, "suspend"), digest_of("staff_suspend", login), login)
        with session.transaction():
            session.value("select app.staff_suspend(%s, %s, %s)", suspending)
        end_sessions(session, login, patience)
    with session.transaction():
        # nothing of the password is in the digest, from which it could be guessed
        asked = (attempt, digest_of("staff_password", login), login, verifier)
        session.value("select app.staff_password(%s, %s, %s, %s)", asked)
    if login == session.login:
        end_sessions(session, login, patience)


def close(session: Session, login: str, *, attempt: UUID) -> None:
    """End a person's access at once: scope, login and sessions. What they wrote stays, under their name.

    Raises Unreachable `sessions_remain` when they did not all end: the account is closed, and to ask again is safe.
    """
    with session.transaction():
        session.value("select app.staff_close(%s, %s, %s)", (attempt, digest_of("staff_close", login), login))
    end_sessions(session, login)


def end_sessions(session: Session, login: str, patience: float = _LET_IN) -> None:
    """End a person's sessions of before now, and come back when there are none; this one stays. Raises Unreachable
    `sessions_remain`.

    After a change of access was committed, in transactions of their own: a session that was being opened when it was
    committed may be seen only later. `patience` is for how long to wait for those that are being opened, in seconds.
    """
    began = time.monotonic()
    moment: dt.datetime | None = None
    signing_in: set[int] | None = None
    while True:
        with session.transaction():
            left = session.row("select * from app.staff_end_sessions(%s, %s)", (login, moment))
        assert left is not None
        moment = left["began_before"]
        signing_in = set(left["signing_in"]) if signing_in is None else signing_in & set(left["signing_in"])
        waited = time.monotonic() - began
        # who has not finished by then is still asked for a password, and the server looks at the role after that
        if not left["sessions"] and (not signing_in or waited > patience):
            return
        if left["sessions"] and waited > max(patience, _ENDING):
            raise Unreachable("sessions_remain", login=login, count=left["sessions"])
        time.sleep(0.02)


def give_duty(
    session: Session,
    login: str,
    kind: str,
    *,
    attempt: UUID,
    organisation: int | None = None,
    area: int | None = None,
    body: int | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> int:
    """A duty from `first` (today) to `last` (open). Returns its id.

    A clerk has an organisation, a reviewer or decider an area and perhaps one body; administrator and national neither.
    """
    what = (login, kind, organisation, area, body, first, last)
    with session.transaction():
        asked = (attempt, digest_of("duty_give", *what), *what)
        return int(session.value("select app.duty_give(%s, %s, %s, %s, %s, %s, %s, %s, %s)", asked))


def end_duty(session: Session, login: str, duty: int, last: dt.date | None = None, *, attempt: UUID) -> None:
    """End a duty with the day `last`, or at once: then the person's sessions end too, which may have read with it.
    Raises as `close`."""
    what = (login, duty, last)
    with session.transaction():
        session.value("select app.duty_close(%s, %s, %s, %s, %s)", (attempt, digest_of("duty_close", *what), *what))
    if session.value("select to_date < app.today() from app.duty where id = %s", (duty,)):
        end_sessions(session, login)


def staff(session: Session) -> list[dict[str, Any]]:
    """Everyone whom this login may see: id, role, name, closed, duties (each id, kind, organisation, area, body, from,
    to as text). In the order of people: given name, then family and middle name."""
    found = session.rows(
        "with given as materialized (select d.staff_id, jsonb_agg(jsonb_build_object("
        " 'id', d.id, 'kind', d.kind, 'organisation', o.name, 'area', a.kind || ' ' || a.name, 'body', b.code,"
        " 'from', d.from_date, 'to', d.to_date) order by d.id) as duties from app.duty d"
        " left join app.organisation o on o.id = d.organisation_id left join app.area a on a.id = d.area_id"
        " left join app.body b on b.id = d.body_id group by d.staff_id)"
        " select s.id, s.role as login, s.name, s.closed, coalesce(g.duties, '[]') as duties"
        " from app.staff s left join given g on g.staff_id = s.id order by s.role"
    )
    return sorted(found, key=lambda person: person_key(person["name"]))


def find_organisation(session: Session, words: str) -> int:
    """An organisation that is open today, by its id or its (short) name, whatever the case.

    Raises Invalid `no_such_organisation`, or `not_open_today` with its dates when the one of that name is closed.
    """
    same = "id = %(number)s or lower(name) = lower(%(words)s) or lower(short) = lower(%(words)s)"
    return _the_one(session, "organisation", same, words)


def find_area(session: Session, words: str) -> int:
    """An area that is open today, by its id, official code or name (with or without its kind).

    Raises Invalid `no_such_area`, or `not_open_today` with its dates when there is one by that name that is not.
    """
    same = (
        "id = %(number)s or code = %(words)s or lower(name) = lower(%(words)s)"
        " or lower(kind || ' ' || name) = lower(%(words)s)"
    )
    return _the_one(session, "area", same, words)


def _the_one(session: Session, table: str, same: str, words: str) -> int:
    sql = (
        "select id, opened, closed, opened <= app.today() and (closed is null or closed > app.today()) as open"  # noqa: S608
        " from app." + table + " where " + same + " order by id desc"
    )
    number = int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else None
    found = session.rows(sql, {"words": words, "number": number})
    open_now = [row for row in found if row["open"]]
    if len(open_now) == 1:
        return int(open_now[0]["id"])
    if found and not open_now:
        latest = found[0]
        raise Invalid("not_open_today", field=table, name=words, opened=latest["opened"], closed=latest["closed"])
    raise Invalid(f"no_such_{table}", field=table, name=words, found=len(open_now))


def find_body(session: Session, code: str) -> int:
    """A body by its code, whatever the case. Raises Invalid `no_such_body`."""
    found = session.value("select id from app.body where lower(code) = lower(%s)", (code,))
    if found is None:
        raise Invalid("no_such_body", field="body", name=code)
    return int(found)
