"""The styles of a form, by name: tones of the one theme (`tui.widgets.layout`), told apart without colour as well."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from tui.widgets.layout import TONES

COLOURS = frozenset({"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"})


@dataclass(frozen=True, slots=True)
class Palette:
    """A Rich style in words for each part of a form. A colour only repeats what a sign or an attribute says."""

    text: str = ""
    label: str = ""
    hint: str = ""
    error: str = TONES["error"]
    code: str = ""
    chosen: str = TONES["strong"]
    cursor: str = TONES["reverse"]

    def plain(self) -> Palette:
        """The same without colours."""
        styles = {part.name: str(getattr(self, part.name)) for part in fields(self)}
        return replace(
            self,
            **{
                name: " ".join(word for word in style.split() if word.removeprefix("bright_") not in COLOURS)
                for name, style in styles.items()
            },
        )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Palette:
        """Without colours when NO_COLOR is set to anything (no-color.org)."""
        return cls().plain() if environment.get("NO_COLOR") else cls()
