"""The application: which screen is on top, the keys on their way to it, and an end that loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import sys
from collections.abc import Callable
from typing import Any, ClassVar, cast

from rich.console import Console
from textual import events
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import Screen

from db.core.errors import DataError
from tui.database.save_queue import SOON, SaveQueue
from tui.database.session_cache import SessionCache
from tui.drafts.store import Drafts
from tui.runtime import logs
from tui.runtime.hangup import Hangup
from tui.runtime.midnight import Midnight
from tui.runtime.suspend import Suspension
from tui.runtime.typeahead import TypeAhead, Typed
from tui.shell import read_ahead, registry
from tui.shell.base_screen import BaseScreen
from tui.shell.connection_status import ConnectionStatus
from tui.shell.ending import Ending
from tui.shell.rescue import Rescued
from tui.shell.settings import Settings
from tui.shell.theme import Themed
from tui.wording.messages import sentence_of

DATA = 0.3  # seconds that a drawing waits for the data of its screen


class LangNghe(Ending, Rescued, Themed, inherit_bindings=False):
    """One session of one person. `home` names the screen it opens on, with its arguments."""

    CSS_PATH = "theme.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS: ClassVar[str | None] = "*"

    def __init__(
        self,
        work: SaveQueue,
        drafts: Drafts,
        home: str = "home",
        home_args: dict[str, Any] | None = None,
        *,
        cache: SessionCache | None = None,
        settings: Settings | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        if not os.environ.get("NO_COLOR"):
            os.environ.pop("NO_COLOR", None)  # empty it asks for nothing (no-color.org), but Textual goes by its name
        super().__init__(driver_class=driver_class, ansi_color=True)
        #: Whether the driver shows the terminal's own cursor where one types.
        self.terminal_cursor = bool(getattr(driver_class, "terminal_cursor", False))
        #: Have the terminal painted anew, whatever it shows; a driver that remembers that puts its own way here.
        self.repaint_terminal: Callable[[], None] = lambda: None
        self.hasten_terminal: Callable[[], None] = lambda: None
        self.work = work
        self.drafts = drafts
        self.cache = cache or SessionCache(work)
        self.settings = settings or Settings()
        self.standing = ConnectionStatus(work, drafts, self.set_timer, self._standing_changed)
        self._home = (home, home_args or {})
        self._typed = TypeAhead(self, self._give, self._is_held, self._urgent)
        self._begun = False
        self.hangup = Hangup(self.keep_typing, self._leave)
        self.suspension = Suspension(self.all_kept, self.suspend)
        self.animation_level = "none"
        self.error_console = Console(file=io.StringIO())  # a traceback is for the log, not for the person

    # Screens

    def get_default_screen(self) -> Screen[Any]:
        name, args = self._home
        return registry.make(name, **args)

    @property
    def frame(self) -> BaseScreen:
        """The screen on top."""
        return cast(BaseScreen, self.screen)

    @property
    def unfinished(self) -> float:
        """Seconds for which what is drawn may wait, because it will be drawn again: once the answer to a save is there,
        or the data of the screen on top. 0 where nothing is to come."""
        if self.work.answers_soon:
            return SOON
        held = bool(self.screen_stack) and isinstance(self.screen, BaseScreen) and self.screen.held
        return DATA if held else 0.0

    @property
    def cursor_shown(self) -> bool:
        """Whether something can be typed into, and the terminal's cursor is to be seen there, at `cursor_position`."""
        if not self.screen_stack or self.frame.covered:
            return False
        return self.frame.entry() is not None or bool(getattr(self.focused, "terminal_cursor", False))

    def open(self, name: str, /, *, instead: bool = False, **args: Any) -> BaseScreen:
        """Open a screen by name, on top or `instead` of the one that is there. It is there at once, still empty; keys
        typed from now on are for it."""
        return self.show(registry.make(name, **args), instead=instead)

    def show(self, frame: BaseScreen, *, instead: bool = False) -> BaseScreen:
        """The same for a screen that is already made."""
        self.frame.leaving()
        if instead:
            self.switch_screen(frame)
        else:
            self.push_screen(frame)
        return frame

    def back(self, result: object = None) -> None:
        """Leave the screen on top; the one beneath gets `result` (`BaseScreen.returned`). At home it does nothing."""
        if len(self.screen_stack) < 2:
            return
        left = self.frame
        left.leaving()
        self.pop_screen()
        if not left.aside or self.frame.unloaded:
            self.frame.returned(result)

    def back_home(self) -> None:
        """Leave all screens but the first."""
        while len(self.screen_stack) > 2:
            self.frame.leaving()
            self.pop_screen()
        self.back()

    def show_help(self) -> None:
        """The keys of the screen on top."""
        from tui.shell.help import HelpPage

        if not isinstance(self.screen, HelpPage):
            self.show(HelpPage(self.frame.available()))

    # What the session has to say on every screen

    def _standing_changed(self) -> None:
        if self._ending or not self.is_running:
            return
        frame = self.frame
        if frame.unloaded and not self.standing.lost:
            frame.load()
        frame.retitle()

    # Keys

    async def on_event(self, event: events.Event) -> None:
        try:
            if isinstance(event, (events.Key, events.Paste)):
                if not event.is_forwarded:
                    if not self.frame.turns_away(event):
                        await self._typed.add(event)
                    return
                self._typed.rose()
            if not isinstance(event, events.MouseEvent):  # nothing here is for the mouse
                await super().on_event(event)
        except Exception as error:  # noqa: BLE001 - commands of screens are given here
            self._handle_exception(error)

    def play_typed(self) -> None:
        """A screen has its data now: give it the keys that waited."""
        if not self._begun:
            self._begun = True
            if not len(self._typed):
                self.hasten_terminal()
            self.set_timer(read_ahead.PAUSE, self._begin)
        self.call_later(self._typed.play)

    def drop_typed(self) -> None:
        """A screen cannot be had: what was typed for it goes nowhere else."""
        self._typed.drop()

    def stand_at_home(self, words: str) -> None:
        self._typed.begin_anew()
        self.frame.say(words, "error")

    async def _give(self, event: Typed) -> DOMNode | None:
        self._home_failed = False
        target = self.focused or self.screen
        if self.frame.ignores(event):
            return None
        if isinstance(event, events.Key):
            if self.frame.intercept(event):
                return None
            types = getattr(target, "types", None)  # a letter in a form: nothing more comes of it
            if types is not None and types(event):
                if self.message_queue_size:
                    await asyncio.sleep(0)  # a whole text came at once: it is drawn and kept meanwhile
                return None
        await super().on_event(event)
        return target

    def _is_held(self) -> bool:
        return self.frame.held

    def _urgent(self, key: str) -> None:
        frame = self.frame
        if frame.asking and frame.answer(key):
            frame.retitle()
            return
        {"escape": frame.do_back, "ctrl+y": frame.do_confirm, "ctrl+q": frame.do_quit, "ctrl+l": frame.do_redraw}[key]()

    # The beginning and the end

    def on_mount(self) -> None:
        self.watch_loop()
        self.drafts.deliver = asyncio.get_running_loop().call_soon_threadsafe
        self.drafts.on_trouble = self.standing.changed
        self.work.on_change = self.standing.changed
        self.run_worker(self._carry_out(), name="work", group="work")
        Midnight(self.set_timer, lambda: self.run_worker(self.begin_day(), name="day", group="day")).wait()
        if not self.is_headless:
            self.hangup.watch(sys.__stdin__.fileno() if sys.__stdin__ else 0)
            self.suspension.watch()

    async def begin_day(self) -> None:
        """Ask for the day again, and have the screen on top look again; those beneath do when one comes back to them,
        and what cannot be asked now is asked with the next look at home."""
        with contextlib.suppress(DataError):
            await self.cache.load()
            await self.frame.new_day()

    async def _carry_out(self) -> None:
        """Saves and reads, to the end: a screen that fails over an answer keeps the others from none of theirs."""
        while not self.failed:
            try:
                await self.work.run()
            except Exception as error:  # noqa: BLE001 - screens are told the answers in there
                self._handle_exception(error)
                await asyncio.sleep(0)

    def _begin(self) -> None:
        if not self.is_headless:
            read_ahead.read_ahead(self.frame.ahead())

    def keep_typing(self) -> None:
        """Whatever is typed on any screen goes into its draft, now. One that fails does not keep the others from it."""
        for screen in self.screen_stack:
            try:
                cast(BaseScreen, screen).leaving()
            except Exception as error:  # noqa: BLE001 - the last chance of the other screens
                logs.record("a screen could not be left", error)

    def bell(self) -> None:
        """Never rung."""


def run(app: LangNghe) -> int:
    """Run a session on this terminal. Returns the exit code; says in one sentence on stderr if it had to stop."""
    try:
        app.run(mouse=False)
    except Exception as error:  # noqa: BLE001 - whatever it is, the person gets one sentence
        logs.record("unexpected", error)
        app.failed = True
    finally:
        app.hangup.over()
        app.work.close()
    if app.failed:
        print(sentence_of("crashed", path=logs.path()), file=sys.stderr)
        return 1
    return app.return_code or 0
