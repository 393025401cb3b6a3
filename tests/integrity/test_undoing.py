"""A reviewer thinks better of having accepted or returned a report, while nobody has acted on it."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any
from uuid import UUID

import psycopg2
import pytest

from db.core import storage
from db.core.connect import Session
from db.core.errors import Closed, Conflict, DataError, Denied
from db.core.ids import uuid7
from db.duties.monthly_report import commands, listed, months, reports
from db.duties.monthly_report.opinion import OPINION
from tests.drivers.waiting import until
from tests.proxy import Fate, Loss, proxied
from tests.town import CLERK, DECIDER, FARMERS_MOC_BAC, FARMERS_REVIEWER, NEIGHBOUR, OCTOBER, REVIEWER, Town, complete

pytestmark = pytest.mark.both_versions

STATE = (
    "select status, decided, decided_by, return_due, return_missed, first_submitted, submitted"
    " from app.reflection where id = %s"
)


def sent(town: Town, kind: str = "periodic") -> UUID:
    report = town.report(kind=kind)
    town.opinion(report)
    town.send(report)
    return report


def undo(town: Town, report: UUID, login: str = REVIEWER, version: int | None = None) -> int:
    read = town.version(report) if version is None else version
    return commands.undo_decision(town.at_work(login), report, read, attempt=uuid7())


def state(town: Town, report: UUID) -> dict[str, Any]:
    return town.rows(STATE, (report,))[0]


def change(town: Town, report: UUID) -> None:
    """The clerk changes the first item."""
    row = town.rows("select id, version from app.opinion where reflection_id = %s order by id limit 1", (report,))[0]
    wanted = complete(breadth="4")
    storage.save(town.at_work(CLERK), OPINION, wanted, attempt=uuid7(), id=row["id"], version=row["version"])


def test_what_was_accepted_or_returned_waits_again_as_before(town: Town) -> None:
    report = sent(town)
    before = state(town, report)
    for decide in (town.accept, town.give_back):
        decide(report)
        undo(town, report)
        assert state(town, report) == before
    waiting = listed.waiting(town.at_work(REVIEWER))
    assert [(one.id, one.again) for one in waiting] == [(report, False)]


def test_the_earlier_return_stands_again_and_its_date_decides(town: Town) -> None:
    report = sent(town)
    town.give_back(report, due="2023-10-18")
    town.set_clock("2023-10-19 09:00+07")
    town.send(report)
    before = state(town, report)
    assert (before["return_missed"], before["return_due"]) == (True, dt.date(2023, 10, 18))
    town.give_back(report, due="2023-10-30")
    undo(town, report)
    assert state(town, report) == before
    town.give_back(report, due="2023-10-25")
    town.set_clock("2023-10-24 09:00+07")
    town.send(report)
    returns = town.rows("select answered, withdrawn from app.returning order by number")
    counted = [(one["answered"] is not None, one["withdrawn"] is not None) for one in returns]
    assert counted == [(True, False), (False, True), (True, False)]
    town.accept(report)
    assert state(town, report)["return_missed"] is True


def test_a_withdrawn_return_counts_for_nothing_and_stays_readable(town: Town) -> None:
    report = sent(town)
    town.give_back(report, due="2023-10-17")
    undo(town, report)
    read = reports.report(town.at_work(CLERK), report)
    assert [(one.reason, one.withdrawn is not None) for one in read.returns] == [("Cần nói rõ hơn", True)]
    town.set_clock("2023-10-19 09:00+07")
    town.accept(report)
    row = months.months(town.at_work(CLERK), [FARMERS_MOC_BAC], OCTOBER, OCTOBER)[0]
    assert (row.fact.return_due, row.fact.return_missed, row.returned_items) == (None, False, ())


def test_nobody_else_undoes_it(town: Town) -> None:
    report = sent(town)
    both = town.hire("both", ("clerk", FARMERS_MOC_BAC, None, None), ("reviewer", None, 1, None))
    for decide in (town.accept, town.give_back):
        decide(report)
        others = {FARMERS_REVIEWER: "decided_by_another", both: "decided_by_another"}
        others |= {CLERK: "not_yours", DECIDER: "not_yours", NEIGHBOUR: "not_yours"}
        for login, code in others.items():
            with pytest.raises(Denied) as caught:
                undo(town, report, login)
            assert caught.value.code == code
        undo(town, report)


def test_whoever_follows_it_no_more_undoes_nothing(town: Town) -> None:
    leaver = town.hire("leaver", ("reviewer", None, 1, None))
    report = sent(town)
    town.accept(report, leaver)
    ended = "update app.duty set to_date = '2023-10-01' where staff_id = (select id from app.staff where role = %s)"
    town.rows(ended, (leaver,))
    with pytest.raises(Denied):
        undo(town, report, leaver)


def test_all_at_one_moment_as_in_the_demo_the_last_decision_is_undone(town: Town) -> None:
    report = sent(town)
    for _turn in range(2):
        town.give_back(report)
        town.send(report)
    before = state(town, report)
    for decide in (town.accept, town.give_back):
        decide(report)
        undo(town, report)
        assert state(town, report) == before


def test_a_return_that_was_answered_and_taken_back_stands(town: Town) -> None:
    report = sent(town)
    town.give_back(report)
    town.send(report)
    town.take_back(report)
    with pytest.raises(Closed) as caught:
        undo(town, report)
    assert (caught.value.code, town.status(report)) == ("acted_on", "returned")


def test_what_somebody_acted_on_stands(town: Town) -> None:
    def item(report: UUID) -> UUID:
        found: UUID = town.value("select id from app.opinion where reflection_id = %s", (report,))
        return found

    def writes_the_number(report: UUID) -> None:
        commands.set_paper(town.at_work(CLERK), report, town.version(report), attempt=uuid7(), number="7", date=None)

    def removes(report: UUID) -> None:
        commands.remove_opinion(town.at_work(CLERK), item(report), 1, attempt=uuid7())

    for decide, acts, code in (
        (town.give_back, lambda report: change(town, report), "acted_on"),
        (town.give_back, town.opinion, "acted_on"),
        (town.give_back, removes, "acted_on"),
        (town.give_back, town.send, "nothing_to_undo"),
        (town.accept, writes_the_number, "acted_on"),
    ):
        report = sent(town, "adhoc")
        decide(report)
        acts(report)
        before = state(town, report)
        with pytest.raises(Closed) as caught:
            undo(town, report)
        assert (caught.value.code, state(town, report)) == (code, before)


def test_an_old_version_undoes_nothing(town: Town) -> None:
    report = sent(town)
    town.accept(report)
    with pytest.raises(Conflict):
        undo(town, report, version=town.version(report) - 1)
    assert town.status(report) == "accepted"


def test_a_change_under_way_is_waited_for(town: Town) -> None:
    """The clerk's change is not committed yet when the reviewer undoes the return."""
    report = sent(town)
    town.give_back(report)
    read, told = town.version(report), []
    line = town.line(CLERK)
    line.cursor().execute("update app.opinion set breadth = '4' where reflection_id = %s", (report,))

    def undoes() -> None:
        try:
            undo(town, report, version=read)
        except DataError as error:
            told.append(error.code)

    town.at_work(REVIEWER)
    reviewer = threading.Thread(target=undoes)
    reviewer.start()
    waits = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    until(lambda: town.value(waits) > 0)
    line.commit()
    reviewer.join()
    assert told == ["acted_on"]
    assert town.status(report) == "returned"


def test_an_undoing_whose_reply_was_swallowed_is_done_once(town: Town) -> None:
    report = sent(town)
    town.give_back(report)
    read, attempt = town.version(report), uuid7()
    fates = [Fate(Loss.REPLY, "COMMIT")]
    with proxied(town.database.dsn(), lambda: fates[0] if fates else None) as proxy:
        session = Session(proxy.through(town.database.dsn(REVIEWER)))
        with pytest.raises(DataError):
            commands.undo_decision(session, report, read, attempt=attempt)
        fates.clear()
        session.close()
    assert town.status(report) == "submitted"
    assert commands.undo_decision(town.at_work(REVIEWER), report, read, attempt=attempt) == read + 1
    assert town.version(report) == read + 1


def test_the_rows_themselves_cannot_be_undone_by_hand(town: Town) -> None:
    report = sent(town)
    town.give_back(report)
    for sql in ("update app.returning set withdrawn = now() where reflection_id = %s",
                "update app.reflection set status = 'submitted' where id = %s",
                "select app.acted_on(r) from app.reflection r where id = %s"):  # fmt: skip
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            town.rows(sql, (report,), REVIEWER)
        town.line(REVIEWER).rollback()
