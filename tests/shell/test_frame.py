"""What a person sees of every screen, and that no key goes astray between two of them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from tests.drivers.waiting import until_async
from tests.shell.stage import Pages, People, play, seen
from tui import registry
from tui.app import LangNghe
from tui.help import HelpPage
from tui.question import Answer

Scene = tuple[LangNghe, Pilot[Any]]


def test_the_title_is_at_the_top_and_the_keys_at_the_bottom(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        lines = seen(app)
        assert lines[0] == "DANH SÁCH"
        assert lines[-1] == "Enter mở · Ctrl+N thêm · Delete bỏ · Ctrl+S lưu · Esc về · Ctrl+G trợ giúp"
        assert set(lines[-2]) == {"-"}
        assert lines[-3] == ""

    play(scene, tmp_path)


def test_a_message_stays_until_the_next_key(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        await pilot.press("ctrl+s")
        assert seen(app)[-3] == "Đã lưu"
        await pilot.press("down")
        assert seen(app)[-3] == ""

    play(scene, tmp_path)


def test_a_question_is_asked_in_the_bottom_lines(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        people = app.screen
        assert isinstance(people, People)
        await pilot.press("delete")
        assert seen(app)[-3:] == ["Bỏ An?", seen(app)[-2], "Ctrl+Y bỏ · Esc thôi"]
        await pilot.press("escape")
        assert people.done == []
        assert not people.asking
        await pilot.press("delete", "ctrl+y")
        assert people.done == ["bỏ"]

    play(scene, tmp_path)


def test_another_key_withdraws_a_question_and_does_its_own_work(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        people = app.screen
        assert isinstance(people, People)
        await pilot.press("delete", "down", "enter")
        assert people.done == ["mở Bình"]

    play(scene, tmp_path)


def test_a_status_stands_at_the_right_of_the_title(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        app.frame.status("đã giữ nháp")
        await pilot.pause()
        assert seen(app)[0] == "DANH SÁCH" + " " * 60 + "đã giữ nháp"
        assert app.focused is app.screen.query_one("ListView")

    play(scene, tmp_path)


def test_keys_typed_ahead_wait_for_the_screen_they_are_for(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        people = app.screen
        Pages.gate = asyncio.Event()
        try:
            await pilot.press("enter", "space", "space", "escape", "down", "ctrl+n")
            assert people.done == ["mở An"]
            assert isinstance(app.screen, Pages)
            assert app.screen.view._page == 0
            Pages.gate.set()
            await until_async(lambda: people.done == ["mở An", "thêm"], "all keys played")  # type: ignore[attr-defined]
            assert app.screen is people
            assert people.list.current == "Bình"
        finally:
            Pages.gate = None

    play(scene, tmp_path)


def test_keys_that_arrive_in_one_burst_do_not_go_to_the_old_screen(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        people = app.screen
        for key in ("down", "enter", "space", "space", "space", "escape", "down", "enter"):
            app.post_message(events.Key(key, None))
        await until_async(lambda: people.done == ["mở Bình", "mở Chi"], "both were opened")  # type: ignore[attr-defined]

    play(scene, tmp_path)


def test_a_screen_that_waits_for_its_data_can_be_left(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        people = app.screen
        Pages.gate = asyncio.Event()
        try:
            await pilot.press("enter", "escape")
            await until_async(lambda: app.screen is people)
            await pilot.press("enter", "space", "escape", "escape")
            await until_async(lambda: app.screen is people)
        finally:
            Pages.gate = None

    play(scene, tmp_path)


def test_esc_at_home_does_nothing(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        await pilot.press("escape", "escape", "down")
        assert app.screen.list.current == "Bình"  # type: ignore[attr-defined]

    play(scene, tmp_path)


def test_help_shows_every_key_and_goes_without_loading_again(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        await pilot.press("down", "ctrl+g")
        await until_async(lambda: isinstance(app.screen, HelpPage) and not app.frame.held)
        await pilot.pause()
        text = "\n".join(seen(app))
        assert "Ctrl+N" in text
        assert "Ctrl+Q" in text
        assert "Ctrl+C" in text
        await pilot.press("escape")
        assert app.screen.list.current == "Bình"
        assert not app.frame.held

    play(scene, tmp_path)


def test_ctrl_v_says_how_to_paste_and_ctrl_z_and_ctrl_c_are_harmless(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        await pilot.press("ctrl+v")
        assert "Shift+Insert" in seen(app)[-3]
        await pilot.press("ctrl+c", "ctrl+z")
        assert app.is_running
        assert seen(app)[-3] == ""

    play(scene, tmp_path)


SIZES = ((40, 10), (59, 24), (80, 19), (10, 3), (1, 1))


@pytest.mark.parametrize("size", SIZES)
def test_a_covered_screen_takes_no_key(size: tuple[int, int], tmp_path: Path) -> None:
    """Neither commands, nor moves, nor answers to a question that it asked before, nor pastes; typed in one burst with
    the news of the size, too."""

    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        people = app.screen
        assert isinstance(people, People)
        await pilot.press("delete")
        await pilot.resize_terminal(*size)
        for key in ("enter", "down", "ctrl+n", "delete", "0", "ctrl+y", "escape", "ctrl+g"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        app.post_message(events.Paste("Bà con"))
        await pilot.press("down", "enter", "tab")
        assert people.done == [] and people.list.current == "An" and app.screen is people and people.asking
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert seen(app)[-3] == "Bỏ An?"
        await pilot.press("ctrl+y")
        assert people.done == ["bỏ"]

    play(scene, tmp_path)


def test_what_was_typed_before_a_screen_was_covered_does_what_it_does(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        people = app.screen
        assert isinstance(people, People)
        Pages.gate = asyncio.Event()
        try:
            await pilot.press("enter", "space", "escape", "ctrl+n")
            await pilot.resize_terminal(40, 10)
            await pilot.press("ctrl+n", "down", "enter")
            Pages.gate.set()
            await until_async(lambda: app.screen is people and not app.frame.held)
            await pilot.resize_terminal(80, 24)
            assert people.done == ["mở An", "thêm"] and people.list.current == "An"
        finally:
            Pages.gate = None

    play(scene, tmp_path)


def test_what_is_asked_while_a_screen_is_covered_is_said_and_answered_there(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        people, left = app.frame, []
        await pilot.resize_terminal(40, 10)
        people.ask("Thoát dù chưa giữ được nháp?", Answer("ctrl+y", "thoát", lambda: left.append("thoát")))
        await pilot.pause()
        assert "Thoát dù chưa giữ được nháp? Ctrl+Y thoát · Esc thôi" in " ".join(" ".join(seen(app)).split())
        await pilot.press("ctrl+n", "enter")
        assert left == [] and people.asking
        await pilot.press("escape")
        assert not people.asking
        people.ask("Thoát dù chưa giữ được nháp?", Answer("ctrl+y", "thoát", lambda: left.append("thoát")))
        await pilot.press("ctrl+y")
        assert left == ["thoát"]

    play(scene, tmp_path)


def test_ctrl_q_leaves_from_a_covered_screen(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        await pilot.resize_terminal(40, 10)
        await pilot.press("ctrl+l", "ctrl+q")
        await until_async(lambda: not app.is_running)

    play(scene, tmp_path)


class Clicked(People):
    """It would notice a click."""

    clicks = 0

    def on_mouse_down(self) -> None:
        Clicked.clicks += 1


def test_a_mouse_that_textual_s_own_driver_reports_does_nothing(tmp_path: Path) -> None:
    registry.register(clicked="tests.shell.test_frame:Clicked")

    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        for kind in (events.MouseDown, events.MouseUp):
            app.post_message(kind(None, 2, 0, 0, 0, 1, False, False, False))
        await pilot.press("ctrl+n")
        assert isinstance(app.screen, Clicked) and app.screen.done == ["thêm"] and Clicked.clicks == 0

    play(scene, tmp_path, "clicked")


def test_too_small_a_terminal_says_so_and_comes_back_with_everything(tmp_path: Path) -> None:
    async def scene(app: LangNghe, pilot: Pilot[Any]) -> None:
        await pilot.press("down")
        await pilot.resize_terminal(50, 15)
        await until_async(lambda: "Cửa sổ nhỏ quá" in seen(app)[0])
        assert "An" not in "".join(seen(app)[1:]).split()
        await pilot.resize_terminal(80, 24)
        await until_async(lambda: seen(app)[0] == "DANH SÁCH")
        assert seen(app)[4] == "> Bình"
        await pilot.press("down")
        assert app.screen.list.current == "Chi"  # type: ignore[attr-defined]

    play(scene, tmp_path)
