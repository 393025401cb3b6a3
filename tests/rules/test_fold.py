"""Typing codes and words ahead of a slow screen, and Vietnamese order."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.core.records.base import Choice
from db.rules.fold import fold, match, nearest, person_key, sort_key

TOPICS = [
    Choice("DT", "đất đai, giải phóng mặt bằng"),
    Choice("MT", "môi trường"),
    Choice("GT", "giao thông, hạ tầng"),
    Choice("NM", "nông nghiệp, nông thôn mới"),
    Choice("VL", "lao động, việc làm"),
    Choice("GC", "giá cả, đời sống"),
    Choice("HC", "cải cách hành chính, sắp xếp đơn vị hành chính"),
]
AGENCIES = [
    Choice("1", "UBND xã, phường"),
    Choice("4", "Phòng Tài nguyên và Môi trường (TN&MT)"),
    Choice("7", "Chi nhánh Văn phòng đăng ký đất đai (TN&MT)"),
    Choice("10", "Công an thị xã"),
    Choice("11", "Công an xã, phường"),
]
VILLAGES = [Choice(str(number), f"Thôn {number}") for number in range(1, 12)]


def codes(typed: str, choices: list[Choice]) -> list[str]:
    return [choice.code for choice in match(typed, choices)]


@pytest.mark.parametrize("typed", ["dt", "DT", "đt", "Đt ", "dat dai", "đất", "giai phong", "mat bang"])
def test_a_topic_is_found_however_the_input_method_wrote_it(typed: str) -> None:
    assert codes(typed, TOPICS) == ["DT"]


def test_decomposed_letters_are_found_too() -> None:
    assert codes(unicodedata.normalize("NFD", "đất"), TOPICS) == ["DT"]


def test_an_exact_code_wins_over_every_word() -> None:
    assert codes("gt", TOPICS) == ["GT"]
    assert codes("1", VILLAGES) == ["1"]
    assert codes("thon 1", VILLAGES) == ["1"]


def test_one_word_start_may_mean_several_choices_in_the_order_of_the_list() -> None:
    assert codes("tn", AGENCIES) == ["4", "7"]
    assert codes("công an", AGENCIES) == ["10", "11"]


def test_several_word_starts_narrow_the_choice() -> None:
    assert codes("phong dang ky", AGENCIES) == ["7"]
    assert codes("dat vp", AGENCIES) == []
    assert codes("ca thi", AGENCIES) == []
    assert codes("co an th", AGENCIES) == ["10"]
    assert codes("thi cong", AGENCIES) == ["10"]


def test_a_piece_from_inside_a_label_is_the_last_resort() -> None:
    assert codes("uong", TOPICS) == ["MT"]


def test_nothing_typed_or_nothing_like_it_finds_nothing() -> None:
    assert codes("", TOPICS) == []
    assert codes("  ", TOPICS) == []
    assert codes("zzz", TOPICS) == []
    assert codes("&", TOPICS) == []


def test_an_unknown_code_names_the_nearest_ones() -> None:
    assert nearest("dq", [topic.code for topic in TOPICS])[0] == "DT"
    assert nearest("tm", [topic.code for topic in TOPICS])[0] == "MT"
    assert len(nearest("ZZ", [topic.code for topic in TOPICS])) == 3


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aăâbcdđeêiyouươôáàảãạắằẳẵặ ĐƯƠ"))
def test_folding_does_not_care_how_the_letters_were_composed(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.sampled_from(TOPICS + AGENCIES))
def test_every_code_and_every_label_finds_its_choice(choice: Choice) -> None:
    assert match(choice.code, TOPICS + AGENCIES) == [choice]
    assert match(choice.label, TOPICS + AGENCIES) == [choice]


def test_letters_come_in_vietnamese_order() -> None:
    right = ["an", "ăn", "ân", "bé", "cá", "da", "đa", "em", "êm", "gà", "nga", "ô", "ơ", "tư", "vì", "xa"]
    assert sorted(set(right), key=sort_key) == right


def test_tones_come_in_their_order_and_only_after_the_letters() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["mạ an", "ma bình"], key=sort_key) == ["mạ an", "ma bình"]


def test_villages_come_in_the_order_of_their_numbers() -> None:
    assert sorted(["Thôn 10", "Thôn 2", "Thôn 1"], key=sort_key) == ["Thôn 1", "Thôn 2", "Thôn 10"]


def test_communes_come_as_in_the_sketch_of_the_month() -> None:
    communes = ["Yên Bắc", "Đồng Văn", "Duy Minh", "Hòa Mạc", "Châu Giang", "Duy Hải", "Hoàng Đông"]
    assert sorted(communes, key=sort_key) == [
        "Châu Giang",
        "Duy Hải",
        "Duy Minh",
        "Đồng Văn",
        "Hòa Mạc",
        "Hoàng Đông",
        "Yên Bắc",
    ]


def test_people_are_sorted_by_given_name_then_family_then_middle() -> None:
    people = ["Trần Thị Hoa", "Nguyễn Văn An", "Lê Thị Hoa", "Lê Bích Hoa", "Đỗ Văn Ân"]
    assert sorted(people, key=person_key) == [
        "Nguyễn Văn An",
        "Đỗ Văn Ân",
        "Lê Bích Hoa",
        "Lê Thị Hoa",
        "Trần Thị Hoa",
    ]


@given(st.text(), st.text())
def test_the_order_is_total(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)
    assert (person_key(one) == person_key(other)) == (one == other)
