"""The real program in a real tmux and a real GNU screen shows what it shows on a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.drivers.person import Person
from tests.servers import Database
from tests.wire import on_screen, on_tmux

_PROGRAM = (sys.executable, "-m", "screens")
# Keys, and what is seen then. Nothing of it is stored, so that two sessions of one person do not meet.
_STEPS: Sequence[tuple[Sequence[str], str]] = (
    (("1",), "BÁO CÁO TÌNH HÌNH"),
    (("ctrl+n",), "Nội dung"),
    (("2", "enter", "g", "c", "enter", "2", "enter"), "băn khoăn, lo lắng"),
    (("escape",), "Ý KIẾN (1)"),
    (("enter",), "Nội dung"),
    (tuple("Bà con đề nghị nhiều loại"), "nhiều loại"),
    (("home", *"Nay "), "Nay Bà con"),
    (("question_mark",), "Nội dung"),
    (("escape",), "Ý KIẾN (1)"),
    (("ctrl+g",), "CÁC PHÍM CỦA MÀN HÌNH"),
    (("escape",), "Ý KIẾN (1)"),
    (("escape", "4"), "CHƯƠNG TRÌNH"),
    (("pagedown", "pagedown", "pageup"), "CHƯƠNG TRÌNH"),
)


class Within(NamedTuple):
    """What starts the program in a multiplexer, what shows it on a second terminal, and what ends it."""

    start: Sequence[str]
    attach: Sequence[str]
    end: Sequence[str]


def in_tmux(folder: Path) -> Within:
    settings = folder / "tmux.conf"
    settings.write_text("set -g status off\nset -g default-terminal tmux-256color\nset -s escape-time 0\n")
    tmux = ("tmux", "-u", "-f", str(settings), "-S", str(folder / "socket"))
    return Within((*tmux, "new-session", *_PROGRAM), (*tmux, "attach-session"), (*tmux, "kill-server"))


def in_screen(folder: Path) -> Within:
    settings = folder / "screenrc"
    settings.write_text(on_screen.SETTINGS + "maptimeout 0\n")
    screen = ("screen", "-U", "-c", str(settings), "-S", folder.name)
    return Within((*screen, "-T", "screen-256color", *_PROGRAM), (*screen, "-x"), (*screen, "-X", "quit"))


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder of ours alone for sockets, whose paths may have 107 bytes."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


@pytest.mark.parametrize(
    "within",
    [
        pytest.param(in_tmux, marks=on_tmux.NEEDED),
        pytest.param(in_screen, marks=on_screen.NEEDED),
    ],
)
def test_every_screen_in_a_multiplexer_is_the_one_without(
    within: Callable[[Path], Within],
    demo_database: Database,
    tmp_path: Path,
    short_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On the terminal at once, and on another that is attached later, to which the multiplexer draws its own cells.
    Leaving a form showed `Ý KIẾN (1)   iều  loại` there in tmux: what an insertion was to push away."""
    way, dsn = within(short_path), demo_database.dsn("nd-mocbac")
    named = {"SCREENDIR": str(short_path), "SYSSCREENRC": os.devnull, "STY": "", "TMUX": ""}
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    with (
        Person(dsn=dsn, state=tmp_path / "plain") as there,
        Person(dsn=dsn, state=tmp_path / "within", command=way.start) as here,
    ):
        here.sees("VIỆC CẦN LÀM", patience=30)
        try:
            there.sees("VIỆC CẦN LÀM", patience=30)
            for keys, words in _STEPS:
                for person in (there, here):
                    person.presses(*keys).sees(words)
                here.sees_what_sees(there)
                with Person(state=tmp_path, command=way.attach) as later:
                    later.sees_what_sees(there).killed(signal.SIGHUP)
        finally:
            subprocess.run(way.end, capture_output=True, check=False)
