"""Commands on a line that loses things, repeated until they are confirmed; and what was stored in the end.

A clerk's and a reviewer's commands go through `tests.proxy`. Each is tried with the same attempt id on a new
connection until the server confirms it; between the tries the person may type on. Afterwards the rows, versions,
attempts and audit entries are counted: nothing lost, nothing twice, one audit entry for each stored change.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from uuid import UUID

import psycopg2

from db import commands
from db.connect import Session
from db.errors import Denied, Unreachable
from db.ids import uuid7
from db.records.opinion import OPINION
from tests.proxy import Fate, Loss, Proxy, proxied
from tests.town import CLERK, FARMERS_MOC_BAC, TOWN, Town, complete, petition

KINDS = ("insert", "change", "remove", "submit", "accept", "return")
_TEXTS = ("Lo giá phân bón tăng", "Lo giá phân bón tăng cao", "Lo giá phân bón tăng cao hơn", "Lo giá vật tư tăng cao")
_MOST_TRIES = 40


@dataclass
class Tally:
    """What came out: numbers of commands, tries, lost replies, and of what should never be."""

    commands: int = 0
    tries: int = 0
    retyped: int = 0
    lost: int = 0
    twice: int = 0
    torn: int = 0
    unlogged: int = 0
    wrong: list[str] = field(default_factory=list)
    swallowed: int = 0
    losses: dict[Loss, int] = field(default_factory=dict)

    def faultless(self) -> bool:
        return not (self.lost or self.twice or self.torn or self.unlogged or self.wrong)


class Storm:
    """A clerk and a reviewer at work on a bad line, in one town."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.chance = random.Random(seed)
        self.tally = Tally()
        self._lock = threading.Lock()
        self._killer = psycopg2.connect(town.database.dsn())
        self._killer.autocommit = True

    def run(self, count: int, workers: int = 2) -> Tally:
        """Carry out `count` commands of all kinds in turn, by several people at once."""
        kinds = itertools.islice(itertools.cycle(KINDS), count)
        seeds = [(kind, self.chance.getrandbits(32)) for kind in kinds]
        with ThreadPoolExecutor(workers) as pool:
            shares = [pool.submit(self._share, seeds[number::workers]) for number in range(workers)]
            for share in shares:
                share.result()
        self._killer.close()
        return self.tally

    def _share(self, work: list[tuple[str, int]]) -> None:
        person = _Person(self.town, self._terminate)
        try:
            for kind, seed in work:
                person.chance = random.Random(seed)
                faults = person.carry_out(kind)
                with self._lock:
                    _add(self.tally, faults)
        finally:
            person.close()
        with self._lock:
            self.tally.swallowed += person.proxy.commits_swallowed
            for loss, number in person.proxy.losses.items():
                self.tally.losses[loss] = self.tally.losses.get(loss, 0) + number

    def _terminate(self, pid: int) -> None:
        with self._lock, self._killer.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(%s)", (pid,))


class _Person:
    """One thread's commands, its proxy, and the calm lines by which reports are prepared and looked at."""

    def __init__(self, town: Town, terminate: Callable[[int], None]) -> None:
        self.town = town
        self.chance = random.Random(0)
        self._stack = contextlib.ExitStack()
        self._fate: Fate | None = None
        self._lines: dict[str, Session] = {}
        self.proxy: Proxy = self._stack.enter_context(proxied(town.database.dsn(), lambda: self._fate, terminate))
        self.clerk = town.hire("storm-clerk", ("clerk", FARMERS_MOC_BAC, None, None))
        self.reviewer = town.hire("storm-reviewer", ("reviewer", None, TOWN, None))
        self._calm = {login: self._stack.enter_context(town.session(login)) for login in (self.clerk, self.reviewer)}
        self._judge = self._stack.enter_context(contextlib.closing(town.database.connect()))

    def close(self) -> None:
        for session in self._lines.values():
            session.close()
        self._stack.close()

    def carry_out(self, kind: str) -> Tally:
        """Prepare a report, do one command on the bad line until it is confirmed, and judge what is stored."""
        report = self._report()
        item = self._item(report) if kind != "insert" else uuid7()
        if kind in ("accept", "return"):
            commands.submit(self._calm[self.clerk], report, 1, attempt=uuid7())
        tally = Tally(commands=1)
        getattr(self, f"_{kind}")(tally, report, item)
        return tally

    def _report(self) -> UUID:
        id = uuid7()
        self._calm[self.clerk].rows(
            "insert into app.reflection (id, organisation_id, month, kind, general)"
            " values (%s, %s, %s, 'adhoc', 'Yên')",
            (id, FARMERS_MOC_BAC, dt.date(2023, 10, 1)),
        )
        return id

    def _item(self, report: UUID) -> UUID:
        id = uuid7()
        commands.save(self._calm[self.clerk], OPINION, petition(text=_TEXTS[0]), attempt=uuid7(), id=id, version=0,
                      owner={"reflection_id": report})  # fmt: skip
        return id

    # -- one command until it is confirmed

    def _until_confirmed(self, tally: Tally, login: str, words: tuple[str, ...], ask: Callable[[Session, str],
                                                                                               object]) -> str:
        """Repeat `ask(session, text)` until it returns; between tries the person may type on. The last text asked."""
        text = words[0]
        for number in range(_MOST_TRIES):
            self._fate = self._trouble() if number == 0 or self.chance.random() < 0.35 else None
            tally.tries += 1
            session = self._line(login)
            try:
                ask(session, text)
                return text
            except Unreachable:
                session.close()
                del self._lines[login]
                if len(words) > 1 and self.chance.random() < 0.5:
                    text = self.chance.choice(words)
                    tally.retyped += 1
        raise AssertionError("never confirmed")

    def _line(self, login: str) -> Session:
        """That person's line through the proxy, opened again after it broke."""
        for _ in range(_MOST_TRIES):
            if login in self._lines:
                return self._lines[login]
            try:
                self._lines[login] = Session(self.proxy.through(self.town.database.dsn(login)))
            except Denied as error:
                if error.code != "too_many_sessions":
                    raise  # that one passes: the server has not noticed yet that the earlier lines are dead
        raise AssertionError("never signed in")

    def _trouble(self) -> Fate:
        if self.chance.random() < 0.8:
            others = [Loss.HALF_REPLY, Loss.RACE, Loss.REQUEST, Loss.BACKEND]
            return Fate(self.chance.choice([Loss.REPLY] * 5 + others), "COMMIT")
        losses = [loss for loss in Loss if loss is not Loss.SILENCE]
        return Fate(self.chance.choice(losses), self.chance.randint(2, 6))

    # -- the kinds

    def _insert(self, tally: Tally, report: UUID, item: UUID) -> None:
        attempt = uuid7()
        text = self._until_confirmed(
            tally, self.clerk, _TEXTS, lambda session, text: commands.save(
                session, OPINION, petition(text=text), attempt=attempt, id=item, version=0,
                owner={"reflection_id": report}),
        )  # fmt: skip
        self._judge_item(tally, report, item, attempt, text, before=0)

    def _change(self, tally: Tally, report: UUID, item: UUID) -> None:
        attempt = uuid7()
        text = self._until_confirmed(
            tally, self.clerk, _TEXTS[1:], lambda session, text: commands.save(
                session, OPINION, petition(text=text), attempt=attempt, id=item, version=1),
        )  # fmt: skip
        self._judge_item(tally, report, item, attempt, text, before=1)

    def _remove(self, tally: Tally, report: UUID, item: UUID) -> None:
        attempt = uuid7()
        self._until_confirmed(tally, self.clerk, ("",), lambda session, text: commands.remove_opinion(
            session, item, 1, attempt=attempt))  # fmt: skip
        found = self._one("select (select count(*) from app.opinion where id = %(id)s)"
                          " + (select count(*) from app.petition where opinion_id = %(id)s) as rows",
                          id=item)  # fmt: skip
        tally.lost += found["rows"] > 0
        self._count(tally, "delete", item, "opinion", {"delete": 1, "insert": 1})
        self._attempts(tally, attempt, 1)

    def _submit(self, tally: Tally, report: UUID, item: UUID) -> None:
        attempt = uuid7()
        self._until_confirmed(tally, self.clerk, ("",), lambda session, text: commands.submit(
            session, report, 1, attempt=attempt))  # fmt: skip
        self._judge_report(tally, report, "submitted", 2, attempt)

    def _accept(self, tally: Tally, report: UUID, item: UUID) -> None:
        attempt = uuid7()
        self._until_confirmed(tally, self.reviewer, ("",), lambda session, text: commands.accept(
            session, report, 2, attempt=attempt))  # fmt: skip
        self._judge_report(tally, report, "accepted", 3, attempt)

    def _return(self, tally: Tally, report: UUID, item: UUID) -> None:
        attempt = uuid7()
        reason = self._until_confirmed(
            tally, self.reviewer, ("Cần nói rõ hơn", "Cần nói rõ ở đâu"), lambda session, text: commands.return_report(
                session, report, 2, attempt=attempt, reason=text, due=dt.date(2023, 10, 20), items=[item]),
        )  # fmt: skip
        tries = self._tries(attempt)
        self._judge_report(tally, report, "returned", 2 + tries, attempt, tries)
        stored = self._one("select count(*) as rows, max(reason) as reason from app.returning"
                           " where reflection_id = %(id)s",
                           id=report)  # fmt: skip
        tally.twice += stored["rows"] > 1
        tally.lost += stored["reason"] != reason

    # -- judging

    def _judge_item(self, tally: Tally, report: UUID, item: UUID, attempt: UUID, text: str, before: int) -> None:
        stored = self._one(
            "select count(*) as rows, max(o.text) as text, max(o.version) as version, count(p.opinion_id) as petitions,"
            " min(p.place) as place, (select count(*) from app.opinion x where x.reflection_id = %(report)s) as items"
            " from app.opinion o left join app.petition p on p.opinion_id = o.id where o.id = %(id)s",
            id=item, report=report,
        )  # fmt: skip
        tries = self._tries(attempt)
        tally.lost += stored["text"] != text
        tally.twice += stored["items"] > 1
        tally.torn += (stored["petitions"], stored["place"]) != (1, "1")
        if stored["version"] != before + tries:
            tally.wrong.append(f"version {stored['version']} after {tries} tries")
        expected = {"insert": 1, "update": before + tries - 1}
        self._count(tally, "item", item, "opinion", {name: number for name, number in expected.items() if number})

    def _judge_report(
        self, tally: Tally, report: UUID, status: str, version: int, attempt: UUID, tries: int = 1
    ) -> None:
        stored = self._one(
            "select r.status, r.version, (select count(*) from app.submission s where s.reflection_id = r.id) as sent,"
            " (select count(*) from app.opinion o where o.reflection_id = r.id and o.status <> r.status) as torn"
            " from app.reflection r where r.id = %(id)s", id=report,
        )  # fmt: skip
        tally.lost += stored["status"] != status
        tally.twice += stored["sent"] != 1 or stored["version"] > version
        tally.torn += stored["torn"] > 0
        entries = self._one(
            "select count(*) as entries from audit.entry where record = %(id)s::text and table_name = 'reflection'"
            " and after ->> 'status' = %(status)s", id=report, status=status,
        )  # fmt: skip
        tally.unlogged += entries["entries"] != 1
        self._attempts(tally, attempt, tries)

    def _tries(self, attempt: UUID) -> int:
        """How often it stored something: a repeat that found itself done leaves a row of the same version."""
        return int(self._one("select count(distinct version) as n from app.attempt where id = %(id)s", id=attempt)["n"])

    def _attempts(self, tally: Tally, attempt: UUID, expected: int) -> None:
        if self._tries(attempt) != expected:
            tally.wrong.append(f"{self._tries(attempt)} attempts, not {expected}")

    def _count(self, tally: Tally, what: str, record: UUID, table: str, expected: dict[str, int]) -> None:
        with self._judge.cursor() as cursor:
            cursor.execute("select operation, count(*) from audit.entry where record = %s and table_name = %s"
                           " group by 1",
                           (str(record), table))  # fmt: skip
            found = dict(cursor.fetchall())
        if found != expected:
            tally.unlogged += 1
            tally.wrong.append(f"{what}: audit {found}, not {expected}")

    def _one(self, sql: str, **params: object) -> dict[str, object] | dict[str, int]:
        with self._judge.cursor() as cursor:
            cursor.execute(sql, {name: str(value) for name, value in params.items()})
            assert cursor.description is not None
            return dict(zip([column.name for column in cursor.description], cursor.fetchone(), strict=True))


def _add(total: Tally, one: Tally) -> None:
    for name in ("commands", "tries", "retyped", "lost", "twice", "torn", "unlogged"):
        setattr(total, name, getattr(total, name) + getattr(one, name))
    total.wrong += one.wrong


def without_the_key(town: Town, count: int) -> tuple[int, int]:
    """The control: each try is a new command with a new record. Returns (asked for, stored)."""
    report = town.report()
    fate = Fate(Loss.REPLY, "COMMIT")
    tries = itertools.count()
    with proxied(town.database.dsn(), lambda: fate if next(tries) % 2 == 0 else None) as proxy:
        for _ in range(count):
            for _ in range(_MOST_TRIES):
                with contextlib.suppress(Unreachable), contextlib.closing(
                    Session(proxy.through(town.database.dsn(CLERK)))) as session:  # fmt: skip
                    commands.save(session, OPINION, complete(), attempt=uuid7(), id=uuid7(), version=0,
                                  owner={"reflection_id": report})  # fmt: skip
                    break
    return count, int(town.value("select count(*) from app.opinion where reflection_id = %s", (report,)))
