"""How much of what was sent the far terminal has shown, by asking it where its cursor is.

Past `LIMIT` bytes that nobody has acknowledged, nothing more is sent: what is wanted meanwhile changes, and only the
difference to the latest screen will travel. A terminal that never answers is taken at its word and asked no more.
Times are seconds of any clock that only goes forward.
"""

from __future__ import annotations

from collections import deque

LIMIT = 1200  # bytes on the way, past which one waits
ASK_AFTER = 400  # bytes since the last question
PATIENCE = 4.0  # seconds for a first answer; a terminal that is silent so long never answers
STALLED = 30.0  # seconds for a later one: the line stands still, or an answer was lost on it


class Flow:
    """Counts bytes sent, questions asked and answers come."""

    def __init__(self) -> None:
        self._sent = self._shown = 0
        self._asked: deque[tuple[int, float]] = deque()  # bytes sent by then, and when
        self._answered = False
        self.silent = False  # the terminal never answers

    def sends(self, count: int, now: float) -> bool:
        """So many bytes go out now; whether the question goes with them."""
        self._sent += count
        last = self._asked[-1][0] if self._asked else self._shown
        if self.silent or self._sent - last < ASK_AFTER:
            return False
        self._asked.append((self._sent, now))
        return True

    def answered(self) -> None:
        """The terminal has shown what was sent before the oldest question."""
        self._answered, self.silent = True, False
        if self._asked:
            self._shown = self._asked.popleft()[0]

    def open(self, now: float) -> bool:
        """Whether something may be sent now."""
        if self._asked and now - self._asked[0][1] > self._patience:
            self.silent = not self._answered
            self._asked.clear()
        if self.silent or not self._asked:
            self._shown = self._sent if self.silent else self._shown
            return True
        return self._sent - self._shown < LIMIT

    def waits(self, now: float) -> float | None:
        """Seconds until `open` is worth asking again though no answer came; None if it is open."""
        return None if self.open(now) else max(self._asked[0][1] + self._patience - now, 0) + 0.01

    @property
    def _patience(self) -> float:
        return STALLED if self._answered else PATIENCE
