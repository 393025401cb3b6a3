"""What a person sees of every screen, and that no key goes astray between two of them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual import events

from tests.drivers.pilot import PilotPerson
from tests.shell.stage import Pages, People, play
from tui.shell import registry
from tui.shell.app import LangNghe
from tui.shell.help import HelpPage
from tui.shell.question import Answer


def test_the_title_is_at_the_top_and_the_keys_at_the_bottom(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        lines = person.lines
        assert lines[0] == "DANH SÁCH"
        assert lines[-1] == "Enter mở · Ctrl+N thêm · Delete bỏ · Ctrl+S lưu · Esc về · Ctrl+G trợ giúp"
        assert set(lines[-2]) == {"-"}
        assert lines[-3] == ""

    play(scene, tmp_path)


def test_a_message_stays_until_the_next_key(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        await person.presses("ctrl+s")
        assert person.lines[-3] == "Đã lưu"
        await person.presses("down")
        assert person.lines[-3] == ""

    play(scene, tmp_path)


def test_a_question_is_asked_in_the_bottom_lines(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        people = person.app.screen
        assert isinstance(people, People)
        await person.presses("delete")
        assert person.lines[-3:] == ["Bỏ An?", person.lines[-2], "Ctrl+Y bỏ · Esc thôi"]
        await person.presses("escape")
        assert people.done == []
        assert not people.asking
        await person.presses("delete", "ctrl+y")
        assert people.done == ["bỏ"]

    play(scene, tmp_path)


def test_another_key_withdraws_a_question_and_does_its_own_work(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        people = person.app.screen
        assert isinstance(people, People)
        await person.presses("delete", "down", "enter")
        assert people.done == ["mở Bình"]

    play(scene, tmp_path)


def test_a_status_stands_at_the_right_of_the_title(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        person.app.frame.status("đã giữ nháp")
        await person.settles()
        assert person.lines[0] == "DANH SÁCH" + " " * 60 + "đã giữ nháp"
        assert person.app.focused is person.app.screen.query_one("ListView")

    play(scene, tmp_path)


def test_keys_typed_ahead_wait_for_the_screen_they_are_for(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        people = person.app.screen
        Pages.gate = asyncio.Event()
        try:
            await person.presses("enter", "space", "space", "escape", "down", "ctrl+n")
            assert people.done == ["mở An"]
            assert isinstance(person.app.screen, Pages)
            assert person.app.screen.view._page == 0
            Pages.gate.set()
            await person.until(lambda: people.done == ["mở An", "thêm"], "all keys played")  # type: ignore[attr-defined]
            assert person.app.screen is people
            assert people.list.current == "Bình"
        finally:
            Pages.gate = None

    play(scene, tmp_path)


def test_keys_that_arrive_in_one_burst_do_not_go_to_the_old_screen(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        people = person.app.screen
        await person.bursts("down", "enter", "space", "space", "space", "escape", "down", "enter")
        await person.until(lambda: people.done == ["mở Bình", "mở Chi"], "both were opened")  # type: ignore[attr-defined]

    play(scene, tmp_path)


def test_a_screen_that_waits_for_its_data_can_be_left(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        people = person.app.screen
        Pages.gate = asyncio.Event()
        try:
            await person.presses("enter", "escape")
            await person.until(lambda: person.app.screen is people)
            await person.presses("enter", "space", "escape", "escape")
            await person.until(lambda: person.app.screen is people)
        finally:
            Pages.gate = None

    play(scene, tmp_path)


def test_esc_at_home_does_nothing(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        await person.presses("escape", "escape", "down")
        assert person.app.screen.list.current == "Bình"  # type: ignore[attr-defined]

    play(scene, tmp_path)


def test_help_shows_every_key_and_goes_without_loading_again(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        await person.presses("down", "ctrl+g")
        await person.until(lambda: isinstance(person.app.screen, HelpPage) and not person.app.frame.held)
        await person.settles()
        text = "\n".join(person.lines)
        assert "Ctrl+N" in text
        assert "Ctrl+Q" in text
        assert "Ctrl+C" in text
        await person.presses("escape")
        assert person.app.screen.list.current == "Bình"
        assert not person.app.frame.held

    play(scene, tmp_path)


def test_ctrl_v_says_how_to_paste_and_ctrl_z_and_ctrl_c_are_harmless(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        await person.presses("ctrl+v")
        assert "Shift+Insert" in person.lines[-3]
        await person.presses("ctrl+c", "ctrl+z")
        assert person.app.is_running
        assert person.lines[-3] == ""

    play(scene, tmp_path)


SIZES = ((40, 10), (59, 24), (80, 19), (10, 3), (1, 1))


@pytest.mark.parametrize("size", SIZES)
def test_a_covered_screen_takes_no_key(size: tuple[int, int], tmp_path: Path) -> None:
    """Neither commands, nor moves, nor answers to a question that it asked before, nor pastes; typed in one burst with
    the news of the size, too."""

    async def scene(person: PilotPerson[LangNghe]) -> None:
        people = person.app.screen
        assert isinstance(people, People)
        await person.presses("delete")
        await person.resizes(*size)
        keys = ("enter", "down", "ctrl+n", "delete", "0", "ctrl+y", "escape", "ctrl+g")
        await person.bursts(*keys, events.Paste("Bà con"))
        await person.presses("down", "enter", "tab")
        assert people.done == [] and people.list.current == "An" and person.app.screen is people and people.asking
        await person.resizes(80, 24)
        await person.settles()
        assert person.lines[-3] == "Bỏ An?"
        await person.presses("ctrl+y")
        assert people.done == ["bỏ"]

    play(scene, tmp_path)


def test_what_was_typed_before_a_screen_was_covered_does_what_it_does(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        people = person.app.screen
        assert isinstance(people, People)
        Pages.gate = asyncio.Event()
        try:
            await person.presses("enter", "space", "escape", "ctrl+n")
            await person.resizes(40, 10)
            await person.presses("ctrl+n", "down", "enter")
            Pages.gate.set()
            await person.until(lambda: person.app.screen is people and not person.app.frame.held)
            await person.resizes(80, 24)
            assert people.done == ["mở An", "thêm"] and people.list.current == "An"
        finally:
            Pages.gate = None

    play(scene, tmp_path)


def test_what_is_asked_while_a_screen_is_covered_is_said_and_answered_there(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        people, left = person.app.frame, []
        await person.resizes(40, 10)
        people.ask("Thoát dù chưa giữ được nháp?", Answer("ctrl+y", "thoát", lambda: left.append("thoát")))
        await person.settles()
        assert "Thoát dù chưa giữ được nháp? Ctrl+Y thoát · Esc thôi" in " ".join(" ".join(person.lines).split())
        await person.presses("ctrl+n", "enter")
        assert left == [] and people.asking
        await person.presses("escape")
        assert not people.asking
        people.ask("Thoát dù chưa giữ được nháp?", Answer("ctrl+y", "thoát", lambda: left.append("thoát")))
        await person.presses("ctrl+y")
        assert left == ["thoát"]

    play(scene, tmp_path)


def test_ctrl_q_leaves_from_a_covered_screen(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        await person.resizes(40, 10)
        await person.presses("ctrl+l", "ctrl+q")
        await person.until(lambda: not person.app.is_running)

    play(scene, tmp_path)


class Clicked(People):
    """It would notice a click."""

    clicks = 0

    def on_mouse_down(self) -> None:
        Clicked.clicks += 1


def test_a_mouse_that_textual_s_own_driver_reports_does_nothing(tmp_path: Path) -> None:
    registry.register(clicked="tests.shell.test_frame:Clicked")

    async def scene(person: PilotPerson[LangNghe]) -> None:
        for kind in (events.MouseDown, events.MouseUp):
            person.app.post_message(kind(None, 2, 0, 0, 0, 1, False, False, False))
        await person.presses("ctrl+n")
        assert isinstance(person.app.screen, Clicked) and person.app.screen.done == ["thêm"] and Clicked.clicks == 0

    play(scene, tmp_path, "clicked")


def test_too_small_a_terminal_says_so_and_comes_back_with_everything(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        await person.presses("down")
        await person.resizes(50, 15)
        await person.until(lambda: "Cửa sổ nhỏ quá" in person.lines[0])
        assert "An" not in "".join(person.lines[1:]).split()
        await person.resizes(80, 24)
        await person.until(lambda: person.lines[0] == "DANH SÁCH")
        assert person.lines[4] == "> Bình"
        await person.presses("down")
        assert person.app.screen.list.current == "Chi"  # type: ignore[attr-defined]

    play(scene, tmp_path)
