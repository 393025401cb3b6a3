"""Two areas have programmes of one year: lists, due days, holidays and refusals are those of the record's own area."""

from __future__ import annotations

import datetime as dt

import pytest

from db.core.errors import Closed, Invalid
from db.core.ids import uuid7
from db.demo.town import PROGRAMME
from db.duties.monthly_report import commands
from db.duties.monthly_report.months import months
from db.people import who
from db.programme import load, queries
from db.programme.code_lists import choices
from db.programme.programme import load as read_programme
from db.schema import migrate
from tests.schema import grown
from tests.servers import Database
from tests.town import (
    ADMINISTRATOR,
    CLERK,
    FARMERS_MOC_BAC,
    NATIONAL,
    OCTOBER,
    REPORTS,
    REVIEWER,
    Town,
)
from tests.two_towns import FARMERS_KIM_BANG, FARMERS_THUY_LOI, KIM_BANG, PROVINCE, both, of_kim_bang, towns

__all__ = ["both", "towns"]
pytestmark = pytest.mark.both_versions
MONDAY = dt.date(2023, 10, 16)
DECEMBER = dt.date(2023, 12, 1)


def topics(towns: Town, organisation: int, month: dt.date = OCTOBER) -> dict[str, str]:
    with towns.session(CLERK) as session:
        found = who.organisations(session, [organisation])[0]
        return {choice.code: choice.label for choice in choices(session, found, month).get("topics", ())}


def test_forms_and_old_reports_take_codes_and_words_from_the_organisations_own_area(both: Town) -> None:
    assert topics(both, FARMERS_MOC_BAC)["DT"] == "DT"
    assert topics(both, FARMERS_THUY_LOI) == {"DT": "đi lại", "KD": "kinh doanh"}
    assert topics(both, FARMERS_THUY_LOI, dt.date(2022, 10, 1)) == {}


def test_a_commune_with_a_programme_of_its_own_has_its_lists_and_not_its_towns(towns: Town) -> None:
    towns.rows("update app.programme set area_id = 5 where area_id = 4")
    assert topics(towns, FARMERS_THUY_LOI) == {"DT": "đi lại", "KD": "kinh doanh"}
    assert topics(towns, FARMERS_KIM_BANG) == {}


def test_a_code_of_another_area_is_refused_with_the_codes_that_are_in_force_here(both: Town) -> None:
    clerk = both.hire("kb", ("clerk", FARMERS_THUY_LOI, None, None))
    report = both.report(clerk, FARMERS_THUY_LOI)
    both.opinion(report, clerk, **of_kim_bang())
    for wrong, codes in (({"topic": "MT"}, {"DT", "KD"}), ({"agency": "HD"}, {"UB", "SO"})):
        with pytest.raises(Invalid) as caught:
            both.opinion(report, clerk, **of_kim_bang(**wrong))
        assert caught.value.code == "unknown_code"
        assert caught.value.params["nearest"] and set(caught.value.params["nearest"]) <= codes
    with pytest.raises(Invalid):
        both.opinion(both.report(), **of_kim_bang(agency="UB"))


def test_each_month_is_due_on_its_own_areas_day(both: Town) -> None:
    with both.session(CLERK) as session:
        rows = months(session, [FARMERS_MOC_BAC, FARMERS_THUY_LOI], OCTOBER, OCTOBER)
    assert {row.organisation_id: row.fact.due.day for row in rows} == {FARMERS_MOC_BAC: 20, FARMERS_THUY_LOI: 25}


def test_working_days_know_the_holidays_of_their_area_alone(both: Town) -> None:
    with both.session(REVIEWER) as session:
        here, there = (queries.calendar(session, area, MONDAY) for area in (2, 5))
    assert here.add(MONDAY, 1) == dt.date(2023, 10, 18)
    assert there.add(MONDAY, 1) == dt.date(2023, 10, 17)


def test_an_exemption_holds_for_what_it_names_whatever_its_number_there(both: Town) -> None:
    above = both.hire("province", ("reviewer", None, PROVINCE, None))
    asked = {"first": OCTOBER, "last": OCTOBER, "reason": "Khuyết cán bộ"}
    with both.session(above) as session:
        for organisation in (FARMERS_MOC_BAC, FARMERS_THUY_LOI):
            commands.exempt(session, organisation, REPORTS, attempt=uuid7(), id=uuid7(), **asked)
        asked_for = [FARMERS_MOC_BAC, FARMERS_THUY_LOI, FARMERS_KIM_BANG]
        excused = months(session, asked_for, OCTOBER, DECEMBER, whole=False)
        assert [row.organisation_id for row in excused if row.fact.exempt] == [FARMERS_MOC_BAC, FARMERS_THUY_LOI]
        asked |= {"first": dt.date(2022, 10, 1)}
        with pytest.raises(Closed) as caught:
            commands.exempt(session, FARMERS_MOC_BAC, REPORTS, attempt=uuid7(), id=uuid7(), **asked)
        assert caught.value.code == "no_programme"


def test_loading_a_programme_leaves_the_lists_of_other_areas_as_they_are(towns: Town) -> None:
    theirs = towns.rows("select * from app.code where programme_id = 2 order by list, code")
    with towns.session(ADMINISTRATOR) as session:
        load.programme(session, read_programme(PROGRAMME), "z")
    assert towns.rows("select * from app.code where programme_id = 2 order by list, code") == theirs
    assert topics(towns, FARMERS_MOC_BAC)["DT"] != "đi lại"


def test_each_is_shown_the_programmes_of_their_own_areas(both: Town) -> None:
    duo = both.hire("duo", ("clerk", FARMERS_THUY_LOI, None, None), ("clerk", FARMERS_MOC_BAC, None, None))
    above = both.hire("province", ("reviewer", None, PROVINCE, None))
    other = both.hire("kb", ("decider", None, KIM_BANG, None))
    nobody = both.hire("none")
    here, every = ["thị xã Duy Tiên"], ["thị xã Duy Tiên", "thị xã Kim Bảng"]
    expected = {CLERK: here, REVIEWER: here, other: ["thị xã Kim Bảng"], duo: every, above: every, ADMINISTRATOR: every,
                NATIONAL: every, nobody: every}  # fmt: skip
    for login, areas in expected.items():
        with both.session(login) as session:
            assert [one.area for one in queries.loaded(session)] == areas, login


def test_lists_that_were_everyones_become_those_of_each_programme_of_their_years(empty_database: Database) -> None:
    """The migration: each month keeps the words that it had, in every area that had a programme then."""
    grown.grow(empty_database, grown.ROOM / "db" / "schema" / "migrations", until="0002_programme")
    empty_database.rows(
        "insert into app.area (id, level, kind, name, code, number, opened)"
        " values (9, 'town', 'thị xã', 'Khác', '999', 0, '2000-01-01');"
        " insert into app.programme (year, area_id, title, title_en, source, source_en, digest) values"
        " (2023, 9, 'Khác', 'Other', 'x', 'x', 'x'), (2024, 1, 'Sau', 'Next', 'x', 'x', 'x');"
        " update app.code set to_date = '2023-12-31' where code = 'DT';"
        " insert into app.code (list, code, vi, en, position, from_date)"
        " values ('topics', 'DT', 'đất', 'soil', 1, '2024-01-01')"
    )
    migrate.upgrade(empty_database.dsn())
    rows = empty_database.rows(
        "select g.year, g.area_id, c.code, c.vi from app.code c join app.programme g on g.id = c.programme_id"
        " order by g.year, g.area_id, c.code"
    )
    assert [tuple(row.values()) for row in rows] == [
        (2023, 1, "DT", "đất đai"), (2023, 1, "TC", "tham nhũng"), (2023, 9, "DT", "đất đai"),
        (2023, 9, "TC", "tham nhũng"), (2024, 1, "DT", "đất"),
    ]  # fmt: skip


def test_exemptions_by_number_become_those_of_the_target_that_had_it_there_and_then(empty_database: Database) -> None:
    """The migration: 16 is the reports in the town's programme of 2023, and another target in the commune's of 2024."""
    grown.grow(empty_database, grown.ROOM / "db" / "schema" / "migrations", until="0004_reports")
    empty_database.rows(
        "insert into app.programme (year, area_id, title, title_en, source, source_en, digest)"
        " values (2024, 2, 'Sau', 'Next', 'x', 'x', 'x');"
        "insert into app.target (programme_id, number, code, wording, wording_en, owes, owes_en, periods, target_limit,"
        " target_limit_en) values (2, 16, 'training', 'x', 'x', 'x', 'x', '{Y}', 'x', 'x');"
        "insert into app.exemption (id, organisation_id, target, from_month, until_month, reason, given_at, given_by)"
        " select gen_random_uuid(), 11, 16, '2024-03-01', '2024-03-01', 'Mới lập', now(), 2"
    )
    migrate.upgrade(empty_database.dsn())
    rows = empty_database.rows("select from_month, target_code from app.exemption order by 1")
    assert [(row["from_month"].year, row["target_code"]) for row in rows] == [
        (2023, REPORTS), (2024, "training"),
    ]  # fmt: skip
