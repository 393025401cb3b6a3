"""A long text to read, page by page; it knows when its last page has been seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.widgets.drawn_rows import Drawn
from tui.widgets.layout import Line, Piece, fit, strip, text_of
from tui.wording.i18n import _

FORWARD = frozenset({"space", "pagedown", "down"})
BACKWARD = frozenset({"pageup", "up", "backspace"})


class PageView(Drawn):
    """The widget. Space, PageDown, Down go on; PageUp, Up, Backspace go back; Home, End. Says *trang 1/2* below."""

    can_focus = True
    ALLOW_SELECT = False

    class Turned(Message):
        """Another page is on the screen now."""

    class LastPage(Message):
        """The last page is on the screen now."""

    def __init__(self, lines: Sequence[Line] | Callable[[int], Sequence[Line]] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._source = lines
        self._lines: Sequence[Line] = ()
        self._page = 0
        self._turned_to = 0  # the first line of the page that was turned to; it stays in sight in every size
        self._told = False
        self._found: int | None = None  # the line that a search has found: its first word is in reverse

    def show(self, lines: Sequence[Line] | Callable[[int], Sequence[Line]]) -> None:
        """Show another text from its first page. A callable makes the lines for a width in columns."""
        self._source = lines
        self._page = self._turned_to = 0
        self._told = False
        self._found = None
        self.settle()
        self.refresh()

    @property
    def pages(self) -> int:
        return max(-(-len(self._lines) // self._room()), 1)

    @property
    def on_last(self) -> bool:
        """Whether the last page is on the screen."""
        return self._page >= self.pages - 1

    def go_to_line(self, line: int) -> None:
        """Show the page that has this line (counted from 0)."""
        self._turn_to(line // self._room())

    # Finding (`tui.widgets.find`)

    def places(self) -> Sequence[str]:
        return [text_of(line) for line in self._lines]

    def place(self) -> int:
        return self._page * self._room() if self._found is None else self._found

    def go(self, place: int) -> None:
        self._turn_to(place // self._room())
        self._found = place
        self.refresh()

    def bookmark(self) -> Callable[[], object]:
        page, found = self._page, self._found
        return lambda: self._turn_to(page) if found is None else self.go(found)

    def on_key(self, event: events.Key) -> None:
        if event.key in FORWARD:
            self._turn_to(self._page + 1)
        elif event.key in BACKWARD:
            self._turn_to(self._page - 1)
        elif event.key in ("home", "end"):
            self._turn_to(0 if event.key == "home" else self.pages - 1)
        else:
            return
        event.stop()
        event.prevent_default()

    def _turn_to(self, page: int) -> None:
        page = min(max(page, 0), self.pages - 1)
        turned = page != self._page
        if turned or self._found is not None:
            self._page, self._found, self._turned_to = page, None, page * self._room()
            self.refresh()
        if turned:
            self.post_message(self.Turned())
        self._tell()

    def _tell(self) -> None:
        if self.on_last and not self._told and self._lines:
            self._told = True
            self.post_message(self.LastPage())

    def _room(self) -> int:
        return max(self.size.height - 1, 1)

    def lay_out(self) -> None:
        if self.size.width:
            before = self._lines
            self._lines = self._source(self.size.width) if callable(self._source) else self._source
            if self._lines != before:
                self._found = None  # the line may be another one now
            self._page = min(self._turned_to // self._room(), self.pages - 1)
            self._tell()

    def render_line(self, y: int) -> Strip:
        width, room = self.size.width, self._room()
        if y < room:
            at = self._page * room + y
            line = self._lines[at] if at < len(self._lines) else ""
            return strip(_marked(line) if at == self._found else line, width)
        number = _("trang {page}/{pages}").format(page=self._page + 1, pages=self.pages)
        return strip(fit(number, width, "right") if self.pages > 1 and y == room else "", width)


def _marked(line: Line) -> Line:
    """The line with its first word in reverse: all of it would be written again, and once more when it is left."""
    text = text_of(line)
    start = len(text) - len(text.lstrip())
    end = start + len((text.split() or [""])[0])
    marked: list[Piece] = []
    at = 0
    for part, tone in [(line, "")] if isinstance(line, str) else line:
        cuts = (0, max(start - at, 0), max(end - at, 0), len(part))
        pieces = [part[first:last] for first, last in pairwise(cuts)]
        marked += [(piece, kind) for piece, kind in zip(pieces, (tone, "reverse", tone), strict=True) if piece]
        at += len(part)
    return marked
