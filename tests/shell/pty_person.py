"""A program on a pseudo-terminal of 80×24, and somebody who types into it and can cut the line."""

from __future__ import annotations

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
from collections.abc import Callable
from pathlib import Path

from tests.scrolling import ByteStream, Screen

DEADLINE = 20.0
ROOT = Path(__file__).resolve().parents[2]


class Person:
    """Starts `python -m MODULE ARGS` on a new terminal."""

    def __init__(self, module: str, *args: str, **environ: str) -> None:
        self.line, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

        def own_terminal() -> None:
            os.setsid()
            fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)

        self.program = subprocess.Popen(
            [sys.executable, "-m", module, *args],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            cwd=ROOT,
            preexec_fn=own_terminal,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **environ},
        )
        os.close(terminal)
        self._screen = Screen(80, 24)
        self._stream = ByteStream(self._screen)
        self.raw = b""
        self._cut = False

    def types(self, text: str) -> None:
        """Type, without waiting for anything."""
        os.write(self.line, text.encode())

    def sees(self, text: str) -> None:
        """Wait until the text is on the terminal."""
        self._until(lambda: text in self.screen, f"to see {text!r}")

    @property
    def screen(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def cuts_the_line(self) -> None:
        """The terminal is gone, as when a modem or a network drops."""
        os.close(self.line)
        self._cut = True

    def ends_within(self, seconds: float) -> int:
        """Wait for the end of the program. Returns its exit code; fails if it takes longer."""
        start = time.monotonic()
        while self.program.poll() is None:
            assert time.monotonic() - start < seconds, f"still running after {seconds} s"
            self._read(0.02)
        self._read(0.02)
        return self.program.returncode

    def goes(self) -> None:
        """End whatever is left."""
        if self.program.poll() is None:
            os.killpg(self.program.pid, signal.SIGKILL)
            self.program.wait()
        if not self._cut:
            os.close(self.line)

    def _until(self, condition: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + DEADLINE
        while not condition():
            assert time.monotonic() < end, f"waited in vain {what}; on the terminal:\n{self.screen}"
            self._read(0.05)

    def _read(self, patience: float) -> None:
        if self._cut or not select.select([self.line], [], [], patience)[0]:
            return
        try:
            got = os.read(self.line, 65536)
        except OSError:  # the program has closed the terminal
            return
        self.raw += got
        self._stream.feed(got)
