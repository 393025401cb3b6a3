"""What a whole session writes: a few modes and no others, no question before the screen is there, colours or none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.drivers.answering import Answering
from tests.drivers.emulator import ByteStream, Screen
from tests.servers import Database

#: Every mode that is ever written, and why.
MODES = {
    b"1049": "the screen beside the one with the shell's lines",
    b"7": "lines do not go on in the next",
    b"25": "the cursor is seen where one types",
    b"2004": "a paste is told from typing",
}
SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\[?.)", re.DOTALL)
# where the cursor goes, what is erased, inserted, scrolled; tab stops
MOTIONS = re.compile(rb"\x1b(?:\[[\d;]*[ABCDGHdJKXPML@rST]|[HM]|\[3g)")
MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")
COLOURS = re.compile(rb"\x1b\[([\d;]*)m")
DIGITS = b"\x1b>"  # the keypad types what is printed on it
QUESTION = b"\x1b[6n"
ATTRIBUTES = {b"", b"0", b"1", b"22", b"7", b"27"}  # none, bold, reverse
RED = {b"91", b"39"}


def walk(reviewer: Answering) -> None:
    """Every kind of screen: lists, grids, pages, forms, a question, a search, an error."""
    reviewer.sees("ĐANG THEO DÕI", "thoát", patience=30).presses("down", "5").sees("P. Hòa Mạc")
    reviewer.presses("down", "right", "4").sees("Xã Mộc Bắc").presses("/").sees("Tìm:").writes("xa moc")
    reviewer.sees("Tìm: xa moc").presses("enter").sees("theo khối").presses("escape").sees("P. Hòa Mạc")
    reviewer.presses("3").sees("/102").presses(*["pageup"] * 7).sees("1-15/102").presses("7").sees(
        "Đến hết tháng"
    ).presses("ctrl+s")
    reviewer.sees("Chưa điền ô này").presses("escape").sees("[").presses("escape").sees("ĐANG THEO DÕI")
    reviewer.presses("7").sees("1/14").presses("end").sees("nhận").presses("3").sees("LỊCH SỬ").presses("escape")
    reviewer.sees("để sau").presses("5").sees("Mục").presses("escape").sees("để sau").presses("ctrl+g")
    reviewer.sees("CÁC PHÍM CỦA MÀN HÌNH").presses("ctrl+l", "escape").sees("để sau").presses("ctrl+q")
    assert reviewer.ended()


@pytest.mark.parametrize("colours", [True, False])
def test_few_modes_no_early_question_and_colours_only_where_they_are_wanted(
    demo_database: Database, tmp_path: Path, colours: bool
) -> None:
    env = {} if colours else {"NO_COLOR": "1"}
    with Answering(dsn=demo_database.dsn("giamsat"), state=tmp_path, env=env) as reviewer:
        walk(reviewer)
        heard = bytes(reviewer.heard)
    said = SEQUENCE.findall(heard)
    left = {one for one in said if not MOTIONS.fullmatch(one) and not MODE.fullmatch(one) and one != QUESTION}
    assert {one for one in left if not COLOURS.fullmatch(one)} == {DIGITS}
    assert {code for one in left - {DIGITS} for code in COLOURS.findall(one)[0].split(b";")} <= ATTRIBUTES | (
        RED if colours else set()
    )
    assert (b"91m" in heard) is colours
    modes = [MODE.fullmatch(one) for one in said]
    assert {mode[1] for mode in modes if mode} == MODES.keys()
    left_behind = Screen(80, 24)
    ByteStream(left_behind).feed(heard)
    assert left_behind.tabstops == set(range(8, 80, 8)) and left_behind.margins is None
    assert heard.count(b"\x1b[?1049h") == heard.count(b"\x1b[?1049l") == 1
    assert QUESTION not in heard[: heard.index("ĐANG THEO DÕI".encode())]
    assert b"\x07" not in heard
