"""A person at a real terminal: the program on a PTY of 80×24, its screen read by a terminal emulator, keys counted.

    with Person(dsn=database.dsn("nd-mocbac"), state=folder) as clerk:
        clerk.sees("VIỆC CẦN LÀM").presses("enter").types("1").presses("enter")

Nothing sleeps for a fixed time: `sees` waits until the text stands on the screen, up to a patience, and fails with the
whole screen in its message. Safe to use from several threads, a person each.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from pyte.screens import Char

from tests.drivers.emulator import ByteStream, Screen
from tests.drivers.keys import key_bytes, paste_bytes, text_bytes
from tests.drivers.program import PATIENCE, Program, environment
from tests.drivers.sight import Sight

STEADY = 0.7  # seconds without a change after which a screen counts as finished


class Person(Sight):
    """One session. `received` counts the bytes that came from the program, `heard` is what they were. `status` is the
    exit code once it has ended, negative for the signal that ended it. At the end of the block its log must tell of no
    fault that nobody caught, unless the session is one that `may_fail`."""

    def __init__(
        self,
        arguments: Sequence[str] = (),
        *,
        state: Path,
        dsn: str = "",
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        command: Sequence[str] = (sys.executable, "-m", "screens"),
        may_fail: bool = False,
    ) -> None:
        self.received = 0
        self.heard = bytearray()
        self._terminal = Screen(*size)
        self._words: str | None = None  # of the screen, until something more is drawn
        self._stream = ByteStream(self._terminal)
        self._program = Program([*command, *arguments], env=environment(state, dsn, **(env or {})), size=size)
        self.pid = self._program.pid
        self.log = state / "state" / "langnghe" / "langnghe.log"
        self._may_fail = may_fail

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        self.leaves()
        if kind is None and not self._may_fail:
            log = self.log.read_text() if self.log.exists() else ""
            assert "unexpected" not in log, log

    # Doing

    def presses(self, *keys: str) -> Self:
        """Press keys one after the other, each counted."""
        for key in keys:
            self.keys += 1
            self.sends(key_bytes(key))
        return self

    def types(self, codes: str) -> Self:
        """Type characters that count as keys: codes, digits, dates; `⏎` is the Enter key."""
        self.keys += len(codes)
        return self.sends(text_bytes(codes))

    def writes(self, text: str) -> Self:
        """Type free text, which is not counted."""
        return self.sends(text_bytes(text))

    def pastes(self, text: str) -> Self:
        """Paste, bracketed, counted as one key."""
        self.keys += 1
        return self.sends(paste_bytes(text))

    def sends(self, data: bytes) -> Self:
        """Send raw bytes, as the terminal would. Waits while the terminal's own buffer is full."""
        end = time.monotonic() + PATIENCE
        while data:
            self._drain(0)
            assert not self._program.cut, "the line was cut: nobody can type any more"
            try:
                taken = self._program.takes(data)
            except EOFError:
                raise AssertionError(f"the program has ended; the screen was:\n{self.screen}") from None
            data = data[taken:]
            if not taken:
                assert time.monotonic() < end, f"the program reads no keys; the screen was:\n{self.screen}"
                self._drain(0.02)
        return self

    def rests(self, seconds: float) -> Self:
        """Do nothing for so long: for measuring what the program does meanwhile, never for waiting."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._drain(left)
        return self

    def resizes(self, columns: int, rows: int) -> Self:
        """Make the window another size, of which the program hears at once."""
        self._terminal.resize(rows, columns)
        self._words = None
        self._program.resizes(columns, rows)
        return self

    # Seeing

    def sees(self, *texts: str, patience: float = PATIENCE) -> Self:
        """Wait until all of these stand on the screen (folds of white space do not matter)."""
        return self.until(lambda: not self.missing(*texts), f"sees {texts!r}", patience)

    def sees_no(self, *texts: str, patience: float = PATIENCE) -> Self:
        """Wait until none of these stands on the screen."""
        return self.until(lambda: not self.shown(*texts), f"no longer sees {texts!r}", patience)

    def sees_line(self, *parts: str, patience: float = PATIENCE) -> Self:
        """Wait until one line has all of these parts, blank for blank."""
        return self.until(lambda: self.has_line(*parts), f"sees a line with {parts!r}", patience)

    def sees_other_than(self, lines: Sequence[str], patience: float = PATIENCE) -> Self:
        """Wait until the screen is no longer these lines."""
        return self.until(lambda: self.lines != list(lines), "sees the screen change", patience)

    def sees_what_sees(self, other: Person, patience: float = PATIENCE) -> Self:
        """Wait until both have the same before their eyes, the cursor included where it is seen."""

        def same() -> bool:
            other._drain(0)
            here, there = self._terminal.cursor, other._terminal.cursor
            cursors = {(at.hidden, 0 if at.hidden else (at.x, at.y)) for at in (here, there)}
            return len(cursors) == 1 and self.lines == other.lines

        return self.until(same, "sees what the other sees", patience)

    def settles(self, quiet: float = STEADY, patience: float = PATIENCE) -> Self:
        """Wait until nothing on the screen has changed for so many seconds."""
        end = time.monotonic() + patience
        before: list[str] = []
        while before != self.lines:
            assert time.monotonic() < end, f"the screen never came to rest; it was:\n{self.screen}"
            before = self.lines
            self.rests(quiet)
        return self

    def until(self, holds: Callable[[], object], what: str = "", patience: float = PATIENCE) -> Self:
        """Wait until that is so, whatever it is, while the terminal shows what comes."""
        end = time.monotonic() + patience
        while not holds():
            gone = not self._drain(min(0.05, patience))
            if (gone and self._reap(0.05)) or time.monotonic() > end:
                if holds():
                    break
                ended = "" if self.status is None else f" (the program has ended: {self.status})"
                raise AssertionError(f"the person never {what or holds}{ended}; the screen was:\n{self.screen}")
        return self

    @property
    def lines(self) -> list[str]:
        """The screen, a string a row, blanks at the end cut off."""
        return [line.rstrip() for line in self._terminal.display]

    @property
    def words(self) -> str:
        """The whole screen as one line of words."""
        if self._words is None:
            self._words = super().words
        return self._words

    @property
    def cells(self) -> list[list[Char]]:
        """The screen letter by letter, with colours and weights."""
        terminal: Any = self._terminal
        return [[terminal.buffer[row][column] for column in range(terminal.columns)] for row in range(terminal.lines)]

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's cursor, from 0."""
        return self._terminal.cursor.x, self._terminal.cursor.y

    # How it ends

    @property
    def status(self) -> int | None:
        return self._program.status

    def killed(self, number: int = signal.SIGKILL) -> Self:
        """Send the program a signal; returns once it is gone."""
        self._program.signalled(number)
        self._reap(PATIENCE)
        return self

    def signalled(self, number: int) -> Self:
        """Send the program a signal, without waiting for what it does then."""
        self._program.signalled(number)
        return self

    def hangs_up(self) -> Self:
        """Take the terminal away, as when the line is cut."""
        self._program.hangs_up()
        return self

    def ended(self, patience: float = PATIENCE) -> bool:
        """Tell whether the program ended by itself within the patience."""
        return self._reap(patience)

    def leaves(self) -> None:
        """Press Ctrl+Q, and if that does not help, kill the program."""
        if not self._reap(0) and not self._program.cut:
            with contextlib.suppress(EOFError):
                self._program.takes(key_bytes("ctrl+q"))
            self._reap(5.0)
        self._program.ends()

    def _reap(self, patience: float) -> bool:
        end = time.monotonic() + patience
        while self.status is None and time.monotonic() <= end:
            self._drain(0.02)
        if self.status is None:
            return False
        self._drain(0)  # what it said at its end
        return True

    def _drain(self, wait: float) -> bool:
        """Show what the program has written. False once the terminal is gone."""
        end = time.monotonic() + 1.0  # a program that never stops writing keeps nobody from looking at the clock
        try:
            while data := self._program.reads(wait):
                self.received += len(data)
                self.heard += data
                self._stream.feed(data)
                self._words = None
                if time.monotonic() > end:
                    break
                wait = 0
        except EOFError:
            time.sleep(wait)
            return False
        return True
