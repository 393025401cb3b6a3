"""What lies over a screen in a window that is too small for it. What it says is `tui.runtime.terminal`'s; which keys
reach the screen then, `tui.shell.questions` says."""

from __future__ import annotations

from tui.runtime.terminal import too_small
from tui.widgets.layout import Line, text_of, wrap
from tui.widgets.lines import Lines


class Cover(Lines):
    """Over all of a screen, or not there."""

    unseen = False

    def over(self, width: int, height: int, *told: Line) -> None:
        """Lie over a screen of so many columns and rows if that is too small, and say this, too."""
        words = [*too_small(width, height), *filter(None, map(text_of, told))]
        self.display = bool(too_small(width, height))
        if self.display:
            self.show([row for line in words for row in wrap(line, width)])
