"""The town of 2023 and what became of it, and what is said about a places file with a fault in it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from db.programme.places import Organisation, Places, check, load
from db.programme.programme import load as load_programme
from db.programme.validation_errors import BadFile
from db.rules.fold import match

HERE = Path(__file__).parents[2] / "db"
FILE = HERE / "places" / "duy-tien.toml"
TEXT = FILE.read_text(encoding="utf-8")
AT = dt.date(2023, 10, 16)


@pytest.fixture(scope="module")
def places() -> Places:
    return load(FILE)


def line_of(part: str) -> int:
    return TEXT.count("\n", 0, TEXT.index(part)) + 1


def organisation(places: Places, short: str, at: dt.date = AT) -> Organisation:
    (found,) = [item for item in places.organisations if item.short == short and item.holds(at)]
    return found


# The town


def test_the_town_of_2023_has_nine_wards_seven_communes_and_102_organisations(places: Places) -> None:
    there = [area for area in places.areas if area.holds(AT)]
    assert Counter(area.kind for area in there) == {"phường": 9, "xã": 7, "thị xã": 1, "tỉnh": 1}
    assert sum(item.holds(AT) for item in places.organisations) == 102
    assert check(TEXT, str(FILE)) == []


def test_organisations_are_named_by_rule(places: Places) -> None:
    names = {item.short: item.name for item in places.organisations if item.holds(AT)}
    assert names["Hội ND xã Mộc Bắc"] == "Hội Nông dân xã Mộc Bắc"
    assert names["Công đoàn phường Duy Minh"] == "Công đoàn phường Duy Minh"
    assert names["LĐLĐ thị xã"] == "Liên đoàn Lao động thị xã Duy Tiên"
    assert names["Đoàn TN thị xã"] == "Đoàn TNCS Hồ Chí Minh thị xã Duy Tiên"
    assert names["MTTQ thị xã"] == "Ủy ban MTTQ Việt Nam thị xã Duy Tiên"


def test_areas_are_short_where_a_grid_is_narrow(places: Places) -> None:
    shown = {area.name: area.brief for area in places.areas if area.holds(AT) and area.level != "province"}
    assert (shown["Hòa Mạc"], shown["Mộc Bắc"], shown["Duy Tiên"]) == ("P. Hòa Mạc", "Mộc Bắc", "Thị xã")


def test_ids_are_made_of_the_areas(places: Places) -> None:
    farmers = organisation(places, "Hội ND xã Mộc Bắc")
    assert (farmers.area_id, farmers.id) == (13, 132)
    village = next(item for item in places.villages if item.area_id == 13 and item.number == 3)
    assert (village.id, village.name) == (1303, "Thôn 3")
    for kind in (places.areas, places.organisations, places.villages):
        assert len({item.id for item in kind}) == len(kind)


def test_each_commune_has_three_to_eight_villages_named_after_its_kind(places: Places) -> None:
    counts = Counter(village.area_id for village in places.villages)
    communes = [area for area in places.areas if area.level == "commune" and area.holds(AT)]
    assert all(3 <= counts[area.id] <= 8 for area in communes)
    for village in places.villages:
        word = "Thôn" if places.area(village.area_id).kind == "xã" else "Tổ dân phố"
        assert village.name.startswith(word)


def test_moc_bac_and_moc_nam_became_moc_hoan_and_then_part_of_duy_tan(places: Places) -> None:
    names = [
        (places.area(item.from_id).name, places.area(item.to_id).name, item.on_date.isoformat())
        for item in places.successions
    ]
    assert ("Mộc Bắc", "Mộc Hoàn", "2025-01-01") in names
    assert ("Mộc Nam", "Mộc Hoàn", "2025-01-01") in names
    assert ("Mộc Hoàn", "Duy Tân", "2025-07-01") in names


def test_four_communes_were_divided_between_two_wards(places: Places) -> None:
    parts = Counter(places.area(item.from_id).name for item in places.successions if item.part)
    assert parts == {"Hòa Mạc": 2, "Tiên Nội": 2, "Hoàng Đông": 2, "Tiên Ngoại": 2}


def test_a_code_names_another_place_after_2025(places: Places) -> None:
    named = {area.opened.year: area.name for area in places.areas if area.code == "13324"}
    assert named == {2020: "Hòa Mạc", 2025: "Duy Tiên"}


def test_organisations_end_with_their_area_and_start_where_the_file_says(places: Places) -> None:
    assert organisation(places, "Hội ND xã Mộc Bắc").closed == dt.date(2025, 1, 1)
    assert organisation(places, "Đoàn TN xã Mộc Nam").opened == dt.date(2023, 4, 1)


def test_each_body_starts_its_opinions_with_a_stratum_of_the_programme(places: Places) -> None:
    strata = load_programme(HERE / "programmes" / "2023.toml").lists["strata"]
    known = {choice.code for choice in strata.choices(AT)}
    assert {body.stratum for body in places.bodies} <= known
    assert match(places.bodies[1].stratum, strata.choices(AT))[0].label == "nông dân"


def test_bodies_and_area_of_the_programme_are_those_of_the_places(places: Places) -> None:
    programme = load_programme(HERE / "programmes" / "2023.toml")
    named = {body for target in programme.targets for body in target.bodies}
    assert named == {body.code for body in places.bodies}
    assert programme.area in {area.code for area in places.areas if area.level == "town"}


def test_areas_stand_after_their_parents(places: Places) -> None:
    seen: set[int | None] = {None}
    for area in places.areas:
        assert area.parent_id in seen
        seen.add(area.id)


# Faults

MOC_BAC = 'id = 13\ncode = "13327"\nname = "Mộc Bắc"\nnumber = 11'


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("id = 6", "id = 5", "duplicate"),
        ('short = "CĐ"', 'shrt = "CĐ"', "unknown_key"),
        ('shorts = { town = "LĐLĐ", ', "shorts = { ", "no_name_for_level"),
        ('stratum = "CN"', 'stratum = "CÔ"', "bad_code"),
        (MOC_BAC, MOC_BAC.replace("13\n", "12\n", 1), "duplicate"),
        (MOC_BAC, MOC_BAC.replace("13327", "13324"), "code_overlap"),
        (MOC_BAC + '\nkind = "xã"\nlevel = "commune"', MOC_BAC + '\nkind = "xã"\nlevel = "xa"', "not_allowed"),
        (MOC_BAC, MOC_BAC.replace("number = 11", "number = 12"), "code_overlap"),
        (MOC_BAC, MOC_BAC.replace("Mộc Bắc", "Mộc Bắc "), "untidy"),
        (MOC_BAC, MOC_BAC.replace("Mộc Bắc", "Mộc\\u200bBắc"), "forbidden"),
        ("parent = 1\n", "parent = 9\n", "no_such_parent"),
        ("parent = 1\n", "parent = 11\n", "level_order"),
        ("parent = 1\n", "parent = 3\n", "loop"),
        ("closed = 2025-07-01\nshort", "closed = 2020-01-01\nshort", "dates_crossed"),
        ("from = 1\nto = 2\ndate = 2025-07-01", "from = 1\nto = 2\ndate = 2025-07-02", "not_closed_then"),
        ("from = 13\nto = 31", "from = 13\nto = 41", "not_opened_then"),
        ("from = 13\nto = 31", "from = 13\nto = 99", "unknown_reference"),
        ('body = "DTN"\nopened', 'body = "DTM"\nopened', "unknown_reference"),
        ("opened = 2023-04-01", "opened = 1990-04-01", "outside_area"),
        ('"Thôn 1", "Thôn 2", "Thôn 3", "Thôn 4"', '"Thôn 1", "Thôn 2", "Thôn 2", "Thôn 4"', "duplicate"),
        ('"Thôn 1", "Thôn 2", "Thôn 3", "Thôn 4"', '"Thôn 1", "", "Thôn 3", "Thôn 4"', "empty"),
        ('"Thôn 1", "Thôn 2", "Thôn 3", "Thôn 4"', '"Thôn 1", 2, "Thôn 3", "Thôn 4"', "wrong_type"),
        ('[[villages]]\narea = 13\n', '[[villages]]\narea = 13\nfirst = 97\n', "above"),
        ('[[villages]]\narea = 13\n', '[[villages]]\narea = 14\n', "duplicate"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(was: str, becomes: str, code: str) -> None:
    assert was in TEXT
    faults = check(TEXT.replace(was, becomes, 1), "duy-tien.toml")
    assert code in [fault.code for fault in faults]
    for fault in faults:
        assert str(fault).startswith(f"duy-tien.toml:{fault.line}: ")
        assert "{" not in fault.message


def test_the_line_is_the_one_with_the_fault() -> None:
    (fault,) = check(TEXT.replace("opened = 2023-04-01", "opened = 1990-04-01"), "duy-tien.toml")
    assert (fault.line, fault.message) == (
        line_of("opened = 2023-04-01"),
        "ngày 1990-04-01 nằm ngoài thời gian tồn tại của “Mộc Nam”",
    )


def test_an_organisation_at_a_level_where_its_body_is_not_is_a_fault() -> None:
    broken = TEXT.replace('area = 17\nbody = "DTN"\nopened = 2023-04-01', 'area = 1\nbody = "DTN"')
    assert [fault.code for fault in check(broken, "x.toml")] == ["no_body_there"]


def test_shares_of_a_succession_make_no_more_than_a_whole() -> None:
    broken = TEXT.replace("\npart = true", "\npart = true\nshare = 0.6")
    assert {fault.code for fault in check(broken, "x.toml")} == {"share_sum"}


def test_an_exception_for_the_same_organisation_twice_is_a_fault() -> None:
    again = '\n[[organisations]]\narea = 17\nbody = "DTN"\nopened = 2023-05-01\n'
    assert [fault.code for fault in check(TEXT + again, "x.toml")] == ["duplicate"]


def test_nothing_is_loaded_from_a_file_with_faults() -> None:
    with pytest.raises(BadFile, match=r"x\.toml:\d+: "):
        load(TEXT.replace("id = 6", "id = 5"), "x.toml")


def test_a_broken_file_says_where() -> None:
    (fault,) = check("[[areas]]\nid = 1\nname = \n", "x.toml")
    assert (fault.code, fault.line) == ("syntax", 3)


@pytest.mark.parametrize("text", ["areas = 3", "areas = [1]", "bodies = 'x'", "[villages]\na = 1"])
def test_a_file_of_quite_another_shape_is_refused_without_a_crash(text: str) -> None:
    assert "wrong_type" in [fault.code for fault in check(text, "x.toml")]
