"""The line that is typed into at the bottom: what is shown of it, and where its cursor stands."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tui.widgets.cells import display, joins, length
from tui.widgets.entry import Entry
from tui.widgets.layout import text_of, width_of

TEXTS = st.text(st.sampled_from([*"aế b漢\u0301\n\t\x1b\u202e"]), max_size=60)


def entry(text: str, cursor: int) -> Entry:
    """With its cursor between two letters."""
    cursor = min(cursor, len(text))
    while 0 < cursor < len(text) and joins(text[cursor]):
        cursor += 1
    return Entry("Tìm: ", text, cursor)


def test_a_short_text_stands_whole_and_the_cursor_after_its_last_letter() -> None:
    assert entry("trâu", 4).laid_out(20) == ("trâu", 9)
    assert entry("", 0).laid_out(20) == ("", 5)
    assert entry("0123456789abcd", 14).laid_out(20) == ("0123456789abcd", 19)


def test_a_long_text_moves_by_steps_and_comes_back() -> None:
    text = "0123456789abcdefghij"
    assert entry(text, 15).laid_out(20) == ("89abcdefghij", 12)
    assert entry(text, 20).laid_out(20) == ("89abcdefghij", 17)
    assert entry(text, 14).laid_out(20) == ("0123456789abcde", 19)
    assert entry(text, 0).laid_out(20) == ("0123456789abcde", 5)


@given(TEXTS, st.integers(0, 60), st.integers(14, 90))
@example("\u0301aaaa漢漢漢", 0, 14)  # a mark without a letter before it takes no cell
@example("\u0301aaaa漢漢漢", 1, 14)
def test_the_cursor_is_in_the_line_and_the_letter_it_is_before_under_it(text: str, cursor: int, width: int) -> None:
    typed = entry(text, cursor)
    shown, column = typed.laid_out(width)
    assert len(typed.label) <= column < width
    assert shown in display(text)
    assert length(typed.label + shown) <= width
    under = _in_cells(display(text[typed.cursor :]))
    assert not under or shown.endswith(under) or under.startswith(_from(shown, column - len(typed.label)))


def _from(shown: str, cells: int) -> str:
    """What stands from this cell on."""
    at = 0
    while at < len(shown) and length(shown[: at + 1]) <= cells:
        at += 1
    return shown[at:]


def _in_cells(text: str) -> str:
    """Without the marks that it begins with: they take no cell, and stand on whatever is before it."""
    while text and joins(text[0]):
        text = text[1:]
    return text


@given(TEXTS, st.integers(0, 60), st.integers(14, 90))
def test_a_cell_in_reverse_stands_where_the_terminal_s_own_cursor_would(text: str, cursor: int, width: int) -> None:
    typed = entry(text, cursor)
    line, plain = typed.line(width, cell=True), typed.line(width, cell=False)
    assert not isinstance(line, str)
    assert text_of(line).rstrip() == text_of(plain).rstrip()
    assert [tone for _text, tone in line].count("reverse") == 1
    before = [text for text, tone in line[: [tone for _text, tone in line].index("reverse")]]
    assert width_of("".join(before)) == typed.laid_out(width)[1]
