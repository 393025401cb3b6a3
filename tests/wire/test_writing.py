"""Where one types: the terminal's cursor is where the next letter will appear, and a paste is there at once."""

from __future__ import annotations

from pathlib import Path

from tests.drivers.answering import Answering
from tests.drivers.keys import key_bytes
from tests.drivers.person import Person
from tests.servers import Database

CLERK = "nd-mocbac"
LAST_COLUMN = 79
SIGN = "ẵ"
MORE_KEYS = {"word left": b"\x1b[1;5D", "top": b"\x1b[1;5H", "bottom": b"\x1b[1;5F"}
FULL = "Bà con lo giá phân bón, thức ăn chăn nuôi tăng trong khi giá lợn hơi giảmmm"  # 75 letters: a whole row
PASTE = ("Nhân dân đồng tình mở rộng đường trục xã, sẵn sàng hiến đất làm đường. " * 40)[:1990]
STRANGE = "hai\r\nba\tbốn\u00a0“năm” e\u0302\u0301 \x1b[2J\x9b"


def types_at_the_cursor(person: Person) -> tuple[int, int]:
    """The next letter stands where the cursor was, and the cursor after it; taken back, the cursor is there again, once
    and a second time. A line whose last column has been reached moves. Returns where the cursor is in the end.

    The letter is no other's on the screen: when it is there, what was typed before is there, too.
    """

    def stands() -> bool:
        x, y = person.cursor
        return person.lines[y][x - 1 : x] == SIGN

    for _again in range(2):
        person.writes(SIGN).until(stands)
        x, y = person.cursor
        person.presses("backspace").until(lambda: SIGN not in person.words)
        assert person.cursor in ((x - 1, y), (LAST_COLUMN, y)), person.lines
    return person.cursor


def at_an_opinion(database: Database, state: Path) -> Person:
    clerk = Answering(dsn=database.dsn(CLERK), state=state).sees("VIỆC CẦN LÀM", "1 báo cáo tháng")
    clerk.presses("1").sees("tháng 10/2023").presses("ctrl+n").sees("Nội dung", "Tầng lớp")
    return clerk


def test_the_cursor_is_where_the_next_letter_will_appear(demo_database: Database, tmp_path: Path) -> None:
    with at_an_opinion(demo_database, tmp_path) as clerk:
        assert types_at_the_cursor(clerk) == (17, 2)  # an empty field
        clerk.types("5").presses("enter").types("gt").presses("enter").types("1").presses("enter", "up", "end")
        assert types_at_the_cursor(clerk) == (18, 4)  # right at the end of a value
        clerk.presses("home")
        assert types_at_the_cursor(clerk) == (17, 4)
        clerk.presses("down", "down", "down", "down")
        assert types_at_the_cursor(clerk) == (2, 9)  # an empty text
        clerk.writes("Bà con lo giá phân bón")
        assert types_at_the_cursor(clerk) == (24, 9)
        keys: dict[tuple[str, ...], int] = {
            ("left",): 23, ("left", "left"): 21, ("home",): 2, ("end",): 24, ("word left",): 21, ("backspace",): 20,
            ("ctrl+z",): 21, ("delete",): 21, ("top",): 2, ("right",): 3, ("bottom",): 23,
        }  # fmt: skip
        for pressed, column in keys.items():
            clerk.sends(b"".join(MORE_KEYS.get(key) or key_bytes(key) for key in pressed))
            assert types_at_the_cursor(clerk) == (column, 9), pressed
        clerk.presses("home", *["delete"] * 30).writes(FULL)
        clerk.until(lambda: clerk.cursor == (2 + len(FULL), 9))  # a full row: the cursor has a column after it
        clerk.writes(" thế")
        assert types_at_the_cursor(clerk) == (5, 10)
        clerk.presses("up", "end")
        clerk.until(lambda: clerk.cursor == (2 + len(FULL), 9))
        clerk.presses("home", "left", "down", "end")
        assert types_at_the_cursor(clerk) == (5, 10)
        clerk.pastes("\n".join(map(str, range(30))))  # more rows than there is room for
        assert types_at_the_cursor(clerk) == (4, 19)
        clerk.presses(*["up"] * 25)
        assert types_at_the_cursor(clerk)[1] == 9
        clerk.presses("down", "ctrl+z")
        types_at_the_cursor(clerk)


def test_the_cursor_of_the_bottom_line_is_there_as_well(demo_database: Database, tmp_path: Path) -> None:
    with Answering(dsn=demo_database.dsn(CLERK), state=tmp_path) as clerk:
        clerk.sees("VIỆC CẦN LÀM", "1 báo cáo tháng").presses("/")
        assert types_at_the_cursor(clerk) == (5, 23)
        clerk.writes("thang 8")
        assert types_at_the_cursor(clerk) == (12, 23)
        clerk.presses("enter").presses("1").sees("thêm ý kiến").presses("ctrl+n").sees("Nội dung", "Tầng lớp")
        clerk.types("3").presses("enter").types("dt").presses("enter").types("2").presses("enter")
        clerk.writes("Hộ bà Đỗ Thị Mận nộp hồ sơ từ tháng 3.").presses("enter").sees("Cảnh báo (1)")
        clerk.until(lambda: clerk.cursor == (19, 10))
        clerk.presses("ctrl+r").sees("Lý do:")
        assert types_at_the_cursor(clerk) == (7, 23)
        clerk.writes("tên đường " * 12)
        types_at_the_cursor(clerk)
        clerk.writes("abcdef")
        types_at_the_cursor(clerk)
        for pressed in ("left", "home", "right", "end", "ctrl+z"):
            assert types_at_the_cursor(clerk.presses(pressed))[1] == 23
        clerk.presses("escape").sees("Ctrl+R ghi lý do")
        clerk.until(lambda: clerk.cursor == (19, 10))
