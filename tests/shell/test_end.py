"""However a session ends, it ends, and what was typed is there the next time."""

from __future__ import annotations

import os
import re
import select
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shell.pty_person import Person
from tui.drafts import Drafts

PROGRAM = "tests.shell.program"


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    someone = Person(PROGRAM, str(tmp_path), XDG_STATE_HOME=str(tmp_path))
    someone.sees("sẵn sàng")
    yield someone
    someone.goes()


def kept(folder: Path) -> str:
    drafts = Drafts("nd-mocbac", "test", folder / "drafts").all()
    return drafts[0].values["text"] if drafts else ""


def types_and_is_seen(person: Person, text: str) -> None:
    person.types(text)
    person.sees(text)


def test_a_hang_up_ends_the_program_and_keeps_the_last_key(person: Person, tmp_path: Path) -> None:
    types_and_is_seen(person, "giá phân bón")
    person.program.send_signal(signal.SIGHUP)
    assert person.ends_within(2) == 128 + signal.SIGHUP
    assert kept(tmp_path) == "giá phân bón"


def test_a_cut_line_ends_the_program_and_keeps_the_last_key(person: Person, tmp_path: Path) -> None:
    types_and_is_seen(person, "đường ra đồng")
    person.cuts_the_line()
    person.ends_within(2)
    assert kept(tmp_path) == "đường ra đồng"


def test_a_terminal_that_vanishes_without_a_signal_ends_the_program(tmp_path: Path) -> None:
    someone = Person("tests.shell.deaf", str(tmp_path), XDG_STATE_HOME=str(tmp_path))
    try:
        someone.sees("sẵn sàng")
        types_and_is_seen(someone, "nước thải")
        someone.cuts_the_line()
        someone.ends_within(2)
        assert kept(tmp_path) == "nước thải"
    finally:
        someone.goes()


def test_a_program_that_is_busy_for_ever_ends_with_its_line(tmp_path: Path) -> None:
    someone = Person("tests.shell.stuck", str(tmp_path), "wire", XDG_STATE_HOME=str(tmp_path))
    try:
        someone.sees("sẵn sàng")
        types_and_is_seen(someone, "lúa đổ")
        someone.types("\x14")
        someone.cuts_the_line()
        assert someone.ends_within(5) == 128 + signal.SIGHUP
    finally:
        someone.goes()


def test_being_asked_to_end_restores_the_terminal(person: Person, tmp_path: Path) -> None:
    types_and_is_seen(person, "sổ đỏ")
    person.program.send_signal(signal.SIGTERM)
    assert person.ends_within(2) == 128 + signal.SIGTERM
    assert kept(tmp_path) == "sổ đỏ"
    assert b"\x1b[?1049l" in person.raw


def test_a_kill_loses_at_most_the_last_second(person: Person, tmp_path: Path) -> None:
    types_and_is_seen(person, "lo giá lợn")
    deadline = time.monotonic() + 1.0
    while kept(tmp_path) != "lo giá lợn" and time.monotonic() < deadline:
        select.select([], [], [], 0.02)
    person.program.kill()
    person.ends_within(2)
    assert kept(tmp_path) == "lo giá lợn"


def test_ctrl_q_ends_with_0_and_the_text_is_offered_again(person: Person, tmp_path: Path) -> None:
    types_and_is_seen(person, "bà con mong")
    person.types("\x11")
    assert person.ends_within(3) == 0
    again = Person(PROGRAM, str(tmp_path), XDG_STATE_HOME=str(tmp_path))
    try:
        again.sees("sẵn sàng: bà con mong")
    finally:
        again.goes()


def test_ctrl_z_and_ctrl_c_do_nothing(person: Person) -> None:
    types_and_is_seen(person, "mot")
    person.types("\x1a\x03")
    types_and_is_seen(person, " hai")
    os.kill(person.program.pid, signal.SIGTSTP)
    types_and_is_seen(person, " ba")
    person.sees("mot hai ba")


def test_an_error_nobody_caught_is_one_sentence_at_home_and_then_at_the_end_and_a_log(
    person: Person, tmp_path: Path
) -> None:
    types_and_is_seen(person, "con dang go")
    person.types("\x14")
    person.sees("Màn hình vừa rồi gặp lỗi")
    person.sees("sẵn sàng: con dang go")
    log = tmp_path / "langnghe" / "langnghe.log"
    assert "RuntimeError" in log.read_text() and "con dang go" not in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    person.types("\x12")
    assert person.ends_within(5) == 1
    after = person.raw.split(b"\x1b[?1049l")[-1].decode()
    assert "Có lỗi ngoài dự kiến" in after
    assert "Traceback" not in person.raw.decode()
    assert "RuntimeError" not in person.raw.decode()
    assert kept(tmp_path) == "con dang go"


def test_an_arrow_key_that_comes_in_two_parts_is_one_key(person: Person) -> None:
    person.types("tr\x1b")
    select.select([], [], [], 0.2)  # the line is slow: that is what is tested
    person.types("[Dước")
    person.sees("trước")


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("0", False)])
def test_colours_are_the_sixteen_of_the_terminal_or_none(tmp_path: Path, no_color: str, coloured: bool) -> None:
    someone = Person(PROGRAM, str(tmp_path), XDG_STATE_HOME=str(tmp_path), NO_COLOR=no_color)
    try:
        someone.sees("sẵn sàng")
        someone.types("\x04")
        someone.sees("một lỗi")
    finally:
        someone.goes()
    assert b"[38;" not in someone.raw
    assert b"[48;" not in someone.raw
    assert (re.search(rb"\x1b\[[0-9;]*91m", someone.raw) is not None) is coloured
