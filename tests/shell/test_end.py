"""However a session ends, it ends, and what was typed is there the next time."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drivers.person import Person
from tui.drafts.store import Drafts


def opened(
    folder: Path, *how: str, program: str = "program", sees: str = "sẵn sàng", may_fail: bool = False, **env: str
) -> Person:
    """Somebody at one of the programs of this folder, whose drafts lie in theirs."""
    command = (sys.executable, "-m", f"tests.shell.{program}")
    return Person([str(folder), *how], state=folder, command=command, env=env, may_fail=may_fail).sees(sees)


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    with opened(tmp_path) as someone:
        yield someone


def kept(folder: Path) -> str:
    drafts = Drafts("nd-mocbac", "test", folder / "drafts").all()
    return drafts[0].values["text"] if drafts else ""


def types_and_is_seen(person: Person, text: str) -> None:
    person.writes(text).sees(text)


def ends_within(person: Person, seconds: float) -> int | None:
    """The exit code of a program that ends by itself so soon."""
    assert person.ended(seconds), f"still running after {seconds} s"
    return person.status


def test_a_hang_up_ends_the_program_and_keeps_the_last_key(person: Person, tmp_path: Path) -> None:
    types_and_is_seen(person, "giá phân bón")
    person.signalled(signal.SIGHUP)
    assert ends_within(person, 2) == 128 + signal.SIGHUP
    assert kept(tmp_path) == "giá phân bón"


def test_a_cut_line_ends_the_program_and_keeps_the_last_key(person: Person, tmp_path: Path) -> None:
    types_and_is_seen(person, "đường ra đồng")
    ends_within(person.hangs_up(), 2)
    assert kept(tmp_path) == "đường ra đồng"


def test_a_terminal_that_vanishes_without_a_signal_ends_the_program(tmp_path: Path) -> None:
    with opened(tmp_path, program="deaf") as someone:
        types_and_is_seen(someone, "nước thải")
        ends_within(someone.hangs_up(), 2)
        assert kept(tmp_path) == "nước thải"


def test_a_program_that_is_busy_for_ever_ends_with_its_line(tmp_path: Path) -> None:
    with opened(tmp_path, "wire", program="stuck") as someone:
        types_and_is_seen(someone, "lúa đổ")
        assert ends_within(someone.presses("ctrl+t").hangs_up(), 5) == 128 + signal.SIGHUP


def test_being_asked_to_end_restores_the_terminal(person: Person, tmp_path: Path) -> None:
    types_and_is_seen(person, "sổ đỏ")
    person.signalled(signal.SIGTERM)
    assert ends_within(person, 2) == 128 + signal.SIGTERM
    assert kept(tmp_path) == "sổ đỏ"
    assert b"\x1b[?1049l" in person.heard


def test_a_kill_loses_at_most_the_last_second(person: Person, tmp_path: Path) -> None:
    types_and_is_seen(person, "lo giá lợn")
    person.until(lambda: kept(tmp_path) == "lo giá lợn", "has it in the draft", patience=1.0)
    person.killed()
    assert kept(tmp_path) == "lo giá lợn"


def test_ctrl_q_ends_with_0_and_the_text_is_offered_again(person: Person, tmp_path: Path) -> None:
    types_and_is_seen(person, "bà con mong")
    assert ends_within(person.presses("ctrl+q"), 3) == 0
    with opened(tmp_path, sees="sẵn sàng: bà con mong"):
        pass


def test_ctrl_z_and_ctrl_c_do_nothing(person: Person) -> None:
    types_and_is_seen(person, "mot")
    person.presses("ctrl+z", "ctrl+c")
    types_and_is_seen(person, " hai")
    os.kill(person.pid, signal.SIGTSTP)
    types_and_is_seen(person, " ba")
    person.sees("mot hai ba")


def test_an_error_nobody_caught_is_one_sentence_at_home_and_then_at_the_end_and_a_log(
    tmp_path: Path,
) -> None:
    with opened(tmp_path, may_fail=True) as person:
        types_and_is_seen(person, "con dang go")
        person.presses("ctrl+t").sees("Màn hình vừa rồi gặp lỗi", "sẵn sàng: con dang go")
        log = person.log.read_text()
        assert "RuntimeError" in log and "con dang go" not in log
        assert person.log.stat().st_mode & 0o777 == 0o600
        assert ends_within(person.presses("ctrl+r"), 5) == 1
        after = person.heard.split(b"\x1b[?1049l")[-1].decode()
        assert "Có lỗi ngoài dự kiến" in after
        assert "Traceback" not in person.heard.decode()
        assert "RuntimeError" not in person.heard.decode()
        assert kept(tmp_path) == "con dang go"


def test_an_arrow_key_that_comes_in_two_parts_is_one_key(person: Person) -> None:
    person.writes("tr").sends(b"\x1b").rests(0.2)  # the line is slow: that is what is tested
    person.writes("[Dước").sees("trước")


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("0", False)])
def test_colours_are_the_sixteen_of_the_terminal_or_none(tmp_path: Path, no_color: str, coloured: bool) -> None:
    with opened(tmp_path, NO_COLOR=no_color) as someone:
        someone.presses("ctrl+d").sees("một lỗi")
    assert b"[38;" not in someone.heard
    assert b"[48;" not in someone.heard
    assert (re.search(rb"\x1b\[[0-9;]*91m", someone.heard) is not None) is coloured
