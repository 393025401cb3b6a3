"""The terminal as the kernel has it: a line of our own to it, and its settings."""

from __future__ import annotations

import contextlib
import os
import termios
from typing import Any


def size(terminal: int) -> tuple[int, int]:
    """Columns and rows, as whoever serves the terminal has told the kernel."""
    with contextlib.suppress(OSError):
        found = os.get_terminal_size(terminal)
        if found.columns and found.lines:
            return found.columns, found.lines
    return 80, 24


def own_line(terminal: int) -> int:
    """A line of our own to the terminal, which may refuse to wait without others noticing. Whoever became another user
    after signing in may open it by its other name only."""
    for path in (os.ttyname(terminal), "/dev/tty") if os.isatty(terminal) else ():
        with contextlib.suppress(OSError):
            os.tcgetpgrp(terminal)  # it is the one that the other name means
            return os.open(path, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    return terminal


def raw(settings: list[Any]) -> list[Any]:
    """Every byte as it comes and goes: no echo, no signals by keys, no flow control, no newline that also returns."""
    settings[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    settings[1] &= ~termios.OPOST
    settings[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    settings[6][termios.VMIN] = 1
    return settings
