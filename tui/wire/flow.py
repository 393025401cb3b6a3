"""Flow control: how much of the sent bytes the far terminal has shown, by asking it where its cursor is.

Past `limit` unacknowledged bytes nothing more is sent; meanwhile the wanted screen changes, and only the difference to
the latest one will be sent. The limit is `LIMIT`, on a slow line what the line carries in `AHEAD` seconds, measured by
the times of its answers. A terminal that never answers is asked no more and never waited for; until it has answered
once it is hardly waited for, so that a person at such a terminal does not notice.

A question remembers the cursor's place at that time. It tells the answer from a modified F3, whose bytes look the same,
from an answer that came twice, and from one whose predecessor was lost on the line.
Times are seconds of any clock that only goes forward; columns and rows count from 0.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

LIMIT = 1200  # bytes on the way, past which one waits
LEAST = 200  # the same on the slowest line
MOST = 1.25  # times as much together with what would be sent now
AHEAD = 1.3  # seconds
AT_FIRST = 4 * LIMIT  # the same for a terminal that has never answered
ASK_AFTER = 0.5  # of so much, sent since the last question, one asks
PATIENCE = 4.0  # seconds for a first answer; a terminal that is silent so long never answers
AGAIN = 3.0  # seconds for a later one; then it was lost or the line stands still: one asks again, waits twice as long
LONGEST = 12.0  # the same for one that took longer than half of those before
TRIES = 2  # times that one asks again
KEPT = 32  # answers that the line is known by
_LONGER, _MORE = 0.2, 100  # seconds and bytes that tell one from another


class Question(NamedTuple):
    """Bytes sent by then, those of them on the way, the cursor's place (None: unknown), and the time."""

    sent: int
    behind: int
    place: tuple[int, int] | None
    when: float


class Answer(NamedTuple):
    """Seconds that an answer took, and the bytes that were on the way when it was asked for."""

    seconds: float
    behind: int


_FAR = Answer(1.0, 0)  # from the other end of the world: an answer that takes longer waits behind bytes


class Flow:
    """Counts sent bytes and keeps the questions that are not answered yet."""

    def __init__(self) -> None:
        self._sent = self._shown = 0
        self._asked: list[Question] = []
        self._since = 0.0  # the last question or answer
        self._tries = 0
        self._strays = 0  # answers with an unexpected place, while one is expected
        self._answers = False  # it has answered once
        self.silent = False  # nobody answers
        self.limit = LIMIT  # bytes
        self._known: deque[Answer] = deque(maxlen=KEPT)

    def sends(self, count: int) -> bool:
        """Count bytes that are sent. Returns whether to send a question after them."""
        self._sent += count
        last = self._asked[-1].sent if self._asked else self._shown
        return not self.silent and self._sent - last >= ASK_AFTER * self.limit

    def apart(self, x: int | None, y: int | None) -> bool:
        """Whether an answer from that place is unambiguous: one from the first row looks like a modified F3."""
        return x is not None and bool(y) and all(question.place != (x, y) for question in self._asked)

    def asks(self, x: int | None, y: int | None, now: float) -> None:
        """Note that a question is sent, after all bytes so far, with the cursor at that place (None: unknown)."""
        place = None if x is None or y is None else (x, y)
        self._asked.append(Question(self._sent, self._sent - self._shown, place, now))
        self._since = now

    def answered(self, x: int, y: int, now: float) -> bool:
        """Take the terminal's report of its cursor. False if it answers no question: it is a repetition or a key.
        Terminals may count columns otherwise than we do: then the row decides."""
        places = [question.place for question in self._asked]
        rows = [place is None or place[1] == y for place in places]
        if (x, y) in places:
            index = places.index((x, y))
        elif any(rows):
            index = rows.index(True)
        else:
            self._strays += bool(rows and y)  # in the first row it may be a modified F3
            return False
        self._measure(self._asked[index], now)
        self._shows(index)
        self._answers, self.silent, self._tries, self._since = True, False, 0, now
        return True

    def _measure(self, question: Question, now: float) -> None:
        """Adapt the limit: an answer slower than the fastest, behind more bytes, gives the time of a byte, and so how
        many may be on the way; one that is as fast allows more."""
        answer = Answer(now - question.when, question.behind)
        self._known.append(answer)
        fastest = min(_FAR, *self._known)
        longer, more = answer.seconds - fastest.seconds, answer.behind - fastest.behind
        if longer > _LONGER and more >= _MORE:
            self.limit = min(max(int(AHEAD * more / longer), LEAST), LIMIT)
        elif longer <= _LONGER and answer.behind >= self.limit / 2:
            self.limit = min(self.limit * 5 // 4, LIMIT)

    @property
    def _patience(self) -> float:
        """Seconds to wait for an answer on this line."""
        return min(max(AGAIN, *(2 * answer.seconds for answer in self._known)), LONGEST) if self._known else AGAIN

    def _shows(self, index: int) -> None:
        """Count everything sent before that question as shown."""
        self._shown = self._asked[index].sent
        del self._asked[: index + 1]
        if not self._asked:
            self._strays = 0

    @property
    def awaits(self) -> bool:
        """Whether answers are outstanding from a terminal that is known to answer."""
        return self._answers and not self.silent and bool(self._asked)

    def waits(self, now: float, count: int = 0) -> float | None:
        """None if `count` more bytes may be sent; else the seconds after which to ask `again` if no answer comes."""
        if self.silent or not self._asked:
            return None
        on_the_way = self._sent - self._shown
        if self._answers:
            full = on_the_way >= self.limit or on_the_way + count > MOST * self.limit
            return max(self._since + self._patience * 2**self._tries - now, 0.0) if full else None
        left = self._asked[0].when + PATIENCE - now
        self.silent = left <= 0
        return left if on_the_way >= AT_FIRST and not self.silent else None

    def again(self) -> bool:
        """Give up the questions so far. Returns whether to ask once more; after `TRIES` the terminal is silent."""
        self.silent = self._tries == TRIES
        if not self.silent:
            self._tries += 1
            self._strays = 0
            self._asked.clear()
        return not self.silent

    def elsewhere(self) -> None:
        """Forget the cursor's places: the terminal has another size, or is another one, and may answer after all."""
        if self.silent:
            self._asked.clear()
            self._known.clear()
            self._shown, self.silent, self._answers, self._tries = self._sent, False, False, 0
        if self._strays and self._asked:  # it had another size already when it answered, and nobody here knew
            self._shows(min(self._strays, len(self._asked)) - 1)
        self._strays = 0
        self._asked = [question._replace(place=None) for question in self._asked]
