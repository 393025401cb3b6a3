"""What our driver assumes of Textual, each assumption with the sentence that is said when it no longer holds.

`broken()` looks at Textual's public classes, `surprises(…)` at what Textual wrote while the real screens ran (see
`spoken.py`). Both return sentences, none while everything is as it was.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

from textual import driver, events, geometry, keys
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from tui.wire.messages import textual_name

_DRIVER = "tui/wire/driver.py"
_PLAIN = "tui/wire/plain_driver.py"
_MESSAGES = "tui/wire/messages.py"
_READER = "tui/wire/ansi_parser.py"
_KEYS = {"/": "slash", "?": "question_mark", " ": "space", "[": "left_square_bracket", "\\": "backslash", "a": "a",
         "đ": "đ", "7": "7", "#": "number_sign", "@": "at", "+": "plus", "-": "minus", "_": "underscore"}  # fmt: skip
_ABSTRACT = {"write", "start_application_mode", "disable_input", "stop_application_mode"}
_CALLED = {"flush", "close", "process_message", "suspend_application_mode", "resume_application_mode"}

#: What Textual writes beside cells, and why it may stop at our driver.
KNOWN: Mapping[str, str] = {
    r"\x1b\]22;[a-z-]*\x07": "the shape of the mouse pointer, which we do not use",
}


def broken() -> list[str]:
    """Every assumption about Textual's public classes that does not hold."""
    return [*_of_the_driver(), *_of_events(), *_of_keys(), *_of_the_application()]


def _of_the_driver() -> Iterator[str]:
    abstract = set(driver.Driver.__abstractmethods__)
    for name in sorted(abstract - _ABSTRACT):
        yield f"Textual asks of every driver a method {name}() now: see what it is for, and write it in {_DRIVER}."
    for name in sorted(_ABSTRACT - abstract):
        yield (f"Textual no longer asks of a driver the method {name}(): see in Textual's App what it calls instead,"
               f" and when; {_DRIVER} has it still.")  # fmt: skip
    for name in sorted(_CALLED):
        if not callable(getattr(driver.Driver, name, None)):
            yield f"Textual's Driver has no {name}() any more, which {_DRIVER} has or calls: see what it became."
    if not callable(getattr(LinuxDriver, "run_input_thread", None)):
        yield f"Textual's LinuxDriver has no run_input_thread() any more: {_PLAIN} reads the keyboard in it."
    yield from _parameters(driver.Driver, ["app", "debug", "mouse", "size"], "how Textual makes a driver")
    for name in ("is_headless", "is_inline", "is_web", "can_suspend"):
        if not isinstance(inspect.getattr_static(driver.Driver, name, None), property):
            yield f"Textual's Driver has no property {name} any more: see what App asks a driver instead ({_DRIVER})."


def _of_events() -> Iterator[str]:
    yield from _parameters(events.Key, ["key", "character"], "what a key is made of")
    yield from _parameters(events.Paste, ["text"], "what a paste is made of")
    yield from _parameters(
        events.Resize, ["size", "virtual_size", "container_size", "pixel_size"], "what a resize is made of"
    )
    yield from _parameters(geometry.Size, ["width", "height"], "the order of a size")


def _of_keys() -> Iterator[str]:
    if not isinstance(getattr(keys, "KEY_NAME_REPLACEMENTS", None), dict):
        yield (f"Textual's table KEY_NAME_REPLACEMENTS is gone: textual_name() in {_MESSAGES} must give signs the names"
               " that Textual's bindings have.")  # fmt: skip
        return
    for sign, name in _KEYS.items():
        if textual_name(sign) != name:
            yield (f"Textual calls the key {sign!r} {textual_name(sign)!r} now, not {name!r}: tui/shell/keys.py binds"
                   f" the old name, and pressing it would do nothing (textual_name() in {_MESSAGES}).")  # fmt: skip


def _of_the_application() -> Iterator[str]:
    if not {"driver_class", "ansi_color"} <= set(inspect.signature(App).parameters):
        yield f"Textual's App takes no driver_class or ansi_color any more: see how it gets ours ({_DRIVER})."
    if list(inspect.signature(App._handle_exception).parameters) != ["self", "error"]:
        yield "Textual no longer gives what nobody caught to App._handle_exception(error): see tui/shell/rescue.py."
    for name in ("refresh", "suspend", "exit", "focused", "add_mode", "switch_mode"):
        if not hasattr(App, name):
            yield f"Textual's App has no {name} any more, which tui/wire, app.py or rescue.py uses: see what it became."


def _parameters(kind: Any, wanted: list[str], what: str) -> Iterator[str]:
    found = list(inspect.signature(kind).parameters)
    if found != wanted:
        yield (f"Textual's {kind.__name__} takes {', '.join(found)} now, not {', '.join(wanted)}: {what} has changed;"
               f" look at every place in {_DRIVER} that makes one.")  # fmt: skip


def surprises(spoken: Mapping[str, Any]) -> list[str]:
    """Everything that Textual did while the screens ran and our driver does not expect. `spoken` as `Spoken.said`."""
    found = [
        f"Textual writes {sequence!r}, which {_READER} does not read. If it changes cells, it must learn it,"
        " or the screen will be wrong; if not, name it in tests/wire/pins.py and say why it may stop at our driver."
        for sequence in spoken["others"]
        if not any(re.fullmatch(pattern, sequence, re.DOTALL) for pattern in KNOWN)
    ]
    if not spoken["newlines"] or spoken["returns"]:
        found.append(
            "Textual no longer ends a row with a newline alone that also returns to the first column (it relied on the"
            f" terminal for that): look at how {_READER} takes a newline and a return."
        )
    if not spoken["cursor_last"]:
        found.append(
            "Textual no longer ends what it draws with a motion to App.cursor_position: the terminal's cursor would"
            f" stand elsewhere than where one types. Look at where {_DRIVER} takes the cursor from (AnsiParser.grid)."
        )
    if spoken["threads"] != 1:
        found.append(
            f"Textual calls the driver's write() from {spoken['threads']} threads: {_DRIVER} does everything in the"
            " event loop and locks nothing; it must hand over what comes from elsewhere."
        )
    if spoken["calls"] != ["start_application_mode", "stop_application_mode", "close"]:
        found.append(
            f"Textual begins and ends a session with {', '.join(spoken['calls'])} now: look at what {_DRIVER} does in"
            " each of them, above all at the end, when the shell must get its terminal back."
        )
    return found
