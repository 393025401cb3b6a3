"""The cheapest way from the screen that the terminal shows to the one that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from tui.wire.cursor_writer import CursorWriter
from tui.wire.grid import RIGHT_HALF_TEXT, Grid, Row
from tui.wire.sgr import PLAIN
from tui.wire.strategies import SHORT, Aim, painted, ways

_PIECES = 4  # pieces of which every order is tried
_NEAR = 2  # columns between cells that are written as one piece
_WORTH = 20  # bytes past which a plain style comes along


def difference(shown: Grid, wanted: Grid, writer: CursorWriter) -> None:
    """Have the writer say what makes `shown` look like `wanted`, the cursor included."""
    aim = Aim(wanted.rows, wanted.y if shown.visible and wanted.visible else None)
    simple = painted(writer.copy(), shown.rows, aim)
    if simple.done.cost > SHORT:
        found = [way.done for way in ways(simple, aim)]
    else:
        found = [simple.done, *_in_any_order(writer, shown.rows, wanted)]
    best = min(found, key=lambda way: way.cost + (len(way.motion(*_cursor(wanted))) if wanted.visible else 0))
    hides = writer.can.hides_cursor
    if shown.visible and not wanted.visible:
        best.emit("\x1b[?25l" if hides else "")
    elif wanted.visible:
        best.move_within_row(*_cursor(wanted), wanted.rows[wanted.y])
        if best.cost > _WORTH and best.style is not None:
            best.set_style(PLAIN)  # with what is long anyhow: the letter that is typed next has no style to change
        if not shown.visible:
            best.emit("\x1b[?25h" if hides else "")
    writer.adopt(best)


def _cursor(wanted: Grid) -> tuple[int, int]:
    return min(wanted.x, wanted.width - 1), wanted.y


def _in_any_order(writer: CursorWriter, rows: list[Row], wanted: Grid) -> Iterator[CursorWriter]:
    """A few short pieces, as where a marker leaves one row and comes to another: in every order."""
    pieces: list[tuple[int, int, int]] = []
    for y, (was, is_now) in enumerate(zip(rows, wanted.rows, strict=True)):
        for x in [] if was == is_now else [x for x in range(len(was)) if was[x] != is_now[x]]:
            if is_now[x].text == RIGHT_HALF_TEXT or is_now[min(x + 1, len(was) - 1)].text == RIGHT_HALF_TEXT:
                return  # halves of wide characters belong together
            if pieces and pieces[-1][0] == y and x - pieces[-1][2] <= _NEAR:
                pieces[-1] = (y, pieces[-1][1], x + 1)
            else:
                pieces.append((y, x, x + 1))
    for order in permutations(pieces) if len(pieces) <= _PIECES else ():
        way = writer.copy()
        for y, first, end in order:
            way.move(first, y)
            way.write(wanted.rows[y][first:end])
        yield way
