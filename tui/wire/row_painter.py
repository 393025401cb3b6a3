"""The cheapest way from one row to another: what differs, blanks erased, characters pushed along."""

from __future__ import annotations

from operator import ne

from tui.wire.char_shifts import pushes
from tui.wire.cursor_writer import CursorWriter
from tui.wire.grid import BLANK, RIGHT_HALF_TEXT, Row

_ERASABLE = 7  # blanks from which erasing may be shorter than writing them
_MARGIN = 2  # blanks at the beginning of a row that are written with what follows
_FAR = 8  # cells that are right already, past which a motion is always shorter
_WORTH = 4  # bytes from which pushing characters along may be shorter
_LONG = 30  # bytes from which erasing a row first may be shorter
_TRIED = 2  # first pushes of which each is worked out
_PUSHES = 3  # in one row, one after the other


def paint(writer: CursorWriter, y: int, old: Row, new: Row, *, thorough: bool = False) -> None:
    """Make the terminal's row `y`, which shows `old`, show `new`. `thorough` tries what is seldom shorter, too."""
    if old == new:
        return
    best = _painted(writer.copy(), y, old, new, 0, _PUSHES)
    if thorough and best.cost > _LONG:
        best = min(best, _erased_first(writer.copy(), y, old, new), key=lambda way: way.cost)
    writer.adopt(best)


def _painted(writer: CursorWriter, y: int, old: Row, new: Row, start: int, left: int) -> CursorWriter:
    """The row from column `start` on, the best way, with so many pushes at most."""
    best = writer.copy()
    _differences(best, y, old, new, start, len(new))
    if left and best.cost > _WORTH:
        for push in pushes(old, new, start, writer.can, _TRIED if left == _PUSHES else 1):
            other = writer.copy()
            other.set_blank_style()  # what comes in at the side has the style's background
            other.move(push.x, y)
            if push.by > 0:
                other.insert_characters(push.by)
            else:
                other.delete_characters(-push.by)
            _differences(other, y, push.row, new, push.x, push.end)
            if other.cost < best.cost:
                other.adopt(_painted(other.copy(), y, push.row, new, push.end, left - 1))
                best = min(best, other, key=lambda way: way.cost)
    return best


def _erased_first(writer: CursorWriter, y: int, old: Row, new: Row) -> CursorWriter:
    """All that differs erased to the end of the row before the rest is written: no blank has to be, then."""
    x = next(x for x, (one, other) in enumerate(zip(old, new, strict=True)) if one != other)
    if new[x].text == RIGHT_HALF_TEXT:
        x -= 1
    writer.move(x, y)
    writer.set_blank_style()
    writer.emit("\x1b[K")
    _differences(writer, y, [*old[:x], *[BLANK] * (len(new) - x)], new, x, len(new))
    return writer


def _apart(old: Row, new: Row) -> int:
    return sum(map(ne, old, new))


def _differences(writer: CursorWriter, y: int, old: Row, new: Row, x: int, stop: int) -> None:
    """Write what differs from column `x` to `stop`; a stretch between two differences is written again where that is
    shorter than a motion."""
    end = min(_end_of_change(old, new), stop)
    blank_from = _blank_from(new)
    erase = stop == len(new) and end - blank_from > 3 and _apart(old[blank_from:end], new[blank_from:end]) > 3
    if erase:
        end = blank_from
    while x < end:
        if old[x] == new[x]:
            x += 1
            continue
        if new[x].text == RIGHT_HALF_TEXT:
            x -= 1
        x = _stretch(writer, x, y, old, new, end)
    if erase:
        writer.move(blank_from, y)
        writer.set_blank_style()
        writer.emit("\x1b[K")


def _stretch(writer: CursorWriter, x: int, y: int, old: Row, new: Row, end: int) -> int:
    """Write from the difference at `x` as far as going on writing is cheapest; the column after it."""
    if writer.y != y and 0 < x <= _MARGIN and all(one == BLANK for one in new[:x]):
        written, motion = writer.copy(), writer.copy()
        written.set_blank_style()
        written.move(0, y)  # a narrow margin is shorter written than passed over
        written.write(new[:x])
        motion.move(x, y)
        writer.adopt(motion if motion.cost < written.cost else written)
    writer.move(x, y)
    while x < end:
        writer.set_tab_stop()
        blanks = _blanks(new, x, end)
        if (
            writer.can.erase_characters
            and blanks >= _ERASABLE
            and _apart(old[x : x + blanks], new[x : x + blanks]) >= _ERASABLE
        ):
            writer.set_blank_style()
            writer.erase_characters(blanks)
            return x + blanks
        if old[x] != new[x]:
            upto = x + 1
            while upto < end and old[upto] != new[upto] and new[upto].text != " ":
                upto += 1  # a word at once; blanks may be erased
            while upto < len(new) and new[upto].text == RIGHT_HALF_TEXT:
                upto += 1
            writer.write(new[x:upto])
            x = upto
            continue
        gap = x
        while gap < end and old[gap] == new[gap]:
            gap += 1
        if gap >= end:
            return end
        if new[gap].text == RIGHT_HALF_TEXT:
            gap -= 1
        if gap - x > _FAR:
            return gap
        again, motion = writer.copy(), writer.copy()
        again.write(new[x:gap])
        motion.move(gap, y)
        if again.cost > motion.cost or gap == x:
            return max(gap, x)
        writer.adopt(again)
        x = gap
    return x


def _blanks(row: Row, x: int, end: int) -> int:
    """How many cells from `x` on are what erasing leaves on every terminal: blanks in its own colours."""
    count = x
    while count < end and row[count] == BLANK:
        count += 1
    return count - x


def _end_of_change(old: Row, new: Row) -> int:
    end = len(new)
    while end and old[end - 1] == new[end - 1]:
        end -= 1
    return end


def _blank_from(row: Row) -> int:
    """The column from which erasing to the end of the line leaves what is wanted."""
    start = len(row)
    while start and row[start - 1] == BLANK:
        start -= 1
    return start
