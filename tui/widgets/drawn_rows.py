"""Rows that are drawn once.

Textual asks every widget of a screen for all its rows whenever a row of one of them changes, and keeps them in a cache
for borders, paddings and colours, which ours have none of, and which outlives them: each screen that was ever opened
would stay in memory with its rows (Textual 8, a thousand widgets of it).
"""

from __future__ import annotations

from typing import Any, Self

from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class Drawn(Widget):
    """Base of the widgets that draw their rows themselves, in `render_line`: each is kept until it is refreshed."""

    _kept_rows: dict[int, Strip] | None = None  # y → row
    _laid_out_for: Size | None = None

    def lay_out(self) -> None:
        """Work out what stands where, for the size that it has now."""

    def settle(self) -> None:
        """Lay it out, unless nobody can see it: then that has time, and in a window that is small for a moment nothing
        scrolls away from where it was."""
        self._laid_out_for = None if self.unseen else self.size
        if not self.unseen:
            self.lay_out()

    @property
    def unseen(self) -> bool:
        """Whether its screen is covered, because the window is too small for it."""
        return self.is_attached and bool(getattr(self.screen, "covered", False))

    def on_resize(self, event: events.Resize) -> None:
        self.settle()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row of it; nothing, where only what lies on it is seen."""
        return Strip.blank(self.size.width)

    def refresh(self, *regions: Region, **how: Any) -> Self:
        """Draw the rows of these regions of it again (all of it without any)."""
        if regions and self._kept_rows:
            for region in regions:
                for y in region.line_range:
                    self._kept_rows.pop(y, None)
        else:
            self._kept_rows = None
        return super().refresh(*regions, **how)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region of it."""
        width = self.size.width  # there is nothing around the rows
        if self.unseen:
            return [Strip.blank(crop.width) for _y in crop.line_range]
        if self._laid_out_for != self.size:  # Textual may have it drawn in a size before it tells it
            self.settle()
            self._kept_rows = None
        if self._kept_rows is None:
            self._kept_rows = {}
        rows = [self._kept_rows.get(y) or self._kept(self._kept_rows, y) for y in crop.line_range]
        return rows if crop.column_span == (0, width) else [row.crop(*crop.column_span) for row in rows]

    def _kept(self, rows: dict[int, Strip], y: int) -> Strip:
        row = self.render_line(y)
        for line_filter in self.get_line_filters():
            row = row.apply_filter(line_filter, self.background_colors[1])
        rows[y] = row
        return row
