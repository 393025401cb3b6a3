"""Finding in a list: what is typed after `/`, where the cursor goes, and what Enter, Esc and other keys make of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.pilot import Pilot

from db.rules.fold import words
from tests.shell.stage import Months, Pages, People, play, seen
from tui.app import LangNghe
from tui.lists.find import starts_words
from tui.lists.view import Row, heading


def list_of(app: LangNghe) -> Any:
    assert isinstance(app.screen, People)
    return app.screen.list


def names(app: LangNghe) -> None:
    communes = ("Mộc Bắc", "Mộc Nam", "Tiên Sơn", "Trác Văn", "Yên Nam")
    list_of(app).show([heading("XÃ"), *(Row(name, (f"Hội ND xã {name}",)) for name in communes)])


def test_the_cursor_goes_along_with_what_is_typed_without_marks(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        names(app)
        await pilot.press("slash")
        assert seen(app)[-1] == "Tìm:"
        assert seen(app)[-3] == "Gõ đầu các chữ cần tìm, không cần dấu."
        await pilot.press("t")
        assert list_of(app).current == "Tiên Sơn"
        await pilot.press("r", "space", "v")
        assert list_of(app).current == "Trác Văn"
        assert seen(app)[-1] == "Tìm: tr v"
        await pilot.press("backspace", "backspace", "backspace")
        assert list_of(app).current == "Tiên Sơn"
        await pilot.press("enter")
        assert list_of(app).current == "Tiên Sơn"
        assert seen(app)[-1].startswith("Enter mở")
        await pilot.press("enter")
        assert app.screen.id is None
        assert isinstance(app.screen, Pages)

    play(scene, tmp_path)


def test_words_may_stand_apart_and_an_input_method_may_write_them(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        names(app)
        await pilot.press("ctrl+f", *"ND", "space", *"nam")
        assert list_of(app).current == "Mộc Nam"
        await pilot.press("ctrl+f")
        assert list_of(app).current == "Yên Nam"
        await pilot.press("ctrl+f")
        assert list_of(app).current == "Mộc Nam"
        await pilot.press("down", "slash", *"yê")
        assert list_of(app).current == "Yên Nam"

    play(scene, tmp_path)


def test_slash_and_enter_look_for_the_same_again(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        names(app)
        await pilot.press("slash", *"moc", "enter")
        assert list_of(app).current == "Mộc Bắc"
        await pilot.press("slash")
        assert "Enter: chỗ tiếp theo có “moc”" in seen(app)[-3]
        await pilot.press("enter")
        assert list_of(app).current == "Mộc Nam"
        await pilot.press("slash", "enter")
        assert list_of(app).current == "Mộc Bắc"
        await pilot.press("slash", *"sơn", "enter", "slash", "enter")
        assert list_of(app).current == "Tiên Sơn"
        assert seen(app)[-3] == "Không còn chỗ nào khác có “sơn”."

    play(scene, tmp_path)


def test_where_nothing_fits_it_is_said_and_esc_leads_back(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        names(app)
        await pilot.press("down", "slash", *"yen")
        assert list_of(app).current == "Yên Nam"
        await pilot.press("x")
        assert seen(app)[-3] == "Không có chỗ nào có “yenx”."
        assert seen(app)[-1] == "Tìm: yenx"
        await pilot.press("escape")
        assert list_of(app).current == "Mộc Nam"
        assert seen(app)[-3] == ""
        await pilot.press("slash", *"qq", "enter")
        assert list_of(app).current == "Mộc Nam"
        assert seen(app)[-3] == "Không có chỗ nào có “qq”."

    play(scene, tmp_path)


def test_any_other_key_does_what_it_always_does_on_the_place_that_was_found(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        names(app)
        await pilot.press("slash", *"tien", "up")
        assert list_of(app).current == "Mộc Nam"
        await pilot.press("slash", *"yen", "ctrl+s")
        assert list_of(app).current == "Yên Nam"
        assert seen(app)[-3] == "Đã lưu"
        list_of(app).show([])
        await pilot.press("slash", "x")
        assert seen(app)[-1].startswith("Enter mở")

    play(scene, tmp_path)


def test_keys_that_are_typed_ahead_reach_the_search(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        for event in (Key("slash", "/"), Paste("chi\n"), Key("enter", None), Key("enter", None)):
            app.post_message(event)
        await pilot.pause()
        assert isinstance(app.screen, Pages)
        assert app.screen.of == "Chi"

    play(scene, tmp_path)


def test_what_is_pasted_is_one_line_of_words_and_what_finds_no_room_is_said(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        names(app)
        await pilot.press("slash")
        app.post_message(Paste(" Mộc\t\x1b[31m\u202e\r\nNam\n"))
        await pilot.pause()
        assert seen(app)[-1] == "Tìm: Mộc  [31m  Nam"
        await pilot.press("escape", "slash")
        app.post_message(Paste("moc n" + "x" * 100))
        await pilot.pause()
        assert seen(app)[-1] == "Tìm: moc n" + "x" * 55
        assert seen(app)[-3] == "Chỉ tìm theo 60 ký tự đầu."
        await pilot.press("backspace")
        assert seen(app)[-3].startswith("Không có chỗ nào có “moc nx")
        await pilot.press("x", "y")
        assert seen(app)[-3] == "Chỉ tìm theo 60 ký tự đầu."

    play(scene, tmp_path)


def test_a_grid_finds_a_row_and_keeps_the_column(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        assert isinstance(app.screen, Months)
        await pilot.press("right", "slash", *"hoi", "space", *"102", "enter")
        assert app.screen.grid.current == (102, 2)
        await pilot.press("slash", *"17", "escape")
        assert app.screen.grid.current == (102, 2)

    play(scene, tmp_path, "months")


def test_a_page_turns_to_the_line_and_shows_which_it_is(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        assert isinstance(app.screen, Pages)
        await pilot.press("slash", *"dong", "space", *"45", "enter")
        assert app.screen.view.on_last
        assert marked(app) == [("dòng", "dòng 45")]
        await pilot.press("slash", *"1", "escape")
        assert marked(app) == [("dòng", "dòng 45")]
        await pilot.press("pageup")
        assert marked(app) == []
        app.screen.view.show(["", [("  Tiêu đề", "strong"), (" của phần", "")], [("1", "strong"), ("a b", "")]])
        await pilot.press("slash", *"de")
        assert marked(app) == [("Tiêu", "  Tiêu đề của phần")]
        await pilot.press("escape", "slash", *"b")
        assert marked(app) == [("1a", "1a b")]
        await pilot.press("ctrl+u", *"de")
        assert marked(app) == [("Tiêu", "  Tiêu đề của phần")]
        await pilot.press("ctrl+u", "ctrl+z")
        assert marked(app) == [("Tiêu", "  Tiêu đề của phần")]

    play(scene, tmp_path, "pages")


def marked(app: LangNghe) -> list[tuple[str, str]]:
    """What is in reverse, and the line that it is in."""
    assert isinstance(app.screen, Pages)
    view = app.screen.view
    drawn = [view.render_line(y) for y in range(view.size.height)]
    found = [("".join(one.text for one in strip if one.style and one.style.reverse), strip.text) for strip in drawn]
    return [(word, line.rstrip()) for word, line in found if word]


@given(st.lists(st.text("abcđe", min_size=1, max_size=4), max_size=6), st.data())
def test_beginnings_of_some_of_the_words_in_order_always_fit(there: list[str], data: st.DataObject) -> None:
    folded = [word for text in there for word in words(text)]
    kept = [word for word in folded if data.draw(st.booleans())]
    assert starts_words([word[: data.draw(st.integers(1, len(word)))] for word in kept], folded)
