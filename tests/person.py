"""A person at a real terminal: the program on a PTY of 80×24, its screen read by a terminal emulator, keys counted.

    with Person(dsn, home) as clerk:
        clerk.sees("VIỆC CẦN LÀM").presses("enter").types("1").presses("enter")

Nothing sleeps for a fixed time: `sees` waits until the text stands on the screen, up to a patience, and fails with the
whole screen in its message.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

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


class Person:
    """One session. `keys` counts what was pressed, without the characters of free text (`writes`)."""

    def __init__(
        self,
        arguments: Sequence[str] = (),
        *,
        state: Path,
        dsn: str = "",
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.keys = 0
        self._terminal = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._terminal)
        environment = {
            **os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT),
            "XDG_STATE_HOME": str(state / "state"), "XDG_DATA_HOME": str(state / "data"), "LANGNGHE_DSN": dsn,
            **(env or {}),
        }  # fmt: skip
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            environment.pop(name, None)
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            try:
                os.execvpe(sys.executable, [sys.executable, "-m", "tui.cli", *arguments], environment)
            finally:
                os._exit(127)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.status: int | None = None

    def __enter__(self) -> Person:
        return self

    def __exit__(self, *_error: object) -> None:
        self.leaves()

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
        """Raw bytes, as the terminal would send them."""
        self._drain(0)
        os.write(self._descriptor, data)
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

    def sees_line(self, *parts: str, patience: float = PATIENCE) -> Person:
        """Wait until one line has all of these parts."""

        def there() -> bool:
            return any(all(part in line for part in parts) for line in self.lines)

        self._wait(there, patience, f"sees a line with {parts!r}")
        return self

    @property
    def lines(self) -> list[str]:
        """The screen, a string a row, blanks at the end cut off."""
        return [line.rstrip() for line in self._terminal.display]

    @property
    def words(self) -> str:
        """The whole screen as one line of words."""
        return " ".join(" ".join(self._terminal.display).split())

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's cursor, from 0."""
        return self._terminal.cursor.x, self._terminal.cursor.y

    # How it ends

    def killed(self, number: int = signal.SIGKILL) -> Person:
        """The program gets a signal; returns once it is gone."""
        os.kill(self.pid, number)
        self._reap(PATIENCE)
        return self

    def hangs_up(self) -> Person:
        """The terminal goes away, as when the line is cut."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)
        self._descriptor = -1
        return self

    def ended(self, patience: float = PATIENCE) -> bool:
        """Whether the program ended by itself within the patience."""
        return self._reap(patience)

    def leaves(self) -> None:
        """Ctrl+Q, and if that does not help, a kill."""
        if self.status is None:
            with contextlib.suppress(OSError):
                os.write(self._descriptor, b"\x11")
            if not self._reap(5.0):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
                self._reap(PATIENCE)
        if self._descriptor >= 0:
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = -1

    def _reap(self, patience: float) -> bool:
        end = time.monotonic() + patience
        while self.status is None and time.monotonic() < end:
            found, status = os.waitpid(self.pid, os.WNOHANG)
            if found:
                self.status = os.waitstatus_to_exitcode(status)
                return True
            self._drain(0.02)
        return self.status is not None

    def _wait(self, holds: object, patience: float, what: str) -> None:
        end = time.monotonic() + patience
        while not holds():  # type: ignore[operator]
            if time.monotonic() > end or not self._drain(min(0.05, patience)):
                self._drain(0.05)
                if not holds():  # type: ignore[operator]
                    shown = "\n".join(self.lines)
                    raise AssertionError(f"the person never {what}; the screen was:\n{shown}")
                return

    def _drain(self, wait: float) -> bool:
        """Read what the program has written. False once the terminal is gone."""
        if self._descriptor < 0:
            time.sleep(wait)
            return False
        while select.select([self._descriptor], [], [], wait)[0]:
            try:
                data = os.read(self._descriptor, 65536)
            except OSError:
                return False
            if not data:
                return False
            self._stream.feed(data)
            wait = 0
        return True
