"""Every code of the real lists can be seen under the real form, at 80×24 and at 60×20, with `?` alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest

from db.core.records.base import Choice, FieldType
from db.duties.monthly_report.opinion import OPINION
from db.programme.programme import load as read_programme
from tests.drivers.form import FormPerson
from tests.drivers.program import ROOT
from tui.forms.model import FormModel
from tui.forms.rows import plain_text

HEAD_AND_FOOT = 5  # lines of the screen that are not the form's
PLACES = [Choice("0", "xã Mộc Bắc"), *(Choice(str(n), f"Thôn Nha Xá {n}") for n in range(1, 31))]
TEXT = "Bà con đề nghị nạo vét kênh tiêu trước vụ đông. " * 20


@pytest.fixture(scope="module")
def lists() -> Mapping[str, Sequence[Choice]]:
    programme = read_programme(ROOT / "db" / "programmes" / "2023.toml")
    found: dict[str, list[Choice]] = {"places": list(PLACES)}
    for name, items in programme.lists.items():
        found[name] = [Choice(item.code, item.vi, item.short) for item in items.items]
    return found


def a_petition(lists: Mapping[str, Sequence[Choice]], text: str) -> FormPerson:
    day = dt.date(2023, 10, 16)
    values = {"nature": "5", "stratum": "ND", "text": text}
    return FormPerson(FormModel(OPINION, lists, values, today=day, month=day.replace(day=1)))


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (60, 17)])
@pytest.mark.parametrize("text", ["", TEXT])
def test_every_code_is_on_some_page_and_the_field_at_hand_always_in_sight(
    lists: Mapping[str, Sequence[Choice]], size: tuple[int, int], text: str
) -> None:
    width, height = size[0], size[1] - HEAD_AND_FOOT
    person = a_petition(lists, text)
    for field in OPINION.fields:
        if field.type is not FieldType.CHOICE:
            person.presses("tab")
            continue
        assert person.model.focus == field.name
        seen: list[str] = []
        for _press in range(30):
            picture = person.painted(width, height)
            rows = [plain_text(row) for row in picture.rows]
            assert picture.cursor is not None
            assert rows[picture.cursor[1]].split()[0] == field.label.split()[0]
            if person.model.codes_shown:
                seen += rows
            person.types("?")
        labels = [f"{choice.code} {choice.brief}".split() for choice in lists[field.choices]]
        words = [" ".join(row.split()) for row in seen]
        missing = [label for label in labels if not any(" ".join(label) in row for row in words)]
        assert not missing, field.name
        if not person.model.codes_shown:
            person.types("?")
        person.presses("tab")


def test_words_narrow_the_list_and_a_code_does_not(lists: Mapping[str, Sequence[Choice]]) -> None:
    person = a_petition(lists, "")
    person.presses("tab", "tab", "tab").sees("Nơi giải quyết").types("?")
    assert "Nơi giải quyết 1/2 · ? trang sau" in person.screen
    person.types("2")  # may become 20, 21, …
    assert "3  Phòng Kinh tế" in person.screen
    person.presses("backspace").types("cong an")
    assert "16 Công an thị xã" in person.screen
    person.sees_no("Phòng Nội vụ")


def test_going_from_field_to_field_changes_nothing_beneath(lists: Mapping[str, Sequence[Choice]]) -> None:
    person = a_petition(lists, "")
    before = person.painted().rows
    for _field in OPINION.fields[1:]:
        person.presses("tab")
        assert person.painted().rows == before
