"""How long after the last key the right screen stands at the far end of a slow line, and how many bytes that took."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.drivers.keys import key_bytes
from tests.drivers.over_ssh import Remote
from tests.ssh.host import Host
from tests.ssh.line import Line

QUIET = 1.5  # seconds without a byte on the line after which nothing more comes: a round trip, and PostgreSQL
LATE = 0.1  # seconds by which a key may be pressed too late
MOST = 120.0  # seconds after which one waits no longer


@dataclass(frozen=True)
class Took:
    """Seconds from the last key to the right screen (None: never within `MOST`) and from the first key to there; bytes
    from the person to the host and from the host to the person; the screen at the end."""

    after: float | None
    total: float
    up: int
    down: int
    lines: Sequence[str] = ()

    def __add__(self, other: Took) -> Took:
        """One after the other; what is waited for is both."""
        after = None if self.after is None or other.after is None else self.after + other.after
        return Took(after, self.total + other.total, self.up + other.up, self.down + other.down, other.lines)


class Clock:
    """Looks at a terminal and at the line that it hangs on."""

    def __init__(self, terminal: Remote, line: Line) -> None:
        self.terminal, self.line = terminal, line

    def times(self, *keys: str, rate: float = 5.0, shown: Callable[[], bool] | None = None, most: float = MOST) -> Took:
        """Press keys, so many a second, whatever the screen does. The right screen is the last one to come, unless it
        is told by `shown` (which the screens between the last key and the right one are not)."""
        up, down, begin, late = self.line.up.count, self.line.down.count, time.monotonic(), 0.0
        for number, key in enumerate(keys):
            self.terminal.rests(begin + number / rate - time.monotonic())
            late = max(late, time.monotonic() - begin - number / rate)
            self.terminal.sends(key_bytes(key))
        if late > LATE:
            print(f"this machine stood still for {late:.1f} s: what follows is slower than it is", file=sys.stderr)
        last = time.monotonic()
        right: float | None = None
        if shown is not None:
            right = self._until(shown, most)
        settled = self.terminal.finds_silence(QUIET, most)
        if shown is None and settled:
            right = max(self.terminal.changed, last)
        after = None if right is None else right - last
        total = (right or time.monotonic()) - begin
        return Took(after, total, self.line.up.count - up, self.line.down.count - down, self.terminal.lines)

    def letters(self, text: str) -> tuple[list[float], Took]:
        """Type letter after letter, each when nothing moves any more; the seconds until each is seen, and the bytes of
        all. The cursor must stand in a text."""
        echoes, whole = [], Took(0.0, 0.0, 0, 0)
        for letter in text:
            before = self.terminal.cursor
            took = self.times(letter, shown=lambda before=before: self.terminal.cursor != before)  # type: ignore[misc]
            echoes.append(took.after if took.after is not None else MOST)
            whole += took
        return echoes, whole

    def quickly(self, *keys: str) -> None:
        """Go somewhere on a line that is not slow, without being measured; each key when the one before has worked."""
        self.line.slow = False
        for key in keys:
            self.terminal.presses(key).finds_silence(0.4, MOST)
        self.line.slow = True

    def _until(self, shown: Callable[[], bool], most: float) -> float | None:
        end = time.monotonic() + most
        while not shown():
            if time.monotonic() > end:
                return None
            self.terminal.rests(0.005)
        return time.monotonic()


@dataclass(frozen=True)
class Login:
    """From the start of the client: seconds until sshd started the program, with the bytes by then (both ways), and
    until the home screen stood with all its data, with the bytes by then."""

    shaken: float
    shaken_up: int
    shaken_down: int
    home: float
    up: int
    down: int


def login(terminal: Remote, line: Line, host: Host) -> Login:
    """Wait for the home screen of a terminal just opened."""
    terminal.sees("Ctrl+G", patience=MOST).finds_silence(QUIET, MOST)
    assert host.started is not None
    shaken = host.started - time.time() + time.monotonic()
    up, down = terminal.before
    return Login(
        shaken - terminal.began, line.up.count_at(shaken) - up, line.down.count_at(shaken) - down,
        terminal.changed - terminal.began, line.up.count - up, line.down.count - down,
    )  # fmt: skip


def median_and_worst(seconds: Sequence[float]) -> tuple[float, float]:
    return statistics.median(seconds), max(seconds)
