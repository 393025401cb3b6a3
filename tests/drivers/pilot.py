"""A person at an application in this process, by Textual's pilot: the words of `tests.drivers`, awaited.

async with signs_in(dsn, "nd-mocbac", folder) as clerk:
    await clerk.presses("ctrl+n")
    await clerk.types("2⏎gc⏎")
    await clerk.sees("Nội dung")
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

from textual.app import App
from textual.events import Event, Key, Paste
from textual.pilot import Pilot

import screens  # noqa: F401 - registers them
from db.core.connect import Session
from tests.drivers.keys import key_names
from tests.drivers.program import PATIENCE
from tests.drivers.sight import Sight
from tui.database.save_queue import SaveQueue
from tui.drafts.store import Drafts
from tui.editing.understood import understood
from tui.shell.app import LangNghe
from tui.shell.settings import Settings
from tui.wire.messages import textual_name

AnyApp = TypeVar("AnyApp", bound=App[Any])
Parameters = ParamSpec("Parameters")
_CHARACTERS = {"enter": "\r", "tab": "\t", "space": " ", "slash": "/", "question_mark": "?"}


class PilotPerson(Sight, Generic[AnyApp]):
    """Somebody at `app`; `pilot` is Textual's."""

    def __init__(self, app: AnyApp, pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot

    # Doing

    async def presses(self, *keys: str) -> None:
        """Press keys one after the other, each once the one before has done its work."""
        self.keys += len(keys)
        await self.pilot.press(*keys)

    async def bursts(self, *events: str | Event) -> None:
        """Press keys all at once, as they come from somebody who types ahead of a slow line; pastes may be among
        them."""
        self.keys += len(events)
        await self._posts(*events)

    async def types(self, codes: str) -> None:
        """Type characters that count as keys, all at once; `⏎` is the Enter key."""
        self.keys += len(codes)
        await self._posts(*key_names(codes))

    async def writes(self, text: str) -> None:
        """Type free text all at once, which is not counted."""
        await self._posts(*key_names(text))

    async def pastes(self, text: str) -> None:
        """Paste, counted as one key."""
        await self.bursts(Paste(text))

    async def resizes(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        await self.pilot.resize_terminal(columns, rows)

    async def _posts(self, *events: str | Event) -> None:
        for event in events:
            if isinstance(event, str):
                character = _CHARACTERS.get(event, event if len(event) == 1 else None)
                event = Key(textual_name(event), character)
            self.app.post_message(event)
        await self.pilot.pause()

    # Seeing

    async def sees(self, *texts: str) -> None:
        """Wait until all of these are on the screen (folds of white space do not matter)."""
        await self.until(lambda: not self.missing(*texts), f"sees {texts!r}")

    async def sees_no(self, *texts: str) -> None:
        """Wait until none of these is on the screen."""
        await self.until(lambda: not self.shown(*texts), f"no longer sees {texts!r}")

    async def sees_line(self, *parts: str) -> None:
        """Wait until one line has all of these parts, blank for blank."""
        await self.until(lambda: self.has_line(*parts), f"sees a line with {parts!r}")

    async def settles(self) -> None:
        """Wait until everything that was asked of the server is answered and drawn."""
        if isinstance(self.app, LangNghe):
            app = self.app
            await self.until(lambda: not app.frame.held and not app.work.state.waiting, "settles")
        await self.pilot.pause()

    async def until(self, holds: Callable[[], object], what: str = "", patience: float = PATIENCE) -> None:
        """Wait until that is so, whatever it is."""
        end = asyncio.get_running_loop().time() + patience
        while not holds():
            if asyncio.get_running_loop().time() > end:
                raise AssertionError(f"the person never {what or holds}; the screen was:\n{self.screen}")
            await asyncio.sleep(0.01)

    @property
    def lines(self) -> list[str]:
        """The screen, a string a row, blanks at the end cut off."""
        size = self.app.size
        strips = [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips(size)]
        return [*strips, *[""] * (size.height - len(strips))]


@contextlib.asynccontextmanager
async def sits_at(app: AnyApp, size: tuple[int, int] = (80, 24), faults: int = 0) -> AsyncIterator[PilotPerson[AnyApp]]:
    """Seat somebody before that application; `faults` are those that the program is to meet."""
    async with app.run_test(size=size) as pilot:
        yield PilotPerson(app, pilot)
        if isinstance(app, LangNghe):
            assert app.faults == faults


@contextlib.asynccontextmanager
async def signs_in(
    dsn: str,
    login: str,
    state: Path,
    screen: str = "home",
    args: Mapping[str, Any] | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    faults: int = 0,
) -> AsyncIterator[PilotPerson[LangNghe]]:
    """Seat somebody before that screen of the program on a database; drafts and settings lie in `state`."""
    app = LangNghe(
        SaveQueue(lambda: Session(dsn)), drafts_of(login, state), screen, dict(args or {}), settings=settings_of(state)
    )
    async with sits_at(app, size, faults) as person:
        yield person


def drafts_of(login: str, state: Path) -> Drafts:
    """Open the drafts of somebody who `signs_in`."""
    return Drafts(login, "test", state / "drafts", understands=understood)


def settings_of(state: Path) -> Settings:
    """Open their settings."""
    return Settings(state / "settings.json")


def played(scene: Callable[Parameters, Coroutine[Any, Any, None]]) -> Callable[Parameters, None]:
    """Make a test of a scene: it runs in an event loop of its own."""

    @functools.wraps(scene)
    def play(*args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        asyncio.run(scene(*args, **kwargs))

    return play
