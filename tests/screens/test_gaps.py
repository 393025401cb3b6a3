"""What items lack, in their rows and in the sentences about all: those that lack the same are named together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.core.ids import uuid7
from db.core.records.base import Values
from screens.monthly_report import rows, sending
from screens.monthly_report.items import Item
from screens.monthly_report.number_ranges import runs, together
from tui.widgets.layout import text_of
from tui.wording import i18n

PASTED: Values = {"stratum": "ND", "text": "Bà con mong sớm có nước sạch"}
NO_TOPIC: Values = {**PASTED, "nature": "2", "breadth": "1"}
PETITION: Values = {**NO_TOPIC, "nature": "5", "topic": "MT", "place": "1", "via_voters": True}
WHOLE: Values = {**NO_TOPIC, "topic": "MT"}


@pytest.fixture
def english() -> Iterator[None]:
    i18n.setup("en")
    yield
    i18n.setup()


def items(*values: Values) -> list[Item]:
    """Items with these values, numbered from 1, all stored."""
    return [Item(uuid7(), number, of_one, version=1) for number, of_one in enumerate(values, 1)]


def row(values: Values, width: int = 80) -> str:
    return " ".join(text_of(rows.opinion(items(values)[0], {}).laid_out(width)[0]).split())


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([7], "7"),
        ([3, 4], "3, 4"),
        ([3, 4, 5], "3–5"),
        ([3, 4, 5, 8], "3–5, 8"),
        ([1, 3, 5], "1, 3, 5"),
        ([1, 2, 9, 10, 11], "1, 2, 9–11"),
        ([], ""),
    ],
)
def test_three_numbers_in_a_row_are_said_by_the_first_and_the_last(numbers: list[int], said: str) -> None:
    assert runs(numbers) == said


def test_what_is_said_of_several_is_said_once_in_the_order_of_their_first() -> None:
    found = together([(1, "a"), (2, "b"), (3, "a"), (4, "b"), (5, "b"), (6, "b"), (7, "c")])
    assert found == [("mục 1, 3", "a"), ("mục 2, 4–6", "b"), ("mục 7", "c")]
    assert together([]) == []


def test_english_tells_one_item_from_several(english: None) -> None:
    assert together([(1, "a"), (2, "b"), (3, "b"), (4, "b")]) == [("item 1", "a"), ("items 2–4", "b")]
    assert sending.missing_line(items(PASTED, PASTED)) == "Still missing: nature, topic, breadth of items 1, 2"
    assert "! no codes yet" in row(PASTED)


def test_an_item_without_any_code_says_so_in_two_words() -> None:
    assert "! chưa ghi mã" in row(PASTED)
    assert "thiếu" not in row(PASTED)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (NO_TOPIC, "! thiếu lĩnh vực"),
        ({**PASTED, "breadth": "1"}, "! thiếu loại, lĩnh vực"),
        ({"stratum": "ND"}, "! thiếu loại, lĩnh vực, mức độ, nội dung"),
        ({"text": PASTED["text"]}, "! thiếu loại, lĩnh vực, mức độ, tầng lớp"),
    ],
)
def test_an_item_that_lacks_something_else_names_it(values: Values, said: str) -> None:
    assert said in row(values, 120)
    assert f"{said}," not in row(values, 120)


def test_the_line_above_the_keys_names_a_paste_with_one_range() -> None:
    listed = items(WHOLE, WHOLE, *[PASTED] * 28)
    assert sending.missing_line(listed) == "Còn thiếu: loại, lĩnh vực, mức độ của mục 3–30"


def test_the_line_above_the_keys_names_one_item_as_ever_and_two_gaps_at_most() -> None:
    assert sending.missing_line(items(WHOLE, NO_TOPIC)) == "Còn thiếu: lĩnh vực của mục 2"
    assert sending.missing_line(items(WHOLE)) == ""
    listed = items(NO_TOPIC, PETITION, NO_TOPIC, PASTED)
    assert sending.missing_line(listed) == "Còn thiếu: lĩnh vực của mục 1, 3; nơi giải quyết của mục 2; …"


def test_what_stands_against_sending_is_said_once_for_all_items_of_which_it_is_true() -> None:
    listed = items(PETITION, WHOLE, NO_TOPIC, NO_TOPIC, NO_TOPIC, PETITION, WHOLE, NO_TOPIC)
    against = sending.obstacles(listed, {}, "")
    assert against == ["mục 1, 6: thiếu nơi giải quyết", "mục 3–5, 8: thiếu lĩnh vực"]


def test_what_is_wrong_with_an_item_keeps_it_apart_from_those_that_only_lack_the_same() -> None:
    first, second, third = items(NO_TOPIC, NO_TOPIC, NO_TOPIC)
    wrong = Item(second.id, 2, NO_TOPIC, version=0, trouble="Nội dung: Ngắn quá")
    against = sending.obstacles([first, wrong, third], {}, "")
    assert against == ["mục 1, 3: thiếu lĩnh vực", "mục 2: thiếu lĩnh vực; Nội dung: Ngắn quá"]
