"""Ending when the terminal is gone, or somebody asks the process to end.

Textual reads an ended terminal again and again and never ends by itself. So a thread waits (without reading, and
without using the processor) for the kernel to say that the line is hung up; signals come through the event loop.
Either way what was typed goes into the drafts first, then the program ends as it always does, on a terminal that has
been replaced by nothing, so that no write to a dead line can stop it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import threading
import time
from collections.abc import Callable

#: Seconds for an orderly end after a hang-up; a program that still hangs then is ended all the same.
GRACE = 1.2
#: Seconds for the rest after that: the demo stops its server, when it was the last one out.
REST = 20.0

ENDING = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)


class Hangup:
    """Watches over one run of the program. `save` keeps what was typed (called first, in the event loop's thread),
    `leave` asks the application to end with that exit code."""

    def __init__(self, save: Callable[[], None], leave: Callable[[int], None]) -> None:
        self._save = save
        self._leave = leave
        self._happened = False
        self._over = threading.Event()

    def watch(self, descriptor: int) -> None:
        """Start watching the terminal and the signals. Call it in the running event loop, after the driver started."""
        loop = asyncio.get_running_loop()
        for number in ENDING:
            with contextlib.suppress(ValueError, RuntimeError):
                loop.add_signal_handler(number, self._end, number)
        threading.Thread(
            target=self._wait_for_line, args=(descriptor, loop), name="langnghe-hangup", daemon=True
        ).start()

    def over(self) -> None:
        """The program has ended in order."""
        self._over.set()

    def _wait_for_line(self, descriptor: int, loop: asyncio.AbstractEventLoop) -> None:
        poll = select.poll()
        poll.register(descriptor, 0)  # no input wanted: only hang-up and error are reported
        while not self._over.is_set():
            with contextlib.suppress(OSError):
                if poll.poll():
                    break
        with contextlib.suppress(RuntimeError):  # the loop may be closed by now
            loop.call_soon_threadsafe(self._end, signal.SIGHUP)
        if not self._over.is_set():
            self._enforce(signal.SIGHUP)  # from here, for the loop may be busy for ever

    def _end(self, number: int) -> None:
        if self._happened or self._over.is_set():
            return
        self._happened = True
        threading.Thread(target=self._enforce, args=(number,), name="langnghe-end", daemon=True).start()
        if number == signal.SIGHUP:
            _replace_terminal()
        self._save()
        self._leave(128 + number)

    def _enforce(self, number: int) -> None:
        if self._over.wait(GRACE):
            # ended in order; but Python waits for Textual's thread, which may read the dead terminal again and again
            time.sleep(REST)
        os._exit(128 + number)


def _replace_terminal() -> None:
    """Nothing in place of the dead terminal: writes succeed, and reads end."""
    with contextlib.suppress(OSError):
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        os.close(nothing)
