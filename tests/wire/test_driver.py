"""The driver at work: the real program on a real terminal, its bytes counted, its screen beside Textual's own."""

from __future__ import annotations

from pathlib import Path

from tests.person import Person
from tests.servers import Database

CLERK = "nd-mocbac"
_SETTLED = 0.4  # seconds in which whatever a key causes has come


def opened(database: Database, state: Path, *how: str) -> Person:
    return Person(how, dsn=database.dsn(CLERK), state=state).sees("VIỆC CẦN LÀM", "1 báo cáo tháng").rests(_SETTLED)


def spent(person: Person, *keys: str) -> int:
    """Bytes that the keys cost, the longest way: each of them by itself."""
    before = person.received
    for key in keys:
        already, patience = person.received, 50
        person.presses(key)
        while person.received == already and patience:
            person.rests(0.1)
            patience -= 1
        person.rests(_SETTLED)
    return person.received - before


def test_a_letter_the_next_field_a_row_and_idling_cost_next_to_nothing(
    demo_database: Database, tmp_path: Path
) -> None:
    with opened(demo_database, tmp_path) as clerk:
        assert 0 < spent(clerk, "down") <= 20
        clerk.presses("enter").sees("tháng 10/2023").rests(_SETTLED)
        clerk.presses("ctrl+n").sees("Nội dung").rests(_SETTLED)
        assert 0 < spent(clerk, "tab") <= 8
        clerk.types("gc").presses("enter").types("3").presses("enter").rests(_SETTLED)
        clerk.writes("Bà con lo giá phân bón").sees("phân bón").rests(_SETTLED)
        before = clerk.received
        assert 0 < spent(clerk, *"abcdefghij") <= 20
        assert clerk.cursor == (2 + len("Bà con lo giá phân bónabcdefghij"), clerk.cursor[1])
        assert 0 < spent(clerk, "left", "left", "x") <= 14
        spoken = clerk.received
        assert clerk.rests(1.5).received == spoken and spoken > before


def test_every_screen_is_what_textual_s_own_driver_shows(demo_database: Database, tmp_path: Path) -> None:
    steps = (["down"], ["enter"], ["ctrl+n"], ["5"], ["enter"], ["d", "t"], ["down", "down"], ["up"], ["ctrl+g"],
             ["escape"], ["escape"], ["escape"], ["4"], ["pagedown"], ["pagedown"], ["pageup"], ["/"], ["d", "a"],
             ["escape"], ["escape"])  # fmt: skip
    ours_folder, plain_folder = tmp_path / "ours", tmp_path / "plain"
    with (
        opened(demo_database, ours_folder) as ours,
        opened(demo_database, plain_folder, "--plain-driver") as plain,
    ):
        for number, step in enumerate(steps):
            for person in (ours, plain):
                person.presses(*step).rests(_SETTLED)
            assert ours.sees(plain.words, patience=5).lines == plain.lines, (number, step)


def test_what_a_terminal_says_unasked_types_nothing(demo_database: Database, tmp_path: Path) -> None:
    with opened(demo_database, tmp_path) as clerk:
        clerk.presses("/").sees("Tìm:").writes("\x1b[0n\x1b[3;4R\x1b]11;rgb:0/0/0\x07\x1b[I").rests(_SETTLED)
        clerk.writes("thang 8").sees("Tìm: thang 8")


def test_esc_and_the_key_that_came_with_it_are_two(demo_database: Database, tmp_path: Path) -> None:
    with opened(demo_database, tmp_path) as clerk:
        clerk.presses("enter").sees("BÁO CÁO TÌNH HÌNH").sends(b"\x1b4").sees("CHƯƠNG TRÌNH")
