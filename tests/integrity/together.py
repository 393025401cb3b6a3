"""Two people at the same moment: one holds a transaction open, the other waits for it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import psycopg2

from tests.drivers.waiting import until
from tests.servers import Database
from tests.town import Town


@dataclass
class Meanwhile:
    """What the second person does while the first one's transaction is open."""

    town: Town
    pool: ThreadPoolExecutor

    def waits(self, login: str, sql: str, params: Any = None) -> Future[Any]:
        """That login runs the statement and is seen waiting for a lock; its rows or its error come later."""
        line = self.town.database.connect(login)
        pid = line.info.backend_pid
        future = self.pool.submit(_run, line, sql, params)
        waiting = "select wait_event_type = 'Lock' as waits from pg_stat_activity where pid = %s"
        until(lambda: future.done() or any(row["waits"] for row in self.town.rows(waiting, (pid,))))
        assert not future.done(), f"did not wait: {future.exception() or future.result()}"
        return future


def _run(line: Any, sql: str, params: Any) -> Any:
    with contextlib.closing(line), line.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@contextlib.contextmanager
def in_transaction(town: Town, login: str, sql: str, params: Any = None) -> Iterator[Meanwhile]:
    """That login has run the statements and not committed; it commits when the block ends."""
    with (
        ThreadPoolExecutor(2) as pool,
        contextlib.closing(psycopg2.connect(town.database.dsn(login))) as line,
        line.cursor() as cursor,
    ):
        cursor.execute(sql, params)
        yield Meanwhile(town, pool)
        line.commit()


@contextlib.contextmanager
def opening_sessions(database: Database, login: str) -> Iterator[list[Any]]:
    """That person opens sessions as fast as they can, from three programs, and each keeps what it saw at its begin."""
    opened: list[Any] = []
    begun, over = threading.Barrier(4), threading.Event()

    def opens() -> None:
        begun.wait(20)
        while not over.is_set():
            with contextlib.suppress(psycopg2.OperationalError):
                line = psycopg2.connect(database.dsn(login))
                opened.append(line)
                line.set_session(isolation_level="REPEATABLE READ")
                line.cursor().execute("select")

    threads = [threading.Thread(target=opens) for _ in range(3)]
    for thread in threads:
        thread.start()
    begun.wait(20)
    try:
        yield opened
    finally:
        over.set()
        for thread in threads:
            thread.join()


def scopes(opened: list[Any]) -> set[int]:
    """How many organisations the sessions that live on write for, each by what it saw at its begin; they are closed."""
    found = set()
    for line in opened:
        with contextlib.closing(line), contextlib.suppress(psycopg2.OperationalError, psycopg2.InterfaceError):
            cursor = line.cursor()
            cursor.execute("select cardinality(app.write_scope())")
            found.add(cursor.fetchone()[0])
    return found
