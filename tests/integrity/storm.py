"""Commands on a line that loses things, repeated until they are confirmed; `judge.py` looks at what was stored.

A clerk's and a reviewer's commands go through `tests.proxy`. Each is tried with the same attempt id on a new
connection until the server confirms it; between the tries the person may type on. Every command meets a loss.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg2

from db.core import storage
from db.core.connect import Session
from db.core.errors import Denied, Unreachable
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from db.duties.monthly_report.opinion import OPINION
from tests.integrity.judge import Judge, Tally, total
from tests.proxy import Fate, Loss, Proxy, proxied
from tests.town import CLERK, FARMERS_MOC_BAC, TOWN, Town, complete, petition

KINDS = 5  # commands on a report's way: insert, change, remove, submit, and accept or return in turn
_TEXTS = ("Lo giá phân bón tăng", "Lo giá phân bón tăng cao", "Lo giá phân bón tăng cao hơn", "Lo giá vật tư tăng cao")
_REASONS = ("Cần nói rõ hơn", "Cần nói rõ ở đâu")
_MOST_TRIES = 40


class Storm:
    """Clerks and reviewers at work on a bad line, in one town."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.chance = random.Random(seed)
        self._lock = threading.Lock()
        self._killer = psycopg2.connect(town.database.dsn())
        self._killer.autocommit = True

    def run(self, count: int, workers: int = 2) -> Tally:
        """Carry out `count` commands (rounded up to whole reports), by several people at once."""
        seeds = [self.chance.getrandbits(32) for _ in range(-(-count // KINDS))]
        with ThreadPoolExecutor(workers) as pool:
            tallies = list(pool.map(self._share, [seeds[number::workers] for number in range(workers)]))
        self._killer.close()
        return total(tallies)

    def _share(self, seeds: list[int]) -> Tally:
        """One worker's reports, each with a seed of its own."""
        worker = _Worker(self.town, self._terminate)
        try:
            for number, seed in enumerate(seeds):
                worker.chance = random.Random(seed)
                worker.carries_out_a_report(accepted=number % 2 == 0)
        finally:
            worker.close()
        worker.tally.swallowed = worker.proxy.commits_swallowed
        worker.tally.losses = dict(worker.proxy.losses)
        return worker.tally

    def _terminate(self, pid: int) -> None:
        with self._lock, self._killer.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(%s)", (pid,))


class _Worker:
    """One thread's clerk and reviewer, their proxy, and the calm line by which reports are begun."""

    def __init__(self, town: Town, terminate: Callable[[int], None]) -> None:
        self.town = town
        self.tally = Tally()
        self.chance = random.Random(0)
        self._stack = contextlib.ExitStack()
        self._fate: Fate | None = None
        self._lines: dict[str, Session] = {}
        self.proxy: Proxy = self._stack.enter_context(proxied(town.database.dsn(), lambda: self._fate, terminate))
        self.clerk = town.hire("storm-clerk", ("clerk", FARMERS_MOC_BAC, None, None))
        self.reviewer = town.hire("storm-reviewer", ("reviewer", None, TOWN, None))
        self._calm = self._stack.enter_context(town.session(self.clerk))
        self._judge = self._stack.enter_context(contextlib.closing(Judge(town, self.tally)))

    def close(self) -> None:
        for session in self._lines.values():
            session.close()
        self._stack.close()

    def carries_out_a_report(self, accepted: bool) -> None:
        """From its first item to its acceptance or return, each command judged as soon as it is confirmed."""
        report, item = self._report(), uuid7()
        version = self._insert(report, item)
        self._change(report, item, version)
        self._remove(self._second_item(report))
        self._submit(report)
        if accepted:
            self._accept(report)
        else:
            self._return(report, item)

    def _report(self) -> UUID:
        id = uuid7()
        self._calm.rows(
            "insert into app.reflection (id, organisation_id, month, kind, general)"
            " values (%s, %s, %s, 'adhoc', 'Yên')",
            (id, FARMERS_MOC_BAC, dt.date(2023, 10, 1)),
        )
        return id

    def _second_item(self, report: UUID) -> UUID:
        id = uuid7()
        storage.save(self._calm, OPINION, petition(text=_TEXTS[0]), attempt=uuid7(), id=id, version=0,
                      owner={"reflection_id": report})  # fmt: skip
        return id

    # -- one command until it is confirmed

    def _until_confirmed(self, login: str, words: tuple[str, ...], ask: Callable[[Session, str], object]) -> str:
        """Repeat `ask(session, text)` until it returns; between tries the person may type on. The last text asked."""
        text = words[0]
        self.tally.commands += 1
        for number in range(_MOST_TRIES):
            self._fate = self._trouble() if number == 0 or self.chance.random() < 0.35 else None
            self.tally.tries += 1
            session = self._line(login)
            try:
                ask(session, text)
                return text
            except Unreachable:
                session.close()
                del self._lines[login]
                if len(words) > 1 and self.chance.random() < 0.5:
                    text = self.chance.choice(words)
                    self.tally.retyped += 1
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
        """A loss at the commit, or at the beginning: what every command has."""
        if self.chance.random() < 0.8:
            others = [Loss.HALF_REPLY, Loss.RACE, Loss.REQUEST, Loss.BACKEND]
            return Fate(self.chance.choice([Loss.REPLY] * 5 + others), "COMMIT")
        losses = [loss for loss in Loss if loss is not Loss.SILENCE]
        return Fate(self.chance.choice(losses), self.chance.choice((1, 2, 3)))

    # -- the commands

    def _insert(self, report: UUID, item: UUID) -> int:
        attempt = uuid7()
        text = self._until_confirmed(
            self.clerk, _TEXTS, lambda session, text: storage.save(
                session, OPINION, petition(text=text), attempt=attempt, id=item, version=0,
                owner={"reflection_id": report}),
        )  # fmt: skip
        return self._judge.item(report, item, attempt, text, before=0)

    def _change(self, report: UUID, item: UUID, version: int) -> None:
        attempt = uuid7()
        text = self._until_confirmed(
            self.clerk, _TEXTS[1:], lambda session, text: storage.save(
                session, OPINION, petition(text=text, topic="MT"), attempt=attempt, id=item, version=version),
        )  # fmt: skip
        self._judge.item(report, item, attempt, text, before=version)

    def _remove(self, item: UUID) -> None:
        attempt = uuid7()
        self._until_confirmed(self.clerk, ("",), lambda session, text: commands.remove_opinion(
            session, item, 1, attempt=attempt))  # fmt: skip
        self._judge.removed(item, attempt)

    def _submit(self, report: UUID) -> None:
        attempt = uuid7()
        self._until_confirmed(self.clerk, ("",), lambda session, text: commands.submit(
            session, report, 1, attempt=attempt))  # fmt: skip
        self._judge.report(report, "submitted", 1, attempt)

    def _accept(self, report: UUID) -> None:
        attempt = uuid7()
        self._until_confirmed(self.reviewer, ("",), lambda session, text: commands.accept(
            session, report, 2, attempt=attempt))  # fmt: skip
        self._judge.report(report, "accepted", 2, attempt)

    def _return(self, report: UUID, item: UUID) -> None:
        attempt = uuid7()
        reason = self._until_confirmed(
            self.reviewer, _REASONS, lambda session, text: commands.return_report(
                session, report, 2, attempt=attempt, reason=text, due=dt.date(2023, 10, 20), items=[item]),
        )  # fmt: skip
        self._judge.returned(report, reason, attempt)


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
                    storage.save(session, OPINION, complete(), attempt=uuid7(), id=uuid7(), version=0,
                                  owner={"reflection_id": report})  # fmt: skip
                    break
    return count, int(town.value("select count(*) from app.opinion where reflection_id = %s", (report,)))
