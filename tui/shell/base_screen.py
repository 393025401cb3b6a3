"""The frame of every screen: title at the top, one message line, a rule, and the line of keys.

A screen says which commands it has and fills the body; titles, messages, questions, the status of the session, help,
too small a terminal and the loading of its data are the same everywhere and live here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.screen import Screen
from textual.worker import Worker

from db.core.errors import DataError, Unreachable
from tui.runtime.terminal import too_small
from tui.shell import keys
from tui.shell.cover import Cover
from tui.shell.keys import Command
from tui.shell.protocol import Shell
from tui.shell.questions import Asking
from tui.widgets.drawn_rows import Drawn
from tui.widgets.entry import Entry, TypedInto
from tui.widgets.layout import Line, clip, clip_line, sides
from tui.widgets.lines import Lines
from tui.wording.i18n import _
from tui.wording.messages import sentence


class BaseScreen(Asking, Drawn, Screen[object], inherit_bindings=False):
    """Base of all screens. A subclass gives `commands`, `heading()`, `body()`, `fetch()` and `do_<command>` methods.

    `do_…` methods return at once: what needs the database goes through `load` or `self.shell.work`. While `held` is
    true the screen has no data yet, and keys that are typed ahead wait for it (see `tui.shell.app`).
    """

    commands: ClassVar[tuple[Command, ...]] = ()
    aside: ClassVar[bool] = False  # looked at in passing: the screen beneath is not loaded again after it
    AUTO_FOCUS = "*"
    ALLOW_SELECT = False
    ESCAPE_TO_MINIMIZE = False

    def __init_subclass__(cls, **options: Any) -> None:
        own: list[BindingType] = [
            Binding(key, f"command('{command.id}')") for command in cls.commands for key in command.keys
        ]
        cls.BINDINGS = [*own, *cls.__dict__.get("BINDINGS", ())]
        super().__init_subclass__(**options)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"command('{command.id}')") for command in keys.EVERYWHERE for key in command.keys
    ]

    def __init__(self) -> None:
        super().__init__()
        self.held = True
        self.unloaded = False
        self._had_data = False  # whether its data were there once
        self._said: Line = ""
        self._lasting: Line = ""
        self._status = ""
        self._legend: Sequence[Line] = ()
        self._head = Lines(id="head")
        self._foot = Lines(id="foot")
        self._over = Cover(id="cover")

    # What a screen says about itself

    def heading(self) -> Sequence[Line]:
        """The lines at the top, the title first. Called again by `retitle`."""
        return ()

    def body(self) -> ComposeResult:
        """The widgets between title and message line."""
        yield from ()

    async def fetch(self) -> None:
        """Ask for the data (`await self.shell.work.ask(…)`) and fill the body with it."""

    def available(self) -> Sequence[Command]:
        """The commands that can be given now; the bottom line and the help page show these."""
        return self.commands

    def ahead(self) -> Sequence[str]:
        """The screens that will likely be opened from this one, by name."""
        return ()

    def entry(self) -> Entry | None:
        """What is typed into the bottom line now, in place of the keys; the terminal's cursor goes with it."""
        return None

    def leaving(self) -> None:
        """The screen is left, by Esc, Ctrl+Q or a hang-up: whatever was typed goes into its draft, at once."""

    def returned(self, result: object) -> None:
        """The screen opened from here was left; `result` is what it gave to `back`. By default all is loaded again."""
        self.load()

    async def new_day(self) -> None:
        """A day has begun, and `shell.cache.person` knows it: a screen that shows days asks again, without holding the
        keys. Raises `db.core.errors`."""
        self.retitle()

    # What a screen can do

    @property
    def shell(self) -> Shell:
        """The application."""
        return cast(Shell, self.app)

    @property
    def covered(self) -> bool:
        return bool(too_small(*self.app.size))

    def load(self) -> None:
        """Run `fetch`, and hold the keys that are typed until it is done."""
        self.held = True
        # the function, not its coroutine: a session that ends at once would leave that unawaited, and a warning
        _worker: Worker[None] = self.run_worker(self._load, group="load", exclusive=True)

    def retitle(self) -> None:
        """Draw title, status, message and key line again, after something they tell has changed."""
        self._draw()

    def say(self, text: str, tone: str = "") -> None:
        """One sentence in the message line, until the next key. Tones: `""`, `good`, `warning`, `error`."""
        self._said = [(text, tone)] if text else ""
        self._draw()

    def say_error(self, error: DataError) -> None:
        """What went wrong, as a sentence in the message line."""
        self.say(sentence(error), "error")

    def note(self, text: str, tone: str = "") -> None:
        """One sentence that stays in the message line whenever nothing newer is said there. Empty takes it away."""
        self._lasting = [(text, tone)] if text else ""
        self._draw()

    def status(self, text: str) -> None:
        """A word at the right of the title, such as *đã giữ nháp*. Empty takes it away."""
        if text != self._status:
            self._status = text
            self._draw()

    def legend(self, lines: Sequence[Line]) -> None:
        """Lines that explain marks, in place of the rule above the keys."""
        self._legend = tuple(lines)
        self._draw()

    # Keys

    def intercept(self, event: events.Key) -> bool:
        """The first look at a key: answers to a question. True if the key is used up. Clears the last message."""
        changed = self.asking or bool(self._said)
        self._said = ""
        used = self.answer(event.key)
        if changed:
            self._draw()
        return used

    def action_command(self, id: str) -> None:
        """A key of the table was pressed: call `do_<id>` if the command can be given now."""
        everywhere = any(command.id == id for command in keys.EVERYWHERE)
        if everywhere or any(command.id == id for command in self.available()):
            getattr(self, f"do_{id}")()
        else:
            self.unavailable(id)

    def unavailable(self, id: str) -> None:
        """The key of a command that cannot be given now. A screen that knows why says so."""

    def do_open(self) -> None:
        """Lists, grids and pages take these keys themselves; what they leave (Enter on no row) does nothing."""

    do_next_page = do_previous_page = do_open

    def do_back(self) -> None:
        self.shell.back()

    def do_help(self) -> None:
        self.shell.show_help()

    def do_confirm(self) -> None:
        """Ctrl+Y answers a question; without one it does nothing."""

    def do_undo(self) -> None:
        """Only a field has something to undo; elsewhere the key is harmless, above all it never suspends."""

    def do_copy(self) -> None:
        """Ctrl+C is harmless."""

    def do_paste(self) -> None:
        self.say(_("Dán bằng phím của cửa sổ: thường là Shift+Insert, Ctrl+Shift+V hoặc nút phải chuột."))

    def do_redraw(self) -> None:
        self.shell.repaint_terminal()
        self.refresh(layout=True)
        if self.can_reload():
            self.load()

    def do_suspend(self) -> None:
        self.say(self.shell.suspension.stop(), "warning")

    def do_quit(self) -> None:
        self.shell.quit()

    def can_reload(self) -> bool:
        """Whether Ctrl+L may fetch again; a form in which something is being typed says no."""
        return True

    # How it is drawn

    def compose(self) -> ComposeResult:
        yield self._head
        yield from self.body()
        yield self._foot
        yield self._over

    def on_mount(self) -> None:
        self._draw()
        self.load()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def on_screen_resume(self) -> None:
        self.place_cursor()  # another screen may have had it

    def _draw(self) -> None:
        if not self.is_attached:
            return
        width, height = self.size or self.app.size
        lines = list(self.heading())
        right = self.shell.standing.beside(self._status)
        if lines or right:
            lines[:1] = [clip_line(sides(lines[0] if lines else "", right, width), width)]
        self._head.show(lines)
        self._foot.show(self._foot_lines(width))
        asked = self._question
        self._over.over(width, height, self._said, *((asked.text, asked.line) if asked and asked.covered else ()))
        self.place_cursor()

    def place_cursor(self) -> None:
        """Say where the terminal's cursor is, if something is typed into the bottom line or into a form."""
        entry, before = self.entry(), self.app.cursor_position
        within: object = self.focused
        if entry is not None and self.is_current:
            self.app.cursor_position = Offset(entry.laid_out(self.size.width)[1], self.size.height - 1)
            if self.app.cursor_position != before:
                self._foot.draw_again()  # the terminal's cursor moves only with something that is drawn
        elif isinstance(within, TypedInto) and self.is_current:
            within.place_cursor()

    def _foot_lines(self, width: int) -> list[Line]:
        key_line, more_keys = keys.key_lines(self.available(), width)
        rule = self._legend or ("-" * width,)
        message: Line = self._said or self._lasting or self.shell.standing.sentence or more_keys
        if self._question is not None:
            message, key_line = [(self._question.text, "strong")], clip(self._question.line, width)
        entry = self.entry()
        if entry is not None:
            message = entry.hint or message
            return [clip_line(message, width), *rule, entry.line(width, cell=not self.shell.terminal_cursor)]
        return [clip_line(message, width), *rule, key_line]

    # How it is loaded

    async def _load(self) -> None:
        try:
            await self.fetch()
        except Unreachable as error:
            self.unloaded = True
            self.note(" ".join([_("Chưa tải được, Ctrl+L thử lại."), sentence(error)]), "error")
            return
        except DataError as error:
            self.shell.drop_typed()
            if self._had_data:
                self.say_error(error)
            else:  # there is nothing here to type into
                self.refuse_form(sentence(error), self.do_back)
        else:
            self._had_data = True
        if self.unloaded:
            self.unloaded = False
            self.note("")
        self._draw()
        self.release()

    def release(self) -> None:
        """The data are there: the body takes the focus if nothing has it, and the keys typed ahead are played."""
        self.held = False
        if self.focused is None and self.focus_chain:
            self.set_focus(self.focus_chain[0])
        self.shell.play_typed()
