"""The search line of a screen with a list: `/` or Ctrl+F, then words; the cursor goes along while they are typed.

Enter or Down stays on what was found, Esc goes back to where one was; any other key does what it always does, on the
place that was found. `/` and Enter at once look for the same words again.
"""

from __future__ import annotations

from textual import events

from tui.shell import keys
from tui.shell.base_screen import BaseScreen
from tui.widgets.entry import Entry
from tui.widgets.find import Find, Findable
from tui.widgets.layout import Line
from tui.widgets.line_editor import plain
from tui.wording.i18n import _

LONGEST = 60  # characters that are looked for; more is said not to fit


class SearchableScreen(BaseScreen):
    """Base of such a screen. It names `keys.SEARCH` among its commands; what is searched is what has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._find: Find | None = None
        self._found = ""
        self._too_long = False  # not all that was typed found room

    @property
    def finding(self) -> bool:
        """Whether the keys go into the search line."""
        return self._find is not None

    def do_search(self) -> None:
        within: object = self.focused
        if isinstance(within, Findable) and within.places():
            self._find, self._too_long = Find(within, self._found), False
            self.retitle()
        else:
            self.say(_("Không có gì để tìm."))

    def intercept(self, event: events.Key) -> bool:
        find = self._find
        if find is None:
            return super().intercept(event)
        used = self._takes(find, event)
        if used:
            self.retitle()
            return True
        self._close(find)
        return super().intercept(event)

    def on_paste(self, event: events.Paste) -> None:
        if self._find is not None:
            words = plain(event.text, many_lines=False)
            self._add(self._find, "".join(sign if sign.isprintable() else " " for sign in words))
            self.retitle()

    def _takes(self, find: Find, event: events.Key) -> bool:
        """Whether the search uses the key up."""
        if event.key in ("enter", "down"):
            self._enter(find)
        elif event.key == "escape":
            self._find = None
            find.give_up()
        elif event.key == "backspace":
            self._too_long = False
            find.erase()
        elif event.key in keys.CLEAR.keys:
            self._too_long = False
            find.clear()
        elif event.key in keys.UNDO.keys:
            find.undo()
        elif event.key == "ctrl+f":
            find.next()
        elif event.character and event.is_printable:
            self._add(find, event.character)
        else:
            return False
        return True

    def _add(self, find: Find, text: str) -> None:
        room = LONGEST - len(find.typed)
        self._too_long = len(text) > room
        if room > 0:
            find.add(text[:room])

    def _enter(self, find: Find) -> None:
        again = not find.typed and find.before
        self._close(find)
        if again and not find.next():
            self.say(_no_other(find), "warning")

    def _close(self, find: Find) -> None:
        """Close the line and stay where the cursor is."""
        self._find = None
        if find.failed:
            self.say(_no_place(find.typed), "warning")
        elif find.typed:
            self._found = find.typed

    # How it is drawn

    def entry(self) -> Entry | None:
        find = self._find
        if find is None:
            return super().entry()
        hint = _too_long() if self._too_long else _hint(find)
        return Entry(_("Tìm: "), find.typed, len(find.typed), hint)


def _no_place(typed: str) -> str:
    return _("Không có chỗ nào có “{words}”.").format(words=typed)


def _no_other(find: Find) -> str:
    return _("Không còn chỗ nào khác có “{words}”.").format(words=find.typed or find.before)


def _too_long() -> Line:
    return [(_("Chỉ tìm theo {n} ký tự đầu.").format(n=LONGEST), "warning")]


def _hint(find: Find) -> Line:
    if find.failed:
        return [(_no_place(find.typed), "warning")]
    if find.alone and (find.typed or find.before):
        return [(_no_other(find), "warning")]
    if find.typed:
        return _("Enter ở lại đây · Ctrl+F chỗ tiếp theo · Esc về chỗ cũ")
    if find.before:
        return _("Enter: chỗ tiếp theo có “{words}”; hoặc gõ chữ khác.").format(words=find.before)
    return _("Gõ đầu các chữ cần tìm, không cần dấu.")
