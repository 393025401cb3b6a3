"""Code lists with dates: new records take today's codes, old records keep their words."""

from __future__ import annotations

import datetime as dt

from db.core.records.base import Choice
from db.programme.codes import CodeItem, CodeList

OLD, NEW = dt.date(2023, 6, 1), dt.date(2025, 8, 1)
TOWN = CodeItem("2", "UBND thị xã", "Town committee", closes=dt.date(2025, 6, 30))
WARD = CodeItem("1", "UBND xã, phường", "Commune committee", short="UBND xã", short_en="Commune")
PROVINCE = CodeItem("2", "UBND tỉnh", "Province committee", opens=dt.date(2025, 7, 1))
AGENCIES = CodeList("agencies", "Nơi giải quyết", "Addressee", (WARD, TOWN, PROVINCE))


def test_a_form_offers_the_codes_of_its_date() -> None:
    assert [choice.label for choice in AGENCIES.choices(OLD)] == ["UBND xã, phường", "UBND thị xã"]
    assert [choice.label for choice in AGENCIES.choices(NEW)] == ["UBND xã, phường", "UBND tỉnh"]


def test_an_old_record_keeps_the_words_of_its_time() -> None:
    assert AGENCIES.find("2", OLD) == TOWN
    assert AGENCIES.find("2", NEW) == PROVINCE
    assert CodeList("a", "", "", (TOWN,)).find("2", NEW) == TOWN
    assert AGENCIES.find("9", NEW) is None


def test_a_choice_is_shown_in_either_language() -> None:
    assert AGENCIES.choices(OLD)[0] == Choice("1", "UBND xã, phường", "UBND xã")
    assert AGENCIES.choices(OLD, "en")[0].brief == "Commune"
