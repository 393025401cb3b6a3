"""The database thread against a real PostgreSQL: backends that are ended, and calls that hang."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from db.core.connect import Session
from db.core.errors import Unreachable
from tests.drivers.waiting import until_async
from tests.servers import Database
from tui.database import save_queue as work_module
from tui.database.save import QueueState, Save
from tui.database.save_queue import SaveQueue


@pytest.fixture
def paper(empty_database: Database) -> Database:
    """A database with one table to write into."""
    empty_database.rows("create table written (id text primary key, tries int not null default 1)")
    return empty_database


def write(session: Session, id: str) -> None:
    with session.transaction():
        session.rows(
            "insert into written (id) values (%s) on conflict (id) do update set tries = written.tries + 1 "
            "returning id",
            (id,),
        )


def test_a_backend_that_is_ended_loses_no_save(paper: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_module, "LEAST_PAUSE", 0.05)

    async def scene() -> None:
        work = SaveQueue(lambda: Session(paper.dsn()))
        loop = asyncio.create_task(work.run())
        done: list[str] = []
        refused: list[Any] = []

        def save(number: int) -> None:
            id = f"save {number}"
            work.keep(Save(id, lambda session: write(session, id), lambda _: done.append(id), refused.append))

        save(0)
        await until_async(lambda: len(done) == 1)
        for number in range(1, 4):
            paper.rows(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where application_name = 'langnghe' and datname = current_database()"
            )
            save(number)
            await until_async(lambda: len(done) == number + 1)  # noqa: B023
        assert refused == []
        assert [row["id"] for row in paper.rows("select id from written order by id")] == done
        loop.cancel()
        work.close()

    asyncio.run(scene())


def test_a_call_that_hangs_is_broken_off_from_outside(paper: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_module, "LEAST_PAUSE", 0.05)

    async def scene() -> None:
        work = SaveQueue(lambda: Session(paper.dsn()))
        loop = asyncio.create_task(work.run())
        with pytest.raises(Unreachable):
            await work.ask(lambda session: session.value("select pg_sleep(60)"), deadline=0.3)
        await until_async(lambda: work.state.kind is QueueState.OK)
        assert await work.ask(lambda session: session.value("select 7")) == 7
        loop.cancel()
        work.close()

    asyncio.run(scene())
