"""Terminals that will not do are refused with a sentence, before anything is drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.shell.pty_person import Person

ROOT = Path(__file__).resolve().parents[2]
ASK = "import sys; from tui import terminal; terminal.speak_utf8(); sys.exit(terminal.complaint())"


def test_a_pipe_is_no_terminal() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, input=b"", capture_output=True, env={**os.environ, "TERM": "xterm"}
    )
    assert done.returncode == 1
    assert "cần một cửa sổ dòng lệnh" in done.stderr.decode()


def person_asks(**environ: str) -> str:
    someone = Person("tests.shell.complaint", **environ)
    try:
        someone.sees("(hết)")
        return someone.screen
    finally:
        someone.goes()


def test_a_terminal_of_no_known_kind_is_refused() -> None:
    assert "TERM=dumb" in person_asks(TERM="dumb")
    assert "TERM=vt52" in person_asks(TERM="vt52")  # terminfo knows it, and that it speaks another language
    assert "đã hỏi: tốt" in person_asks(TERM="no-such-terminal")


def test_another_charset_is_refused_and_none_means_utf8() -> None:
    assert "TCVN" in person_asks(LC_ALL="vi_VN.TCVN")
    assert "đã hỏi: tốt" in person_asks(LC_ALL="C")
