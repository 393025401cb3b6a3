"""The keyboard's bytes: keys, pastes and answers, however they are cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.terminfo import can
from tui.wire.input import CursorAt, Event, InputParser, Key, Pasted, Unknown, decoder

_ONE = {
    "\x1b[A": "up", "\x1bOA": "up", "\x1b[1;5A": "ctrl+up", "\x1b[Z": "shift+tab", "\x1b[3~": "delete",
    "\x1b[5~": "pageup", "\x1b[6;2~": "shift+pagedown", "\x1b[2~": "insert", "\r": "enter", "\n": "ctrl+j",
    "\t": "tab", "\x7f": "backspace", "\x08": "backspace", "\x11": "ctrl+q", "\x1a": "ctrl+z", "ế": "ế", "?": "?",
    "\x1c": "ctrl+backslash", "\x00": "ctrl+@", "\x1f": "ctrl+underscore",
}  # fmt: skip
_HOME_AND_END = {
    "\x1b[H": "home", "\x1bOH": "home", "\x1b[1~": "home", "\x1b[7~": "home", "\x1b[F": "end", "\x1bOF": "end",
    "\x1b[4~": "end", "\x1b[8~": "end", "\x1bOw": "end", "\x1b[1;5H": "ctrl+home", "\x1b[1;2F": "shift+end",
}  # fmt: skip
# As the terminal's documentation has them: each setting of PuTTY's keyboard panel, xterm, rxvt, the linux console.
_FUNCTION_KEYS = {
    **{f"\x1b[{number}~": f"f{n}" for n, number in enumerate([11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24], 1)},
    **{f"\x1b[{number}~": f"f{n}" for n, number in enumerate([25, 26, 28, 29, 31, 32, 33, 34], 13)},
    **{f"\x1b[[{letter}": f"f{n}" for n, letter in enumerate("ABCDE", 1)},
    **{f"\x1bO{letter}": f"f{n}" for n, letter in enumerate("PQRSTUVWXYZ[", 1)},
    "\x1b[1;2P": "shift+f1", "\x1b[1;5S": "ctrl+f4", "\x1b[15;2~": "shift+f5", "\x1b[24;6~": "ctrl+shift+f12",
    "\x1b[11^": "ctrl+f1", "\x1b[23$": "shift+f11", "\x1b[24@": "ctrl+shift+f12",
}  # fmt: skip
_WITH_MODIFIERS = {
    "\x1b[1;2A": "shift+up", "\x1b[1;2B": "shift+down", "\x1b[1;5C": "ctrl+right", "\x1b[1;5D": "ctrl+left",
    "\x1b[1;6C": "ctrl+shift+right", "\x1b[1;3D": "alt+left", "\x1b[1;7B": "alt+ctrl+down", "\x1b[5C": "ctrl+right",
    "\x1bO5D": "ctrl+left", "\x1bO1;5A": "ctrl+up", "\x1b[a": "shift+up", "\x1b[b": "shift+down",
    "\x1b[c": "shift+right", "\x1b[d": "shift+left", "\x1bOa": "ctrl+up", "\x1bOb": "ctrl+down", "\x1bOc": "ctrl+right",
    "\x1bOd": "ctrl+left", "\x1b[7$": "shift+home", "\x1b[8$": "shift+end", "\x1b[7^": "ctrl+home",
    "\x1b[8@": "ctrl+shift+end", "\x1b[3^": "ctrl+delete", "\x1b[5$": "shift+pageup", "\x1b[3;5~": "ctrl+delete",
    "\x1b[27;2;9~": "shift+tab", "\x1b[9;2u": "shift+tab", "\x1b[27;5;13~": "enter", "\x1b[13;2u": "enter",
    "\x1b[27;5;115~": "ctrl+s", "\x1b[113;5u": "ctrl+q", "\x1b[27u": "escape", "\x1b[27;5;92~": "ctrl+backslash",
}  # fmt: skip
_ALONE = {**_ONE, **_HOME_AND_END, **_FUNCTION_KEYS, **_WITH_MODIFIERS}


def read(*pieces: str) -> list[Event]:
    """What one after the other comes to, and after the last a pause."""
    parser = InputParser()
    return [event for piece in pieces for event in parser.feed(piece)] + parser.timed_out()


@pytest.mark.parametrize("sent", _ALONE)
def test_a_key_is_one_key_however_it_is_split(sent: str) -> None:
    for found in (read(sent), read(*sent), read(sent[:2], sent[2:])):
        assert [event.name for event in found if isinstance(event, Key)] == [_ALONE[sent]] and len(found) == 1


def test_what_follows_a_key_is_itself() -> None:
    """Above all after those of rxvt that end with what begins the end of others."""
    for sent, name in _ALONE.items():
        assert [event.name for event in read(sent + "y") if isinstance(event, Key)] == [name, "y"]


def test_the_linux_console_sends_esc_and_tab_for_shift_tab() -> None:
    assert [event.name for event in read("\x1b\t") if isinstance(event, Key)] == ["escape", "tab"]
    console = InputParser(escape_tab=True)
    assert console.feed("\x1b") + console.feed("\t") == [Key("shift+tab")] == console.feed("\x1b\t")
    assert can("linux").escape_tab and not can("xterm").escape_tab


def test_putty_s_keypad_with_num_lock_in_vt400_mode() -> None:
    assert [event.name for event in read("\x1bOP\x1bOQ\x1bOR\x1bOS") if isinstance(event, Key)] == [
        "f1",
        "f2",
        "f3",
        "f4",
    ]


def test_esc_alone_is_esc_once_nothing_follows() -> None:
    parser = InputParser()
    assert parser.feed("\x1b") == [] and parser.waits
    assert parser.timed_out() == [Key("escape", "\x1b")] and not parser.waits


@pytest.mark.parametrize("after", ["3", "\r", "m", "đ"])
def test_esc_and_a_key_that_came_with_it_are_two(after: str) -> None:
    assert [event.character for event in read("\x1b" + after) if isinstance(event, Key)] == ["\x1b", after]


def test_esc_and_an_arrow_are_two() -> None:
    assert read("\x1b\x1b[A") == [Key("escape", "\x1b"), Key("up")]


_NOISE = [
    "\x1b[0n",
    "\x1b[?62;c",
    "\x1b]10;rgb:0/0/0\x07",
    "\x1b]11;rgb:0/0/0\x1b\\",
    "\x1bP>|XTerm(370)\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[57358u",
    "\x1b[27;3;120~",
    "\x1b[I",
    "\x1b[?2026;0$y",
    "\x1b[;R",
    "\x1b[5R",
    "\x1b[O",
    "\x1b[<0;33;11M",
    "\x1b[<0;133;11m",
    "\x1b[<64;5;7M",
    "\x1b[32;33;11M",
    "\x1b[96;133;11M",
    "\x1b]52;c;eGlu\x1b\\",
    "\x1bP!|7E565445\x1b\\",
    "\x1bP0+r\x1b\\",
    "\x1b[>41;370;0c",
    "\x1b[?1;2;4c",
    "\x1b[4;600;800t",
]


@pytest.mark.parametrize("noise", _NOISE)
def test_what_nobody_asked_for_types_nothing(noise: str) -> None:
    assert [type(event) for event in read(noise)] == [type(event) for event in read(*noise)] == [Unknown]


_CLICKS = [bytes([button, column, row]) for button in (32, 35, 96, 97) for column, row in (
    (33, 33), (48, 13 + 32), (49, 121), (127, 33), (128, 33), (160, 56), (255, 200), (0xC3, 0xA9), (0xE1, 0xBA),
)]  # fmt: skip


@pytest.mark.parametrize("click", _CLICKS, ids=bytes.hex)
def test_a_click_of_the_oldest_kind_neither_types_nor_acts_wherever_it_is_cut(click: bytes) -> None:
    """Button, column and row are bytes, which may be digits, letters or no text at all."""
    sent = b"a\x1b[M" + click + b"\x1b[B0"
    for cut in range(len(sent) + 1):
        decode, parser = decoder(), InputParser()
        events = [event for piece in (sent[:cut], sent[cut:]) for event in parser.feed(decode(piece))]
        keys = [event.name for event in events if isinstance(event, Key)]
        assert keys == ["a", "down", "0"] and len(events) == 4, cut


def test_a_click_that_is_cut_off_takes_no_key_with_it() -> None:
    assert read("\x1b[M", "0") == [Unknown("\x1b[M0")] and read("\x1b[M\x1b[B") == [Unknown("\x1b[M"), Key("down")]


def test_a_byte_that_is_no_text_is_one_sign_and_breaks_nothing() -> None:
    decode, parser = decoder(), InputParser()
    events = parser.feed(decode(b"a\xffb\x1b[200~c\xfed\x1b[201~"))
    assert events == [Key("a", "a"), Key("\ufffd", "\ufffd"), Key("b", "b"), Pasted("c\ufffdd")]


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
