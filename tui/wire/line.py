"""The cheapest way from one row to another: what differs, blanks erased, characters pushed along."""

from __future__ import annotations

from tui.wire.abilities import Abilities
from tui.wire.brush import Brush
from tui.wire.grid import BLANK, RIGHT_HALF_TEXT, Row

_ERASABLE = 7  # blanks from which erasing may be shorter than writing them
_PUSH = 12  # columns by which the rest of a row is looked for


def paint(brush: Brush, y: int, old: Row, new: Row) -> None:
    """Make the terminal's row `y`, which shows `old`, show `new`."""
    if old == new:
        return
    best = brush.copy()
    _differences(best, y, old, new)
    if best.cost > 8:
        for pushed, sequence, x in _pushed(old, new, brush.can):
            other = brush.copy()
            other.dip_for_blanks()  # what comes in at the side has the pen's background
            other.move(x, y)
            other.say(sequence)
            _differences(other, y, pushed, new)
            best = min(best, other, key=lambda way: way.cost)
    brush.takes_over(best)


def _pushed(old: Row, new: Row, can: Abilities) -> list[tuple[Row, str, int]]:
    """Rows that inserting or deleting characters would give, if that brings much into place: row, sequence, column."""
    first = next(x for x, (was, is_now) in enumerate(zip(old, new, strict=True)) if was != is_now)
    if any(one.text == RIGHT_HALF_TEXT for one in old[first:]):
        return []
    columns = len(old)
    apart = _apart(old, new)
    found = []
    for count in range(1, min(_PUSH, columns - first)):
        by = "" if count == 1 else str(count)
        blanks = [BLANK] * count
        inserted = [*old[:first], *blanks, *old[first : columns - count]]
        deleted = [*old[:first], *old[first + count :], *blanks]
        found += [
            (row, f"\x1b[{by}{final}", first)
            for row, final, allowed in (
                (inserted, "@", can.insert_characters),
                (deleted, "P", can.delete_characters),
            )
            if allowed and _apart(row, new) + 4 < apart
        ]
    return found


def _apart(old: Row, new: Row) -> int:
    return sum(was != is_now for was, is_now in zip(old, new, strict=True))


def _differences(brush: Brush, y: int, old: Row, new: Row) -> None:
    """Write what differs; a stretch between two differences is written again where that is shorter than a motion."""
    end = _end_of_change(old, new)
    blank_from = _blank_from(new)
    erase = end - blank_from > 3 and _apart(old[blank_from:end], new[blank_from:end]) > 3
    if erase:
        end = blank_from
    x = 0
    while x < end:
        if old[x] == new[x]:
            x += 1
            continue
        if new[x].text == RIGHT_HALF_TEXT:
            x -= 1
        x = _stretch(brush, x, y, old, new, end)
    if erase:
        brush.move(blank_from, y)
        brush.dip_for_blanks()
        brush.say("\x1b[K")


def _stretch(brush: Brush, x: int, y: int, old: Row, new: Row, end: int) -> int:
    """Write from the difference at `x` as far as going on writing is cheapest; the column after it."""
    brush.move(x, y)
    while x < end:
        blanks = _blanks(new, x, end)
        if (
            brush.can.erase_characters
            and blanks >= _ERASABLE
            and _apart(old[x : x + blanks], new[x : x + blanks]) >= _ERASABLE
        ):
            brush.dip_for_blanks()
            brush.say(f"\x1b[{blanks}X")
            return x + blanks
        if old[x] != new[x]:
            upto = x + 1
            while upto < len(new) and new[upto].text == RIGHT_HALF_TEXT:
                upto += 1
            brush.write(new[x:upto])
            x = upto
            continue
        gap = x
        while gap < end and old[gap] == new[gap]:
            gap += 1
        if gap >= end:
            return end
        if new[gap].text == RIGHT_HALF_TEXT:
            gap -= 1
        again, motion = brush.copy(), brush.copy()
        again.write(new[x:gap])
        motion.move(gap, y)
        if again.cost > motion.cost or gap == x:
            return max(gap, x)
        brush.takes_over(again)
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
