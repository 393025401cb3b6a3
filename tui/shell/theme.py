"""The one theme: the terminal's own colours. An application that has it from the beginning reads its styles once."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

#: The terminal's own colours, whatever they are. What is written in another is a tone of `tui.widgets.layout`.
THEME = Theme(
    name="langnghe",
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
    },
)


class Themed(App[int], inherit_bindings=False):
    """Textual begins with a theme of its own, and reads all styles anew for ours, a fiftieth of a start."""

    def __init__(self, **how: Any) -> None:
        self._has_theme = False
        super().__init__(**how)
        self.register_theme(THEME)
        self.theme = THEME.name
        self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """What styles may name; for the theme that will not be used, nothing."""
        return super().get_css_variables() if self.theme == THEME.name else {}

    def refresh_css(self, animate: bool = True) -> None:
        """The theme is there, Textual says. Whatever was read by now was read with it."""
        if self._has_theme:
            super().refresh_css(animate)
        else:
            self._has_theme = True
            self.stylesheet.update(self, animate=animate)
