"""Wrapping a text into rows of a given width, with maps between an index in the text and (row, cell).

The rows partition the text: each index belongs to one row. A row holds at most `cells` cells of text; the
column after them is kept for the cursor, and for the one space or newline at which the row was broken. A row
breaks after its last space, or inside a word that is longer than a row, never inside a cluster. After an edit
only the rows around it are wrapped again, so that a letter costs the same in a text of 200 and of 20,000
characters.
"""

from __future__ import annotations

from bisect import bisect_right

from tui.widgets.cells import joins, length, width


def common_prefix(one: str, two: str) -> int:
    """How many code points both begin with (bisection over slices: far quicker than a loop in Python)."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


class Wrapped:
    """A text in rows of `room` columns, the last of which is the cursor's; `room` is at least 3."""

    def __init__(self, text: str, room: int) -> None:
        self.room = room
        self.cells = max(2, room - 1)
        self.text = text
        self.starts = self._wrap(0, None)

    @property
    def rows(self) -> int:
        return len(self.starts)

    def row_text(self, row: int) -> str:
        """The text of a row, without the newline that ends it."""
        return self.text[self.starts[row] : self._end(row)].removesuffix("\n")

    def update(self, text: str) -> None:
        """Wrap an edited text, keeping the rows that the edit did not touch."""
        if text == self.text:
            return
        edited = common_prefix(self.text, text)
        # The first word of the edited row may now fit in the row before the one in which it begins; a row further up
        # never changes.
        first = bisect_right(self.starts, edited) - 1
        while first > 0 and self._within_word(self.starts[first]):
            first -= 1
        first = max(first - 1, 0)
        moved = len(text) - len(self.text)
        tail = min(len(self.text), len(text)) - edited
        same = common_prefix(self.text[::-1][:tail], text[::-1][:tail])
        old, self.text = self.starts, text
        after = [start + moved for start in old if start + moved >= len(text) - same]
        self.starts = old[:first] + self._wrap(old[first], after)

    def position(self, index: int) -> tuple[int, int]:
        """(row, cell) of a cursor before the code point at this index."""
        row = bisect_right(self.starts, index) - 1
        return row, length(self.text[self.starts[row] : index])

    def index(self, row: int, cell: int) -> int:
        """The index of the last cluster boundary in this row that is not right of the cell."""
        row = max(0, min(row, self.rows - 1))
        at, end, used = self.starts[row], self._last(row), 0
        best = at
        while at < end:
            used += width(self.text[at])
            at += 1
            if used > cell:
                break
            if at >= len(self.text) or not joins(self.text[at]):
                best = at
        return best

    def row_start(self, row: int) -> int:
        return self.starts[row]

    def row_end(self, row: int) -> int:
        """The last index at which the cursor is still in this row."""
        return self._last(row)

    def _end(self, row: int) -> int:
        return self.starts[row + 1] if row + 1 < self.rows else len(self.text)

    def _last(self, row: int) -> int:
        if row + 1 == self.rows:
            return len(self.text)
        at = self.starts[row + 1] - 1
        while at > self.starts[row] and joins(self.text[at]):
            at -= 1
        return at

    def _wrap(self, start: int, after: list[int] | None) -> list[int]:
        """Row starts from `start` on; as soon as one is in `after` (sorted), the rest is taken from there."""
        starts = [start]
        while (start := self._next(start)) >= 0:
            if after:
                at = bisect_right(after, start) - 1
                if at >= 0 and after[at] == start:
                    return starts + after[at:]
            starts.append(start)
        return starts

    def _next(self, start: int) -> int:
        """Where the row after the one at `start` begins, or -1 when that one is the last."""
        text, used, space = self.text, 0, -1
        for at in range(start, len(text)):
            char = text[at]
            if char == "\n":
                return at + 1
            used += width(char)
            if used > self.cells:
                if char == " " and used == self.cells + 1:
                    return self._past(at)
                if space >= 0:
                    return space
                return self._cluster(at, start)
            if char == " ":
                space = self._past(at)
        return -1

    def _within_word(self, start: int) -> bool:
        """Whether a row that starts here goes on with the last word of the one before."""
        at = start - 1
        while at > 0 and joins(self.text[at]):
            at -= 1
        return self.text[at] not in " \n"

    def _past(self, at: int) -> int:
        """The index after the cluster at `at`."""
        at += 1
        while at < len(self.text) and joins(self.text[at]):
            at += 1
        return at

    def _cluster(self, at: int, start: int) -> int:
        """The beginning of the cluster at `at`; a cluster wider than a row goes whole."""
        begin = at
        while begin > start and joins(self.text[begin]):
            begin -= 1
        return begin if begin > start else self._past(at)
