"""Who is above whom in the town of 2023, and what is said about relations that cannot be."""

from __future__ import annotations

import datetime as dt

import pytest

from db.demo.town import PLACES
from db.programme.places import Places, check, load
from db.programme.places_relations import Relation

TEXT = PLACES.read_text(encoding="utf-8")
TOWN, MOC_BAC, HOA_MAC = 3, 13, 12
FRONT, FARMERS = 1, 2  # of each area: its id × 10 + this
OCTOBER_2023, AUTUMN_2025 = dt.date(2023, 10, 16), dt.date(2025, 10, 1)
RULE = '[[relation_rules]]\nkind = "superior"\nlevels = ["commune"]\nplace = "above"\n'


@pytest.fixture(scope="module")
def places() -> Places:
    return load(PLACES)


def above(places: Places, organisation: int, day: dt.date) -> list[int]:
    """The superiors of an organisation on a day."""
    return [
        one.from_id
        for one in places.relations
        if one.kind == "superior" and one.to_id == organisation and one.opened <= day < (one.closed or dt.date.max)
    ]


def said(kind: str, first: tuple[int, str], second: tuple[int, str], dates: str = "") -> str:
    lines = [
        "[[relations]]",
        f'kind = "{kind}"',
        f'area = {first[0]}\nbody = "{first[1]}"',
        f'to_area = {second[0]}\nto_body = "{second[1]}"',
        dates,
    ]
    return "\n".join(lines)


def codes(*more: str) -> list[str]:
    return [fault.code for fault in check("\n".join([TEXT, *more]), "noi.toml")]


def test_a_communes_body_has_that_of_the_town_above_it(places: Places) -> None:
    assert above(places, MOC_BAC * 10 + FARMERS, OCTOBER_2023) == [TOWN * 10 + FARMERS]
    assert above(places, TOWN * 10 + FARMERS, OCTOBER_2023) == []


def test_since_july_2025_the_bodies_stand_under_the_front_of_their_level(places: Places) -> None:
    farmers = [one for one in places.organisations if one.body_id == FARMERS and one.holds(AUTUMN_2025)]
    assert farmers and all(above(places, one.id, AUTUMN_2025) == [one.area_id * 10 + FRONT] for one in farmers)
    assert above(places, farmers[0].area_id * 10 + FRONT, AUTUMN_2025) == []


def test_a_relation_holds_only_while_both_organisations_are_there(places: Places) -> None:
    there = {one.id: one for one in places.organisations}
    for relation in places.relations:
        for one in (there[relation.from_id], there[relation.to_id]):
            assert relation.opened >= one.opened
            assert one.closed is None or (relation.closed is not None and relation.closed <= one.closed)


def test_relations_are_said_one_by_one_with_dates_of_their_own() -> None:
    follows = said("follows", (TOWN, "MTTQ"), (MOC_BAC, "HND"), "opened = 2023-03-01\nclosed = 2023-10-01\n")
    (found,) = [one for one in load(f"{TEXT}\n{follows}", "noi.toml").relations if one.kind == "follows"]
    assert found == Relation("follows", 31, 132, dt.date(2023, 3, 1), dt.date(2023, 10, 1))


def test_a_file_may_say_nothing_of_relations() -> None:
    start = TEXT.index("# --- Quan hệ giữa")
    end = TEXT.index("# --- Thôn, tổ dân phố")
    assert load(TEXT[:start] + TEXT[end:], "noi.toml").relations == ()


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ('kind = "superior"', 'kind = "above"', "not_allowed"),
        ('place = "above"', 'place = "below"', "not_allowed"),
        ('place = "above"', 'place = "above"\nbody = "HND"', "not_together"),
        ('place = "above"', 'place = "beside"', "missing_key"),
        ('place = "above"', 'place = "beside"\nbody = "HOI"', "unknown_reference"),
        ('levels = ["commune"]', 'levels = ["hamlet"]', "not_allowed"),
        ('place = "above"', 'place = "above"\nopened = 2025-07-01\nclosed = 2025-07-01', "dates_crossed"),
    ],
)
def test_a_fault_in_a_rule_is_named_with_its_line(was: str, becomes: str, code: str) -> None:
    (fault,) = check(TEXT.replace(RULE, RULE.replace(was, becomes)), "noi.toml")
    start = TEXT.count("\n", 0, TEXT.index(RULE)) + 1
    assert fault.code == code and start <= fault.line <= start + 6


def test_an_organisation_that_is_not_there_is_named() -> None:
    assert codes(said("follows", (99, "MTTQ"), (MOC_BAC, "HOI"))) == ["unknown_reference"] * 2
    assert codes(said("follows", (1, "MTTQ"), (MOC_BAC, "HND"))) == ["no_body_there"]


def test_the_same_relation_twice_at_a_time_is_refused_and_one_after_the_other_taken() -> None:
    first = said("follows", (TOWN, "MTTQ"), (MOC_BAC, "HND"), "closed = 2023-07-01\n")
    assert codes(first, said("follows", (TOWN, "MTTQ"), (MOC_BAC, "HND"), "opened = 2023-07-01\n")) == []
    assert codes(first, said("follows", (TOWN, "MTTQ"), (MOC_BAC, "HND"), "opened = 2023-06-30\n")) == [
        "relation_twice"
    ]


def test_nobody_is_above_themselves_on_any_day() -> None:
    assert codes(said("follows", (TOWN, "MTTQ"), (TOWN, "MTTQ"))) == ["relation_to_itself"]
    a, b, c = (MOC_BAC, "HND"), (MOC_BAC, "CCB"), (MOC_BAC, "LHPN")
    ring = [said("superior", a, b), said("superior", b, c)]
    assert codes(*ring, said("superior", c, a)) == ["relation_loop"]
    assert codes(*ring, said("follows", c, a)) == []
    turned = said("superior", a, b, "closed = 2023-07-01\n"), said("superior", b, a, "opened = 2023-07-01\n")
    assert codes(*turned) == []
