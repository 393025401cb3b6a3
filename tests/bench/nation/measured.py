"""How long a person's act takes at the server, and how many pages it looks at."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import psycopg2
import psycopg2.extensions

from db.core.connect import Params, Session
from db.demo.embedded import Server
from db.schema import migrate
from tests.bench.nation import country, places_in_code

PATIENCE = 300.0  # seconds that a statement may take before the bench gives it up


class Act(NamedTuple):
    """What one person does: `do` is measured, with what `before` made ready. All of it is undone again."""

    name: str
    login: str
    do: Callable[[Session, Any], object]
    before: Callable[[Session], object] = lambda session: None
    goal: float | None = None  # milliseconds
    own: bool = True  # costs what the person's own rows cost: no more in a large country …
    full: int = 1  # … than in one of so many towns, in which they have all these rows


class Line(NamedTuple):
    """What an act took: the median and the best of its milliseconds of the server's processor, and its buffers."""

    act: Act
    median: float
    best: float
    buffers: int


class _Watch(psycopg2.extensions.cursor):
    """Counts, while its session says so, how long the server takes and how many pages it looks at."""

    session: Watched

    def execute(self, query: Any, vars: Any = None) -> None:
        if self.session.looking and query.lstrip().lower().startswith(("select", "with", "insert", "update")):
            self._look(query, vars)
        begin = self.session.clock()
        super().execute(query, vars)
        if self.session.counting:
            self.session.spent += self.session.clock() - begin

    def _look(self, query: str, vars: Any) -> None:
        super().execute("savepoint looked")
        super().execute("explain (analyze, buffers, timing off, format json) " + query, vars)
        plan = self.fetchone()[0][0]["Plan"]
        self.session.buffers += int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])
        super().execute("rollback to looked; release looked")


class Watched(Session):
    """A session of the program that counts what it sends while an act is under way."""

    def each(self, sql: str, params: Params = None) -> Iterator[dict[str, Any]]:
        places_in_code.note()  # here, where the caller's line is known: its rows may be read on another
        return super().each(sql, params)

    def __init__(self, dsn: str) -> None:
        self.counting = self.looking = False
        self.spent, self.buffers = 0.0, 0
        super().__init__(dsn, deadline=PATIENCE)
        self._say("set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0")

    def clock(self) -> float:
        """Seconds that the server's process for this session has had of a processor: what else runs does not count."""
        try:
            told = Path(f"/proc/{self._connection.info.backend_pid}/schedstat").read_text()
        except OSError:
            return time.perf_counter()
        return int(told.split()[0]) / 1e9

    def _cursor(self) -> Any:
        cursor = self._connection.cursor(cursor_factory=_Watch)
        cursor.session = self
        return cursor

    def once(self, act: Act, *, look: bool = False) -> float:
        """Do it and undo it. Returns the milliseconds; with `look`, the buffers are in `buffers` afterwards."""
        self.spent, self.buffers = 0.0, 0
        self._say("begin")
        try:
            made = act.before(self)
            self.counting, self.looking = True, look
            act.do(self, made)
        finally:
            self.counting = self.looking = False
            self._say("rollback")
        return self.spent * 1000


@dataclass(frozen=True)
class Country:
    """One database, and who does what in it."""

    dsn: Callable[[str], str]
    towns: int

    @staticmethod
    def of(server: Server, towns: int, months: int) -> Country:
        """The country of that many towns: made if it is not there, and its rights laid anew if it is."""
        name = f"nation_{towns}_{months}"
        there = Country(lambda login: server.dsn(login, name), towns)
        with contextlib.closing(psycopg2.connect(server.dsn(dbname="postgres"))) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute("select from pg_database where datname = %s", (name,))
            if cursor.fetchone() is not None:
                migrate.upgrade(server.dsn(dbname=name))
                return there
            cursor.execute("drop database if exists making with (force)")  # of a run that was stopped
        server.create_database("making")
        country.build(server.dsn(dbname="making"), towns, months)
        with contextlib.closing(psycopg2.connect(server.dsn(dbname="postgres"))) as connection:
            connection.autocommit = True
            connection.cursor().execute(f'alter database making rename to "{name}"')
        return there


def measure(there: Country, acts: list[Act], runs: int) -> dict[str, Line]:
    """Each act `runs` times, after two that are not counted."""
    found: dict[str, Line] = {}
    for login, own in _by_login(acts):
        with contextlib.closing(Watched(there.dsn(login))) as session:
            for act in own:
                found[act.name] = _line(session, act, runs)
    return found


def _line(session: Watched, act: Act, runs: int) -> Line:
    first = session.once(act)
    runs = runs if first < 2000 else 1  # what takes seconds is not done over and over
    if runs > 1:
        session.once(act)
    spent = [session.once(act) for _run in range(runs)]
    session.once(act, look=True)
    return Line(act, statistics.median(spent), min(spent), session.buffers)


def _by_login(acts: list[Act]) -> Iterator[tuple[str, list[Act]]]:
    for login in dict.fromkeys(act.login for act in acts):
        yield login, [act for act in acts if act.login == login]
