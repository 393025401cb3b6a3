"""What two people do to one report in the same moment: nothing slips in, nothing is sent unseen."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import psycopg2
import pytest

from db.core.ids import uuid7
from tests.integrity.together import in_transaction
from tests.town import CLERK, FARMERS_REVIEWER, REVIEWER, Town, petition

pytestmark = pytest.mark.both_versions

_ADD = "insert into app.opinion (id, reflection_id, nature, topic, breadth, stratum, text)" \
       " values (%s, %s, '2', 'DT', '1', 'ND', 'Đường liên thôn xuống cấp')"  # fmt: skip
_SUBMIT = "select app.submit(%s, 'd', %s, %s)"
_RETURN = "select app.return_report(%s, 'd', %s, %s, 'Chưa rõ', '2023-10-20', '{}')"
_ACCEPT = "select app.accept(%s, 'd', %s, %s)"


def _code(future: Future[Any]) -> str:
    error = future.exception(timeout=20)
    assert isinstance(error, psycopg2.Error), error
    return str(error.diag.message_primary)


def _sent_items(town: Town, report: object) -> list[dict[str, Any]]:
    items = town.value("select content -> 'opinions' from app.submission where reflection_id = %s", (report,))
    assert isinstance(items, list)
    return items


def test_an_item_that_joins_in_the_moment_of_sending_is_sent_with_the_report(town: Town) -> None:
    report = town.report()
    town.opinion(report)
    with in_transaction(town, CLERK, _ADD, (uuid7(), report)) as meanwhile:
        sending = meanwhile.waits(CLERK, _SUBMIT, (uuid7(), report, 1))
    sending.result(20)
    assert len(_sent_items(town, report)) == 2
    assert {row["status"] for row in town.rows("select status from app.opinion")} == {"submitted"}


def test_an_item_that_joins_incomplete_in_the_moment_of_sending_holds_it_back(town: Town) -> None:
    report = town.report()
    with in_transaction(town, CLERK, "insert into app.opinion (id, reflection_id, nature) values (%s, %s, '1')",
                        (uuid7(), report)) as meanwhile:  # fmt: skip
        sending = meanwhile.waits(CLERK, _SUBMIT, (uuid7(), report, 1))
    assert _code(sending) == "report_incomplete"
    assert town.status(report) == "draft"


def test_no_item_slips_into_a_report_that_is_being_sent(town: Town) -> None:
    report = town.report()
    with in_transaction(town, CLERK, _SUBMIT, (uuid7(), report, 1)) as meanwhile:
        adding = meanwhile.waits(CLERK, _ADD, (uuid7(), report))
    assert _code(adding) == "already_sent"
    assert town.value("select count(*) from app.opinion") == 0


def test_an_edit_in_flight_is_part_of_what_is_sent(town: Town) -> None:
    report = town.report()
    item = town.opinion(report)
    change = "update app.opinion set text = 'Lo giá thóc giảm mạnh' where id = %s"
    with in_transaction(town, CLERK, change, (item,)) as meanwhile:
        sending = meanwhile.waits(CLERK, _SUBMIT, (uuid7(), report, 1))
    sending.result(20)
    assert [found["text"] for found in _sent_items(town, report)] == ["Lo giá thóc giảm mạnh"]


def test_an_edit_that_empties_an_item_in_flight_holds_the_sending_back(town: Town) -> None:
    report = town.report()
    item = town.opinion(report, **petition())
    for change in ("update app.opinion set text = null where id = %s",
                   "update app.petition set place = null where opinion_id = %s"):  # fmt: skip
        with in_transaction(town, CLERK, change, (item,)) as meanwhile:
            sending = meanwhile.waits(CLERK, _SUBMIT, (uuid7(), report, 1))
        assert _code(sending) == "report_incomplete"


def test_an_edit_after_the_sending_began_meets_nothing(town: Town) -> None:
    report = town.report()
    item = town.opinion(report, **petition())
    with in_transaction(town, CLERK, _SUBMIT, (uuid7(), report, 1)) as meanwhile:
        editing = meanwhile.waits(CLERK, "update app.opinion set text = 'Muộn rồi, không kịp' where id = %s", (item,))
        placing = meanwhile.waits(CLERK, "update app.petition set place = '2' where opinion_id = %s", (item,))
    assert (editing.result(20), placing.result(20)) == (0, 0)


def test_a_removal_in_the_moment_of_sending_is_whole_or_not_at_all(town: Town) -> None:
    report = town.report()
    gone, late = town.opinion(report), town.opinion(report)
    remove = "select app.remove_opinion(%s, 'd', %s, 1)"
    with in_transaction(town, CLERK, remove, (uuid7(), gone)) as meanwhile:
        sending = meanwhile.waits(CLERK, _SUBMIT, (uuid7(), report, 1))
    sending.result(20)
    assert [found["id"] for found in _sent_items(town, report)] == [str(late)]
    other = town.report()
    item = town.opinion(other)
    with in_transaction(town, CLERK, _SUBMIT, (uuid7(), other, 1)) as meanwhile:
        removing = meanwhile.waits(CLERK, remove, (uuid7(), item))
    assert _code(removing) == "already_sent"


def test_a_report_does_not_become_nothing_arose_while_an_item_joins(town: Town) -> None:
    report = town.report(kind="periodic", general=None)
    nothing = "update app.reflection set nil = true where id = %s"
    with in_transaction(town, CLERK, _ADD, (uuid7(), report)) as meanwhile:
        emptying = meanwhile.waits(CLERK, nothing, (report,))
    assert _code(emptying) == "nil_has_items"


def test_an_item_that_joins_a_report_as_it_becomes_nothing_arose_clears_the_mark(town: Town) -> None:
    report = town.report(kind="periodic", general=None)
    with in_transaction(town, CLERK, "update app.reflection set nil = true where id = %s", (report,)) as meanwhile:
        adding = meanwhile.waits(CLERK, _ADD, (uuid7(), report))
    adding.result(20)
    assert town.value("select nil from app.reflection") is False


def test_no_item_joins_while_nothing_arose_is_sent(town: Town) -> None:
    report = town.report(kind="periodic", general=None)
    nothing = "update app.reflection set nil = true where id = %s; select app.submit(%s, 'd', %s, 2)"
    with in_transaction(town, CLERK, nothing, (report, uuid7(), report)) as meanwhile:
        adding = meanwhile.waits(CLERK, _ADD, (uuid7(), report))
    assert _code(adding) == "already_sent"


def test_two_first_items_that_join_at_once_both_join_what_said_that_nothing_arose(town: Town) -> None:
    report = town.report(kind="periodic", general=None)
    town.rows("update app.reflection set nil = true where id = %s", (report,), CLERK)
    with in_transaction(town, CLERK, _ADD, (uuid7(), report)) as meanwhile:
        second = meanwhile.waits(CLERK, _ADD, (uuid7(), report))
    second.result(20)
    assert (town.value("select nil from app.reflection"), town.value("select count(*) from app.opinion")) == (False, 2)


def test_an_old_snapshot_cannot_make_a_report_nothing_arose(town: Town) -> None:
    report = town.report(kind="periodic", general=None)
    with pytest.raises(psycopg2.Error, match="wrong_isolation"):
        town.rows("begin isolation level repeatable read; update app.reflection set nil = true where id = %s",
                  (report,), CLERK)  # fmt: skip


def test_of_two_reviewers_at_once_one_decides(town: Town) -> None:
    for first, second in ((_ACCEPT, _RETURN), (_RETURN, _ACCEPT), (_ACCEPT, _ACCEPT), (_RETURN, _RETURN)):
        report = town.report()
        town.send(report)
        with in_transaction(town, REVIEWER, first, (uuid7(), report, 2)) as meanwhile:
            deciding = meanwhile.waits(FARMERS_REVIEWER, second, (uuid7(), report, 2))
        assert _code(deciding) == "stale"
        assert town.version(report) == 3
        returned = town.value("select count(*) from app.returning where reflection_id = %s", (report,))
        assert returned == (first == _RETURN)


def test_a_report_is_taken_back_or_opened_and_never_both(town: Town) -> None:
    report = town.report()
    town.send(report)
    take_back = "select app.take_back(%s, 'd', %s, 2)"
    with in_transaction(town, REVIEWER, "select app.open_report(gen_random_uuid(), 'd', %s)", (report,)) as meanwhile:
        taking = meanwhile.waits(CLERK, take_back, (uuid7(), report))
    assert _code(taking) == "already_opened"
    other = town.report()
    town.send(other)
    with in_transaction(town, CLERK, take_back, (uuid7(), other)) as meanwhile:
        opening = meanwhile.waits(REVIEWER, "select app.open_report(gen_random_uuid(), 'd', %s)", (other,))
    assert _code(opening) == "not_yours"
    assert town.value("select opened from app.reflection where id = %s", (other,)) is None
    assert town.value("select count(*) from app.reading where reflection_id = %s", (other,)) == 0


def test_two_people_who_begin_the_months_report_at_once_begin_one(town: Town) -> None:
    begin = "insert into app.reflection (id, organisation_id, month) values (%s, 11, '2023-10-01')"
    with in_transaction(town, CLERK, begin, (uuid7(),)) as meanwhile:
        other = meanwhile.waits(CLERK, begin, (uuid7(),))
    error = other.exception(20)
    assert isinstance(error, psycopg2.Error)
    assert error.diag.constraint_name == "reflection_once_a_month"


def test_a_repeat_waits_for_a_try_that_still_runs_on_a_dead_line(town: Town) -> None:
    attempt, record = uuid7(), uuid7()
    begin = "select outcome, version from app.begin(%s, 'save', %s, %s, 0)"
    with in_transaction(town, CLERK, begin, (attempt, record, "a")) as meanwhile:
        again = meanwhile.waits(CLERK, begin, (attempt, record, "a"))
    assert again.result(20) == [("same", 1)]
    with in_transaction(town, CLERK, begin, (attempt, record, "b")) as meanwhile:
        again = meanwhile.waits(CLERK, begin, (attempt, record, "c"))
    assert again.result(20) == [("changed", 2)]
