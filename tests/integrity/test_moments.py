"""Time is the moment of the act: not of the transaction's begin, nor of the begin of a wait for somebody's lock."""

from __future__ import annotations

import contextlib
from typing import Any
from uuid import UUID

import psycopg2
import pytest

from db.core.ids import uuid7
from db.demo.embedded import SUPERUSER
from tests.integrity.together import in_transaction
from tests.town import CLERK, FARMERS_MOC_BAC, REVIEWER, TODAY, TOWN, Town

pytestmark = pytest.mark.both_versions

_ADD = "insert into app.opinion (id, reflection_id, nature, topic, breadth, stratum, text)" \
       " values (gen_random_uuid(), %s, '2', 'DT', '1', 'ND', 'Đường liên thôn xuống cấp')"  # fmt: skip
_SUBMIT = "select app.submit(gen_random_uuid(), 'd', %s, 1)"
_TAKE_BACK = "select app.take_back(gen_random_uuid(), 'd', %s, 2)"
_OPEN = "select app.open_report(gen_random_uuid(), 'd', %s)"
_ACCEPT = "select app.accept(gen_random_uuid(), 'd', %s, 2)"
_RETURN = "select app.return_report(gen_random_uuid(), 'd', %s, 2, 'Chưa rõ', '2023-10-28', '{}')"
_REMOVE = "select app.remove_opinion(gen_random_uuid(), 'd', %s, 1)"
_HOLD = "select from app.{table} where id = %s for update"

# What is done to a report, whether it was sent before, and where the moments of it stand.
_STEPS = [
    (CLERK, _ADD, False, "select created_at, updated_at from app.opinion where reflection_id = %s"),
    (CLERK, _SUBMIT, False, "select submitted, first_submitted from app.reflection where id = %s"),
    (CLERK, _TAKE_BACK, True, "select taken_back from app.submission where reflection_id = %s"),
    (REVIEWER, _OPEN, True, "select opened from app.reflection where id = %s"),
    (REVIEWER, _ACCEPT, True, "select decided, opened from app.reflection where id = %s"),
    (REVIEWER, _RETURN, True, "select r.decided, r.opened, g.returned_at from app.reflection r"
                              " join app.returning g on g.reflection_id = r.id where r.id = %s"),
]  # fmt: skip


def _after_a_wait(town: Town, moment: str, login: str, sql: str, what: UUID, held: UUID, table: str) -> Any:
    """That login's statement, which waits for a lock until the clock stands at that moment."""
    with in_transaction(town, SUPERUSER, _HOLD.format(table=table), (held,)) as meanwhile:
        waiting = meanwhile.waits(login, sql, (what,))
        town.set_clock(moment)
    return waiting


def test_what_waited_for_a_lock_counts_from_when_it_was_done(town: Town) -> None:
    for login, sql, sent, moments in _STEPS:
        town.set_clock(TODAY)
        report = town.report()
        if sent:
            town.send(report)
        _after_a_wait(town, "2023-10-25 08:00+07", login, sql, report, report, "reflection").result(20)
        (found,) = town.rows(moments, (report,))
        assert {str(moment.date()) for moment in found.values()} == {"2023-10-25"}, sql


def test_what_was_begun_before_the_month_locked_is_not_sent_after_it(town: Town) -> None:
    report = town.report(kind="periodic")
    item = town.opinion(report)
    waiting = _after_a_wait(town, "2023-10-31 08:00+07", CLERK, _SUBMIT, report, item, "opinion")
    assert waiting.exception(20).diag.message_primary == "month_locked"
    assert town.status(report) == "draft"


def test_a_duty_that_ended_while_its_holder_waited_does_nothing_more(town: Town) -> None:
    clerk = town.hire("until-today", ("clerk", FARMERS_MOC_BAC, None, None))
    reviewer = town.hire("until-today", ("reviewer", None, TOWN, None))
    town.rows("update app.duty set to_date = '2023-10-16' where staff_id in"
              " (select id from app.staff where role in (%s, %s))", (clerk, reviewer))  # fmt: skip
    for person, sql in ((clerk, _SUBMIT), (clerk, _ADD), (clerk, _REMOVE), (reviewer, _ACCEPT), (reviewer, _OPEN)):
        town.set_clock(TODAY)
        report = town.report()
        item = town.opinion(report)
        if person == reviewer:
            town.send(report)
        what, table = (item, "opinion") if sql == _REMOVE else (report, "reflection")
        waiting = _after_a_wait(town, "2023-10-17 00:01+07", person, sql, what, what, table)
        assert waiting.exception(20).diag.message_primary == "not_yours", sql


def test_without_a_clock_of_its_own_the_program_reads_the_real_one_at_each_act(town: Town) -> None:
    town.rows("delete from app.clock")
    report = uuid7()
    with contextlib.closing(psycopg2.connect(town.database.dsn(CLERK))) as line, line.cursor() as cursor:
        cursor.execute("select now()")
        begun = cursor.fetchone()[0]
        cursor.execute("insert into app.reflection (id, organisation_id, month, kind)"
                       " values (%s, 11, '2023-10-01', 'adhoc')", (report,))  # fmt: skip
        cursor.execute(_ADD, (report,))
        cursor.execute(_SUBMIT, (report,))
        line.commit()
    row = town.rows("select r.created_at, o.created_at as added, r.submitted from app.reflection r"
                    " join app.opinion o on o.reflection_id = r.id where r.id = %s", (report,))[0]  # fmt: skip
    assert begun < row["created_at"] < row["added"] < row["submitted"]
