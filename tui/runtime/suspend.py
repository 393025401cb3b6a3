"""Stopping for a while, where a shell is behind that can start the program again.

Where sshd starts the program itself, or a multiplexer does, or it replaced the login shell, nobody could: a stopped
program would hang there for ever. The kernel knows the difference (an orphaned process group is not stopped by the
terminal), and so do we.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import termios
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tui.wording.i18n import _


def shell_is_behind() -> bool:
    """Whether somebody with job control waits for our process group: a member of it has a parent in another group of
    the same session. The group may have more members: `sh -c langnghe`, a script, a pipe."""
    process = os.getpid()
    try:
        while os.getpgid(process) == os.getpgrp():
            process = _parent(process)
            if process == 0:  # the kernel's, or one outside of this container
                return False
        return os.getsid(process) == os.getsid(0)
    except (OSError, ValueError, IndexError):
        return False  # who cannot be looked at is not one of ours


def _parent(process: int) -> int:
    """The parent of a process. Raises OSError."""
    # the name of the program may have blanks and brackets in it; after the last bracket come state and parent
    return int(Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")[2].split()[1])


class Suspension:
    """Stops and goes on. `save` keeps what was typed, and says whether it could; within `aside` the terminal is as the
    shell left it, and after it ours again, all painted anew."""

    def __init__(self, save: Callable[[], bool], aside: Callable[[], AbstractContextManager[None]]) -> None:
        self._save = save
        self._aside = aside

    def watch(self) -> None:
        """From now on SIGTSTP stops in order, where a shell is behind, and is ignored elsewhere; whoever goes on after
        a SIGSTOP takes up the terminal again. Call it in the running event loop, after the driver started."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(ValueError, RuntimeError):
            loop.add_signal_handler(signal.SIGTSTP, self.stop)
            loop.add_signal_handler(signal.SIGCONT, self._taken_up)

    def stop(self) -> str:
        """Leave the terminal, stop the whole process group, and take up the terminal again when it goes on. Where that
        cannot be, nothing happens, and a sentence says why."""
        if not shell_is_behind():
            return _("Ở đây không có dấu nhắc lệnh nào để ra; Ctrl+Q để thoát.")
        if not self._save():
            return _("Nháp chưa ghi được nên chưa ra ngoài: chữ chỉ còn ở đây.")
        loop = asyncio.get_running_loop()
        with self._aside():
            for number in (signal.SIGTSTP, signal.SIGCONT):
                loop.remove_signal_handler(number)
            os.killpg(os.getpgrp(), signal.SIGTSTP)  # here time passes
            self.watch()
        return ""

    def _taken_up(self) -> None:
        """Stopped without being asked, and going on: whatever was done to the terminal meanwhile."""
        if not os.isatty(0):
            return  # the kernel has a stopped program go on when its terminal is gone, too
        _wait_for_the_foreground()
        with self._aside():
            pass


def _wait_for_the_foreground() -> None:
    """Whoever goes on in the background (`bg`) is stopped again, before anything is written over the shell's lines: the
    kernel stops a background process that sets the terminal, even to what it is."""
    with contextlib.suppress(termios.error):
        termios.tcsetattr(0, termios.TCSANOW, termios.tcgetattr(0))
