"""A PostgreSQL that goes away and comes back, and what a clerk's month came to in it."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.drivers.person import Person
from tests.drivers.waiting import until
from tests.servers import Cluster, Database

CLERK = "nd-mocbac"
PATIENCE = 30.0
OPINIONS = (
    (("2", "gc", "3"), "Bà con lo giá phân bón, thức ăn chăn nuôi tăng trong khi giá lợn hơi giảm."),
    (("1", "gt", "4"), "Nhân dân đồng tình chủ trương mở rộng đường trục xã, sẵn sàng hiến đất."),
)


@contextlib.contextmanager
def stopped(cluster: Cluster) -> Iterator[None]:
    """PostgreSQL is stopped at once, as when its machine fails, and started again at the end."""
    server = cluster.server
    os.kill(int((server.data / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
    until(lambda: not server.running, "the server stops")
    try:
        yield
    finally:
        server.start()


@contextlib.contextmanager
def frozen(database: Database, login: str) -> Iterator[None]:
    """The backends of a person do nothing and say nothing, as on a line that swallows everything."""
    rows = database.rows("select pid from pg_stat_activity where usename = %s", (login,))
    for row in rows:
        os.kill(row["pid"], signal.SIGSTOP)
    try:
        yield
    finally:
        for row in rows:
            os.kill(row["pid"], signal.SIGCONT)


def begins(person: Person) -> Person:
    """From home into an empty opinion of this month."""
    person.sees("VIỆC CẦN LÀM").presses("1").sees("Ctrl+N thêm ý kiến").presses("ctrl+n")
    return person.sees("Ctrl+N lưu, thêm nữa")


def types_opinion(person: Person, number: int, patience: float = PATIENCE) -> Person:
    """One of `OPINIONS`, its text seen within the patience after the last letter."""
    codes, text = OPINIONS[number]
    for code in codes:
        person.types(code).presses("enter")
    return person.writes(text).sees(text, patience=patience)


def october(database: Database, login: str = CLERK) -> list[dict[str, Any]]:
    """The opinions that this person wrote about October, with how often the audit has them."""
    return database.rows(
        "select o.text, o.nature, o.topic, o.breadth, r.status,"
        " (select count(*) from audit.entry e where e.record = o.id::text and e.operation = 'insert')::int as begun"
        " from app.opinion o join app.reflection r on r.id = o.reflection_id join app.staff s on s.id = o.created_by"
        " where o.month = '2023-10-01' and s.role = %s order by o.id",
        (login,),
    )


def stored_once(database: Database, count: int) -> bool:
    """Whether the first opinions of `OPINIONS` are in the database, each once and in the audit once."""
    wanted = [(text, *(code.upper() for code in codes), 1) for codes, text in OPINIONS[:count]]
    found = [(row["text"], row["nature"], row["topic"], row["breadth"], row["begun"]) for row in october(database)]
    return found == wanted


def drafts(state: Path) -> list[str]:
    """The files of the drafts that are on the disk."""
    return [path.read_text() for path in (state / "state" / "langnghe" / "drafts").glob("*/*.json")]


def log(state: Path) -> str:
    """What the program wrote into its log."""
    path = state / "state" / "langnghe" / "langnghe.log"
    return path.read_text() if path.exists() else ""
