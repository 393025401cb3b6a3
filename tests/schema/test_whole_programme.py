"""The whole programme in its tables: what loading stores, what loading again keeps, what no table takes."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

import psycopg2
import pytest

from db.demo.town import PROGRAMME
from db.programme import load
from db.programme.programme import load as read_programme
from db.programme.queries import owing_rules
from tests.town import ADMINISTRATOR, CLERK, Town

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


def test_the_owing_rules_are_read_back_as_the_file_says_them(town: Town) -> None:
    loaded(town)
    programme = read_programme(PROGRAMME)
    with town.session(CLERK) as session:
        found = owing_rules(session, 1, dt.date(2023, 10, 16))
        assert owing_rules(session, 1, dt.date(2022, 12, 31)) == {}
    assert found == {
        target.number: sorted(target.owing, key=lambda rule: rule.code) for target in programme.targets if target.owing
    }
    assert town.value("select number from app.target where population") == 18


def test_a_rule_that_begins_later_or_ends_is_read_on_its_days_alone(town: Town) -> None:
    rule = 'bodies = ["HND", "LDLD"], period = "once", least = 1'
    text = PROGRAMME.read_text(encoding="utf-8")
    loaded(town, text)
    loaded(town, text.replace(rule, f"{rule}, most = 2, from = 2023-07-01, to = 2023-09-30"))
    with town.session(CLERK) as session:
        most = {
            month: [rule.most for rule in owing_rules(session, 1, dt.date(2023, month, 1)).get(19, [])]
            for month in (6, 7, 10)
        }
    assert most == {6: [None], 7: [2], 10: []}


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


# What the owing rules below refer to: the report's measure and due rule.
_MONTHLY = """
insert into app.measure (programme_id, number, code, vi, en, unit) values (1, 16, 'on_time', 'x', 'x', 'percent');
insert into app.due_rule (programme_id, code, label, label_en, rrule, shift, months, opens_day, opens_early)
values (1, 'monthly', 'x', 'x', 'FREQ=MONTHLY', 'none', 1, 1, 0);
"""
_OWN = {"code": "a", "number": 16, "from_date": "2023-01-01", "measure": "on_time", "subject": "organisation",
        "levels": ["town"], "bodies": ["HND"], "responsible": None, "credited": [], "posts": [], "period": "month",
        "due_rule": "monthly", "least": 1, "most": 2, "ceiling": False, "source": "rule", "condition": None,
        "joint": False}  # fmt: skip
_LED = {**_OWN, "subject": "area", "bodies": [], "responsible": "MTTQ", "credited": ["HND"], "joint": True}


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
        ("owing_rule", _OWN, {"subject": "hamlet"}),
        ("owing_rule", _OWN, {"levels": ["hamlet"]}),
        ("owing_rule", _OWN, {"levels": []}),
        ("owing_rule", _OWN, {"bodies": []}),
        ("owing_rule", _OWN, {"responsible": "MTTQ"}),
        ("owing_rule", _OWN, {"credited": ["MTTQ"]}),
        ("owing_rule", _OWN, {"posts": ["BT"]}),
        ("owing_rule", _OWN, {"subject": "post", "source": "roster"}),
        ("owing_rule", _OWN, {"period": "request"}),
        ("owing_rule", _OWN, {"period": "register"}),
        ("owing_rule", _OWN, {"due_rule": None}),
        ("owing_rule", _OWN, {"least": 0}),
        ("owing_rule", _OWN, {"least": 3}),
        ("owing_rule", _OWN, {"most": None, "ceiling": True}),
        ("owing_rule", _OWN, {"source": "roster"}),
        ("owing_rule", _OWN, {"source": "allotment"}),
        ("owing_rule", _OWN, {"condition": "rain"}),
        ("owing_rule", _OWN, {"joint": True}),
        ("owing_rule", _OWN, {"to_date": "2022-12-31"}),
        ("owing_rule", _LED, {"bodies": ["HND"], "responsible": None, "credited": []}),
        ("owing_rule", _LED, {"credited": ["MTTQ"]}),
        ("owing_rule", _LED, {"subject": "village"}),
        ("owing_rule", _LED, {"subject": "village", "levels": ["commune"], "condition": "draft"}),
    ],
)
def test_what_the_check_of_a_file_refuses_the_table_refuses_too(
    town: Town, table: str, row: dict[str, Any], wrong: dict[str, Any]
) -> None:
    sql = "insert into app.{} (programme_id, {}) values (1, {})"
    town.rows(_MONTHLY)
    with town.line(ADMINISTRATOR) as line, line.cursor() as cursor:
        cursor.execute(sql.format(table, ", ".join(row), ", ".join(["%s"] * len(row))), list(row.values()))
    values = {**row, **wrong, next(iter(row)): "y"}
    with pytest.raises(psycopg2.errors.CheckViolation), town.line(ADMINISTRATOR) as line, line.cursor() as cursor:
        cursor.execute(sql.format(table, ", ".join(values), ", ".join(["%s"] * len(values))), list(values.values()))
