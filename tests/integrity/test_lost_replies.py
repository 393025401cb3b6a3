"""A command whose reply never came is repeated and stored once: design §3, the attempt of every command."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

import pytest

from db.core import storage
from db.core.connect import Session
from db.core.errors import Conflict, Denied, Duplicate, Unreachable
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from db.duties.monthly_report.opinion import OPINION
from tests.integrity.storm import Storm, without_the_key
from tests.proxy import Fate, Loss, proxied
from tests.town import CLERK, NEIGHBOUR, WOMEN_MOC_BAC, Town, complete

pytestmark = pytest.mark.both_versions

_SOME, _MANY = {18: 250, 15: 80}, {18: 4000, 15: 1000}


@pytest.mark.parametrize("counts", [_SOME, pytest.param(_MANY, marks=pytest.mark.long)], ids=["some", "many"])
def test_nothing_is_lost_or_stored_twice_on_a_line_that_loses_replies(town: Town, counts: Mapping[int, int]) -> None:
    """So many commands on 18, which is everywhere; where 15 is, the same there with fewer."""
    count = counts[town.cluster.major]
    tally = Storm(town, seed=20231016).run(count)
    assert tally.wrong == []
    assert (tally.lost, tally.twice, tally.torn, tally.unlogged) == (0, 0, 0, 0)
    assert tally.commands == count
    assert sum(tally.losses.values()) >= count  # each command met one
    assert tally.swallowed >= count * 5 // 8  # the server had committed, and the client did not hear of it
    assert tally.retyped > 0
    assert set(tally.losses) == set(Loss) - {Loss.SILENCE}


def test_without_the_key_the_same_line_stores_things_twice(town: Town) -> None:
    asked, stored = without_the_key(town, 20)
    assert stored == 2 * asked


def test_a_change_with_a_new_key_each_time_ends_as_a_conflict_with_itself(town: Town) -> None:
    item = town.opinion(town.report())
    with proxied(town.database.dsn(), lambda: Fate(Loss.REPLY, "COMMIT")) as proxy, contextlib.closing(
        Session(proxy.through(town.database.dsn(CLERK)))) as session, pytest.raises(Unreachable):  # fmt: skip
        storage.save(session, OPINION, complete(topic="MT"), attempt=uuid7(), id=item, version=1)
    with town.session(CLERK) as session, pytest.raises(Conflict):
        storage.save(session, OPINION, complete(topic="MT"), attempt=uuid7(), id=item, version=1)


def test_a_repeat_stores_nothing_and_tells_what_is_stored_today(town: Town) -> None:
    report, id, attempt = town.report(), uuid7(), uuid7()
    with town.session(CLERK) as session:
        ask = {"attempt": attempt, "id": id, "version": 0, "owner": {"reflection_id": report}}
        first = storage.save(session, OPINION, complete(), **ask)
        storage.save(session, OPINION, complete(topic="MT"), attempt=uuid7(), id=id, version=1)
        again = storage.save(session, OPINION, complete(), **ask)
    assert (first.version, again.version, again.values["topic"]) == (1, 2, "MT")
    assert len([entry for entry in town.audit(id) if entry["table_name"] == "opinion"]) == 2


def test_who_typed_on_after_a_lost_reply_does_not_overwrite_a_colleague(town: Town) -> None:
    report, id, attempt = town.report(), uuid7(), uuid7()
    with town.session(CLERK) as session:
        ask = {"attempt": attempt, "id": id, "version": 0, "owner": {"reflection_id": report}}
        storage.save(session, OPINION, complete(), **ask)
        storage.save(session, OPINION, complete(topic="MT"), attempt=uuid7(), id=id, version=1)
        with pytest.raises(Conflict) as caught:
            storage.save(session, OPINION, complete(topic="GT"), **ask)
    assert caught.value.stored is not None
    assert caught.value.stored["topic"] == "MT"


def test_an_attempt_of_somebody_else_is_refused(town: Town) -> None:
    report, id, attempt = town.report(), uuid7(), uuid7()
    with town.session(CLERK) as session:
        storage.save(session, OPINION, complete(), attempt=attempt, id=id, version=0, owner={"reflection_id": report})
    with town.session(NEIGHBOUR) as session, pytest.raises(Denied) as caught:
        storage.save(session, OPINION, complete(), attempt=attempt, id=id, version=0, owner={"reflection_id": report})
    assert caught.value.code == "attempt_not_yours"


def test_an_attempt_serves_one_command_and_one_record(town: Town) -> None:
    report, attempt = town.report(), uuid7()
    item = town.opinion(report)
    with town.session(CLERK) as session:
        storage.save(session, OPINION, complete(topic="MT"), attempt=attempt, id=item, version=1)
        for misuse in (lambda: commands.remove_opinion(session, item, 2, attempt=attempt),
                       lambda: commands.submit(session, report, 1, attempt=attempt)):  # fmt: skip
            with pytest.raises(Denied):
                misuse()


def test_a_key_that_exists_but_is_not_ones_own_is_an_error(town: Town) -> None:
    theirs = town.opinion(town.report(NEIGHBOUR, WOMEN_MOC_BAC), NEIGHBOUR)
    mine = town.report()
    with town.session(CLERK) as session:
        with pytest.raises(Duplicate) as taken:
            storage.save(
                session, OPINION, complete(), attempt=uuid7(), id=theirs, version=0, owner={"reflection_id": mine}
            )
        with pytest.raises(Conflict) as changed:
            storage.save(session, OPINION, complete(), attempt=uuid7(), id=theirs, version=1)
    assert (taken.value.code, changed.value.code) == ("key_taken", "changed_or_not_yours")
    assert changed.value.stored is None


def test_a_repeat_of_what_is_no_longer_visible_is_an_error(town: Town) -> None:
    report, id, attempt = town.report(), uuid7(), uuid7()
    with town.session(CLERK) as session:
        ask = {"attempt": attempt, "id": id, "version": 0, "owner": {"reflection_id": report}}
        storage.save(session, OPINION, complete(), **ask)
        commands.remove_opinion(session, id, 1, attempt=uuid7())
        with pytest.raises(Conflict) as caught:
            storage.save(session, OPINION, complete(), **ask)
    assert caught.value.code == "changed_or_not_yours"
