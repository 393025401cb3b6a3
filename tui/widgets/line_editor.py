"""The text of one field while it is typed: code points, a cursor, and undo.

Code points are kept as they come; normal form is for the moment when the field is left. Backspace removes one
code point, because input methods (UniKey and its kin) send one backspace for each code point that they
recompose; a decomposed "ế" takes three. Every other motion goes by cluster, so that the cursor never rests
inside a visible letter, and Delete removes the cluster to the right, whose marks would otherwise jump to the
letter on the left.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from tui.widgets.cells import joins

UNDO_STEPS = 200
_LINE_ENDS = "\r\n|[\r\v\f\x85\u2028\u2029]"


@dataclass(slots=True)
class _Edit:
    """One undoable step: at `start`, `gone` became `come`. `before` is where the cursor was."""

    start: int
    gone: str
    come: str
    before: int


def plain(pasted: str, many_lines: bool) -> str:
    """A paste as text of a field: one kind of line end (word processors have others), no tabs; a one-line field gets
    its lines joined."""
    text = re.sub(_LINE_ENDS, "\n", pasted).replace("\t", " ")
    return text if many_lines else " ".join(line.strip() for line in text.split("\n")).strip()


class TextBuffer:
    """Text and cursor. Every method returns whether anything changed."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.cursor = len(text)
        self._done: deque[_Edit] = deque(maxlen=UNDO_STEPS)
        self._open = False  # whether the last edit may still grow: one word typed is one step

    def _edit(self, start: int, end: int, come: str) -> bool:
        gone = self.text[start:end]
        if not gone and not come:
            return False
        if not (self._open and self._grow(start, gone, come)):
            self._done.append(_Edit(start, gone, come, self.cursor))
        self._open = True
        self.text = self.text[:start] + come + self.text[end:]
        self.cursor = self._boundary(start + len(come), 1)
        return True

    def _grow(self, start: int, gone: str, come: str) -> bool:
        """Let the last step take this edit in, when it goes on where that step ended."""
        last = self._done[-1]
        end = last.start + len(last.come)
        if not gone and start == end:
            last.come += come
        elif not come and start + len(gone) == end and last.come.endswith(gone):
            last.come = last.come[: len(last.come) - len(gone)]
        elif not come and not last.come and start + len(gone) == last.start:
            last.start, last.gone = start, gone + last.gone
        elif not come and not last.come and start == last.start:
            last.gone += gone
        else:
            return False
        return True

    def type(self, char: str) -> bool:
        """One typed character. A space after a word ends the undo step, so that undo takes back word by word."""
        changed = self._edit(self.cursor, self.cursor, char)
        if char.isspace():
            self.rest()
        return changed

    def paste(self, text: str) -> bool:
        """Text inserted as one undo step."""
        self.rest()
        changed = self._edit(self.cursor, self.cursor, text)
        self.rest()
        return changed

    def replace(self, text: str) -> bool:
        """The whole text at once (a value filled in, or tidied when the field is left), as one undo step."""
        if text == self.text:
            return False
        self.rest()
        self._edit(0, len(self.text), text)
        self.rest()
        return True

    def backspace(self) -> bool:
        """Remove one code point to the left."""
        return self.cursor > 0 and self._edit(self.cursor - 1, self.cursor, "")

    def delete(self) -> bool:
        """Remove the cluster to the right."""
        return self._edit(self.cursor, self._boundary(self.cursor + 1, 1), "")

    def clear(self) -> bool:
        """Empty the field, as one undo step."""
        return self.replace("")

    def undo(self) -> bool:
        """Take the last step back."""
        self.rest()
        if not self._done:
            return False
        last = self._done.pop()
        self.text = self.text[: last.start] + last.gone + self.text[last.start + len(last.come) :]
        self.cursor = last.before
        return True

    def rest(self) -> None:
        """End the running undo step: what is typed next is a step of its own."""
        self._open = False

    def move(self, to: int) -> bool:
        """Put the cursor at this index, or at the next cluster boundary."""
        before = self.cursor
        self.cursor = self._boundary(to, 1)
        self.rest()
        return self.cursor != before

    def left(self) -> bool:
        return self.move(self._boundary(self.cursor - 1, -1))

    def right(self) -> bool:
        return self.move(self.cursor + 1)

    def word_left(self) -> bool:
        at = self.cursor
        while at > 0 and self.text[at - 1].isspace():
            at -= 1
        while at > 0 and not self.text[at - 1].isspace():
            at -= 1
        return self.move(at)

    def word_right(self) -> bool:
        at = self.cursor
        while at < len(self.text) and not self.text[at].isspace():
            at += 1
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return self.move(at)

    def _boundary(self, at: int, step: int) -> int:
        at = max(0, min(at, len(self.text)))
        while 0 < at < len(self.text) and joins(self.text[at]):
            at += step
        return at
