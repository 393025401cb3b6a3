"""Many people change one record: optimistic versions, design §3."""

from __future__ import annotations

import random
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from db.core import storage
from db.core.errors import Conflict
from db.core.ids import uuid7
from db.duties.monthly_report.opinion import OPINION
from tests.town import CLERK, Town, complete

_WRITERS, _CHANGES = 8, 100


def test_no_update_is_lost_when_eight_people_change_one_record(town: Town) -> None:
    """Each adds to what it read. 18 alone: what is tried is the program's way of changing, the same on 15."""
    item = town.opinion(town.report(), text="Số lần đã sửa: 0")
    logins = [town.hire("writer", ("clerk", 11, None, None)) for _ in range(_WRITERS)]
    together = threading.Barrier(_WRITERS)
    with ThreadPoolExecutor(_WRITERS) as pool:
        conflicts = sum(pool.map(lambda login: _change(town, login, item, together), logins))
    stored = town.rows("select text, version from app.opinion where id = %s", (item,))[0]
    assert stored == {"text": f"Số lần đã sửa: {_WRITERS * _CHANGES}", "version": 1 + _WRITERS * _CHANGES}
    entries = [entry for entry in town.audit(item) if entry["operation"] == "update"]
    assert len(entries) == _WRITERS * _CHANGES
    assert {entry["role"] for entry in entries} == set(logins)
    assert conflicts > 0


def _change(town: Town, login: str, item: uuid.UUID, together: threading.Barrier) -> int:
    """One person's hundred changes; returns how often the record had changed meanwhile."""
    conflicts, looking, chance = 0, threading.Event(), random.Random(login)
    with town.session(login, deadline=60) as session:
        found = storage.stored_values(session, OPINION, item)
        assert found is not None
        together.wait()
        for _ in range(_CHANGES):
            while True:
                count = int(str(found["text"]).rsplit(" ", 1)[1])
                wanted = complete(text=f"Số lần đã sửa: {count + 1}")
                stored = None
                try:
                    saved = storage.save(session, OPINION, wanted, attempt=uuid7(), id=item, version=found["version"])
                except Conflict as conflict:
                    stored = conflict.stored
                    conflicts += 1
                else:
                    found = dict(saved.values)
                    break
                assert stored is not None  # a person sees what is stored now
                assert stored["version"] > found["version"]
                found = stored
                looking.wait(chance.random() * 0.04)  # and takes a moment to choose
    return conflicts


def test_a_stale_save_shows_what_is_stored(town: Town) -> None:
    item = town.opinion(town.report())
    with town.session(CLERK) as session:
        storage.save(session, OPINION, complete(topic="MT"), attempt=uuid7(), id=item, version=1)
        with pytest.raises(Conflict) as caught:
            storage.save(session, OPINION, complete(topic="GT"), attempt=uuid7(), id=item, version=1)
    assert caught.value.code == "stale"
    assert caught.value.stored is not None
    assert caught.value.stored["topic"] == "MT"


def test_keys_sort_in_the_order_in_which_they_were_made() -> None:
    keys = [uuid7() for _ in range(20_000)]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert {(key.version, key.variant) for key in keys} == {(7, uuid.RFC_4122)}
    assert abs((keys[-1].int >> 80) / 1000 - time.time()) < 60


def test_keys_of_many_threads_are_all_different() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = [key for keys in pool.map(lambda _: [uuid7() for _ in range(2_000)], range(8)) for key in keys]
    assert len(set(made)) == len(made)
