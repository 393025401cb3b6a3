"""A sitting at the program, step by step: what each step wrote, in how many bursts, what it cost the processor."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tests.drivers.program import Program
from tests.meter.script import Step
from tests.meter.terminal import Frame, Terminal

SILENCE = 0.4  # seconds without a byte, and without work, after which a step is over: a draft is written after 0.3
APART = 0.005  # seconds between two writes that count as two bursts
AT_ONCE = 0.25  # seconds from the first in which all comes that a key causes; a draft that is kept is said later
_ESC = 0.3  # seconds in which an Esc may still be the beginning of another key
PATIENCE = 20.0  # seconds for words that a step waits for
_SERVER = 0.4  # seconds that the server may keep the program waiting
_READING = 0.01  # ms of the processor that reading a key takes at least
_WORKING = 5.0  # ms of the processor since the last byte from which on a silent program is at work


@dataclass(frozen=True)
class Measured:
    """What a step did. Bytes to the terminal; bursts of them at once; processor time of the program in ms; the screen
    after it, and the milliseconds until the last byte of it."""

    step: Step
    bytes: int
    bursts: int
    cpu: float
    frame: Frame
    last: float


class Sitting:
    """A program and a terminal that shows at once what comes, and answers at once when it is asked."""

    def __init__(self, program: Program, size: tuple[int, int]) -> None:
        self.terminal = Terminal(*size, answer=program.sends)
        self._program = program
        self._bytes = self._bursts = 0
        self._first = self._last = 0.0

    def does(self, step: Step) -> Measured:
        """Do it, and wait until all that it causes is over. Raises AssertionError if its words never come."""
        self._bytes = self._bursts = 0
        begin, cpu = time.perf_counter(), self._program.cpu
        self._last = begin
        self._program.sends(step.sent)
        if step.rests:
            while self._hears(begin + step.rests):
                pass
        else:
            self._settle(step, begin, cpu)
        last = (self._last - begin) * 1000
        return Measured(step, self._bytes, self._bursts, self._program.cpu - cpu, self.terminal.frame, last)

    def _settle(self, step: Step, begin: float, first: float) -> None:
        """Until it is silent and idle, and the words are there. `first` is what the processor had done at the begin."""
        wanted = " ".join(step.sees.split())
        silence = SILENCE + (_ESC if step.sent.endswith(b"\x1b") else 0) + (_SERVER if step.database else 0)
        cpu, since = first, begin
        while True:
            if self._hears(since + silence):
                since, cpu = self._last, self._program.cpu
                continue
            now, before, cpu = time.perf_counter(), cpu, self._program.cpu
            unread = bool(step.sent) and cpu - first < _READING
            if unread or self._program.works or cpu - before > _WORKING:
                since = now - silence / 2
            elif wanted in self.terminal.words:
                return
            else:
                since = now
            if now - begin > PATIENCE:
                raise AssertionError(f"{step.name}: {wanted!r} never came:\n" + "\n".join(self.terminal.frame.texts))

    def _hears(self, end: float) -> bool:
        """Show what comes next; False if nothing has come by then."""
        data = self._program.reads(end - time.perf_counter())
        if not data:
            return False
        now = time.perf_counter()
        if not self._bytes:
            self._first = now
        if not self._bytes or (now - self._last > APART and now - self._first < AT_ONCE):
            self._bursts += 1
        self._last = now
        self._bytes += len(data)
        self.terminal.feed(data)
        return True
