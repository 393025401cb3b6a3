"""A program on a terminal of its own: its bytes in both directions, its end, and what it costs the processor."""

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
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 10.0

# The first terminal that the leader of a new session opens becomes its own: no code of ours runs between fork and exec.
_ON_THAT_TERMINAL = 'exec "$@" <>"$LANGNGHE_TEST_TERMINAL" >&0 2>&1'
_OF_THE_TESTER = ("COLUMNS", "LINES", "NO_COLOR", "PGSERVICE", "PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD")


def open_terminal(size: tuple[int, int] = (80, 24)) -> tuple[int, int]:
    """Open a terminal of so many columns and rows; return our end of it, and the program's."""
    ours, its = pty.openpty()
    set_size(its, size)
    return ours, its


def set_size(terminal: int, size: tuple[int, int]) -> None:
    """Give a terminal so many columns and rows; its program hears of it."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))


def environment(state: Path, dsn: str = "", **more: str) -> dict[str, str]:
    """Make the environment of somebody whose drafts, settings, log and data lie in `state`; `more` is set on top."""
    folders = {"XDG_STATE_HOME": str(state / "state"), "XDG_DATA_HOME": str(state / "data")}
    return {**folders, "LANGNGHE_DSN": dsn, **more}


class Program:
    """`env` is what it has besides the tester's environment, in which nothing leads to another server or look.
    `status` is its exit code once it has ended, negative for the signal that ended it. Entered, it is terminated at
    the end of the block."""

    def __init__(self, command: Sequence[str], *, env: Mapping[str, str], size: tuple[int, int] = (80, 24)) -> None:
        whole = {
            **{name: value for name, value in os.environ.items() if name not in _OF_THE_TESTER},
            "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), **env,
        }  # fmt: skip
        self._line, terminal = open_terminal(size)
        try:
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", _ON_THAT_TERMINAL, "sh", *command],
                env={**whole, "LANGNGHE_TEST_TERMINAL": os.ttyname(terminal)},
                stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal, start_new_session=True,
            )  # fmt: skip
        finally:
            os.close(terminal)
        os.set_blocking(self._line, False)
        self.pid = self._process.pid

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_error: object) -> None:
        self.terminates()

    def waits(self, patience: float = PATIENCE) -> int:
        """Wait for its end and return the exit code. Raises `subprocess.TimeoutExpired`."""
        return self._process.wait(patience)

    # Bytes

    def reads(self, wait: float = 0.0) -> bytes:
        """Read the bytes that it has written; waits so many seconds for them, and is empty if none came. Raises
        EOFError once nobody has the other end of the terminal any more."""
        if self.cut:
            raise EOFError("the line was cut")
        if not select.select([self._line], [], [], max(wait, 0))[0]:
            return b""
        try:
            data = os.read(self._line, 65536)
        except BlockingIOError:
            return b""
        except OSError:  # EIO: nobody has the other end any more
            data = b""
        if not data:
            raise EOFError("the program has ended")
        return data

    def takes(self, data: bytes) -> int:
        """Type, and return how many of these bytes its terminal had room for. Raises EOFError once it has ended."""
        if self.cut:
            raise EOFError("the line was cut")
        try:
            return os.write(self._line, data)
        except BlockingIOError:
            return 0
        except OSError:
            raise EOFError("the program has ended") from None

    def sends(self, data: bytes) -> None:
        """Type all of it, waiting while its terminal is full."""
        while data:
            select.select([], [self._line], [])
            data = data[self.takes(data) :]

    @property
    def unread(self) -> int:
        """Count the bytes that wait in the kernel to be read by us."""
        return int.from_bytes(fcntl.ioctl(self._line, termios.FIONREAD, bytes(4)), sys.byteorder)

    def resizes(self, columns: int, rows: int) -> None:
        """Make its window another size."""
        set_size(self._line, (columns, rows))

    # Its end

    @property
    def status(self) -> int | None:
        return self._process.poll()

    @property
    def cut(self) -> bool:
        """Whether the terminal was taken away from it."""
        return self._line < 0

    def hangs_up(self) -> None:
        """Take the terminal away, as when the line is cut."""
        if not self.cut:
            os.close(self._line)
            self._line = -1

    def signalled(self, number: int) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def terminates(self) -> None:
        """Ask it to end, kill it if it does not, and take its terminal away."""
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        self.ends()

    def ends(self) -> None:
        """Kill it if it still runs, and take its terminal away."""
        if self.status is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(PATIENCE)
        self.hangs_up()

    # Its cost

    @property
    def works(self) -> bool:
        """Whether one of its threads runs, or would if the machine let it."""
        return any(_state(task) in "RD" for task in self._tasks)

    @property
    def cpu(self) -> float:
        """Processor time so far, all threads that still live, in ms."""
        return sum(_nanoseconds(task) for task in self._tasks) / 1e6

    @property
    def _tasks(self) -> list[Path]:
        return list(Path(f"/proc/{self.pid}/task").iterdir())


def _state(task: Path) -> str:
    try:
        return (task / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:  # it has ended meanwhile
        return "X"


def _nanoseconds(task: Path) -> int:
    try:
        return int((task / "schedstat").read_text().split()[0])
    except OSError:
        return 0
