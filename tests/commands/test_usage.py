"""What every command has in common: help, language, exit codes, a quick start."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.commands.running import environment, langnghe
from tests.drivers.program import ROOT

COMMANDS = [
    ["demo"], ["db", "upgrade"], ["db", "status"], ["places", "load"], ["programme", "load"], ["programme", "check"],
    ["staff", "add"], ["staff", "password"], ["staff", "duty"], ["staff", "close"], ["staff", "list"], ["doctor"],
]  # fmt: skip


def test_help_is_vietnamese_and_names_every_command() -> None:
    ended = langnghe("--help")
    assert ended.code == 0
    assert ended.out.startswith("cách dùng: langnghe")
    assert "tùy chọn:" in ended.out and "in hướng dẫn này rồi thoát" in ended.out
    for command in ("demo", "db", "places", "programme", "staff", "doctor"):
        assert f"\n    {command} " in ended.out
    for english in ("usage", "options", "show this", "positional"):
        assert english not in ended.out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_of_its_own(command: list[str]) -> None:
    ended = langnghe(*command, "--help")
    assert ended.code == 0
    assert ended.out.startswith(f"cách dùng: langnghe {' '.join(command)}")


def test_help_is_english_for_who_asks() -> None:
    for order in (["--lang", "en", "demo", "--help"], ["demo", "--lang=en", "--help"]):
        ended = langnghe(*order)
        assert ended.code == 0
        assert ended.out.startswith("usage: langnghe demo")
        assert "show this help message and exit" in ended.out


def test_the_version_is_one_line() -> None:
    ended = langnghe("--version")
    assert ended.code == 0
    assert ended.out.startswith("langnghe ") and ended.out.count("\n") == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["nonsense"], "nonsense"),
        (["staff"], "LỆNH"),
        (["staff", "add", "nd-x"], "--name"),
        (["demo", "--today", "hôm qua"], "YYYY-MM-DD"),
        (["demo", "--dsn", "--stop"], "--stop"),
        (["--lang", "fr"], "fr"),
        (["staff", "password", "nd-x", "mat-khau-bi-mat"], "mat-khau-bi-mat"),
        (["doctor", "--js"], "--js"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(wrong: list[str], said: str) -> None:
    ended = langnghe(*wrong)
    assert ended.code == 2
    assert ended.out == ""
    assert "sai cách dùng" in ended.err and said in ended.err and "--help" in ended.err


def test_help_and_version_import_neither_screens_nor_database() -> None:
    look = (
        "import sys\nfrom screens.__main__ import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "heavy = {'textual', 'rich', 'peewee', 'psycopg2', 'dateutil'}\n"
        "print('heavy:', {m.partition('.')[0] for m in sys.modules} & heavy)"
    )
    for asked in ("--help", "--version"):
        done = subprocess.run(
            [sys.executable, "-c", look, asked], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
        )
        assert done.stdout.endswith("heavy: set()\n"), done.stdout
