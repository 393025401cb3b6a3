"""A widget that shows lines of plain text. Everything that is not typed into is made of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region
from textual.strip import Strip

from tui.widgets.drawn_rows import Drawn
from tui.widgets.layout import Line, strip


class Lines(Drawn):
    """Lines of text, one terminal row each, drawn by the line API. Never takes focus."""

    can_focus = False
    ALLOW_SELECT = False

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: list[Line] = list(lines)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines instead; only the rows that differ are drawn again."""
        old, self._lines = self._lines, list(lines)
        if len(old) != len(self._lines) and self.styles.height is not None and self.styles.height.is_auto:
            self.refresh(layout=True)
            return
        for row in range(max(len(old), len(self._lines))):
            if old[row : row + 1] != self._lines[row : row + 1]:
                self.refresh(Region(0, row, self.size.width, 1))

    def draw_again(self) -> None:
        """Have the last row drawn though it is the same."""
        self.refresh(Region(0, len(self._lines) - 1, self.size.width, 1))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        return strip(self._lines[y] if y < len(self._lines) else "", self.size.width)
