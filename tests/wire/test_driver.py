"""The driver at work: the real program on a real terminal. Its bytes and screens are in `test_budgets.py`."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from tests.drivers.person import Person
from tests.servers import Database
from tui.wire.driver import WireDriver

CLERK = "nd-mocbac"
_SETTLED = 0.4  # seconds in which whatever a key causes has come


def opened(database: Database, state: Path, *how: str) -> Person:
    return Person(how, dsn=database.dsn(CLERK), state=state).sees("VIỆC CẦN LÀM", "1 báo cáo tháng").rests(_SETTLED)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_first_screen_comes_whole_and_once(demo_database: Database, tmp_path: Path, size: tuple[int, int]) -> None:
    with Person(dsn=demo_database.dsn(CLERK), state=tmp_path, size=size).sees("VIỆC CẦN LÀM").rests(_SETTLED) as clerk:
        heard = clerk.heard.decode()
        for word in {word for word in clerk.words.split() if len(word) > 4 and word.isalpha()}:
            assert heard.count(word) <= clerk.words.count(word), word
        assert heard.count("---") <= size[0]


def test_what_a_terminal_says_unasked_types_nothing(demo_database: Database, tmp_path: Path) -> None:
    with opened(demo_database, tmp_path) as clerk:
        clerk.presses("/").sees("Tìm:").writes("\x1b[0n\x1b[3;4R\x1b]11;rgb:0/0/0\x07\x1b[I").rests(_SETTLED)
        clerk.writes("thang 8").sees("Tìm: thang 8")


def test_a_key_that_was_read_with_a_new_size_is_not_waited_for_again() -> None:
    """Both are told to the loop in one round, and the size reads what was typed before it: whoever then read again
    stood still until the next key."""
    reads, writes = os.pipe()
    driver = WireDriver.__new__(WireDriver)
    driver._in = reads
    reader = threading.Thread(target=driver._readable, daemon=True)
    reader.start()
    reader.join(5)
    assert not reader.is_alive()
    os.close(reads)
    os.close(writes)


@pytest.mark.parametrize("how", [(), ("--plain-driver",)])
def test_esc_and_the_key_that_came_with_it_are_two(demo_database: Database, tmp_path: Path, how: tuple[str]) -> None:
    with opened(demo_database, tmp_path, *how) as clerk:
        clerk.presses("enter").sees("BÁO CÁO TÌNH HÌNH").sends(b"\x1b4").sees("CHƯƠNG TRÌNH")
