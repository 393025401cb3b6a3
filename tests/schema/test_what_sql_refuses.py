"""What Python refuses, SQL refuses too: the same values straight to PostgreSQL as the clerk, as with psql."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest

from db.core import error_mapping
from db.core.ids import uuid7
from db.duties.monthly_report.opinion import OPINION
from db.duties.monthly_report.report import GENERAL, PAPER
from db.rules import personal_data, text
from tests import town as towns
from tests.rules.test_personal_data import NAMING, NOT_NAMING
from tests.servers import Cluster
from tests.town import CLERK, Town

pytestmark = pytest.mark.both_versions

_NFD = unicodedata.normalize("NFD", "Nhân dân lo lắng về giá phân bón")
_GOOD = {"nature": "5", "topic": "DT", "breadth": "1", "stratum": "ND", "text": "Lo giá phân bón tăng"}
_LENGTHS = [
    (record.name, field.name, length)
    for record in (OPINION, GENERAL, PAPER)
    for field in record.fields
    if field.most and not field.choices and not field.part
    for length in ([field.least - 1] if field.least > 1 else []) + [field.most + 1]
]


class Desk:
    """A clerk's open line, with a draft report; each try is rolled back."""

    def __init__(self, town: Town) -> None:
        self.report = town.report()
        self.line = psycopg2.connect(town.database.dsn(CLERK))

    def says(self, sql: str, params: Any) -> str | None:
        """The code by which PostgreSQL refuses the statement, as the program knows it; None when it takes it."""
        try:
            self.line.cursor().execute(sql, params)
        except psycopg2.Error as error:
            return error_mapping.of_driver(error).code
        finally:
            self.line.rollback()
        return None

    def opinion(self, **values: object) -> str | None:
        row = {"id": uuid7(), "reflection_id": self.report, **_GOOD, **values}
        return self.says(f"insert into app.opinion ({', '.join(row)}) values ({', '.join(['%s'] * len(row))})",
                         list(row.values()))  # fmt: skip

    def reflection(self, **values: object) -> str | None:
        row = {"id": uuid7(), "organisation_id": 11, "month": "2023-10-01", "kind": "adhoc", **values}
        return self.says(f"insert into app.reflection ({', '.join(row)}) values ({', '.join(['%s'] * len(row))})",
                         list(row.values()))  # fmt: skip


@pytest.fixture(scope="module")
def desk(any_server: Cluster) -> Iterator[Desk]:
    """The desk for the whole file."""
    copy = any_server.copy_of("town", towns.build)
    made = Desk(Town(copy))
    yield made
    made.line.close()
    copy.drop()


def test_the_domains_forbid_exactly_what_python_forbids_in_every_code_point(desk: Desk) -> None:
    points = [point for point in range(1, 0x110000) if not 0xD800 <= point <= 0xDFFF]
    everything = "".join(map(chr, points))
    with desk.line as line, line.cursor() as cursor:
        for name in ("line_clean", "long_text_clean", "word_clean"):
            cursor.execute("select pg_get_expr(conbin, 0) from pg_constraint where conname = %s", (name,))
            allowed = cursor.fetchone()[0].replace("VALUE", "chr(n)")
            cursor.execute(
                "select array_agg(n order by n) from generate_series(1, x'10FFFF'::integer) n"
                f" where case when n between x'D800'::integer and x'DFFF'::integer then false else not ({allowed}) end"
            )
            found = text.forbidden(everything, long=name == "long_text_clean")
            assert cursor.fetchone()[0] == [points[position] for position, _ in found]


def test_what_the_table_below_starts_from_is_taken(desk: Desk) -> None:
    assert desk.opinion() is None
    assert desk.reflection(general="Nhân dân yên tâm\n\nMùa màng tốt", paper_number="07/BC-HND") is None


@pytest.mark.parametrize(("first", "last"), [(first, last) for first, last, _ in text.RANGES if first != 0xD800])
def test_a_forbidden_character_is_refused_in_every_field(desk: Desk, first: int, last: int) -> None:
    for point in {max(first, 1), last}:
        broken = unicodedata.normalize("NFC", f"Lo giá {chr(point)} phân bón")
        if chr(point) == "\n" or chr(point) not in broken:
            continue
        assert desk.opinion(text=broken) == "text_forbidden"
        assert desk.opinion(set_aside=broken) == "text_forbidden"
        for column in ("general", "forecast", "proposals", "paper_number", "set_aside"):
            assert desk.reflection(**{column: broken}) == "text_forbidden", column


def test_no_text_holds_a_nul(desk: Desk) -> None:
    with pytest.raises(ValueError, match="NUL"):
        desk.opinion(text="Lo giá \x00 phân bón")
    assert desk.says("select 'a' || chr(0)", None) is not None


@pytest.mark.parametrize(("table", "column", "length"), _LENGTHS)
def test_a_text_too_short_or_too_long_is_refused(desk: Desk, table: str, column: str, length: int) -> None:
    if table == "opinion":
        assert desk.opinion(**{column: "x" * length}) == "text_length"
    else:
        assert desk.reflection(**{column: "x" * length}) == "text_too_long"


def test_a_text_just_within_its_bounds_is_taken(desk: Desk) -> None:
    assert desk.opinion(text="x" * 10) is None
    assert desk.opinion(text="ế" * 2000) is None
    assert desk.reflection(general="ế" * 8000, forecast="ế" * 8000, proposals="ế" * 8000) is None


@pytest.mark.parametrize(
    "blank", ["", " ", "   ", "\n", "\u00a0", " Lo giá phân bón", "Lo giá phân bón ", "Lo giá phân bón\u00a0"]
)
def test_blank_text_and_blanks_around_a_text_are_refused(desk: Desk, blank: str) -> None:
    assert text.tidy(blank, long=True) != blank or not blank
    assert desk.opinion(text=blank) in {"text_blank", "text_length"}
    assert desk.reflection(general=blank) == "text_blank"


def test_text_that_is_not_nfc_is_refused(desk: Desk) -> None:
    assert desk.opinion(text=_NFD) == "text_not_nfc"
    assert desk.reflection(general=_NFD) == "text_not_nfc"
    assert desk.opinion(text=text.tidy(_NFD, long=True)) is None


@pytest.mark.parametrize("column", ["nature", "topic", "breadth", "stratum"])
def test_an_unknown_code_is_refused(desk: Desk, column: str) -> None:
    for code in ("9", "XX", "dt", "DT ", "", "1\n", "0"):
        assert desk.opinion(**{column: code}) == "unknown_code"


def test_an_unknown_code_names_the_nearest_that_are_in_force(desk: Desk) -> None:
    sql = "insert into app.opinion (id, reflection_id, nature, topic) values (%s, %s, '5', %s)"
    place = "insert into app.opinion (id, reflection_id, nature) values (%s, %s, '5');" \
            " update app.petition set place = %s"  # fmt: skip
    for statement, code, first, known in ((sql, "DD", "DT", {"DT", "MT", "GT", "TC"}),
                                          (place, "3", "0", {"0", "1", "2"})):  # fmt: skip
        with pytest.raises(psycopg2.Error) as caught:
            desk.line.cursor().execute(statement, (uuid7(), desk.report, code))
        desk.line.rollback()
        params = error_mapping.of_driver(caught.value).params
        assert params["nearest"][0] == first
        assert set(params["nearest"]) <= known


def test_a_month_is_refused_before_it_opens_and_after_it_locks(town: Town) -> None:
    """The clock stands on 16 October 2023; the programme's rule says when each month opens and locks."""
    desk = Desk(town)
    for month, opens, locks, code in (
        ("2023-10-01", "2023-10-17", "2023-10-30", "month_not_open"),
        ("2023-10-01", "2023-10-01", "2023-10-15", "month_locked"),
        ("2023-10-01", "2023-10-16", "2023-10-16", None),
        ("2023-11-01", "2023-10-01", "2023-12-30", "month_in_future"),
        ("2022-10-01", "2023-10-01", "2023-10-30", "no_programme"),
    ):
        dates = (opens, locks, locks, month)
        town.rows("update app.period set opens = %s, due = %s, locks = %s where month = %s", dates)
        assert desk.reflection(month=month, kind="periodic") == code, (month, opens, locks)
    town.rows("update app.period set opens = %s, due = %s, locks = %s where month = %s",
              ("2023-10-17", "2023-10-20", "2023-10-30", "2023-10-01"))  # fmt: skip
    assert desk.opinion() == "month_not_open"
    assert desk.says("update app.reflection set general = 'Khác' where id = %s", (desk.report,)) == "month_not_open"
    desk.line.close()


def test_an_unknown_agency_or_place_is_refused(desk: Desk) -> None:
    for column, code in (
        ("agency", "XX"),
        ("agency", "ub"),
        ("place", "9"),
        ("place", "x"),
        ("place", "-1"),
        ("place", ""),
    ):
        id = uuid7()
        sql = (
            "insert into app.opinion (id, reflection_id, nature) values (%s, %s, '5');"
            f" update app.petition set {column} = %s where opinion_id = %s"
        )
        assert desk.says(sql, (id, desk.report, code, id)) == "unknown_code", code


def test_an_item_with_nothing_in_it_is_refused(desk: Desk) -> None:
    assert desk.opinion(nature=None, topic=None, breadth=None, text=None) == "nothing_typed"


@pytest.mark.parametrize(("sample", "kind"), [(sample, kind) for sample, kind, _ in NAMING])
def test_what_looks_like_a_persons_data_is_refused_without_a_reason(desk: Desk, sample: str, kind: str) -> None:
    assert personal_data.find(sample)
    assert desk.reflection(general=sample) == "personal_data"
    covered = json.dumps({"general": sample})
    assert desk.reflection(general=sample, set_aside="Tên của cán bộ") == "personal_data"
    assert desk.reflection(general=sample, set_aside="Tên của cán bộ", covered=covered) is None


def test_ordinary_reports_are_taken(desk: Desk) -> None:
    for sample in NOT_NAMING:
        assert desk.reflection(general=sample) is None, sample


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"set_aside": "ừ"}, "reason_length"),
        ({"set_aside": "x" * 301}, "reason_length"),
        ({"month": "2023-10-02"}, "bad_month"),
        ({"month": "2023-11-01"}, "month_in_future"),
        ({"paper_date": "2023-09-30"}, "paper_date_out_of_range"),
        ({"paper_date": "2025-10-01"}, "paper_date_out_of_range"),
        ({"nil": True, "kind": "periodic", "general": "Yên"}, "report_is_nil"),
        ({"nil": True, "kind": "adhoc"}, "report_is_nil"),
        ({"organisation_id": 12}, "not_yours"),
        ({"paper_date": "hôm nay"}, "bad_value"),
        ({"nil": "có lẽ"}, "bad_value"),
    ],
)
def test_a_report_that_no_rule_allows_is_refused(desk: Desk, values: dict[str, object], code: str) -> None:
    assert desk.reflection(**values) == code
