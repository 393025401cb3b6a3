"""How much of what was sent the far terminal has shown, by asking it where its cursor is.

Past `LIMIT` bytes that nobody has acknowledged, nothing more is sent: what is wanted meanwhile changes, and only the
difference to the latest screen will travel. A terminal that never answers is taken at its word and asked no more; until
it has answered once it is hardly ever waited for, so that whoever types at such a terminal never notices.

A question remembers where the cursor stood when it was asked. That is how its answer is told from a modified F3, whose
bytes look the same, from an answer that came twice, and from one whose predecessor was lost on the line.
Times are seconds of any clock that only goes forward; columns and rows count from 0.
"""

from __future__ import annotations

from typing import NamedTuple

LIMIT = 1200  # bytes on the way, past which one waits
MOST = 1500  # bytes on the way together with what would be sent now
AT_FIRST = 4 * LIMIT  # the same for a terminal that has never answered
ASK_AFTER = 600  # bytes since the last question
PATIENCE = 4.0  # seconds for a first answer; a terminal that is silent so long never answers
AGAIN = 3.0  # seconds for a later one; then it was lost or the line stands still: one asks again, waits twice as long
TRIES = 2  # times that one asks again


class Question(NamedTuple):
    """Bytes sent by then, where the cursor was (None: who knows), and when."""

    sent: int
    place: tuple[int, int] | None
    when: float


class Flow:
    """Counts bytes sent; keeps the questions that nobody has answered yet."""

    def __init__(self) -> None:
        self._sent = self._shown = 0
        self._asked: list[Question] = []
        self._since = 0.0  # the last question or answer
        self._tries = 0
        self._strays = 0  # answers from where the cursor should not be, since somebody waits for one
        self._answers = False  # it has answered once
        self.silent = False  # nobody answers

    def sends(self, count: int) -> bool:
        """So many bytes go out; whether a question should go with them."""
        self._sent += count
        last = self._asked[-1].sent if self._asked else self._shown
        return not self.silent and self._sent - last >= ASK_AFTER

    def apart(self, x: int | None, y: int | None) -> bool:
        """Whether an answer from there could be nothing else: in the first row it looks like a modified F3."""
        return x is not None and bool(y) and all(question.place != (x, y) for question in self._asked)

    def asks(self, x: int | None, y: int | None, now: float) -> None:
        """The question goes out, behind everything that was sent, while the cursor is there (None: who knows)."""
        self._asked.append(Question(self._sent, None if x is None or y is None else (x, y), now))
        self._since = now

    def answered(self, x: int, y: int, now: float) -> bool:
        """The terminal says that its cursor is there. False if nobody waits for that: it answered already, or it is no
        answer. Where the terminal counts columns in another way than we do, the row will do."""
        places = [question.place for question in self._asked]
        rows = [place is None or place[1] == y for place in places]
        if (x, y) in places:
            index = places.index((x, y))
        elif any(rows):
            index = rows.index(True)
        else:
            self._strays += bool(rows and y)  # in the first row it may be a modified F3
            return False
        self._shows(index)
        self._answers, self.silent, self._tries, self._since = True, False, 0, now
        return True

    def _shows(self, index: int) -> None:
        """All is shown that was sent before that question."""
        self._shown = self._asked[index].sent
        del self._asked[: index + 1]
        if not self._asked:
            self._strays = 0

    @property
    def awaits(self) -> bool:
        """Whether answers are to come, from a terminal that is known to answer."""
        return self._answers and not self.silent and bool(self._asked)

    def waits(self, now: float, count: int = 0) -> float | None:
        """None if so much more may be sent; else the seconds after which, without an answer, one asks `again`."""
        if self.silent or not self._asked:
            return None
        on_the_way = self._sent - self._shown
        if self._answers:
            full = on_the_way >= LIMIT or on_the_way + count > MOST
            return max(self._since + AGAIN * 2**self._tries - now, 0.0) if full else None
        left = self._asked[0].when + PATIENCE - now
        self.silent = left <= 0
        return left if on_the_way >= AT_FIRST and not self.silent else None

    def again(self) -> bool:
        """No answer in time: whether to ask once more, in place of all so far; else nobody answers any more."""
        self.silent = self._tries == TRIES
        if not self.silent:
            self._tries += 1
            self._strays = 0
            self._asked.clear()
        return not self.silent

    def elsewhere(self) -> None:
        """The terminal has changed its size, or is another: its cursor may be anywhere, and a silent one may answer."""
        if self.silent:
            self._asked.clear()
            self._shown, self.silent, self._answers, self._tries = self._sent, False, False, 0
        if self._strays and self._asked:  # it had another size already when it answered, and nobody here knew
            self._shows(min(self._strays, len(self._asked)) - 1)
        self._strays = 0
        self._asked = [question._replace(place=None) for question in self._asked]
