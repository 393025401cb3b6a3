"""The terminal as the kernel has it: a line of our own to it, and its settings."""

from __future__ import annotations

import contextlib
import os
import termios
from typing import Any


def size(terminal: int) -> tuple[int, int]:
    """Ask the kernel for the terminal's columns and rows; 80 and 24 where it does not know."""
    with contextlib.suppress(OSError):
        found = os.get_terminal_size(terminal)
        if found.columns and found.lines:
            return found.columns, found.lines
    return 80, 24


def own_line(terminal: int) -> int:
    """Open the terminal once more, non-blocking, without making it so for others. After `su` only /dev/tty can be
    opened. Returns the file descriptor; the one given if neither can."""
    for path in (os.ttyname(terminal), "/dev/tty") if os.isatty(terminal) else ():
        with contextlib.suppress(OSError):
            os.tcgetpgrp(terminal)  # it is the one that the other name means
            return os.open(path, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    return terminal


def raw(settings: list[Any]) -> list[Any]:
    """Change termios settings so that bytes pass unchanged: no echo, signals, flow control or newline translation."""
    settings[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    settings[1] &= ~termios.OPOST
    settings[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    settings[6][termios.VMIN] = 1
    return settings
