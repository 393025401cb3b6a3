"""The scene of the attacks: one town per file and version, with a report in each state, which no attack may change."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg2
import pytest

from db.demo.embedded import SUPERUSER
from tests import town as towns
from tests.servers import Cluster
from tests.town import CLERK, NEIGHBOUR, WOMEN_MOC_BAC, Town, petition, town

__all__ = ["town"]

_TABLES = (
    "reflection",
    "opinion",
    "petition",
    "submission",
    "returning",
    "reopening",
    "exemption",
    "allotment",
    "reading",
    "redaction",
    "attempt",
    "staff",
    "duty",
    "area",
    "organisation",
    "relation",
    "village",
    "programme",
    "target",
    "period",
    "due_rule",
    "owing_rule",
    "score_item",
    "grade_rule",
    "quota",
    "code",
    "setting",
    "clock",
    "installed",
)


@dataclass
class Scene(Town):
    """The clerk's reports, one in each state; and the neighbour's, in another organisation of the same commune."""

    draft: UUID
    sent: UUID
    accepted: UUID
    returned: UUID
    draft_item: UUID
    sent_item: UUID
    their_draft: UUID
    their_item: UUID
    their_sent: UUID
    before: str = ""

    def refused(self, login: str, sql: str, params: Any = None) -> psycopg2.Error:
        """That login is refused the statements (one transaction); returns what PostgreSQL said."""
        line = self.line(login)
        try:
            line.cursor().execute(sql, params)
            line.commit()  # what a constraint or trigger says late counts as well
        except psycopg2.Error as error:
            return error
        finally:
            line.rollback()
        raise AssertionError(f"{login} was not refused: {sql}")

    def denied(self, login: str, sql: str, params: Any = None) -> None:
        """Refused for want of a right, by row security or by a function of ours: not by a slip in the statement."""
        error = self.refused(login, sql, params)
        assert error.pgcode in {"42501", "LN003"}, (error.pgcode, str(error))

    def finds_nothing(self, login: str, sql: str, params: Any = None) -> None:
        """The statement meets no row at all: to that login there is nothing."""
        with self.line(login) as line, line.cursor() as cursor:
            cursor.execute(sql, params)
            assert cursor.rowcount == 0

    def fingerprint(self) -> str:
        """Changes when any row of ours does, or any policy, function or right."""
        rows = " || ".join(
            f"coalesce((select md5(string_agg(t::text, '|' order by t::text)) from app.{name} t), '')"
            for name in _TABLES
        )
        with self.line(SUPERUSER) as line, line.cursor() as cursor:
            cursor.execute(
                f"select md5({rows} || (select count(*)::text from audit.entry)"
                " || (select md5(string_agg(p::text, '|' order by p::text)) from pg_policies p)"
                " || (select md5(string_agg(c.relname || c.relacl::text, '|' order by c.oid)) from pg_class c"
                "     where relnamespace in ('app'::regnamespace, 'audit'::regnamespace))"
                " || (select count(*)::text from pg_proc))"
            )
            return str(cursor.fetchall())


_NOT_ALLOWED = {"42501", "0A000", "42704", "58P01"}  # insufficient privilege; not supported or not there at all


@contextlib.contextmanager
def line_of(scene: Scene, login: str = CLERK) -> Iterator[Any]:
    """A cursor in autocommit mode on a line of its own, which may be spoiled."""
    with contextlib.closing(scene.database.connect(login)) as line, line.cursor() as cursor:
        yield cursor


def refused_each(scene: Scene, *statements: str, login: str = CLERK) -> None:
    for statement in statements:
        with line_of(scene, login) as cursor, pytest.raises(psycopg2.Error) as caught:
            cursor.execute(statement)
        assert caught.value.pgcode in _NOT_ALLOWED, (statement, str(caught.value))


def _scene(made: Town) -> Scene:
    reports = {name: made.report() for name in ("draft", "sent", "accepted", "returned")}
    items = {name: made.opinion(id, **petition()) for name, id in reports.items()}
    for name in ("sent", "accepted", "returned"):
        made.send(reports[name])
    made.accept(reports["accepted"])
    made.give_back(reports["returned"])
    theirs = [made.report(NEIGHBOUR, WOMEN_MOC_BAC) for _ in range(2)]
    their_item = made.opinion(theirs[0], NEIGHBOUR, **petition())
    made.send(theirs[1], NEIGHBOUR)
    return Scene(
        made.database,
        reports["draft"],
        reports["sent"],
        reports["accepted"],
        reports["returned"],
        items["draft"],
        items["sent"],
        theirs[0],
        their_item,
        theirs[1],
        sessions=made.sessions,
        lines=made.lines,
    )


@pytest.fixture(scope="module")
def shared_scene(any_server: Cluster) -> Iterator[Scene]:
    """The scene for a whole file of attacks."""
    copy = any_server.copy_of("town", towns.build)
    scene = _scene(Town(copy))
    scene.before = scene.fingerprint()
    yield scene
    scene.close()
    copy.drop()


@pytest.fixture
def scene(shared_scene: Scene) -> Iterator[Scene]:
    """The same for one attack, after which every row, policy and right must be as before."""
    yield shared_scene
    assert shared_scene.fingerprint() == shared_scene.before
