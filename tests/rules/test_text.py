"""What may be stored, and how the rest is shown without harm."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.text import FORBIDDEN_SQL, RANGES, forbidden, harmless, tidy

everything = st.text(alphabet=st.characters(exclude_categories=()))


def test_a_text_is_stored_composed_and_without_blanks_around_it() -> None:
    assert tidy(unicodedata.normalize("NFD", "  Đề nghị sớm trả sổ đỏ \r\n")) == "Đề nghị sớm trả sổ đỏ"
    assert tidy("một\r\nhai  \r\n\r\n", long=True) == "một\nhai"
    assert tidy("STT\tNội dung") == "STT Nội dung"


@given(st.text(), st.booleans())
def test_tidying_twice_changes_nothing(text: str, long: bool) -> None:
    assert tidy(tidy(text, long), long) == tidy(text, long)


@pytest.mark.parametrize(
    "point",
    [
        0x00,
        0x1B,
        0x7F,
        0x85,
        0x9B,
        0xAD,
        0x61C,
        0x200B,
        0x200D,
        0x200E,
        0x2028,
        0x2029,
        0x202E,
        0x2060,
        0x2066,
    ]
    + [0x2069, 0xFEFF, 0xFFF9, 0xD800, 0xDFFF, 0xE0001, 0xE007F, 0xE0100, 0xFE0F, 0x3164],
)
def test_what_could_hide_or_command_is_found_and_shown(point: int) -> None:
    text = f"đất{chr(point)}đai"
    ((position, described),) = forbidden(text, long=True)
    assert position == 3
    assert described.startswith(f"U+{point:04X}")
    assert chr(point) not in harmless(text)


def test_an_escape_sequence_is_shown_as_what_it_is() -> None:
    assert harmless("\x1b]0;x\x07\x7f") == "␛]0;x␇␡"
    assert harmless("a\u202eb") == "a‹U+202E›b"
    assert forbidden("a\u202eb") == [(1, "U+202E RIGHT-TO-LEFT OVERRIDE")]
    assert forbidden("a\x1bb") == [(1, "U+001B ESCAPE")]


def test_a_newline_is_allowed_in_a_long_text_only() -> None:
    assert forbidden("một\nhai", long=True) == []
    assert forbidden("một\nhai") == [(3, "U+000A LINE FEED")]
    assert harmless("một\nhai", long=True) == "một\nhai"
    assert harmless("một\nhai") == "một␊hai"


def test_ordinary_vietnamese_is_never_refused() -> None:
    text = "Nhân dân phấn khởi; 85,5 % hộ “đồng tình” – giá lúa 7.000 đ/kg… Ở thôn 3: ủng hộ!"
    assert forbidden(text) == []
    assert forbidden(unicodedata.normalize("NFD", text)) == []


@given(everything, st.booleans())
def test_what_is_shown_holds_nothing_forbidden(text: str, long: bool) -> None:
    assert forbidden(harmless(text, long), long) == []


@given(everything, st.booleans())
def test_a_text_without_faults_is_shown_as_it_is(text: str, long: bool) -> None:
    if not forbidden(text, long):
        assert harmless(text, long) == text


def test_the_table_is_in_order_and_no_range_overlaps_another() -> None:
    ends = [point for first, last, _ in RANGES for point in (first, last)]
    assert ends == sorted(ends)
    assert all(RANGES[i][1] < RANGES[i + 1][0] for i in range(len(RANGES) - 1))


def test_every_invisible_or_format_character_of_unicode_is_in_the_table() -> None:
    # Arabic and other scripts' signs of category Cf stand visibly before numbers; they are no danger.
    visible = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    visible |= set(range(0x13430, 0x13440))
    for point in range(0x110000):
        if unicodedata.category(chr(point)) in ("Cc", "Cf", "Zl", "Zp", "Cs") and point not in visible:
            assert forbidden(chr(point)), f"U+{point:04X}"


@given(everything)
def test_the_expression_for_postgresql_means_the_same(text: str) -> None:
    storable = "".join(char for char in text if char != "\0" and not 0xD800 <= ord(char) <= 0xDFFF)
    assert bool(re.search(FORBIDDEN_SQL["line"], storable)) == bool(forbidden(storable))
    assert bool(re.search(FORBIDDEN_SQL["long"], storable)) == bool(forbidden(storable, long=True))
