"""`langnghe doctor`: what is wrong here, and what to do."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests.commands.running import langnghe
from tests.drivers.answering import Answering, never
from tests.drivers.program import ROOT
from tests.servers import Database


def test_on_a_good_terminal_with_a_good_account_all_is_well(demo_database: Database, tmp_path: Path) -> None:
    with Answering(["doctor"], dsn=demo_database.dsn("nd-mocbac"), state=tmp_path) as person:
        person.sees("nd-mocbac ở", "80 cột × 24 dòng", "Đinh Thị Mây: cán bộ")
        assert person.ended() and person.status == 0
        assert "CHƯA ĐƯỢC" not in person.words
        terminal = ("TERM=xterm-256color", "256 màu", "đủ mọi cách vẽ", "không có tmux hay screen", "không có phía sau")
        assert all(found in person.words for found in terminal) and person.asked == 1
        assert re.search(r"trả lời +tốt +sau \d+ ms", person.words)


def test_of_a_poor_and_silent_terminal_it_says_what_that_costs_and_keeps_what_was_typed(tmp_path: Path) -> None:
    """At the prompt of a shell, in GNU screen with a TERM that nobody knows."""
    environ = {"PS1": "$ ", "TERM": "no-such-terminal", "STY": "1.pts-0", "NO_COLOR": "1", "LANG": "", "LC_ALL": ""}
    shell = ["bash", "--norc", "--noprofile", "-i"]
    with Answering(state=tmp_path, command=shell, env=environ, size=(100, 30), manner=never) as person:
        person.sees("$").writes(f"cd {ROOT}; clear; {sys.executable} -m screens --lang en doctor\r")
        while not person.asked:
            person.sees_other_than(person.lines)
        person.writes("echo xong$((1+1))\r").sees("xong2")
        said = (
            "terminfo does not know it",
            "not used (NO_COLOR)",
            "lacks: erase some",
            "not within 1 s",
            "please type",
        )
        assert all(found in person.words for found in said[:-1]) and person.asked == 1
        assert "screen, but TERM=no-such-terminal" in person.words and "Ctrl+\\ goes out to it" in person.words
        person.writes("exit\r").ended()


def test_without_terminal_and_server_it_says_what_to_do(tmp_path: Path) -> None:
    ended = langnghe("doctor", XDG_STATE_HOME=str(tmp_path), PGHOST="/nonexistent-langnghe")
    assert ended.code == 1 and ended.err == ""
    bad = [line for line in ended.out.splitlines() if "CHƯA ĐƯỢC" in line]
    assert any("cửa sổ dòng lệnh" in line for line in bad)
    assert any("Không nối được máy chủ" in line for line in bad)


def test_findings_as_json(demo_database: Database) -> None:
    found = langnghe("doctor", "--json", dsn=demo_database.dsn("giamsat")).json
    assert all(set(finding) == {"what", "ok", "words"} for finding in found)
    assert [finding["ok"] for finding in found] == [False, True, True, True, True, True, True]


def test_another_charset_and_no_locale(demo_database: Database) -> None:
    dsn = demo_database.dsn("nd-mocbac")
    assert "TCVN" in langnghe("doctor", dsn=dsn, LANG="vi_VN.TCVN").out
    assert "coi là UTF-8" in langnghe("doctor", dsn=dsn, LANG="").out


def test_an_account_without_a_duty(demo_database: Database) -> None:
    login = demo_database.cluster.new_login("ngoi-khong")
    demo_database.rows("select app.staff_add(gen_random_uuid(), 'd', %s, 'Người Chưa Có Việc')", (login,))
    assert "chưa có nhiệm vụ" in langnghe("doctor", dsn=demo_database.dsn(login)).out


def test_a_name_that_would_drive_the_terminal_is_shown_harmlessly(demo_database: Database) -> None:
    """As an administrator of the database could force it in, past every check."""
    demo_database.rows(
        "alter domain app.line drop constraint line_clean;"
        " update app.staff set name = E'\\x1b]0;x\\x07Mây \\u202Etrộm' where role = 'nd-mocbac'"
    )
    said = langnghe("doctor", dsn=demo_database.dsn("nd-mocbac")).out
    assert "␛]0;x␇Mây ‹U+202E›trộm: cán bộ" in said
    assert not {"\x1b", "\x07", "\u202e"} & set(said)


def test_a_drafts_folder_that_cannot_be_written(demo_database: Database, tmp_path: Path) -> None:
    (tmp_path / "langnghe").write_text("ở đây là một tệp")
    ended = langnghe("doctor", dsn=demo_database.dsn("nd-mocbac"), XDG_STATE_HOME=str(tmp_path))
    assert ended.code == 1 and f"Không ghi được vào {tmp_path / 'langnghe'}" in ended.out
