"""The real ncurses, painting screens one after the other on a PTY of its own; what it writes for each.

The child process (`python -m tests.meter.painter FRAMES LINES`) paints through Python's `curses` and says a NUL, which
no terminal shows, after each screen: the bytes between are exact, with no waiting for silence.
"""

from __future__ import annotations

import contextlib
import curses
import json
import locale
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.drivers.program import ROOT, open_terminal
from tests.meter.compare import wrong_cells
from tests.meter.terminal import BLANK, Cell, Frame, Terminal, seen

_DONE = b"\0"
_TRUE_COLOUR = 256  # from here on a colour is 0xRRGGBB + 256, which a palette of 256 has not


def painted(frames: Sequence[Frame], term: str) -> list[int]:
    """Bytes for each of the frames, painted one over the other: with or without moving lines, whichever is less.

    Raises AssertionError where ncurses painted something else.
    """
    ways = [_bytes(frames, term, lines) for lines in (True, False)]
    return [min(both) for both in zip(*ways, strict=True)]


def _bytes(frames: Sequence[Frame], term: str, lines: bool) -> list[int]:
    rows, columns = len(frames[0].rows), len(frames[0].rows[0])
    with tempfile.NamedTemporaryFile("w", suffix=".json", dir="/tmp") as file:
        json.dump([_plain(frame) for frame in frames], file)
        file.flush()
        said = _said(file.name, lines, {"TERM": term, "LINES": str(rows), "COLUMNS": str(columns)})
    pieces = said.split(_DONE)[: len(frames)]
    terminal = Terminal(columns, rows)
    for number, (piece, frame) in enumerate(zip(pieces, frames, strict=True)):
        terminal.feed(piece)
        wrong = wrong_cells(terminal.frame, frame)
        assert not wrong, f"ncurses painted screen {number} otherwise at {wrong[:5]}"
    return [len(piece) for piece in pieces]


def _said(path: str, lines: bool, environment: dict[str, str]) -> bytes:
    """All that the child wrote to its terminal."""
    ours, its = open_terminal((int(environment["COLUMNS"]), int(environment["LINES"])))
    with subprocess.Popen(
        [sys.executable, "-m", "tests.meter.painter", path, str(int(lines))],
        stdin=its, stdout=its, stderr=subprocess.PIPE, cwd=ROOT,
        env={**os.environ, **environment, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)},
    ) as child:  # fmt: skip
        os.close(its)
        said = []
        with contextlib.suppress(OSError):  # EIO: the child has ended
            while data := os.read(ours, 65536):
                said.append(data)
        os.close(ours)
        assert child.stderr is not None
        complaint = child.stderr.read().decode()
    assert child.returncode == 0, complaint
    return b"".join(said)


def _plain(frame: Frame) -> Any:
    """A frame as JSON: runs of text of one look, the cursor, whether it is seen."""
    rows = []
    for row in frame.rows:
        runs: list[list[Any]] = []
        for x, cell in enumerate(cheapest(row)):
            if not cell.data:
                continue
            look = list(cell[1:])
            if runs and runs[-1][2] == look:
                runs[-1][1] += cell.data
            else:
                runs.append([x, cell.data, look])
        rows.append(runs)
    return [rows, frame.cursor, frame.visible]


def cheapest(row: Sequence[Cell]) -> list[Cell]:
    """The row with its blanks as ncurses paints them cheapest: in the look of what stands before them, for nobody sees
    the colour of ink that is not there; after the last ink as the terminal erases."""
    inked = max((x for x, cell in enumerate(row) if cell.data.strip()), default=-1)
    found: list[Cell] = []
    before = BLANK
    for x, cell in enumerate(row):
        if not cell.data.strip():
            cell = seen(cell)
            if x < inked and cell == Cell(cell.data, bg=before.bg) and not _shows(before):
                cell = before._replace(data=cell.data)
        found.append(cell)
        before = cell
    return found


def _shows(cell: Cell) -> bool:
    """Whether one sees the look on a blank."""
    return cell.underscore or cell.strikethrough or cell.reverse


# In the child


def _paint(path: str, lines: bool) -> None:
    locale.setlocale(locale.LC_ALL, "")
    frames = json.loads(Path(path).read_text())
    screen = curses.initscr()
    curses.noecho()
    curses.raw()
    curses.nonl()
    curses.start_color()
    curses.use_default_colors()
    screen.idlok(lines)
    screen.idcok(True)
    looks = _Looks()
    was_visible = None
    for rows, cursor, visible in frames:
        for y, runs in enumerate(rows):
            for x, text, look in runs:
                with contextlib.suppress(curses.error):  # at the last column of the last row, where it is there
                    screen.addstr(y, x, text, looks.of(Cell("", *look)))
        if visible != was_visible:
            curses.curs_set(int(visible))
            screen.leaveok(not visible)
            was_visible = visible
        if visible:
            screen.move(cursor[1], cursor[0])
        screen.refresh()
        os.write(1, _DONE)
    curses.endwin()


class _Looks:
    """Colours and attributes as curses numbers them."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[int, int], int] = {(-1, -1): 0}

    def of(self, cell: Cell) -> int:
        assert cell.fg < _TRUE_COLOUR > cell.bg, "ncurses paints no colour that is not in the palette"
        key = (cell.fg, cell.bg)
        if key not in self._pairs:
            self._pairs[key] = len(self._pairs)
            curses.init_pair(self._pairs[key], *key)
        flags = {
            curses.A_BOLD: cell.bold, curses.A_DIM: cell.dim, curses.A_ITALIC: cell.italics,
            curses.A_UNDERLINE: cell.underscore, curses.A_REVERSE: cell.reverse, curses.A_BLINK: cell.blink,
        }  # fmt: skip
        return curses.color_pair(self._pairs[key]) | sum(flag for flag, on in flags.items() if on)


if __name__ == "__main__":
    _paint(sys.argv[1], sys.argv[2] == "1")
