"""Rows that are drawn once.

Textual asks every widget of a screen for all its rows whenever a row of one of them changes, and keeps them in a cache
for borders, paddings and colours, which ours have none of, and which outlives them: each screen that was ever opened
would stay in memory with its rows (Textual 8, a thousand widgets of it).
"""

from __future__ import annotations

from typing import Any, Self

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Drawn(Widget):
    """Base of the widgets that draw their rows themselves, in `render_line`: each is kept until it is refreshed."""

    _kept_rows: dict[int, Strip] | None = None  # y → row
    _kept_width = 0

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
        width = self.outer_size.width  # there is nothing around the rows
        if self._kept_rows is None or width != self._kept_width:
            self._kept_rows, self._kept_width = {}, width
        rows = [self._kept_rows.get(y) or self._kept(self._kept_rows, y) for y in crop.line_range]
        return rows if crop.column_span == (0, width) else [row.crop(*crop.column_span) for row in rows]

    def _kept(self, rows: dict[int, Strip], y: int) -> Strip:
        row = self.render_line(y)
        for line_filter in self.get_line_filters():
            row = row.apply_filter(line_filter, self.background_colors[1])
        rows[y] = row
        return row
