"""The keyboard's bytes: keys, pastes and answers, however they are cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.wire.input import CursorAt, Cutter, Event, Key, Pasted, Unknown

_ONE = {
    "\x1b[A": "up", "\x1bOA": "up", "\x1b[1;5A": "ctrl+up", "\x1b[Z": "shift+tab", "\x1b[3~": "delete",
    "\x1b[5~": "pageup", "\x1b[6;2~": "shift+pagedown", "\x1b[H": "home", "\x1b[1~": "home", "\x1b[7~": "home",
    "\x1bOF": "end", "\x1b[4~": "end", "\x1bOP": "f1", "\x1b[11~": "f1", "\x1b[[A": "f1", "\x1bOR": "f3",
    "\x1b[13~": "f3", "\x1b[24~": "f12", "\r": "enter", "\n": "ctrl+j", "\t": "tab", "\x7f": "backspace",
    "\x08": "backspace", "\x11": "ctrl+q", "\x1a": "ctrl+z", "ế": "ế", "?": "?",
}  # fmt: skip


def read(*pieces: str) -> list[Event]:
    """What one after the other comes to, and after the last a pause."""
    cutter = Cutter()
    return [event for piece in pieces for event in cutter.feed(piece)] + cutter.timed_out()


@pytest.mark.parametrize("sent", _ONE)
def test_a_key_is_one_key_however_it_is_split(sent: str) -> None:
    found = read(*sent)
    assert [event.name for event in found if isinstance(event, Key)] == [_ONE[sent]] and len(found) == 1


def test_esc_alone_is_esc_once_nothing_follows() -> None:
    cutter = Cutter()
    assert cutter.feed("\x1b") == [] and cutter.waits
    assert cutter.timed_out() == [Key("escape", "\x1b")] and not cutter.waits


@pytest.mark.parametrize("after", ["3", "\r", "m", "đ"])
def test_esc_and_a_key_that_came_with_it_are_two(after: str) -> None:
    assert [event.character for event in read("\x1b" + after) if isinstance(event, Key)] == ["\x1b", after]


def test_esc_and_an_arrow_are_two() -> None:
    assert read("\x1b\x1b[A") == [Key("escape", "\x1b"), Key("up")]


_NOISE = ["\x1b[0n", "\x1b[?62;c", "\x1b]10;rgb:0/0/0\x07", "\x1b[I", "\x1b[?2026;0$y", "\x1b[;R", "\x1b[5R"]


@pytest.mark.parametrize("noise", _NOISE)
def test_what_nobody_asked_for_types_nothing(noise: str) -> None:
    assert [type(event) for event in read(noise)] == [Unknown]


def test_an_answer_and_a_modified_f3_look_alike_and_type_nothing() -> None:
    assert read("\x1b[12;40R", "\x1b[1;2R") == [CursorAt(39, 11), CursorAt(1, 0)]


def test_plain_f3_is_f3_between_answers() -> None:
    assert read("\x1bOR", "\x1b[3;1R", "\x1b[13~") == [Key("f3"), CursorAt(0, 2), Key("f3")]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1b\x00"), max_size=60), st.data())
def test_a_paste_is_its_text_however_it_is_split(text: str, data: st.DataObject) -> None:
    sent = f"\x1b[200~{text}\x1b[201~x"
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=5)))
    pieces = [sent[a:b] for a, b in zip([0, *cuts], [*cuts, len(sent)], strict=True)]
    assert read(*pieces) == [Pasted(text), Key("x", "x")]


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), max_size=60))
def test_every_character_typed_comes_once(text: str) -> None:
    assert "".join(event.character or "" for event in read(text) if isinstance(event, Key)) == text


def test_the_keypad_types_its_digits() -> None:
    assert [event.character for event in read("\x1bOq\x1bOn\x1bOM") if isinstance(event, Key)] == ["1", ".", "\r"]
