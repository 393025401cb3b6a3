"""Asking the terminal where its cursor is, to see whether it answers and how long that takes."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import termios
import time
from collections.abc import Iterator

PATIENCE = 1.0  # seconds for the answer
_ANSWER = re.compile(rb"\x1b\[\d+;\d+R")
_CONTROLLING = "/dev/tty"


class NotAsked(Exception):
    """There is no terminal, or it is somebody else's turn to use it."""


def answer_time() -> tuple[float | None, bytes]:
    """Seconds until the terminal answered, None if it did not within the patience; and the keys that were typed
    meanwhile and could not be given back. Raises NotAsked."""
    try:
        terminal = os.open(_CONTROLLING, os.O_RDWR | os.O_NOCTTY)
    except OSError as error:
        raise NotAsked from error
    try:
        if os.tcgetpgrp(terminal) != os.getpgrp():
            raise NotAsked
        with _byte_by_byte(terminal):
            seconds, typed = _asked(terminal)
        return seconds, _given_back(terminal, typed)
    except (OSError, termios.error) as error:
        raise NotAsked from error
    finally:
        os.close(terminal)


def _asked(terminal: int) -> tuple[float | None, bytes]:
    begin = time.monotonic()
    os.write(terminal, b"\x1b[6n")
    heard = b""
    while (left := begin + PATIENCE - time.monotonic()) > 0 and select.select([terminal], [], [], left)[0]:
        piece = os.read(terminal, 4096)
        if not piece:
            break
        heard += piece
        answer = _ANSWER.search(heard)
        if answer is not None:
            return time.monotonic() - begin, heard[: answer.start()] + heard[answer.end() :]
    return None, heard


@contextlib.contextmanager
def _byte_by_byte(terminal: int) -> Iterator[None]:
    """Nothing is echoed, and no line has to be ended, while this lasts. What is typed stays in its place."""
    before = termios.tcgetattr(terminal)
    raw = termios.tcgetattr(terminal)
    raw[3] &= ~(termios.ECHO | termios.ICANON)
    raw[6][termios.VMIN] = 1
    termios.tcsetattr(terminal, termios.TCSANOW, raw)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)


def _given_back(terminal: int, typed: bytes) -> bytes:
    """Put keys back where they were typed, for whoever reads the terminal next; those that the kernel does not take."""
    for number in range(len(typed)):
        try:
            fcntl.ioctl(terminal, termios.TIOCSTI, typed[number : number + 1])
        except OSError:
            return typed[number:]
    return b""
