"""Ctrl+\\ and SIGTSTP stop the program where a shell with job control is behind it, and nowhere else."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drivers.person import Person
from tui.drafts.store import Drafts

PROGRAM = f"{sys.executable} -m tests.shell.program"
BEHIND = f"{sys.executable} -c 'from tui.runtime.suspend import shell_is_behind as a; print([a()])'"
KEY = b"\x1c"
SHELL = {"PS1": "dấu-nhắc$ ", "HISTFILE": "", "INPUTRC": "/dev/null", "BASH_SILENCE_DEPRECATION_WARNING": "1"}


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Person]:
    """Somebody at the prompt of an interactive bash."""
    with Person(state=tmp_path, command=["bash", "--norc", "--noprofile", "-i"], env=SHELL) as person:
        person.sees("dấu-nhắc$")
        yield person
        if not person.ended(0):
            person.writes("exit\r").ended()


def at_the_prompt(person: Person, command: str, *sees: str) -> None:
    """Give the shell a command and see what it prints; the screen is empty before."""
    person.writes("clear\r").sees_no("dấu-nhắc$ clear").writes(command + "\r").sees(*sees)


def program_of(shell: Person) -> int:
    """The process that shows the screen, a child or grandchild of the shell."""
    for process in (name for name in os.listdir("/proc") if name.isdecimal()):
        try:
            words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
            if b"tests.shell.program" in words and b"-c" not in words and os.getsid(int(process)) == shell.pid:
                return int(process)
        except OSError:
            continue
    raise AssertionError("the program is not there")


def test_a_shell_starts_it_again_with_everything_typed_still_there(shell: Person, tmp_path: Path) -> None:
    shell.writes(f"{PROGRAM} {tmp_path} wire\r").sees("sẵn sàng").writes("giá phân").sees("giá phân")
    shell.sends(b"\x07").sees("Ctrl+\\").presses("escape").sees("giá phân")

    shell.sends(KEY).sees("Stopped", "dấu-nhắc$").sees_no("GÕ Ở ĐÂY")
    at_the_prompt(shell, "stty -a | grep -o ' icanon\\| opost\\| isig\\| echo '", "icanon", "opost", "isig", "echo")
    assert Drafts("nd-mocbac", "test", tmp_path / "drafts").all()[0].values["text"] == "giá phân"
    shell.writes("fg\r").sees("GÕ Ở ĐÂY", "giá phân").writes(" bón").sees("giá phân bón")
    assert "Stopped" not in shell.words and "dấu-nhắc" not in shell.words

    process = program_of(shell)
    os.kill(process, signal.SIGTSTP)
    shell.sees("Stopped").sees_no("GÕ Ở ĐÂY")
    at_the_prompt(shell, "bg", "&")
    at_the_prompt(shell, f"until grep -q stopped /proc/{process}/status; do :; done; jobs", "Stopped")
    shell.resizes(70, 22).writes("fg\r").sees("GÕ Ở ĐÂY", "giá phân bón", "-" * 70).writes(" tăng").sees("bón tăng")
    assert "Stopped" not in shell.words and "-" * 71 not in shell.words

    os.kill(process, signal.SIGSTOP)
    shell.sees("Stopped").writes("echo đè lên\r").sees("đè lên").writes("fg\r").sees_no("đè lên", "Stopped")
    shell.sees("GÕ Ở ĐÂY", "giá phân bón tăng").writes("!").sees("tăng!").presses("ctrl+q").sees("dấu-nhắc$")
    shell.writes("exit\r")
    assert shell.ended()


def test_whoever_waits_for_it_in_its_group_stops_with_it(shell: Person, tmp_path: Path) -> None:
    shell.writes(f"sh -c '{PROGRAM} {tmp_path} wire; echo hết'\r").sees("sẵn sàng").writes("ngập").sees("ngập")
    shell.sends(KEY).sees("Stopped", "dấu-nhắc$").sees_no("GÕ Ở ĐÂY")
    shell.writes("fg\r").sees("GÕ Ở ĐÂY").writes(" úng").sees("ngập úng").presses("ctrl+q").sees("hết")


def test_where_no_shell_is_behind_nothing_stops_it(tmp_path: Path) -> None:
    """As sshd starts it for `ssh host langnghe` or by ForceCommand, tmux as its window's command."""
    for started in ([sys.executable], ["sh", "-c", '"$0" "$@"; true', sys.executable]):
        command = [*started, "-m", "tests.shell.program", str(tmp_path / str(len(started))), "wire"]
        with Person(state=tmp_path, command=command) as person:
            person.sees("sẵn sàng").sends(KEY).sees("không có dấu nhắc lệnh nào")
            os.kill(program_of(person), signal.SIGTSTP)
            person.writes("mương").sees("mương").sends(b"\x07").sees("Ctrl+L").presses("escape")
            assert "Ctrl+\\" not in person.words


def test_who_is_behind(shell: Person) -> None:
    at_the_prompt(shell, BEHIND, "[True]")
    at_the_prompt(shell, f'echo | sh -c "{BEHIND}; true"', "[True]")
    at_the_prompt(shell, f"set +m; {BEHIND}; set -m", "[False]")
    at_the_prompt(shell, f"setsid -w {BEHIND}", "[False]")
    shell.writes(f"clear; exec {BEHIND}\r").sees("[False]")
