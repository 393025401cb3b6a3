"""The driver: Textual draws into a grid, the terminal gets the cheapest difference, and its keys come back as events.

All of it runs in the event loop; nothing runs while nobody types and nothing changes. Everything that one key causes is
gathered for a moment and written at once. Nothing is written while the far terminal lags (see `flow.py`) or takes no
more; afterwards it gets the difference to the latest screen.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import termios
import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from textual import events
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message

from tui.wire import abilities
from tui.wire.ansi_parser import AnsiParser
from tui.wire.colours import possible
from tui.wire.cursor_writer import CursorWriter
from tui.wire.difference import difference
from tui.wire.flow import Flow
from tui.wire.grid import Grid
from tui.wire.input import PASTED, SPLIT, CursorAt, Event, InputParser, decoder
from tui.wire.messages import message_of
from tui.wire.sgr import PLAIN
from tui.wire.tty import raw, size
from tui.wire.tty_writer import TtyWriter

RESIZED = 0.1  # seconds in which Textual has drawn a screen of another size
GATHER = 0.035  # seconds without drawing, two of Textual's frames, after which a key is taken to have drawn all
LONGEST = 0.15  # seconds of drawing that are waited for at most
BUSY = 0.003  # seconds that a timer is late when the program is at work, and so may draw more
LAST_WORDS = 0.5  # seconds for the terminal to take what ends the session
LAST_ANSWERS = 1.0  # seconds, those included, for the answers that are under way then: less than a hang-up gives
_ASK = b"\x1b[6n"


class WireDriver(Driver):
    """Textual's driver for slow lines.

    While the application's `cursor_shown` is true, the terminal's own cursor is at its `cursor_position`; else it is
    hidden. The driver sets the application's `repaint_terminal` to `afresh` and `hasten_terminal` to `hasten`.
    """

    terminal_cursor = True
    can_suspend = True

    def __init__(
        self, app: Any, *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=False, size=size)
        self._program = app
        app.repaint_terminal, app.hasten_terminal = self.afresh, self.hasten
        self._events = asyncio.get_running_loop()
        self._in = sys.__stdin__.fileno() if sys.__stdin__ else 0
        self._terminal = sys.__stderr__.fileno() if sys.__stderr__ else 2
        self._out = TtyWriter(self._events, self._terminal, partial(self._soon, 0))
        self._before: list[Any] | None = None
        self._can = abilities.of(os.environ)
        columns, rows = self._measured()
        self._ansi = AnsiParser(columns, rows, partial(possible, can=self._can))
        self._shown, self._writer = self._emptied(columns, rows)
        self._keys, self._flow = InputParser(self._can.escape_tab), Flow()
        self._decode = decoder()
        self._due: asyncio.TimerHandle | None = None
        self._whole = False  # the next drawing is complete
        self._drawn_since = 0.0  # when the drawing that is gathered now began
        self._held: asyncio.TimerHandle | None = None  # while the far terminal lags: when to ask again
        self._split: asyncio.TimerHandle | None = None
        self._first = b""  # bytes that go before the next difference
        self._full = False  # the next difference waits for an answer of the terminal, and is worked out again then
        self._on = False

    # What is drawn

    def write(self, data: str) -> None:
        """Take what Textual draws. Sequences that change no cell (modes, questions, pointer shapes) are dropped."""
        self._ansi.feed(data)
        if self._whole and self._ansi.grid.rows != self._shown.rows:
            self._whole = False
            self._emit()
        elif self._on:
            self._gather()

    def _gather(self) -> None:
        """Wait with writing until all that one key causes is drawn: a screen sent in two halves costs more bytes."""
        now = self._events.time()
        if self._due is None:
            self._drawn_since = now
        else:
            self._due.cancel()
        due = min(now + GATHER, max(self._drawn_since + LONGEST, now))
        self._due = self._events.call_at(due, self._gathered, due)

    def _gathered(self, due: float) -> None:
        now = self._events.time()
        unfinished = getattr(self._program, "unfinished", 0.0)  # seconds, while it waits for something itself
        busy = unfinished or now - due > BUSY
        if busy and now < self._drawn_since + (unfinished or LONGEST):
            due = now + GATHER / 2
            self._due = self._events.call_at(due, self._gathered, due)
        else:
            self._emit()

    def hasten(self) -> None:
        """Write the next drawing at once, because it is complete: the first screen is."""
        self._whole = True

    def afresh(self) -> None:
        """Paint all of the screen again, whatever the terminal shows."""
        grid = self._ansi.grid
        self._shown, self._writer = self._emptied(grid.width, grid.height)
        self._flow.elsewhere()
        self._first = abilities.emptied(self._can).encode()
        self._look_again()

    def _emptied(self, columns: int, rows: int) -> tuple[Grid, CursorWriter]:
        return Grid(columns, rows), CursorWriter(columns, 0, 0, PLAIN, self._can)

    def _soon(self, seconds: float) -> None:
        if self._due is None and self._on:
            self._due = self._events.call_later(seconds, self._emit)

    def _emit(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if not self._on or self._out.waiting or self._full or self._lags():
            return
        wanted, writer = self._ansi.grid, self._writer.copy()
        wanted.visible = bool(getattr(self._program, "cursor_shown", False))
        difference(self._shown, wanted, writer)
        if not writer.output and not self._first:
            return
        if self._lags(writer.cost):
            self._full = True
            return
        asks = self._flow.sends(writer.cost) and self._placed(writer, hidden=not wanted.visible)
        self._shown, self._writer = wanted.copy(), writer
        self._out.send(self._first + writer.text.encode() + (self._question() if asks else b""))
        self._first = b""

    # How far the terminal is

    def _placed(self, writer: CursorWriter, hidden: bool) -> bool:
        """Whether the cursor stands where an answer can be told from other input. A hidden cursor is moved there."""
        if hidden and not self._flow.apart(writer.x, writer.y):
            row = max(writer.y or 0, 1)
            writer.move(next((x for x in range(writer.columns) if self._flow.apart(x, row)), 0), row)
        return writer.x is not None and bool(writer.y)

    def _question(self) -> bytes:
        self._flow.asks(self._writer.x, self._writer.y, self._events.time())
        return _ASK

    def _lags(self, count: int = 0) -> bool:
        """Whether to wait with `count` more bytes until the far terminal has shown more. If so, look again when it has
        answered, or should have."""
        if self._held is not None:
            self._held.cancel()
            self._held = None
        wait = self._flow.waits(self._events.time(), count)
        if wait == 0:
            if not self._flow.again():
                return False
            self._out.send(self._question())
            wait = self._flow.waits(self._events.time(), count)
        if wait is not None:
            self._held = self._events.call_later(wait, self._look_again)
        return wait is not None

    def _look_again(self) -> None:
        self._full = False
        self._soon(0)

    # What is typed

    def _readable(self) -> None:
        if not select.select([self._in], [], [], 0)[0]:  # read already, when the size changed at the same moment
            return
        try:
            data = os.read(self._in, 4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:  # the end of the line, which is told elsewhere; not to be read again and again
            self._events.remove_reader(self._in)
            return
        if self._split is not None:
            self._split.cancel()
            self._split = None
        self._pass(self._keys.feed(self._decode(data)))
        if self._keys.waits or self._keys.pasting:
            self._split = self._events.call_later(SPLIT if self._keys.waits else PASTED, self._alone)

    def _alone(self) -> None:
        self._split = None
        self._pass(self._keys.timed_out())

    def _pass(self, found: Sequence[Event]) -> None:
        for event in found:
            message = message_of(event)
            if message is not None:
                self.process_message(message)
            elif isinstance(event, CursorAt):
                answered = self._flow.answered(event.x, event.y, self._events.time())
                if answered and self._held is not None:
                    self._look_again()

    def send_message(self, message: Message) -> None:
        """Post a message in the application's own thread. Textual's method is for other threads and wakes the event
        loop once more for each key."""
        self._program.post_message(message)

    # Beginning and end

    def start_application_mode(self) -> None:
        with contextlib.suppress(termios.error):
            self._before = termios.tcgetattr(self._in)
            termios.tcsetattr(self._in, termios.TCSANOW, raw(termios.tcgetattr(self._in)))
        self._out.open()
        self._on = True
        with contextlib.suppress(PermissionError):  # after a hang-up there is nothing in the terminal's place
            self._events.add_reader(self._in, self._readable)
        self._events.add_signal_handler(signal.SIGWINCH, self._resized)
        self._out.send(abilities.opening(self._can).encode())
        self._take_size()

    def disable_input(self) -> None:
        with contextlib.suppress(ValueError, OSError, RuntimeError):
            self._events.remove_reader(self._in)
            self._events.remove_signal_handler(signal.SIGWINCH)

    def stop_application_mode(self) -> None:
        self._on = False
        self.disable_input()
        begin = time.monotonic()
        self._out.finish(abilities.closing(self._can, self._shown.width, self._shown.height).encode(), LAST_WORDS)
        self._hear_out(begin + LAST_ANSWERS)
        if self._before is not None:  # after a hang-up the input is no terminal any more
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self._out.line, termios.TCSANOW, self._before)

    def _hear_out(self, end: float) -> None:
        """Read the answers that are still to come, which the shell would take for typed text."""
        while self._flow.awaits and select.select([self._in], [], [], max(end - time.monotonic(), 0))[0]:
            with contextlib.suppress(OSError):
                data = os.read(self._in, 4096)
                self._pass([event for event in self._keys.feed(self._decode(data)) if isinstance(event, CursorAt)])
                if data:
                    continue
            return

    def close(self) -> None:
        self._out.close()

    def _resized(self) -> None:
        self._readable()  # what was typed before, for the size that it was typed at
        self._take_size()
        # Textual passes over what is resized to and fro at once: it is asked for all of it, which costs nothing then
        self._events.call_later(RESIZED, self._program.refresh)

    def _take_size(self) -> None:
        """Measure the terminal and repaint it: after a change of size it may show anything."""
        columns, rows = self._measured()
        if (columns, rows) != (self._ansi.grid.width, self._ansi.grid.height):
            self._ansi.resize(columns, rows)
        self.afresh()
        now = Size(columns, rows)
        self.process_message(events.Resize(now, now))

    def _measured(self) -> tuple[int, int]:
        columns, rows = size(self._terminal)
        wraps = not (self._can.stops_wrapping or self._can.keeps_last_column)
        return columns - wraps, rows  # then the last column is one too many
