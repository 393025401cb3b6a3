"""Repaint one row: write what differs, erase blanks, shift characters that stand elsewhere in the row already."""

from __future__ import annotations

from operator import ne

from tui.wire.char_shifts import best_shift
from tui.wire.cursor_writer import CursorWriter
from tui.wire.grid import BLANK, RIGHT_HALF_TEXT, Row

_ERASABLE = 7  # wrong cells that become blank, from which erasing may be shorter than writing them
_ERASABLE_END = 4  # the same at the end of a row
_FAR = 8  # right cells past which a motion is always shorter than writing them again
_SHIFTED = 4  # bytes past which shifting characters may be shorter


def paint(writer: CursorWriter, y: int, old: Row, new: Row) -> None:
    """Turn the terminal's row `y` from `old` into `new`, which differ."""
    best = writer.copy()
    _write_differences(best, y, old, new)
    shift = best_shift(old, new, writer.can) if best.cost > _SHIFTED else None
    if shift is not None:
        shifted = writer.copy()
        shifted.set_blank_style()
        shifted.move(shift.x, y)
        if shift.by > 0:
            shifted.insert_characters(shift.by)
        else:
            shifted.delete_characters(-shift.by)
        _write_differences(shifted, y, shift.row, new)
        best = min(best, shifted, key=lambda way: way.cost)
    writer.adopt(best)


def _write_differences(writer: CursorWriter, y: int, old: Row, new: Row) -> None:
    """Write the cells that differ, and erase the end of the row where enough of it becomes blank."""
    end, blank_from = _end_of_change(old, new), _blank_from(new)
    erase = _differing(old, new, blank_from, end) >= _ERASABLE_END
    if erase:
        end = blank_from
    x = 0
    while x < end:
        if old[x] == new[x]:
            x += 1
            continue
        if new[x].text == RIGHT_HALF_TEXT:
            x -= 1
        writer.move(x, y)
        x = _write_on(writer, x, old, new, end)
    if erase:
        writer.move(blank_from, y)
        writer.set_blank_style()
        writer.emit("\x1b[K")


def _write_on(writer: CursorWriter, x: int, old: Row, new: Row, end: int) -> int:
    """Write from the cursor, in column `x`, as far as that is cheaper than moving on. Returns the column after it."""
    while x < end:
        writer.set_tab_stop()
        blanks = _count_blanks(new, x, end)
        if writer.can.erase_characters and _differing(old, new, x, x + blanks) >= _ERASABLE:
            writer.set_blank_style()
            writer.erase_characters(blanks)
            return x + blanks
        if old[x] != new[x]:
            after = _end_of_word(old, new, x, end)
            writer.write(new[x:after])
            x = after
            continue
        gap = next((at for at in range(x, end) if old[at] != new[at]), end)
        if gap < end and new[gap].text == RIGHT_HALF_TEXT:
            gap -= 1
        if gap == end or gap - x > _FAR or not _written_again(writer, x, gap, new):
            return gap
        x = gap
    return x


def _written_again(writer: CursorWriter, x: int, gap: int, new: Row) -> bool:
    """Write the right cells from `x` up to `gap` again, if that is no longer than a motion past them."""
    again, motion = writer.copy(), writer.copy()
    again.write(new[x:gap])
    assert writer.y is not None
    motion.move(gap, writer.y)
    if again.cost > motion.cost or gap == x:
        return False
    writer.adopt(again)
    return True


def _end_of_word(old: Row, new: Row, x: int, end: int) -> int:
    """Find the end of the cells from `x` that are written at once; after a word there may be blanks to erase."""
    after = x + 1
    while after < end and old[after] != new[after] and new[after].text != " ":
        after += 1
    while after < len(new) and new[after].text == RIGHT_HALF_TEXT:
        after += 1
    return after


def _differing(old: Row, new: Row, x: int, end: int) -> int:
    """Count the cells from column `x` up to `end` that differ."""
    return sum(map(ne, old[x:end], new[x:end]))


def _count_blanks(row: Row, x: int, end: int) -> int:
    """Count the cells from `x` on that are as erasing leaves them: blank, in the terminal's own colours."""
    count = x
    while count < end and row[count] == BLANK:
        count += 1
    return count - x


def _end_of_change(old: Row, new: Row) -> int:
    """Find the column after the last cell that differs."""
    end = len(new)
    while end and old[end - 1] == new[end - 1]:
        end -= 1
    return end


def _blank_from(row: Row) -> int:
    """Find the column from which on all cells are as erasing leaves them."""
    start = len(row)
    while start and row[start - 1] == BLANK:
        start -= 1
    return start
