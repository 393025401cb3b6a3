"""The demo's database: schema, places, programme, staff, then the year as the people lived it."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg2

from db.core.connect import Session
from db.core.storage import digest_of
from db.demo import people
from db.demo.deeds import Scribe, key
from db.demo.story import YEAR, ZONE, Months, Step, Story, marks
from db.demo.texts import Texts
from db.programme import load
from db.programme.places import Organisation, Places
from db.programme.places import load as read_places
from db.programme.programme import Programme
from db.programme.programme import load as read_programme
from db.schema import migrate

HERE = Path(__file__).parent.parent
PLACES = HERE / "places" / "duy-tien.toml"
PROGRAMME = HERE / "programmes" / f"{YEAR}.toml"
PINNED_DAY = dt.date(2023, 10, 16)
TOWN = "349"
_FIRST_DAY = dt.date(YEAR, 1, 1)
_MORNING = dt.time(9, tzinfo=ZONE)  # the hour at which the demo's clock stands
_WRITERS = min(2, os.cpu_count() or 1)
# The plans that are kept are made while the tables are empty, when reading them whole looks cheapest.
_SETTINGS = "-c statement_timeout=0 -c enable_seqscan=off"


def build(dsn: str, today: dt.date = PINNED_DAY) -> None:
    """Fill the empty database of this superuser's connection string. On `today` the demo stands still.

    What the story has after `today` is left out; a later day adds nothing to it. Raises `db.core.errors`.
    """
    migrate.upgrade(dsn)
    places, programme = read_places(PLACES), read_programme(PROGRAMME)
    year = list(_year(places))
    now = dt.datetime.combine(today, _MORNING)
    with _superuser(dsn) as connection:
        cursor = connection.cursor()
        cursor.execute("insert into app.clock (at) values (%s)", (dt.datetime.combine(_FIRST_DAY, _MORNING),))
        _load(dsn, places, programme)
        _hire(cursor, places, [line.organisation for line in year])
        _live(dsn, [step for step in _story(programme, year) if step.at <= now])
        cursor.execute("update app.clock set at = %s", (now,))
        cursor.execute("analyze")


def _live(dsn: str, steps: list[Step]) -> None:
    """The year, written by two connections where there are two processors; an organisation's steps by one of them."""
    logins = sorted({step.author for step in steps})
    shares = [logins[part::_WRITERS] for part in range(_WRITERS)]

    def write(mine: list[str]) -> None:
        with _superuser(dsn) as connection:
            Scribe(connection).act([step for step in steps if step.author in mine])

    with ThreadPoolExecutor(_WRITERS) as writers:
        list(writers.map(write, shares))


@contextlib.contextmanager
def _superuser(dsn: str) -> Iterator[Any]:
    connection = psycopg2.connect(dsn, application_name="langnghe demo", options=_SETTINGS)
    try:
        connection.autocommit = True
        connection.cursor().execute("set synchronous_commit = off")
        yield connection
    finally:
        connection.close()


def _load(dsn: str, places: Places, programme: Programme) -> None:
    session = Session(dsn, deadline=60)
    try:
        load.places(session, places)
        load.programme(session, programme, hashlib.sha256(PROGRAMME.read_bytes()).hexdigest()[:16])
    finally:
        session.close()


def _year(places: Places) -> Iterator[Months]:
    """The organisations of 2023 with their marks."""
    areas = {area.name: area for area in places.areas if area.holds(_FIRST_DAY)}
    bodies = {body.code: body for body in places.bodies}
    found = {(item.area_id, item.body_id): item for item in places.organisations}
    for name, body, line in marks():
        area = areas[name]
        organisation = found[area.id, bodies[body].id]
        numbers = [item.number for item in places.villages if item.area_id == area.id and item.holds(_FIRST_DAY)]
        numbers += [item.number for item in places.areas if item.parent_id == area.id and item.holds(_FIRST_DAY)]
        login = people.login_of(places, organisation)
        yield Months(organisation, login, line, body, bodies[body].stratum, area.kind, max(numbers))


def _story(programme: Programme, year: list[Months]) -> Any:
    return Story(Texts(), programme.report_dues(), programme.calendar, people.REVIEWER).steps(year)


def _hire(cursor: Any, places: Places, organisations: list[Organisation]) -> None:
    """Everyone as `langnghe staff add` would; whoever is not to sign in keeps their name and loses their login."""
    town = next(area.id for area in places.areas if area.code == TOWN and area.holds(_FIRST_DAY))
    duties = {people.REVIEWER: "reviewer", "thuongtruc": "decider", "quantri": "administrator"}
    statements = []
    for person in people.staff(places, organisations):
        kind = duties.get(person.login, "clerk")
        area = town if kind in ("reviewer", "decider") else None
        added = (person.login, person.name)
        duty = (person.login, kind, person.organisation, area, None, _FIRST_DAY, None)
        for command, what in (("staff_add", added), ("duty_give", duty)):
            attempt = key(dt.datetime.combine(_FIRST_DAY, _MORNING), f"{person.login} {command}")
            places_for = ", ".join(["%s"] * (len(what) + 2))
            asked = (attempt, digest_of(command, *what), *what)
            statements.append(cursor.mogrify(f"select app.{command}({places_for})", asked))
        if not person.signs_in:
            statements.append(cursor.mogrify(f'alter role "{person.login}" nologin'))
    cursor.execute(b"begin;" + b";".join(statements) + b";commit")
