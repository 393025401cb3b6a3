"""What the tests of a clerk's screens share: waiting for what the server has, a month nobody wrote about, and a clerk
without a terminal."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

import screens  # noqa: F401 - registers them
from db.connect import Session
from tests.drivers.waiting import until_async
from tests.servers import Database
from tests.shell.stage import seen
from tests.town import CLERK, FARMERS_MOC_BAC, OCTOBER, Town
from tui.app import LangNghe
from tui.drafts import Drafts
from tui.reports.understood import understood
from tui.settings import Settings
from tui.work import Work


def forget_month(database: Database, organisation: str, month: str) -> None:
    """Take everything that an organisation wrote about a month out of the database."""
    wanted = (
        "(select r.id from app.reflection r join app.organisation g on g.id = r.organisation_id"
        " where g.short = %s and r.month = %s)"
    )
    for table in ("reading", "submission", "returning", "petition", "opinion"):
        database.rows(f"delete from app.{table} where reflection_id in {wanted}", (organisation, month))
    database.rows(f"delete from app.reflection where id in {wanted}", (organisation, month))


class Clerk:
    """A clerk before a screen, without a terminal."""

    def __init__(self, app: LangNghe, pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot

    async def sees(self, *texts: str) -> None:
        def there() -> bool:
            words = " ".join(" ".join(seen(self.app)).split())
            return all(text in words for text in texts)

        await until_async(there, f"sees {texts} on\n" + "\n".join(seen(self.app)))

    @property
    def lines(self) -> list[str]:
        return seen(self.app)

    async def presses(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def types(self, text: str) -> None:
        names = {" ": "space"}
        await self.pilot.press(*(names.get(char, char) for char in text))


@contextlib.asynccontextmanager
async def at(place: Town, state: Path, **where: Any) -> AsyncIterator[Clerk]:
    """The clerk before October, or the month that `where` names."""
    args = {"organisation": FARMERS_MOC_BAC, "month": OCTOBER, **where}
    async with _session(place.database.dsn(CLERK), state, "month", args) as clerk:
        yield clerk


@contextlib.asynccontextmanager
async def at_home(
    place: Town, state: Path, dsn: str = "", size: tuple[int, int] = (80, 24), faults: int = 0
) -> AsyncIterator[Clerk]:
    """The clerk before their home screen; `faults` are those that the program is to meet."""
    async with _session(dsn or place.database.dsn(CLERK), state, "home", {}, size, faults) as clerk:
        yield clerk


def drafts_of(state: Path) -> Drafts:
    """Where the clerk's drafts are kept."""
    return Drafts(CLERK, "test", state / "drafts", understands=understood)


@contextlib.asynccontextmanager
async def _session(
    dsn: str, state: Path, screen: str, args: dict[str, Any], size: tuple[int, int] = (80, 24), faults: int = 0
) -> AsyncIterator[Clerk]:
    work, drafts = Work(lambda: Session(dsn)), drafts_of(state)
    app = LangNghe(work, drafts, screen, args, settings=Settings(state / "s.json"))
    async with app.run_test(size=size) as pilot:
        yield Clerk(app, pilot)
        assert app.faults == faults


def play(scene: Coroutine[None, None, None]) -> None:
    asyncio.run(scene)
