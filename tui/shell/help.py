"""The help page: every key of the screen it was asked from, then the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from tui.runtime.suspend import shell_is_behind
from tui.shell import keys
from tui.shell.base_screen import BaseScreen
from tui.shell.keys import BACK, NEXT_PAGE, SUSPEND, Command
from tui.widgets.layout import Line, fit, width_of, wrap
from tui.widgets.page import PageView
from tui.wording.i18n import _


def help_lines(commands: Sequence[Command], width: int, without: Sequence[Command] = ()) -> list[Line]:
    """The page as lines: the keys in one column, what they do beside it, wrapped."""
    rows = keys.help_rows(commands, without)
    column = min(max(width_of(key) for key, _sentence in rows) + 2, width // 3)
    lines: list[Line] = []
    for key, text in rows:
        wrapped = wrap(text, width - column)
        names = wrap(key, column - 1)
        for number in range(max(len(wrapped), len(names))):
            name = names[number] if number < len(names) else ""
            lines.append(fit(name, column) + (wrapped[number] if number < len(wrapped) else ""))
    return lines


class HelpPage(BaseScreen):
    """Ctrl+G."""

    commands = (NEXT_PAGE, BACK)
    aside = True

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._of = tuple(commands)

    def heading(self) -> Sequence[Line]:
        return ([(_("CÁC PHÍM CỦA MÀN HÌNH"), "strong")], "")

    def body(self) -> ComposeResult:
        without = () if shell_is_behind() else (SUSPEND,)
        yield PageView(lambda width: help_lines(self._of, width, without))

    def do_help(self) -> None:
        self.do_back()
