"""October of the Farmers of Mộc Bắc, from the clerk's home to both grids of the reviewer, at real terminals."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.drivers.person import Person
from tests.scenarios import month
from tests.scenarios.month import CLERK, MOST, OTHER_CLERK, REVIEWER
from tests.servers import Database

Sitting = Callable[[str], AbstractContextManager[Person]]


@pytest.fixture
def at_terminal(demo_database: Database, tmp_path: Path) -> Sitting:
    """Somebody signs in; what a session leaves in drafts is there at the next."""
    return lambda login: Person(state=tmp_path / login, dsn=demo_database.dsn(login))


def test_a_report_is_sent_returned_corrected_and_accepted(at_terminal: Sitting, demo_database: Database) -> None:
    with at_terminal(CLERK) as clerk:
        keys = month.reports_october(clerk)
    assert {name: taken for name, taken in keys.items() if taken > MOST[name]} == {}
    with at_terminal(REVIEWER) as reviewer:
        month.returns_it(reviewer)
    with at_terminal(CLERK) as clerk:
        assert month.corrects_it(clerk) <= MOST["corrected"]
    with at_terminal(REVIEWER) as reviewer:
        month.accepts_it(reviewer)
        month.sees_it_in_both_grids(reviewer)
    stored = demo_database.rows(
        "select r.status, r.nil, count(o.id)::int as opinions, count(p.opinion_id)::int as petitions,"
        " count(*) filter (where o.stratum <> 'ND')::int as others,"
        " (select count(*) from app.submission s where s.reflection_id = r.id)::int as sendings"
        " from app.reflection r join app.organisation g on g.id = r.organisation_id"
        " join app.opinion o on o.reflection_id = r.id left join app.petition p on p.opinion_id = o.id"
        " where g.short = %s and r.month = '2023-10-01' group by r.id",
        (month.SHORT,),
    )
    assert stored == [
        {"status": "accepted", "nil": False, "opinions": 10, "petitions": 1, "others": 3, "sendings": 2}
    ]  # fmt: skip


def test_nothing_arose_takes_three_keys(at_terminal: Sitting, demo_database: Database) -> None:
    month.has_an_open_october(demo_database)
    with at_terminal(OTHER_CLERK) as clerk:
        assert month.says_nothing_arose(clerk) <= MOST["nothing arose"]
