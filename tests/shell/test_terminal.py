"""Terminals that will not do are refused with a sentence, before anything is drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.drivers.person import Person
from tests.drivers.program import ROOT

ASK = "import sys; from tui.runtime import terminal; terminal.speak_utf8(); sys.exit(terminal.complaint())"


def test_a_pipe_is_no_terminal() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, input=b"", capture_output=True, env={**os.environ, "TERM": "xterm"}
    )
    assert done.returncode == 1
    assert "cần một cửa sổ dòng lệnh" in done.stderr.decode()


def person_asks(state: Path, **environ: str) -> str:
    with Person(state=state, env=environ, command=(sys.executable, "-m", "tests.shell.complaint")) as someone:
        return someone.sees("(hết)").screen


def test_a_terminal_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    assert "TERM=dumb" in person_asks(tmp_path, TERM="dumb")
    assert "TERM=vt52" in person_asks(tmp_path, TERM="vt52")  # terminfo knows it, and that it speaks another language
    assert "đã hỏi: tốt" in person_asks(tmp_path, TERM="no-such-terminal")


def test_another_charset_is_refused_and_none_means_utf8(tmp_path: Path) -> None:
    assert "TCVN" in person_asks(tmp_path, LC_ALL="vi_VN.TCVN")
    assert "đã hỏi: tốt" in person_asks(tmp_path, LC_ALL="C")
