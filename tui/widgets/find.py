"""Finding a place in a list by its words, while they are typed. No widgets: `tui.shell.search_line` has the keys and
the line.

What is typed is folded and starts words of the place in the order in which they stand, others between them: `nd moc`
finds Hội ND xã Mộc Bắc.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, runtime_checkable

from db.rules.fold import words
from tui.widgets.line_editor import TextBuffer


@runtime_checkable
class Findable(Protocol):
    """A widget with places to go to: the rows of a list or a grid, the lines of a page."""

    def places(self) -> Sequence[str]:
        """The words of every place, in order."""
        ...

    def place(self) -> int:
        """The place that the cursor is at, by its number in `places`; -1 where there are none."""
        ...

    def go(self, place: int) -> None:
        """Move the cursor there."""
        ...

    def bookmark(self) -> Callable[[], object]:
        """What leads back to where the cursor is now."""
        ...


def starts_words(typed: Iterable[str], there: Iterable[str]) -> bool:
    """Whether each typed word starts a word of its own, in the same order. Both folded."""
    left = iter(there)
    return all(any(word.startswith(start) for word in left) for start in typed)


class Find:
    """One search in a list: from the row where it began, each character on to the first place that fits."""

    def __init__(self, within: Findable, before: str = "") -> None:
        """`before` is what was found the last time; it can be looked for again."""
        self._within = within
        self._begin = within.place()
        self._back = within.bookmark()
        self.before = before
        self._line = TextBuffer()
        self.failed = False
        self.alone = False  # `next` found no other place

    @property
    def typed(self) -> str:
        return self._line.text

    def add(self, text: str) -> None:
        """More was typed, or pasted."""
        self._line.paste(text)
        self._look()

    def erase(self) -> None:
        """One code point back, as an input method counts."""
        self._line.backspace()
        self._look()

    def clear(self) -> None:
        """Empty the line."""
        self._line.clear()
        self._look()

    def undo(self) -> None:
        """Take the last step back."""
        self._line.undo()
        self._look()

    def next(self) -> bool:
        """On to the place after this one that fits, past the end from the beginning again. False when there is no
        other."""
        here = self._within.place()
        found = self._first(words(self.typed or self.before), here + 1)
        self.alone = found is None or found == here
        if found is not None and not self.alone:
            self._within.go(found)
        return not self.alone

    def give_up(self) -> None:
        """Back to where the cursor was when the search began."""
        self._back()

    def _look(self) -> None:
        self.alone = False
        starts = words(self.typed)
        if not starts:
            self.failed = False
            self._back()
            return
        found = self._first(starts, self._begin)
        self.failed = found is None
        if found is not None:
            self._within.go(found)

    def _first(self, starts: Sequence[str], at: int) -> int | None:
        """The first place from `at` on that fits, those before it last."""
        places = self._within.places()
        order = [*range(max(at, 0), len(places)), *range(min(max(at, 0), len(places)))]
        return next((number for number in order if starts_words(starts, words(places[number]))), None)
