"""Wrapped text: every index has a place, every place an index, and an edit wraps like a fresh start."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.forms.wrap import Wrapped, common_prefix
from tui.widgets.cells import joins, length

TEXTS = st.text(st.sampled_from(list("aabcđế    \n") + ["\u0302", "\u0301", "漢", "\u200b"]), max_size=120)
ROOMS = st.integers(3, 15)


def boundaries(text: str) -> list[int]:
    return [at for at in range(len(text) + 1) if at in (0, len(text)) or not joins(text[at])]


@given(TEXTS, ROOMS)
def test_rows_hold_the_whole_text_within_the_room(text: str, room: int) -> None:
    wrapped = Wrapped(text, room)
    ends = [*wrapped.starts[1:], len(text)]
    assert "".join(text[start:end] for start, end in zip(wrapped.starts, ends, strict=True)) == text
    for row in range(wrapped.rows):
        assert length(wrapped.row_text(row).rstrip(" \u0302\u0301")) <= room - 1
        assert length(wrapped.row_text(row)) <= room


@given(TEXTS, ROOMS)
def test_the_cursor_is_always_within_the_room_and_finds_its_way_back(text: str, room: int) -> None:
    wrapped = Wrapped(text, room)
    places = {index: wrapped.position(index) for index in boundaries(text)}
    for index, (row, cell) in places.items():
        assert 0 <= cell < room
        assert wrapped.position(wrapped.index(row, cell)) == (row, cell)
        if list(places.values()).count((row, cell)) == 1:
            assert wrapped.index(row, cell) == index


@given(TEXTS, ROOMS)
def test_moving_to_a_row_stays_in_that_row(text: str, room: int) -> None:
    wrapped = Wrapped(text, room)
    for row in range(wrapped.rows):
        for cell in range(room):
            assert wrapped.position(wrapped.index(row, cell))[0] == row
        assert wrapped.position(wrapped.row_end(row))[0] == row


@settings(max_examples=400)
@given(TEXTS, ROOMS, st.lists(st.tuples(st.integers(0, 120), st.integers(0, 9), TEXTS), max_size=4))
def test_an_edited_text_wraps_like_a_fresh_one(text: str, room: int, edits: list[tuple[int, int, str]]) -> None:
    wrapped = Wrapped(text, room)
    for at, gone, come in edits:
        text = text[:at] + come[:5] + text[at + gone :]
        wrapped.update(text)
        assert wrapped.starts == Wrapped(text, room).starts


def test_a_word_cut_in_two_rows_goes_up_whole_when_it_is_cut_shorter() -> None:
    wrapped = Wrapped(" abcdef", 5)
    assert wrapped.starts == [0, 1, 5]
    wrapped.update(" abc def")
    assert wrapped.starts == [0, 5]


@given(TEXTS, TEXTS)
def test_common_prefix(one: str, two: str) -> None:
    size = common_prefix(one, two)
    assert one[:size] == two[:size]
    assert one[size : size + 1] != two[size : size + 1] or size == min(len(one), len(two))


def test_words_go_down_whole_and_long_words_are_cut() -> None:
    wrapped = Wrapped("Bà con đề nghị sớm", 11)
    assert [wrapped.row_text(row) for row in range(wrapped.rows)] == ["Bà con đề ", "nghị sớm"]
    assert Wrapped("abcdefghijk", 6).starts == [0, 5, 10]
