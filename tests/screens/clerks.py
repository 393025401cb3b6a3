"""What the tests of a clerk's screens share: waiting for what the server has, and a month nobody wrote about."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from tests.servers import Database

T = TypeVar("T")
PATIENCE = 10.0


def eventually(have: Callable[[], T], wanted: T) -> None:
    """Wait until the server has it: the screen goes on before a save is confirmed."""
    end = time.monotonic() + PATIENCE
    while (found := have()) != wanted:
        assert time.monotonic() < end, f"never {wanted!r}, but {found!r}"
        time.sleep(0.02)


def forget_month(database: Database, organisation: str, month: str) -> None:
    """Take everything that an organisation wrote about a month out of the database."""
    wanted = (
        "(select r.id from app.reflection r join app.organisation g on g.id = r.organisation_id"
        " where g.short = %s and r.month = %s)"
    )
    for table in ("reading", "submission", "returning", "petition", "opinion"):
        database.rows(f"delete from app.{table} where reflection_id in {wanted}", (organisation, month))
    database.rows(f"delete from app.reflection where id in {wanted}", (organisation, month))
