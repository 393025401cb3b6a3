"""The real program in windows that change their size, at terminals that lack much, and with keys in pieces."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.drivers.answering import Answering
from tests.drivers.person import Person
from tests.servers import Database

TEXT = "Bà con lo giá phân bón tăng, đề nghị nạo vét kênh mương trước vụ chiêm xuân"
SIZES = ((60, 20), (200, 60), (61, 21), (80, 20), (100, 30), (60, 70), (132, 43))


def test_a_window_that_is_resized_while_one_types_loses_nothing(demo_database: Database, tmp_path: Path) -> None:
    chance = random.Random(2023)
    with Answering(dsn=demo_database.dsn("nd-mocbac"), state=tmp_path) as clerk:
        clerk.sees("VIỆC CẦN LÀM", "1 báo cáo tháng", patience=30)
        clerk.sends(b"\x1b").rests(0.2).sends(b"[B").sees("> Báo cáo tháng 10/2023")  # an arrow in two pieces
        clerk.presses("enter").sees("tháng 10/2023").sends(b"\x1b").sees("VIỆC CẦN LÀM")  # and Esc alone
        clerk.presses("enter").sees("tháng 10/2023").presses("ctrl+n").sees("Nội dung")
        clerk.types("3\rgc\r3\r")
        for place, letter in enumerate(TEXT):
            clerk.writes(letter)
            for size in chance.sample(SIZES, place % 3):
                clerk.resizes(*size)
            if place == 30:
                clerk.looks_away()
            if place == 50:
                clerk.looks_again()
        for size in ((20, 5), (1, 1), (59, 19), (3, 2), (80, 24)):
            clerk.resizes(*size)
        clerk.sees(TEXT[:60], TEXT[-10:], "giá cả", "Ctrl+G trợ giúp")
        shown, cursor = clerk.lines, clerk.cursor
        heard = clerk.received
        clerk.presses("ctrl+l").hears_more_than(heard + 500).sees(TEXT[-10:], "Ctrl+G trợ giúp")
        assert (clerk.lines, clerk.cursor) == (shown, cursor)
        clerk.resizes(20, 5).sees("Cửa sổ nhỏ quá").resizes(80, 24).sees(TEXT[-10:]).writes("!").sees("xuân!")


@pytest.mark.parametrize("term", ["linux", "vt100", "vt220"])
def test_a_terminal_without_a_second_screen_is_left_empty_with_the_cursor_at_the_bottom(
    term: str, tmp_path: Path
) -> None:
    command = (sys.executable, "-m", "tests.shell.program", str(tmp_path), "wire")
    with Person(
        state=tmp_path, env={"TERM": term}, command=("sh", "-c", 'echo của vỏ; "$@"', "sh", *command)
    ) as person:
        person.sees("GÕ Ở ĐÂY", "sẵn sàng").writes("mương").sees("mương").resizes(70, 20).sees("-" * 70, "mương")
        assert b"\x1b[?1049" not in person.heard and "của vỏ" not in person.words
        if term == "vt100":
            assert b"\x1b[?25" not in person.heard
        person.presses("ctrl+q")
        assert person.ended() and person.status == 0
        assert person.words == "" and person.cursor == (0, 19)
