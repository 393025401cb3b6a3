"""A month nobody wrote about, and a clerk before their screens, without a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from tests.drivers.pilot import PilotPerson, signs_in
from tests.servers import Database
from tests.town import CLERK, FARMERS_MOC_BAC, OCTOBER, Town
from tui.shell.app import LangNghe


def forget_month(database: Database, organisation: str, month: str) -> None:
    """Take everything that an organisation wrote about a month out of the database."""
    wanted = (
        "(select r.id from app.reflection r join app.organisation g on g.id = r.organisation_id"
        " where g.short = %s and r.month = %s)"
    )
    for table in ("reading", "submission", "returning", "petition", "opinion"):
        database.rows(f"delete from app.{table} where reflection_id in {wanted}", (organisation, month))
    database.rows(f"delete from app.reflection where id in {wanted}", (organisation, month))


def at(place: Town, state: Path, **where: Any) -> AbstractAsyncContextManager[PilotPerson[LangNghe]]:
    """The clerk before October, or the month that `where` names."""
    args = {"organisation": FARMERS_MOC_BAC, "month": OCTOBER, **where}
    return signs_in(place.database.dsn(CLERK), CLERK, state, "month", args)


def at_home(
    place: Town, state: Path, dsn: str = "", size: tuple[int, int] = (80, 24), faults: int = 0
) -> AbstractAsyncContextManager[PilotPerson[LangNghe]]:
    """The clerk before their home screen; `faults` are those that the program is to meet."""
    return signs_in(dsn or place.database.dsn(CLERK), CLERK, state, size=size, faults=faults)


def play(scene: Coroutine[None, None, None]) -> None:
    asyncio.run(scene)
