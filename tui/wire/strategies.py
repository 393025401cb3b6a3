"""Repaint a screen in a few ways and take the shortest: as it is, after up to three scrolls of rows, with tab stops,
without the scroll region."""

from __future__ import annotations

from typing import NamedTuple

from tui.wire.cursor_writer import CursorWriter
from tui.wire.grid import Row
from tui.wire.row_painter import paint
from tui.wire.scrolling import best_scroll, scroll
from tui.wire.tab_stops import tab_columns

_SHORT = 32  # bytes up to which rows are not scrolled
_TABLE = 60  # bytes from which tab stops, or giving up the scroll region, may pay
_SCROLLS = 3  # one after the other
_FEW_ROWS = 3  # changed rows that are painted from the top down, the cursor's among them


class Target(NamedTuple):
    """The rows to show, and the row to paint first: the one with the cursor, where the person looks."""

    rows: list[Row]
    first: int | None


class Attempt(NamedTuple):
    """One way to the target: the writer when all is prepared, the rows that the terminal shows then, the writer at the
    end."""

    prepared: CursorWriter
    rows: list[Row]
    finished: CursorWriter

    @property
    def cost(self) -> int:
        return self.finished.cost


def cheapest(writer: CursorWriter, rows: list[Row], target: Target) -> CursorWriter:
    """Repaint a terminal that shows `rows` in the fewest bytes. Returns a copy of `writer` that has written them."""
    attempts = [_painted(writer.copy(), rows, target)]
    for _ in range(_SCROLLS if writer.can.scroll_region else 0):
        prepared, rows, finished = attempts[-1]
        move = best_scroll(rows, target.rows) if finished.cost - prepared.cost > _SHORT else None
        if move is None:
            break
        prepared = prepared.fork()
        attempts.append(_painted(prepared, scroll(prepared, rows, move), target))
    best = min(attempts, key=_cost)
    if best.cost > _TABLE:
        best = min(best, _with_tab_stops(best, target), key=_cost)
        best = min(best, _without_scroll_region(best, target), key=_cost)
    return best.finished


def _cost(attempt: Attempt) -> int:
    return attempt.cost


def _painted(prepared: CursorWriter, rows: list[Row], target: Target) -> Attempt:
    """Paint every row that differs."""
    writer = prepared.fork()
    changed = [y for y, (old, new) in enumerate(zip(rows, target.rows, strict=True)) if old != new]
    if len(changed) > _FEW_ROWS and target.first in changed:
        changed.remove(target.first)
        changed.insert(0, target.first)
    for y in changed:
        paint(writer, y, rows[y], target.rows[y])
    return Attempt(prepared, rows, writer)


def _with_tab_stops(attempt: Attempt, target: Target) -> Attempt:
    """Repeat the attempt with tab stops set where columns of the target begin."""
    columns = tab_columns(attempt.rows, target.rows) if attempt.prepared.can.tabs else frozenset()
    if not columns:
        return attempt
    prepared = attempt.prepared.fork()
    prepared.plan_tab_stops(columns)
    return _painted(prepared, attempt.rows, target)


def _without_scroll_region(attempt: Attempt, target: Target) -> Attempt:
    """Repeat the attempt with the scroll region given up: outside of it a newline cannot be used to go down."""
    if attempt.prepared.scroll_region is None:
        return attempt
    prepared = attempt.prepared.fork()
    prepared.set_scroll_region(None)
    return _painted(prepared, attempt.rows, target)
