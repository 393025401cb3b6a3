"""A program at a terminal: what it writes, what is typed to it, what it costs the processor."""

from __future__ import annotations

import os
import select
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.person import at_a_terminal


class Program:
    """Runs while it is entered. The folders of its state lie in `state`."""

    def __init__(self, command: Sequence[str], *, state: Path, dsn: str, size: tuple[int, int], term: str) -> None:
        environment = {
            "XDG_STATE_HOME": str(state / "state"), "XDG_DATA_HOME": str(state / "data"),
            "LANGNGHE_DSN": dsn, "TERM": term,
        }  # fmt: skip
        self._process, self._descriptor = at_a_terminal(command, environment, size)

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._descriptor)

    def hears(self, end: float) -> bytes:
        """What it writes next; nothing if it has written nothing by then, on `time.perf_counter`'s clock. Raises
        EOFError once it has ended."""
        if not select.select([self._descriptor], [], [], max(end - time.perf_counter(), 0))[0]:
            return b""
        try:
            data = os.read(self._descriptor, 65536)
        except OSError:  # EIO: nobody has the other end any more
            data = b""
        if not data:
            raise EOFError("the program has ended")
        return data

    def types(self, data: bytes) -> None:
        """Keys and answers of the terminal, as bytes."""
        while data:
            select.select([], [self._descriptor], [])
            data = data[os.write(self._descriptor, data) :]

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
        return list(Path(f"/proc/{self._process.pid}/task").iterdir())


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
