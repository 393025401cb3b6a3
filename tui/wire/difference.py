"""Send what turns the screen that the terminal shows into the one that is wanted, in few bytes."""

from __future__ import annotations

from tui.wire.cursor_writer import CursorWriter
from tui.wire.grid import Grid
from tui.wire.sgr import PLAIN
from tui.wire.strategies import Target, cheapest

_LONG = 20  # bytes past which the style is set back to plain as well, so that the next letter needs no SGR


def difference(shown: Grid, wanted: Grid, writer: CursorWriter) -> None:
    """Have the writer turn `shown` into `wanted`, the cursor included."""
    best = cheapest(writer, shown.rows, Target(wanted.rows, wanted.y if shown.visible and wanted.visible else None))
    hides = writer.can.hides_cursor
    if shown.visible and not wanted.visible:
        best.emit("\x1b[?25l" if hides else "")
    elif wanted.visible:
        best.move_within_row(min(wanted.x, wanted.width - 1), wanted.y, wanted.rows[wanted.y])
        if best.cost > _LONG and best.style is not None:
            best.set_style(PLAIN)
        if not shown.visible:
            best.emit("\x1b[?25h" if hides else "")
    writer.adopt(best)
