"""The codes under a form, and the styles it is painted in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.forms.sample import LISTS
from tui.forms.codes import Codes, alone, list_rows, panel
from tui.forms.palette import COLOURS, Palette
from tui.forms.rows import plain_text, with_cursor
from tui.widgets.cells import length

FORM = [
    Codes("nature", "Loại", LISTS["natures"]),
    Codes("topic", "Lĩnh vực", LISTS["topics"]),
    Codes("agency", "Nơi g.quyết", LISTS["agencies"]),
]


def same(text: str) -> str:
    return text


def shown(rows: list[tuple[tuple[str, str], ...]]) -> list[str]:
    return [plain_text(row) for row in rows]


def test_a_short_list_stands_on_one_row_and_a_long_one_in_columns() -> None:
    assert shown(list_rows(FORM[0], 10, 80, same)) == [
        "Loại      1 đồng tình  2 băn khoăn  3 bức xúc  4 không đồng tình  5 kiến nghị"
    ]
    assert shown(list_rows(FORM[1], 10, 80, same))[0] == (
        "Lĩnh vực  dt đất đai      mt môi trường   gt giao thông   nm n.nghiệp"
    )


@given(st.integers(24, 140), st.integers(0, 20))
def test_codes_fit_their_room(width: int, height: int) -> None:
    rows, fit = panel(FORM, width, height, same)
    assert len(rows) <= height
    assert fit <= {codes.field for codes in FORM}
    for row in list_rows(FORM[1], 10, width, same):
        assert length(plain_text(row)) <= max(width, 10 + 18)


@given(st.integers(30, 140))
def test_every_code_is_there(width: int) -> None:
    text = " ".join(shown(list_rows(FORM[1], 10, width, same))).split()
    assert {choice.code for choice in LISTS["topics"]} <= set(text)


def test_the_codes_of_a_form_are_those_that_have_room() -> None:
    rows, fit = panel(FORM, 80, 5, same)
    assert (shown(rows)[0][:4], shown(rows)[1][:8], fit) == ("Loại", "Lĩnh vực", {"nature", "topic"})


@given(st.integers(40, 140), st.integers(2, 9))
def test_a_list_alone_has_every_code_with_its_whole_label_on_some_page(width: int, height: int) -> None:
    pages = alone(FORM[2], 0, width, height, same)[1]
    seen = [row for page in range(pages) for row in shown(alone(FORM[2], page, width, height, same)[0])]
    assert all(length(row) <= width for row in seen)
    assert all(any(f"{choice.code} {choice.brief}" in row for row in seen) for choice in FORM[2].choices)


def test_without_colour_the_cursor_and_the_choice_still_stand_out() -> None:
    plain = Palette.from_environment({"NO_COLOR": "1"})
    styles = {name: getattr(plain, name).split() for name in Palette.__slots__}
    assert not COLOURS & {word for words in styles.values() for word in words}
    assert (styles["cursor"], styles["error"], styles["chosen"]) == (["reverse"], ["bold"], ["bold"])
    assert Palette.from_environment({}) == Palette()


@given(st.text(st.sampled_from(list("aế漢 ") + ["\u0301"]), max_size=8), st.integers(0, 20))
def test_the_cell_under_the_cursor_is_marked_and_nothing_moves(text: str, column: int) -> None:
    marked = with_cursor((("ab", "label"), (text, "text")), column)
    assert plain_text(marked).startswith("ab" + text)
    assert [style for _, style in marked].count("cursor") == 1
    before = [span for span, style in marked[: [style for _, style in marked].index("cursor")]]
    assert length("".join(before)) in (column, column - 1)
