"""A Textual upgrade is safe: what our driver assumes of Textual is looked at, and what changed is said in words."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from textual import driver, events, keys
from textual.drivers import linux_driver

from tests.drivers.answering import Answering
from tests.servers import Database
from tests.wire.pins import broken, surprises

_AS_IT_WAS: dict[str, Any] = {
    "others": [], "newlines": 5, "returns": 0, "cursor_last": True, "threads": 1,
    "calls": ["start_application_mode", "stop_application_mode", "close"],
}  # fmt: skip


def test_textual_s_public_classes_are_what_the_driver_takes_them_for() -> None:
    assert broken() == []


def test_textual_writes_nothing_that_the_driver_does_not_know(demo_database: Database, tmp_path: Path) -> None:
    spoken = tmp_path / "spoken.json"
    with Answering(
        dsn=demo_database.dsn("nd-mocbac"),
        state=tmp_path,
        env={"LANGNGHE_TEST_SPOKEN": str(spoken)},
        command=(sys.executable, "-m", "tests.wire.spoken"),
    ) as clerk:
        clerk.sees("VIỆC CẦN LÀM", "1 báo cáo tháng").presses("down", "/").sees("Tìm:").types("thang 8")
        clerk.sees("Tìm: thang 8").presses("escape", "1").sees("Ctrl+N thêm ý kiến").presses("ctrl+n")
        clerk.sees("Nội dung").types("9").presses("enter").types("2").presses("enter", "down", "down", "down")
        clerk.pastes("Bà con lo\n漢 e\u0302\u0301").presses("left", "ctrl+l", "?", "ctrl+s", "escape")
        clerk.sees("Ctrl+N thêm ý kiến").presses("delete", "escape", "escape").sees("VIỆC CẦN LÀM").presses("4")
        clerk.sees("CHƯƠNG TRÌNH").presses("pagedown", "pageup").resizes(100, 30).presses("ctrl+g")
        clerk.sees("CÁC PHÍM CỦA MÀN HÌNH").presses("escape").sees("CHƯƠNG TRÌNH").presses("ctrl+q")
        assert clerk.ended()
    assert surprises(json.loads(spoken.read_text())) == []


_CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"others": ["\x1b[2L"]}, "'\\x1b[2L', which tui/wire/ansi_parser.py does not read"),
    ({"others": ["\x1b[>1u", "\x1b]22;default\x07"]}, "'\\x1b[>1u', which"),
    ({"newlines": 0}, "a newline alone that also returns"),
    ({"returns": 3}, "a newline alone that also returns"),
    ({"cursor_last": False}, "a motion to App.cursor_position"),
    ({"threads": 2}, "write() from 2 threads"),
    (
        {"calls": ["start_application_mode", "close"]},
        "begins and ends a session with start_application_mode, close now",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), _CHANGES)
def test_what_textual_does_otherwise_is_said_in_one_sentence(change: dict[str, Any], sentence: str) -> None:
    assert surprises(_AS_IT_WAS) == []
    (said,) = surprises({**_AS_IT_WAS, **change})
    assert sentence in said and "tui/wire/" in said


class _Key(events.Key):
    def __init__(self, key: str, character: str | None, pressed: bool) -> None: ...


def test_what_changed_in_textual_s_classes_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def after(target: object, name: str, value: object) -> str:
        with monkeypatch.context() as patch:
            patch.setattr(target, name, value)
            (said,) = broken()
            return said

    abstract = driver.Driver.__abstractmethods__
    assert "a method present() now" in after(driver.Driver, "__abstractmethods__", abstract | {"present"})
    assert "no longer asks of a driver the method disable_input()" in after(
        driver.Driver, "__abstractmethods__", abstract - {"disable_input"}
    )
    assert "has no process_message() any more" in after(driver.Driver, "process_message", None)
    assert "has no run_input_thread() any more" in after(linux_driver.LinuxDriver, "run_input_thread", None)
    assert "has no property is_inline any more" in after(driver.Driver, "is_inline", False)
    assert "_Key takes key, character, pressed now, not key, character" in after(events, "Key", _Key)
    assert "KEY_NAME_REPLACEMENTS is gone" in after(keys, "KEY_NAME_REPLACEMENTS", None)
