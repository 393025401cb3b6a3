"""The meter itself: it counts what a known program writes, and its ncurses and its terminal agree on every cell."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from tests.drivers.program import Program, environment
from tests.meter import goals
from tests.meter.as_steps import as_step
from tests.meter.compare import with_drawn_cursor, wrong_cells
from tests.meter.painter import painted
from tests.meter.script import Step, load
from tests.meter.sitting import Sitting
from tests.meter.terminal import BLANK, Cell, Frame, Terminal

TERM, SIZE = "xterm-256color", (40, 10)
_KNOWN = """
import os, select, tty
tty.setraw(0)
os.write(1, b"\\x1b[?25lready")
os.read(0, 9)
os.write(1, "đ".encode())
os.read(0, 9)
os.write(1, b"\\r\\x1b[K")
select.select([], [], [], 0.1)  # two bursts are some time apart
os.write(1, b"\\x1b[2;3H\\x1b[1;31mxy\\x1b[?25h")
os.read(0, 9)
os.write(1, b"\\x1b[6n")
os.write(1, os.read(0, 99)[1:])
os.read(0, 9)
"""


def test_it_counts_bytes_and_bursts_and_sees_the_screen(tmp_path: Path) -> None:
    with Program([sys.executable, "-c", _KNOWN], env=environment(tmp_path, TERM=TERM), size=SIZE) as program:
        sitting = Sitting(program, SIZE)
        assert sitting.does(Step("", "start", sees="ready")).bytes == 6 + 5
        letter = sitting.does(Step("", "a", b"a"))
        assert (letter.bytes, letter.bursts, letter.frame.texts[0]) == (2, 1, "readyđ")
        torn = sitting.does(Step("", "b", b"b"))
        assert (torn.bytes, torn.bursts, torn.frame.texts[:2]) == (4 + 6 + 7 + 2 + 6, 2, ["", "  xy"])
        assert torn.frame.rows[1][2] == Cell("x", fg=1, bold=True)
        assert torn.frame.visible and torn.frame.cursor == (4, 1)
        answered = sitting.does(Step("", "c", b"c"))
        assert answered.bytes == 4 + len("[2;5R") and "[2;5R" in answered.frame.texts[1]
        assert sitting.does(Step("", "idle", rests=0.1)).bytes == 0


def frame(*texts: str, cursor: tuple[int, int] = (0, 0), visible: bool = True) -> Frame:
    columns, rows = SIZE
    lines = [*texts, *[""] * (rows - len(texts))]
    return Frame(tuple(tuple(Cell(char) for char in text.ljust(columns)) for text in lines), cursor, visible)


def test_a_letter_is_told_from_one_that_takes_a_word_to_the_next_line() -> None:
    before = frame("giữ ở", "Bà con th", cursor=(9, 1))
    letter = frame("giữ ở bản nháp", "Bà con thô", cursor=(10, 1))  # with a notice elsewhere it is still a letter
    assert goals.kind_of("text end", before, letter) == "text end"
    assert goals.kind_of("text end", before, frame("giữ ở", "Bà con", "thô", cursor=(3, 2))) == "word"


def test_another_meter_gets_the_same_keys() -> None:
    steps, others = load("short").steps, [as_step(step) for step in load("short").steps]
    assert [other.get("send", "").encode() for other in others] == [step.sent for step in steps]
    assert [other["wait"] for other in others if "wait" in other] == [step.rests for step in steps if step.rests]


def test_ncurses_writes_a_letter_as_that_letter_and_nothing_for_the_same_screen() -> None:
    frames = [frame("Nội dung", cursor=(8, 0)), frame("Nội dungế", cursor=(9, 0)), frame("Nội dungế", cursor=(9, 0))]
    first, letter, same = painted(frames, TERM)
    assert first > len("Nội dung".encode()) and (letter, same) == (3, 0)


def test_ncurses_and_the_terminal_agree_on_random_screens() -> None:
    """`painted` itself compares every cell."""
    chance = random.Random(7)
    rows = [_row(chance) for _ in range(SIZE[1])]
    frames = []
    for number in range(40):
        if number % 3 == 0:
            rows = [*rows[1:-1], _row(chance), rows[-1]]
        elif number % 3 == 1:
            rows = [rows[0], _row(chance), *rows[1:-1]]
        else:
            rows[chance.randrange(len(rows))] = _row(chance)
        frames.append(Frame(tuple(rows), (chance.randrange(SIZE[0]), chance.randrange(SIZE[1])), number % 4 > 0))
    assert len(painted(frames, TERM)) == len(frames)


def _row(chance: random.Random) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    while len(cells) < SIZE[0]:
        look = Cell("", chance.choice([-1, -1, 1, 12, 200]), chance.choice([-1, -1, -1, 4]), bold=chance.random() < 0.2,
                    underscore=chance.random() < 0.1, reverse=chance.random() < 0.2)  # fmt: skip
        cells += [look._replace(data=char) for char in chance.choice(["đề nghị", "      ", "------", "ắ", "  x  "])]
    return tuple(cells[: SIZE[0]])


def test_the_terminal_erases_and_scrolls_with_the_background_of_the_moment() -> None:
    terminal = Terminal(4, 3)
    terminal.feed(b"abcd\x1b[2Hefgh\x1b[44m\x1b[1;3H\x1b[K\x1b[2H\x1b[M\x1b[H\x1b[@\x1b[m\x1b[3Hx\x1b[3b")
    blue = Cell(" ", bg=4)
    assert terminal.frame.rows == ((blue, Cell("a"), Cell("b"), blue), (BLANK,) * 4, (Cell("x"),) * 4)


def test_a_drawn_cursor_counts_by_its_place() -> None:
    ours = frame("ab", cursor=(1, 0))
    assert wrong_cells(with_drawn_cursor(ours), frame("ab", visible=False))[0][:2] == (1, 0)
    plain = frame("ab", visible=False)
    cells = list(plain.rows[0])
    cells[1] = cells[1]._replace(reverse=True)
    assert wrong_cells(with_drawn_cursor(ours), Frame((tuple(cells), *plain.rows[1:]), (0, 5), False)) == []


def test_the_scripts_can_be_read() -> None:
    for name in ("clerk", "supervisor"):
        played = load(name)
        assert len(played.steps) > 200 and all(step.sent or step.rests for step in played.steps)
