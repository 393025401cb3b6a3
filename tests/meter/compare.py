"""Cells that two screens do not agree on."""

from __future__ import annotations

from tests.meter.terminal import Cell, Frame, seen


def wrong_cells(shown: Frame, wanted: Frame) -> list[tuple[int, int, Cell, Cell]]:
    """Column, row and both cells, wherever text, colours or attributes are others."""
    return [
        (x, y, here, there)
        for y, (row, other) in enumerate(zip(shown.rows, wanted.rows, strict=True))
        for x, (here, there) in enumerate(zip(row, other, strict=True))
        if here != there and seen(here) != seen(there)
    ]


def with_drawn_cursor(frame: Frame) -> Frame:
    """The same screen as Textual's own driver has it: no cursor of the terminal, but a reverse cell in its place."""
    if not frame.visible:
        return frame
    x, y = frame.cursor
    row = list(frame.rows[y])
    row[x] = row[x]._replace(reverse=not row[x].reverse)
    return Frame((*frame.rows[:y], tuple(row), *frame.rows[y + 1 :]), frame.cursor, False)
