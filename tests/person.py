"""A person at a real terminal: the program on a PTY of 80×24, its screen read by a terminal emulator, keys counted.

    with Person(dsn=database.dsn("nd-mocbac"), state=folder) as clerk:
        clerk.sees("VIỆC CẦN LÀM").presses("enter").types("1").presses("enter")

Nothing sleeps for a fixed time: `sees` waits until the text stands on the screen, up to a patience, and fails with the
whole screen in its message. Safe to use from several threads, a person each.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.scrolling import ByteStream, Screen

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 10.0

KEYS: Mapping[str, bytes] = {
    "enter": b"\r", "tab": b"\t", "shift+tab": b"\x1b[Z", "escape": b"\x1b", "up": b"\x1b[A", "down": b"\x1b[B",
    "right": b"\x1b[C", "left": b"\x1b[D", "home": b"\x1b[H", "end": b"\x1b[F", "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~", "backspace": b"\x7f", "delete": b"\x1b[3~", "space": b" ",
}  # fmt: skip


def key_bytes(key: str) -> bytes:
    """What a terminal sends for a key: a name of `KEYS`, `ctrl+x`, or a character."""
    if key in KEYS:
        return KEYS[key]
    if key.startswith("ctrl+") and len(key) == 6:
        return bytes([ord(key[5]) & 31])
    return key.encode()


# The first terminal that the leader of a new session opens becomes its own: no code of ours runs between fork and exec.
_ON_THAT_TERMINAL = 'exec "$@" <>"$LANGNGHE_TEST_TERMINAL" >&0 2>&1'
_OF_THE_TESTER = ("COLUMNS", "LINES", "NO_COLOR", "PGSERVICE", "PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD")


def at_a_terminal(
    command: Sequence[str], env: Mapping[str, str], size: tuple[int, int]
) -> tuple[subprocess.Popen[bytes], int]:
    """A program on a terminal of its own of so many columns and rows; the other end of it, which does not block."""
    environment = {
        **{name: value for name, value in os.environ.items() if name not in _OF_THE_TESTER},
        "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), **env,
    }  # fmt: skip
    descriptor, terminal = pty.openpty()
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        program = subprocess.Popen(
            ["/bin/sh", "-c", _ON_THAT_TERMINAL, "sh", *command],
            env={**environment, "LANGNGHE_TEST_TERMINAL": os.ttyname(terminal)},
            stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal, start_new_session=True,
        )  # fmt: skip
    finally:
        os.close(terminal)
    os.set_blocking(descriptor, False)
    return program, descriptor


class Person:
    """One session. `keys` counts what was pressed, without the characters of free text (`writes`); `received` the bytes
    that came from the program, `heard` what they were. `status` is the exit code once it has ended, negative for the
    signal that ended it."""

    def __init__(
        self,
        arguments: Sequence[str] = (),
        *,
        state: Path,
        dsn: str = "",
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        command: Sequence[str] = (sys.executable, "-m", "screens"),
    ) -> None:
        self.keys = self.received = 0
        self.heard = bytearray()
        self.status: int | None = None
        self._terminal = Screen(*size)
        self._words: str | None = None  # of the screen, until something more is drawn
        self._stream = ByteStream(self._terminal)
        folders = {"XDG_STATE_HOME": str(state / "state"), "XDG_DATA_HOME": str(state / "data")}
        environment = {**folders, "LANGNGHE_DSN": dsn, **(env or {})}
        self._program, self._descriptor = at_a_terminal([*command, *arguments], environment, size)
        self.pid = self._program.pid
        self._log = state / "state" / "langnghe" / "langnghe.log"

    def __enter__(self) -> Person:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        self.leaves()
        log = self._log.read_text() if kind is None and self._log.exists() else ""
        assert "unexpected" not in log, log

    # What a person does

    def presses(self, *keys: str) -> Person:
        """Press keys one after the other, each counted."""
        for key in keys:
            self.keys += 1
            self.sends(key_bytes(key))
        return self

    def types(self, codes: str) -> Person:
        """Type characters that count as keys: codes, digits, dates."""
        self.keys += len(codes)
        return self.sends(codes.encode())

    def writes(self, text: str) -> Person:
        """Type free text, which is not counted."""
        return self.sends(text.encode())

    def pastes(self, text: str) -> Person:
        """A bracketed paste, counted as one key."""
        self.keys += 1
        return self.sends(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def sends(self, data: bytes) -> Person:
        """Raw bytes, as the terminal would send them. Waits while the terminal's own buffer is full."""
        end = time.monotonic() + PATIENCE
        while data:
            self._drain(0)
            assert self._descriptor >= 0, "the line was cut: nobody can type any more"
            try:
                data = data[os.write(self._descriptor, data) :]
            except BlockingIOError:
                assert time.monotonic() < end, f"the program reads no keys; the screen was:\n{self._shown()}"
                self._drain(0.02)
            except OSError:
                raise AssertionError(f"the program has ended; the screen was:\n{self._shown()}") from None
        return self

    def rests(self, seconds: float) -> Person:
        """Do nothing for so long: for measuring what the program does meanwhile, never for waiting."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._drain(left)
        return self

    def resizes(self, columns: int, rows: int) -> Person:
        """Make the window another size, of which the program hears at once."""
        self._terminal.resize(rows, columns)
        self._words = None
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        return self

    # What a person sees

    def sees(self, *texts: str, patience: float = PATIENCE) -> Person:
        """Wait until all of these stand on the screen (folds of white space do not matter)."""
        self._wait(lambda: all(" ".join(text.split()) in self.words for text in texts), patience, f"sees {texts!r}")
        return self

    def sees_no(self, *texts: str, patience: float = PATIENCE) -> Person:
        """Wait until none of these stands on the screen."""
        gone = f"no longer sees {texts!r}"
        self._wait(lambda: not any(" ".join(text.split()) in self.words for text in texts), patience, gone)
        return self

    def sees_other_than(self, lines: Sequence[str], patience: float = PATIENCE) -> Person:
        """Wait until the screen is no longer these lines."""
        self._wait(lambda: self.lines != list(lines), patience, "sees the screen change")
        return self

    def sees_line(self, *parts: str, patience: float = PATIENCE) -> Person:
        """Wait until one line has all of these parts."""

        def there() -> bool:
            return any(all(part in line for part in parts) for line in self.lines)

        self._wait(there, patience, f"sees a line with {parts!r}")
        return self

    def sees_what_sees(self, other: Person, patience: float = PATIENCE) -> Person:
        """Wait until both have the same before their eyes, the cursor included where it is seen."""

        def same() -> bool:
            other._drain(0)
            here, there = self._terminal.cursor, other._terminal.cursor
            cursors = {(at.hidden, 0 if at.hidden else (at.x, at.y)) for at in (here, there)}
            return len(cursors) == 1 and self.lines == other.lines

        self._wait(same, patience, "sees what the other sees")
        return self

    @property
    def lines(self) -> list[str]:
        """The screen, a string a row, blanks at the end cut off."""
        return [line.rstrip() for line in self._terminal.display]

    @property
    def words(self) -> str:
        """The whole screen as one line of words."""
        if self._words is None:
            self._words = " ".join(" ".join(self._terminal.display).split())
        return self._words

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's cursor, from 0."""
        return self._terminal.cursor.x, self._terminal.cursor.y

    def _shown(self) -> str:
        return "\n".join(self.lines)

    # How it ends

    def killed(self, number: int = signal.SIGKILL) -> Person:
        """The program gets a signal; returns once it is gone."""
        self._program.send_signal(number)
        self._reap(PATIENCE)
        return self

    def signalled(self, number: int) -> Person:
        """The program gets a signal; what it does then is another matter."""
        self._program.send_signal(number)
        return self

    def hangs_up(self) -> Person:
        """The terminal goes away, as when the line is cut."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
        return self

    def ended(self, patience: float = PATIENCE) -> bool:
        """Whether the program ended by itself within the patience."""
        return self._reap(patience)

    def leaves(self) -> None:
        """Ctrl+Q, and if that does not help, a kill."""
        if not self._reap(0):
            if self._descriptor >= 0:
                with contextlib.suppress(OSError):
                    os.write(self._descriptor, b"\x11")
            if self._descriptor < 0 or not self._reap(5.0):
                self._program.kill()
                self._reap(PATIENCE)
        self.hangs_up()

    def _reap(self, patience: float) -> bool:
        end = time.monotonic() + patience
        while self.status is None:
            self.status = self._program.poll()
            if self.status is not None or time.monotonic() > end:
                break
            self._drain(0.02)
        if self.status is not None:
            self._drain(0)  # what it said at its end
        return self.status is not None

    def _wait(self, holds: Callable[[], bool], patience: float, what: str) -> None:
        end = time.monotonic() + patience
        while not holds():
            gone = not self._drain(min(0.05, patience))
            if (gone and self._reap(0.05)) or time.monotonic() > end:
                if holds():
                    return
                ended = "" if self.status is None else f" (the program has ended: {self.status})"
                raise AssertionError(f"the person never {what}{ended}; the screen was:\n{self._shown()}")

    def _drain(self, wait: float) -> bool:
        """Read what the program has written. False once the terminal is gone."""
        if self._descriptor < 0:
            time.sleep(wait)
            return False
        end = time.monotonic() + 1.0  # a program that never stops writing keeps nobody from looking at the clock
        while select.select([self._descriptor], [], [], wait)[0] and time.monotonic() < end:
            try:
                data = os.read(self._descriptor, 65536)
            except BlockingIOError:
                return True
            except OSError:  # EIO: nobody has the other end any more
                time.sleep(wait)
                return False
            if not data:
                return False
            self.received += len(data)
            self.heard += data
            self._stream.feed(data)
            self._words = None
            wait = 0
        return True
