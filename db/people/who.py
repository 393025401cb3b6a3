"""The person at the keyboard: name, duties, organisations, and the day it is for the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from db.core.connect import Session
from db.core.errors import Denied
from db.rules.periods import first_of


class Organisation(NamedTuple):
    """One body in one area. `stratum` is the stratum that the body speaks for; `level` is province, town, commune."""

    id: int
    name: str
    short: str
    body: str
    body_name: str
    stratum: str
    area_id: int
    area: str
    level: str
    opened: dt.date
    closed: dt.date | None


class Duty(NamedTuple):
    """What a person is charged with: `kind` is clerk, reviewer, decider, administrator or national."""

    id: int
    kind: str
    organisation_id: int | None
    area_id: int | None
    area: str | None
    body: str | None
    from_date: dt.date
    to_date: dt.date | None


class Person(NamedTuple):
    """Who signed in, with the duties in force on `today` (the rules' clock, Asia/Ho_Chi_Minh)."""

    id: int
    login: str
    name: str
    today: dt.date
    duties: tuple[Duty, ...]
    organisations: tuple[Organisation, ...]  # those whose records this person writes

    def has(self, *kinds: str) -> bool:
        """Whether one of these duties is in force."""
        return any(duty.kind in kinds for duty in self.duties)

    @property
    def month(self) -> dt.date:
        """The month at hand."""
        return first_of(self.today)

    @property
    def reviewed_area(self) -> str:
        """The names of the areas that a reviewer or decider follows, the widest first; empty for others."""
        areas = [duty.area or "" for duty in self.duties if duty.kind in ("reviewer", "decider")]
        return ", ".join(dict.fromkeys(areas))


_ORGANISATIONS = """
    select o.id, o.name, o.short, b.code as body, b.name as body_name, b.stratum, o.area_id, a.name as area, a.level,
           o.opened, o.closed
    from app.organisation o join app.body b on b.id = o.body_id join app.area a on a.id = o.area_id
"""


def whoami(session: Session) -> Person:
    """The signed-in person. Raises Denied `unknown_login` when the login has no staff entry here."""
    # by the key: a text finds no index under row security (db/schema/hardening.py)
    found = session.row("select id, name, app.today() as today from app.staff where id = (select app.my_id())")
    if found is None:
        raise Denied("unknown_login", login=session.login)
    duties = session.rows(
        "select d.id, d.kind, d.organisation_id, d.area_id, a.kind || ' ' || a.name as area, b.code as body,"
        " d.from_date, d.to_date from app.my_duties() d left join app.area a on a.id = d.area_id"
        " left join app.body b on b.id = d.body_id order by d.body_id nulls first, d.id"
    )
    organisations = session.rows(
        _ORGANISATIONS + " where o.id = any ((select app.write_scope())::integer[]) order by o.area_id, o.id"
    )
    return Person(
        id=found["id"], login=session.login, name=found["name"], today=found["today"],
        duties=tuple(Duty(**row) for row in duties), organisations=tuple(Organisation(**row) for row in organisations),
    )  # fmt: skip


def today(session: Session) -> dt.date:
    """The day it is for the rules."""
    found = session.value("select app.today()")
    assert isinstance(found, dt.date)
    return found


def organisations(session: Session, ids: Sequence[int]) -> list[Organisation]:
    """Organisations by id, in the order of their areas and bodies."""
    found = session.rows(_ORGANISATIONS + " where o.id = any (%s) order by o.area_id, o.id", (list(ids),))
    return [Organisation(**row) for row in found]
