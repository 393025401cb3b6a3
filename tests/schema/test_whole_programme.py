"""The whole programme in its tables: what loading stores, what loading again keeps, what no table takes."""

from __future__ import annotations

import contextlib
from typing import Any

import psycopg2
import pytest

from db import load
from db.demo.town import PROGRAMME
from db.rules.programme import load as read_programme
from tests.town import ADMINISTRATOR, Town

pytestmark = pytest.mark.both_versions


def loaded(town: Town, text: str = "") -> None:
    """Load the programme of 2023, or another text, as the administrator."""
    programme = read_programme(text or PROGRAMME, "2023.toml")
    with contextlib.closing(town.at_work(ADMINISTRATOR)) as session:
        load.programme(session, programme, "x")
    town.sessions.clear()


def test_everything_that_a_programme_says_is_stored(town: Town) -> None:
    loaded(town)
    programme = read_programme(PROGRAMME)
    for table, count in (
        ("due_rule", len(programme.due_rules)),
        ("target", 21),
        ("score_item", len(programme.scorecard)),
        ("grade_rule", len(programme.grade_rules)),
        ("quota", len(programme.quotas)),
    ):
        assert town.value(f"select count(*) from app.{table}") == count, table
    assert town.rows("select levels, bodies, evidence, scorecard from app.target where code = 'congresses'") == [
        {
            "levels": ["town", "commune"],
            "bodies": ["HND", "LDLD"],
            "evidence": "kế hoạch, biên bản, quyết định công nhận",
            "scorecard": "organisation_work",
        }
    ]
    assert town.value("select targets from app.score_item where code = 'members'") == [5, 6, 7, 8, 9, 10]


def test_months_years_and_one_offs_have_their_periods_and_weeks_and_requests_none(town: Town) -> None:
    loaded(town)
    counted = "select d.code, d.months, count(p.rule) from app.due_rule d left join app.period p"\
              " on (p.programme_id, p.rule) = (d.programme_id, d.code) group by d.code, d.months"  # fmt: skip
    found = {row["code"]: (row["months"], row["count"]) for row in town.rows(counted)}
    assert found["monthly_20"] == found["month_end"] == (1, 12)
    assert found["year_end"] == found["unity_day"] == found["congress"] == (12, 1)
    assert found["week_start"] == found["request_15"] == (None, 0)
    assert town.rows("select opens::text, due::text from app.period where rule = 'year_end'") == [
        {"opens": "2023-01-01", "due": "2023-12-15"}
    ]


def test_loading_again_keeps_the_rule_by_which_something_was_judged(town: Town) -> None:
    text = PROGRAMME.read_text(encoding="utf-8")
    loaded(town, text)
    earlier = 'grade = "1"\npoints = 90\nlate_most = 0\nexceeded_least = 30\nfrom = 2023-01-01\n'
    loaded(town, text.replace(earlier, earlier.replace("90", "92").replace("2023-01", "2023-07")))
    rules = town.rows("select from_date::text, points from app.grade_rule where grade = '1' order by from_date")
    assert [tuple(rule.values()) for rule in rules] == [("2023-01-01", 90), ("2023-07-01", 92)]


def test_loading_the_same_file_again_changes_nothing(town: Town) -> None:
    loaded(town)
    said = "select count(*), max(id) from audit.entry"
    before = town.rows(said)
    loaded(town)
    assert town.rows(said) == before


_RULE = {"code": "x", "label": "x", "label_en": "x", "rrule": "FREQ=YEARLY", "days": None, "shift": "none",
         "months": 12, "opens_day": 1, "opens_early": 0}  # fmt: skip
_QUOTA = {"grade": "1", "direction": "floor", "from_date": "2024-01-01", "share": 20, "base": "rated", "rounding": "up",
          "groups": []}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "row", "wrong"),
    [
        ("due_rule", _RULE, {"days": 15}),
        ("due_rule", _RULE, {"rrule": None}),
        ("due_rule", _RULE, {"rrule": None, "days": 15}),
        ("due_rule", _RULE, {"months": 5}),
        ("due_rule", _RULE, {"shift": "sideways"}),
        ("due_rule", _RULE, {"opens_day": 29}),
        ("quota", _QUOTA, {"base": "good"}),
        ("quota", _QUOTA, {"direction": "up"}),
        ("quota", _QUOTA, {"groups": ["commune"]}),
        ("quota", _QUOTA, {"to_date": "2023-12-31"}),
        ("quota", _QUOTA, {"share": 101}),
    ],
)
def test_what_the_check_of_a_file_refuses_the_table_refuses_too(
    town: Town, table: str, row: dict[str, Any], wrong: dict[str, Any]
) -> None:
    sql = "insert into app.{} (programme_id, {}) values (1, {})"
    with town.line(ADMINISTRATOR) as line, line.cursor() as cursor:
        cursor.execute(sql.format(table, ", ".join(row), ", ".join(["%s"] * len(row))), list(row.values()))
    values = {**row, **wrong, next(iter(row)): "y"}
    with pytest.raises(psycopg2.errors.CheckViolation), town.line(ADMINISTRATOR) as line, line.cursor() as cursor:
        cursor.execute(sql.format(table, ", ".join(values), ", ".join(["%s"] * len(values))), list(values.values()))
