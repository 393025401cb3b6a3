"""Typing in one field, as a keyboard and an input method do it."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.line_editor import TextBuffer, plain

LETTERS = st.sampled_from(list("aeiouđưnhg .\n") + ["\u0302", "\u0301", "ế", "漢"])
KEYS = st.one_of(
    LETTERS,
    st.sampled_from(["<back>", "<del>", "<left>", "<right>", "<wleft>", "<wright>", "<undo>"]),
    st.text(LETTERS, max_size=6).map(lambda text: "<paste>" + text),
    st.text(LETTERS, max_size=6).map(lambda text: "<replace>" + text),
)


def press(buffer: TextBuffer, *keys: str) -> TextBuffer:
    named = {
        "<back>": buffer.backspace,
        "<del>": buffer.delete,
        "<left>": buffer.left,
        "<right>": buffer.right,
        "<wleft>": buffer.word_left,
        "<wright>": buffer.word_right,
        "<undo>": buffer.undo,
    }
    for key in keys:
        if key.startswith("<paste>"):
            buffer.paste(key.removeprefix("<paste>"))
        elif key.startswith("<replace>"):
            buffer.replace(key.removeprefix("<replace>"))
        elif key in named:
            named[key]()
        else:
            buffer.type(key)
    return buffer


def test_unikey_telex_recomposes_with_one_backspace_per_letter() -> None:
    # "vieetj" in Telex: v i e, then backspace + ê, t, then two backspaces + ệ t.
    buffer = press(TextBuffer(), "v", "i", "e", "<back>", "ê", "t", "<back>", "<back>", "ệ", "t")
    assert buffer.text == "việt"


def test_unikey_decomposed_takes_one_backspace_per_code_point() -> None:
    buffer = press(TextBuffer(), *unicodedata.normalize("NFD", "tiế"))
    assert len(buffer.text) == 5
    press(buffer, "<back>", "<back>", "<back>", *unicodedata.normalize("NFD", "ề"))
    assert unicodedata.normalize("NFC", buffer.text) == "tiề"


def test_the_cursor_never_rests_inside_a_letter() -> None:
    buffer = press(TextBuffer(), *unicodedata.normalize("NFD", "ếa"), "<left>", "<left>")
    assert buffer.cursor == 0
    press(buffer, "<right>")
    assert buffer.cursor == 3


def test_delete_takes_the_marks_of_a_letter_with_it() -> None:
    buffer = press(TextBuffer("xe\u0302\u0301m"), "<wleft>", "<right>", "<del>")
    assert buffer.text == "xm"


def test_undo_takes_back_word_by_word_also_through_an_input_method() -> None:
    buffer = press(TextBuffer(), *"đất ", *"oi", "<back>", "<back>", *"ôi")
    assert press(buffer, "<undo>").text == "đất "
    assert press(buffer, "<undo>").text == ""
    assert press(buffer, "<undo>").text == ""


def test_a_paste_is_one_step_and_brings_plain_lines() -> None:
    assert plain("a\tb\r\nc\rd", many_lines=True) == "a b\nc\nd"
    assert plain(" a \n b\n", many_lines=False) == "a b"
    assert plain("a\vb\fc\x85d\u2028e\u2029f", many_lines=True) == "a\nb\nc\nd\ne\nf"
    buffer = press(TextBuffer(), *"x ", "<paste>một\nhai")
    assert buffer.text == "x một\nhai"
    assert press(buffer, "<undo>").text == "x "


@given(st.lists(KEYS, max_size=40))
def test_any_keys_keep_the_cursor_in_the_text_and_between_letters(keys: list[str]) -> None:
    buffer = TextBuffer()
    for key in keys:
        press(buffer, key)
        assert 0 <= buffer.cursor <= len(buffer.text)


@given(st.text(LETTERS, max_size=20), st.lists(KEYS.filter(lambda key: key != "<undo>"), max_size=30))
def test_undoing_everything_returns_the_text_as_it_was(text: str, keys: list[str]) -> None:
    buffer = press(TextBuffer(text), *keys)
    for _ in keys:
        press(buffer, "<undo>")
    assert buffer.text == text


@given(st.text(LETTERS, max_size=20), KEYS.filter(lambda key: key != "<undo>"))
def test_one_undo_takes_one_key_back(text: str, key: str) -> None:
    buffer = TextBuffer(text)
    press(buffer, key)
    if buffer.text != text:
        assert press(buffer, "<undo>").text == text
