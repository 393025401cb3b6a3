"""The table of keys: its rule, the bottom line and the help page made from it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import screens
from tests.drivers.program import ROOT
from tui.shell import keys
from tui.shell.base_screen import BaseScreen
from tui.shell.keys import BACK, NEW, OPEN, REMOVE, SEND, Command, bottom_line, help_rows
from tui.widgets.layout import width_of


def every_screen() -> Iterator[type[BaseScreen]]:
    """All screens of the program, found by importing every module of `screens`."""
    for module in pkgutil.iter_modules(screens.__path__, "screens."):
        importlib.import_module(module.name)
    waiting = [BaseScreen]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += found.__subclasses__()


def every_command() -> Iterator[tuple[str, Command]]:
    yield from (("the table", command) for command in keys.TABLE)
    for screen in every_screen():
        yield from ((screen.__name__, command) for command in screen.commands)


def test_no_command_is_a_bare_letter_a_function_key_or_alt() -> None:
    for where, command in every_command():
        assert all(keys.allowed(key) for key in command.keys), f"{where}: {command}"


@pytest.mark.parametrize("key", ["a", "w", "đ", "f1", "f12", "ctrl+f3", "alt+s", "ctrl+alt+x", "ctrl+h", "ctrl+m"])
def test_a_command_on_a_forbidden_key_cannot_even_be_declared(key: str) -> None:
    with pytest.raises(ValueError, match="no command may be on"):
        Command("bad", (key,), "xấu")


def test_every_screen_can_do_what_its_commands_say() -> None:
    for screen in every_screen():
        for command in (*screen.commands, *keys.EVERYWHERE):
            assert callable(getattr(screen, f"do_{command.id}", None)), f"{screen.__name__} lacks do_{command.id}"


def test_no_screen_has_two_commands_on_one_key() -> None:
    for screen in every_screen():
        taken = [key for command in screen.commands for key in command.keys]
        assert len(taken) == len(set(taken)), f"{screen.__name__}: {sorted(taken)}"


def test_the_bottom_line_is_cut_between_commands_and_keeps_the_way_to_help() -> None:
    commands = (OPEN, NEW.named("thêm ý kiến"), REMOVE, SEND, BACK)
    whole = bottom_line(commands, 200)
    assert whole == "Enter mở · Ctrl+N thêm ý kiến · Delete bỏ · Ctrl+T gửi · Esc về · Ctrl+G trợ giúp"
    for width in range(20, 100):
        line = bottom_line(commands, width)
        parts = line.split(" · ")
        assert width_of(line) <= width
        assert parts[-1] == "Ctrl+G trợ giúp"
        assert parts[:-1] == whole.split(" · ")[: len(parts) - 1]


def test_the_help_page_has_every_key_of_the_screen_then_those_that_work_everywhere() -> None:
    rows = help_rows((OPEN.hidden(), BACK))
    assert rows[0][0] == "Enter"
    assert rows[1][0] == "Esc"
    everywhere = ["Ctrl+G, ?", "Ctrl+Y", "Ctrl+Z", "Ctrl+C", "Ctrl+V", "Ctrl+L", "Ctrl+\\", "Ctrl+Q"]
    assert [key for key, _sentence in rows[2:]] == everywhere
    assert all(sentence for _key, sentence in rows)


def test_no_answer_to_a_question_is_a_key_that_typing_needs() -> None:
    """What is done to a record is asked by `Asking.confirm`; a choice of what is shown may be answered by a digit."""
    sources = [path for folder in ("screens", "tui") for path in (ROOT / folder).rglob("*.py")]
    given = {key for path in sources for key in re.findall(r'Answer\("([^"]+)"', path.read_text(encoding="utf-8"))}
    assert given <= {"escape", "0"}
