"""Finding in a list: what is typed after `/`, where the cursor goes, and what Enter, Esc and other keys make of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from textual.events import Paste

from db.rules.fold import words
from tests.drivers.pilot import PilotPerson
from tests.shell.stage import Months, Pages, People, play
from tui.shell.app import LangNghe
from tui.widgets.find import starts_words
from tui.widgets.list_view import Row, heading


def list_of(person: PilotPerson[LangNghe]) -> Any:
    assert isinstance(person.app.screen, People)
    return person.app.screen.list


def names(person: PilotPerson[LangNghe]) -> None:
    communes = ("Mộc Bắc", "Mộc Nam", "Tiên Sơn", "Trác Văn", "Yên Nam")
    list_of(person).show([heading("XÃ"), *(Row(name, (f"Hội ND xã {name}",)) for name in communes)])


def test_the_cursor_goes_along_with_what_is_typed_without_marks(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        names(person)
        await person.presses("slash")
        assert person.lines[-1] == "Tìm:"
        assert person.lines[-3] == "Gõ đầu các chữ cần tìm, không cần dấu."
        await person.presses("t")
        assert list_of(person).current == "Tiên Sơn"
        await person.presses("r", "space", "v")
        assert list_of(person).current == "Trác Văn"
        assert person.lines[-1] == "Tìm: tr v"
        await person.presses("backspace", "backspace", "backspace")
        assert list_of(person).current == "Tiên Sơn"
        await person.presses("enter")
        assert list_of(person).current == "Tiên Sơn"
        assert person.lines[-1].startswith("Enter mở")
        await person.presses("enter")
        assert person.app.screen.id is None
        assert isinstance(person.app.screen, Pages)

    play(scene, tmp_path)


def test_words_may_stand_apart_and_an_input_method_may_write_them(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        names(person)
        await person.presses("ctrl+f", *"ND", "space", *"nam")
        assert list_of(person).current == "Mộc Nam"
        await person.presses("ctrl+f")
        assert list_of(person).current == "Yên Nam"
        await person.presses("ctrl+f")
        assert list_of(person).current == "Mộc Nam"
        await person.presses("down", "slash", *"yê")
        assert list_of(person).current == "Yên Nam"

    play(scene, tmp_path)


def test_slash_and_enter_look_for_the_same_again(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        names(person)
        await person.presses("slash", *"moc", "enter")
        assert list_of(person).current == "Mộc Bắc"
        await person.presses("slash")
        assert "Enter: chỗ tiếp theo có “moc”" in person.lines[-3]
        await person.presses("enter")
        assert list_of(person).current == "Mộc Nam"
        await person.presses("slash", "enter")
        assert list_of(person).current == "Mộc Bắc"
        await person.presses("slash", *"sơn", "enter", "slash", "enter")
        assert list_of(person).current == "Tiên Sơn"
        assert person.lines[-3] == "Không còn chỗ nào khác có “sơn”."

    play(scene, tmp_path)


def test_where_nothing_fits_it_is_said_and_esc_leads_back(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        names(person)
        await person.presses("down", "slash", *"yen")
        assert list_of(person).current == "Yên Nam"
        await person.presses("x")
        assert person.lines[-3] == "Không có chỗ nào có “yenx”."
        assert person.lines[-1] == "Tìm: yenx"
        await person.presses("escape")
        assert list_of(person).current == "Mộc Nam"
        assert person.lines[-3] == ""
        await person.presses("slash", *"qq", "enter")
        assert list_of(person).current == "Mộc Nam"
        assert person.lines[-3] == "Không có chỗ nào có “qq”."

    play(scene, tmp_path)


def test_any_other_key_does_what_it_always_does_on_the_place_that_was_found(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        names(person)
        await person.presses("slash", *"tien", "up")
        assert list_of(person).current == "Mộc Nam"
        await person.presses("slash", *"yen", "ctrl+s")
        assert list_of(person).current == "Yên Nam"
        assert person.lines[-3] == "Đã lưu"
        list_of(person).show([])
        await person.presses("slash", "x")
        assert person.lines[-1].startswith("Enter mở")

    play(scene, tmp_path)


def test_keys_that_are_typed_ahead_reach_the_search(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        await person.bursts("slash", Paste("chi\n"), "enter", "enter")
        assert isinstance(person.app.screen, Pages)
        assert person.app.screen.of == "Chi"

    play(scene, tmp_path)


def test_what_is_pasted_is_one_line_of_words_and_what_finds_no_room_is_said(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        names(person)
        await person.presses("slash")
        await person.pastes(" Mộc\t\x1b[31m\u202e\r\nNam\n")
        assert person.lines[-1] == "Tìm: Mộc  [31m  Nam"
        await person.presses("escape", "slash")
        await person.pastes("moc n" + "x" * 100)
        assert person.lines[-1] == "Tìm: moc n" + "x" * 55
        assert person.lines[-3] == "Chỉ tìm theo 60 ký tự đầu."
        await person.presses("backspace")
        assert person.lines[-3].startswith("Không có chỗ nào có “moc nx")
        await person.presses("x", "y")
        assert person.lines[-3] == "Chỉ tìm theo 60 ký tự đầu."

    play(scene, tmp_path)


def test_a_grid_finds_a_row_and_keeps_the_column(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        assert isinstance(person.app.screen, Months)
        await person.presses("right", "slash", *"hoi", "space", *"102", "enter")
        assert person.app.screen.grid.current == (102, 2)
        await person.presses("slash", *"17", "escape")
        assert person.app.screen.grid.current == (102, 2)

    play(scene, tmp_path, "months")


def test_a_page_turns_to_the_line_and_shows_which_it_is(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        assert isinstance(person.app.screen, Pages)
        await person.presses("slash", *"dong", "space", *"45", "enter")
        assert person.app.screen.view.on_last
        assert marked(person) == [("dòng", "dòng 45")]
        await person.presses("slash", *"1", "escape")
        assert marked(person) == [("dòng", "dòng 45")]
        await person.presses("pageup")
        assert marked(person) == []
        person.app.screen.view.show(["", [("  Tiêu đề", "strong"), (" của phần", "")], [("1", "strong"), ("a b", "")]])
        await person.presses("slash", *"de")
        assert marked(person) == [("Tiêu", "  Tiêu đề của phần")]
        await person.presses("escape", "slash", *"b")
        assert marked(person) == [("1a", "1a b")]
        await person.presses("ctrl+u", *"de")
        assert marked(person) == [("Tiêu", "  Tiêu đề của phần")]
        await person.presses("ctrl+u", "ctrl+z")
        assert marked(person) == [("Tiêu", "  Tiêu đề của phần")]

    play(scene, tmp_path, "pages")


def marked(person: PilotPerson[LangNghe]) -> list[tuple[str, str]]:
    """What is in reverse, and the line that it is in."""
    assert isinstance(person.app.screen, Pages)
    view = person.app.screen.view
    drawn = [view.render_line(y) for y in range(view.size.height)]
    found = [("".join(one.text for one in strip if one.style and one.style.reverse), strip.text) for strip in drawn]
    return [(word, line.rstrip()) for word, line in found if word]


@given(st.lists(st.text("abcđe", min_size=1, max_size=4), max_size=6), st.data())
def test_beginnings_of_some_of_the_words_in_order_always_fit(there: list[str], data: st.DataObject) -> None:
    folded = [word for text in there for word in words(text)]
    kept = [word for word in folded if data.draw(st.booleans())]
    assert starts_words([word[: data.draw(st.integers(1, len(word)))] for word in kept], folded)
