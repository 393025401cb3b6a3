"""Lists, grids and pages under a person's keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.drivers.pilot import PilotPerson
from tests.shell.stage import Months, Pages, People, play
from tui.shell.app import LangNghe
from tui.widgets.grid import Grid, GridRow, shape
from tui.widgets.layout import clip, columns, fit, sides, stretch, strip, text_of, width_of, wrap
from tui.widgets.list_view import Row, heading


def list_of(person: PilotPerson[LangNghe]) -> Any:
    assert isinstance(person.app.screen, People)
    return person.app.screen.list


def test_the_cursor_is_a_marker_and_passes_over_headings(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        assert person.lines[2:4] == ["NGƯỜI", "> An"]
        await person.presses("down", "down")
        assert person.lines[3:7] == ["  An", "  Bình", "> Chi", "     dòng hai của Chi"]
        await person.presses("up", "up", "up", "up")
        assert list_of(person).current == "An"
        await person.presses("end")
        assert list_of(person).current == "Giang"
        await person.presses("home")
        assert list_of(person).current == "An"

    play(scene, tmp_path)


def test_the_cursor_stays_on_its_row_when_the_rows_come_again(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        view = list_of(person)
        await person.presses("down", "down")
        view.show([heading("MỚI"), Row("Ánh", ("Ánh",)), Row("An", ("An",)), Row("Chi", ("Chi",))])
        await person.settles()
        assert view.current == "Chi"
        assert person.lines[5] == "> Chi"
        view.show([heading("MỚI"), Row("Ánh", ("Ánh",)), Row("An", ("An",))])
        assert view.current == "An"
        view.show([])
        await person.settles()
        assert view.current is None
        assert "(chưa có)" in person.lines[2]
        await person.presses("enter", "down", "pagedown")
        view.show([heading(), Row("x", ("x",), mark="!")])
        await person.settles()
        assert view.current == "x"
        assert person.lines[3] == ">!x"

    play(scene, tmp_path)


def test_a_long_list_scrolls_by_pages_and_shows_its_heading_again(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        view = list_of(person)
        view.show([heading("ĐẦU"), *(Row(n, (f"mục {n}",)) for n in range(1, 103))])
        await person.presses("pagedown")
        assert view.current == 19
        await person.presses(*["pagedown"] * 6)
        assert view.current == 102
        assert "> mục 102" in person.lines
        await person.presses(*["pageup"] * 7)
        assert view.current == 1
        assert person.lines[2] == "ĐẦU"

    play(scene, tmp_path)


def test_enter_on_a_row_opens_it(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        people = person.app.screen
        await person.presses("down", "enter")
        assert people.done == ["mở Bình"]
        assert isinstance(person.app.screen, Pages)

    play(scene, tmp_path)


def test_a_grid_of_102_rows_keeps_headings_and_totals_in_sight(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        months = person.app.screen
        assert isinstance(months, Months)
        await person.presses("right", "right", *["pagedown"] * 12)
        lines = person.lines
        assert "T1  T2  T3" in lines[2]
        assert "/đến hạn" in lines[2]
        assert any(line.startswith("> Hội ND xã số 102") and "[0]" in line for line in lines)
        assert any(line.startswith("  Đúng hạn, %") and line.endswith("96 %") for line in lines)
        assert months.grid.window[1] == 102
        await person.presses("enter")
        assert months.opened == [(102, 3)]
        await person.presses("home", "left", *["pageup"] * 12, "end", "right", "enter")
        assert months.opened[-1] == (1, 12)
        assert "[/]" in person.lines[3]

    play(scene, tmp_path, "months")


def test_a_grid_keeps_its_cell_when_the_figures_come_again(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        months = person.app.screen
        assert isinstance(months, Months)
        await person.presses("down", "down", "right")
        await months.fetch()
        assert months.grid.current == (3, 2)

    play(scene, tmp_path, "months")


def test_the_rule_above_the_totals_gives_way_before_a_row_does(tmp_path: Path) -> None:
    sums = (GridRow(None, "Đã gửi", ("5",)), GridRow(None, "Đúng hạn, %", ("–",)))

    async def scene(person: PilotPerson[LangNghe]) -> None:
        async def shows(count: int) -> list[str]:
            rows = [GridRow(number, f"Xã {number}", "+") for number in range(1, count + 1)]
            person.app.screen.grid.show(Grid([("A", "A")], rows, "", (), sums))  # type: ignore[attr-defined]
            await person.settles()
            return person.lines[2:]

        assert set((await shows(16))[16]) == {" ", "-"}
        assert [line[2:8] for line in (await shows(17))[16:19]] == ["Xã 17 ", "Đã gửi", "Đúng h"]
        assert set((await shows(18))[16]) == {" ", "-"}

    play(scene, tmp_path, "months")


def test_a_grid_takes_the_room_there_is() -> None:
    grid = Grid([("A", "MTTQ"), ("B", "HND")], [GridRow(1, "Xã Mộc Bắc", "++", "2 0")])
    assert [shape(grid, width).cell for width in (20, 29, 80)] == [3, 5, 7]


def test_columns_that_do_not_fit_scroll_sideways(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        months = person.app.screen
        assert isinstance(months, Months)
        wide = [(n, f"c{n}") for n in range(60)]
        months.grid.show(Grid(wide, [GridRow("r", "Hàng", "+" * 60)]))
        await person.presses("end")
        assert months.grid.current == ("r", 59)
        assert "c59" in person.lines[1]
        assert "[+]" in person.lines[2]
        await person.presses("home")
        assert "c0" in person.lines[1]

    play(scene, tmp_path, "months")


def test_a_page_tells_when_its_last_page_was_seen(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        page = person.app.screen
        assert isinstance(page, Pages)
        assert person.lines[-4].endswith("trang 1/3")
        assert page.last == 0
        await person.presses("space", "pagedown")
        assert person.lines[1] == "dòng 39"
        assert page.view.on_last
        assert page.last == 1
        await person.presses("pageup")
        assert person.lines[1] == "dòng 20"
        assert not page.view.on_last

    play(scene, tmp_path, "pages")


def test_what_somebody_typed_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        list_of(person).show([Row(1, ("[b]đậm[/b] \x1b]0;x\x07 \u202eđảo",))])
        await person.settles()
        line = person.lines[2]
        assert "[b]đậm[/b]" in line
        assert "\x1b" not in line
        assert "\x07" not in line
        assert "\u202e" not in line

    play(scene, tmp_path)


def test_texts_are_cut_and_padded_by_columns_not_by_code_points() -> None:
    assert fit("Mộc Bắc", 10) == "Mộc Bắc   "
    assert fit("Nước thải từ khu công nghiệp", 10) == "Nước thải…"
    assert fit("7", 3, "right") == "  7"
    assert clip("abc", 0) == ""
    assert width_of(fit("e\u0302\u0301" * 20, 10)) == 10
    assert columns(("Mộc Bắc", "x", "12"), (9, 0, 4), ("left", "left", "right")) == "Mộc Bắc     12"
    assert stretch((10, 5, 5), 80) == [68, 5, 5]


def test_wrapping_keeps_words_whole_and_newlines() -> None:
    text = "Đồng tình chủ trương mở rộng đường trục xã.\nNhiều hộ sẵn sàng hiến đất."
    lines = wrap(text, 20, 2)
    assert all(width_of(line) <= 20 and line.startswith("  ") for line in lines)
    assert " ".join(" ".join(lines).split()) == text.replace("\n", " ")
    assert wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert wrap("", 10) == [""]


def test_a_line_with_two_sides_gives_way_on_the_left() -> None:
    assert text_of(sides("BÁO CÁO", "đã giữ nháp", 30)) == "BÁO CÁO            đã giữ nháp"
    cut = text_of(sides("BÁO CÁO TÌNH HÌNH NHÂN DÂN", "đã giữ nháp", 30))
    assert cut.endswith("đã giữ nháp")
    assert width_of(cut) == 30
    assert "…" in cut
    assert strip("quá dài", 4).cell_length == 4


@pytest.mark.parametrize(("home", "at"), [("months", "> Hội ND"), ("people", "> Giang"), ("pages", "dòng 39")])
def test_a_view_scrolled_to_its_end_is_right_in_every_size_that_follows(home: str, at: str, tmp_path: Path) -> None:
    """Textual may have it drawn before it has told it the new size."""

    async def scene(person: PilotPerson[LangNghe]) -> None:
        await person.presses(*["pagedown"] * 9, "end")
        sizes = [(80, 25), (80, 24), (61, 20), (120, 40), (40, 10), (80, 60), (200, 21), (80, 24)]
        for size in sizes:
            await person.resizes(*size)
            there = "Cửa sổ nhỏ quá" if size == (40, 10) else at
            await person.until(lambda there=there: any(there in line for line in person.lines), f"{size}: {there}")  # type: ignore[misc]

    play(scene, tmp_path, home)
