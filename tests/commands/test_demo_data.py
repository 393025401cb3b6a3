"""What the demo tells: the invented year, seen from PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from db import demo
from db.duties.monthly_report.months import MonthRow
from db.duties.monthly_report.overview import overview
from db.rules import personal_data
from db.rules.duties import DutyState, on_time, owed, state
from tests.servers import Cluster, Database


@pytest.fixture(scope="module")
def town(server18: Cluster) -> Iterator[Database]:
    """The demo, only read here."""
    copy = server18.copy_of("demo", demo.build)
    yield copy
    copy.drop()


@pytest.fixture(scope="module")
def year(town: Database) -> list[MonthRow]:
    """The year as `giamsat` has it."""
    from db.core.connect import Session

    session = Session(town.dsn("giamsat"))
    try:
        return list(overview(session, 2023).rows)
    finally:
        session.close()


def test_only_the_eight_can_sign_in(town: Database) -> None:
    can = "select role from app.staff join pg_roles on rolname = role where rolcanlogin order by role"
    assert [row["role"] for row in town.rows(can)] == sorted(demo.LOGINS)
    assert town.value("select count(*) from app.staff") == 105


def test_it_is_the_pinned_day(town: Database) -> None:
    assert town.value("select app.today()", login="nd-mocbac") == dt.date(2023, 10, 16)


def test_the_year_has_everything_that_can_happen_to_a_report(year: list[MonthRow]) -> None:
    past = [row for row in year if row.fact.month < dt.date(2023, 10, 1)]
    states = {state(row.fact) for row in past}
    wanted = {
        DutyState.ON_TIME,
        DutyState.LATE,
        DutyState.NOTHING_AROSE,
        DutyState.MISSING,
        DutyState.RETURNED,
        DutyState.EXEMPT,
        DutyState.CLOSED,
    }
    assert wanted <= states
    assert len({row.organisation_id for row in year if owed(row.fact)}) == 102


def test_most_reports_come_in_time(year: list[MonthRow]) -> None:
    judged = [on_time(row.fact) for row in year if row.fact.month < dt.date(2023, 10, 1) and owed(row.fact)]
    assert 0.9 < judged.count(True) / len(judged) < 0.98


def test_fourteen_reports_wait_for_the_reviewer(town: Database) -> None:
    waiting = "select kind, count(*) as n from app.reflection where status = 'submitted' group by kind order by kind"
    assert town.rows(waiting, login="giamsat") == [{"kind": "adhoc", "n": 2}, {"kind": "periodic", "n": 12}]


def test_the_default_clerk_has_a_returned_september_and_no_october(town: Database) -> None:
    mine = town.rows("select id, month, status, return_due from app.reflection where kind = 'periodic'"
                     " order by month desc", login="nd-mocbac")  # fmt: skip
    assert mine[0]["month"] == dt.date(2023, 9, 1)
    assert (mine[0]["status"], mine[0]["return_due"]) == ("returned", dt.date(2023, 10, 18))
    (returning,) = town.rows("select items, app.local_date(returned_at) as day from app.returning", login="nd-mocbac")
    assert returning["day"] == dt.date(2023, 10, 12)
    named = town.rows("select id, nature from app.opinion where reflection_id = %s order by id", (mine[0]["id"],))
    assert returning["items"] == f"{{{named[3]['id']}}}" or returning["items"] == [named[3]["id"]]
    assert named[3]["nature"] == "5"


def test_someone_else_has_an_october_draft(town: Database) -> None:
    drafts = "select count(*) from app.reflection where status = 'draft' and month = '2023-10-01'"
    assert town.value(drafts, login="ld-thixa") == 1
    begun = "select count(*) from app.reports_of(app.review_scope(), '2023-01-01', '2023-12-01') where id is null"
    assert town.value(begun, login="giamsat") == 6


def test_authors_are_the_organisations_own_and_the_reviewer_decided(town: Database) -> None:
    strangers = """select count(*) from app.reflection r where not exists (select from app.duty d
        where d.staff_id = r.created_by and d.organisation_id = r.organisation_id)"""
    assert town.value(strangers) == 0
    deciders = "select distinct s.role from app.reflection r join app.staff s on s.id = r.decided_by"
    assert town.rows(deciders) == [{"role": "giamsat"}]
    forged = """select count(*) from audit.entry e join app.reflection r on r.id::text = e.record
        join app.staff s on s.id = r.created_by where e.table_name = 'reflection'
        and e.operation = 'insert' and e.role <> s.role"""
    assert town.value(forged) == 0


def test_a_month_was_reopened_and_an_organisation_excused(town: Database) -> None:
    assert town.value("select count(*) from app.reopening") == 1
    assert town.value("select count(*) from app.exemption") == 1


def test_times_are_those_of_the_year_and_keys_follow_them(town: Database) -> None:
    late = "select count(*) from app.reflection where created_at > '2023-10-16 09:00+07' or created_at < '2023-01-01'"
    assert town.value(late) == 0
    early = """select count(*) from app.reflection
        where first_submitted < created_at or decided < submitted and status = 'accepted'"""
    assert town.value(early) == 0
    key_time = "to_timestamp(('x' || replace(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)"
    apart = f"select count(*) from app.reflection where abs(extract(epoch from {key_time} - created_at)) > 1"
    assert town.value(apart) == 0


def test_people_say_many_different_things_and_name_nobody(town: Database) -> None:
    texts = [row["text"] for row in town.rows("select distinct text from app.opinion")]
    assert len(texts) > 600
    assert len({text.split(". ")[0] for text in texts}) >= 150
    longer = town.rows("select general as text from app.reflection where general is not null union"
                       " select forecast from app.reflection where forecast is not null union"
                       " select proposals from app.reflection where proposals is not null union"
                       " select reason from app.returning")  # fmt: skip
    for text in [*texts, *(row["text"] for row in longer)]:
        assert personal_data.find(text) == [], text


def test_petitions_have_addressee_and_place_and_are_open_from_earlier_months(town: Database) -> None:
    lacking = "select count(*) from app.petition where agency is null or area_id is null or via_voters is null"
    assert town.value(lacking) == 0
    mine = "select count(*) from app.petition where month < '2023-10-01' and state = 'received'"
    assert town.value(mine, login="nd-mocbac") > 0


def test_each_body_speaks_of_its_own(town: Database) -> None:
    topics = """select count(*) from app.opinion o join app.organisation g on g.id = o.organisation_id
        join app.body b on b.id = g.body_id where b.code = %s and o.topic = %s"""
    assert town.value(topics, ("HND", "NM")) > 3 * town.value(topics, ("LDLD", "NM"))
    assert town.value(topics, ("LDLD", "VL")) > 3 * town.value(topics, ("HND", "VL"))
