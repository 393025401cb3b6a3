"""The styles of a form, by name: the 16 ANSI colours, and attributes that also tell apart without colour."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from rich.style import Style


@dataclass(frozen=True, slots=True)
class Palette:
    """One style for each part of a form. Colours only repeat what the text or an attribute says."""

    text: Style = Style()
    label: Style = Style()
    hint: Style = Style(color="cyan")
    error: Style = Style(color="red", bold=True)
    code: Style = Style(color="cyan")
    panel: Style = Style()
    chosen: Style = Style(bold=True)
    cursor: Style = Style(reverse=True)

    @classmethod
    def plain(cls) -> Palette:
        """The same without a colour."""
        names = (field.name for field in fields(cls))
        styles = {name: getattr(cls(), name) for name in names}
        return cls(**{name: Style(bold=style.bold, reverse=style.reverse) for name, style in styles.items()})

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Palette:
        """Without colour when NO_COLOR is set to anything (no-color.org)."""
        return cls.plain() if environment.get("NO_COLOR") else cls()
