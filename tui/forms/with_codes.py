"""A content under which codes stand, as the person wants them."""

from __future__ import annotations

from typing import Any

from tui.forms.code_pages import CodePages
from tui.forms.content import Content
from tui.forms.events import CodesToggled, Event


class WithCodes(Content):
    """`codes` says which of them. Whether any do is remembered by whoever asks for the events."""

    def __init__(self, *of: Any, **how: Any) -> None:
        self.codes = CodePages()
        super().__init__(*of, **how)

    @property
    def codes_shown(self) -> bool:
        return self.codes.shown

    @codes_shown.setter
    def codes_shown(self, shown: bool) -> None:
        self.codes.shown = shown

    def turn_codes(self) -> list[Event]:
        """`?`: the codes of the form, the pages of the list of the field at hand, or none."""
        return [CodesToggled(self.codes.shown)] if self.codes.turn(self._listed()) else []

    def show_codes(self) -> list[Event]:
        """Show them, if they are not."""
        return [] if self.codes.shown else self.turn_codes()

    def _listed(self) -> str:
        """The field at hand, if it draws from a list."""
        return self.focus if self.reader.choices(self.state.field) else ""
