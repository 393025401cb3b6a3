"""The codes under a form, and the styles it is painted in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.forms.sample import LISTS
from tui.forms.cells import length
from tui.forms.codes import Codes, list_rows, panel
from tui.forms.palette import COLOURS, Palette
from tui.forms.rows import plain_text, with_cursor

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


@given(st.integers(24, 140), st.integers(0, 20), st.sampled_from(["", "nature", "topic", "agency"]))
def test_codes_fit_their_room(width: int, height: int, focus: str) -> None:
    rows = panel(FORM, focus, width, height, same)
    assert len(rows) <= height
    for row in list_rows(FORM[1], 10, width, same):
        assert length(plain_text(row)) <= max(width, 10 + 18)


@given(st.integers(30, 140))
def test_every_code_is_there(width: int) -> None:
    text = " ".join(shown(list_rows(FORM[1], 10, width, same))).split()
    assert {choice.code for choice in LISTS["topics"]} <= set(text)


def test_the_field_at_hand_gets_its_codes_when_there_is_no_room_for_all() -> None:
    assert shown(panel(FORM, "nature", 80, 5, same))[0].startswith("Loại")
    assert shown(panel(FORM, "agency", 80, 5, same)) == shown(list_rows(FORM[2], 12, 80, same))
    assert shown(panel(FORM, "", 80, 5, same))[1].startswith("Lĩnh vực")


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
