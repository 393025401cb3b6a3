"""Rows that are drawn once. Textual asks every widget of a screen for all its rows whenever a row of one changes."""

from __future__ import annotations

from typing import Any, Self

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Kept(Widget):
    """Hands out the rows that it had drawn until it is refreshed, as for each letter that is typed elsewhere."""

    _kept: list[Strip] | None = None
    _kept_of: Region | None = None

    def refresh(self, *regions: Region, **how: Any) -> Self:
        """Draw these regions of it again (all of it without any)."""
        self._kept = None
        return super().refresh(*regions, **how)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region of it."""
        if self._kept is None or self._kept_of != crop:
            self._kept, self._kept_of = super().render_lines(crop), crop
        return self._kept
