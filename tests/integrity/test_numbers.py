"""An item's number is its place in the order in which the server took the items, whatever the clock of its writer."""

from __future__ import annotations

from uuid import UUID

import pytest

from db.duties.monthly_report import reports
from db.duties.monthly_report.months import months
from tests.integrity.together import in_transaction
from tests.town import CLERK, FARMERS_MOC_BAC, OCTOBER, Town

pytestmark = pytest.mark.both_versions

_ADD = "insert into app.opinion (id, reflection_id, nature, topic, breadth, stratum, text)" \
       " values (%s, %s, '2', 'DT', '1', 'ND', 'Đường liên thôn xuống cấp')"  # fmt: skip
# Keys of three clients whose clocks are an hour ahead, right, and an hour behind.
_AHEAD, _RIGHT, _BEHIND = (UUID(f"018b{hour}000-0000-7000-8000-000000000000") for hour in (3, 2, 1))


def _numbers(town: Town, report: UUID) -> list[UUID]:
    return [opinion.id for opinion in reports.report(town.at_work(CLERK), report).opinions]


def test_items_are_numbered_as_they_came_on_the_screen_in_what_was_sent_and_in_a_return(town: Town) -> None:
    report = town.report(kind="periodic")
    for id in (_AHEAD, _BEHIND, _RIGHT):
        town.rows(_ADD, (id, report), CLERK)
    town.rows("update app.opinion set topic = 'MT' where id = %s", (_AHEAD,), CLERK)
    assert _numbers(town, report) == [_AHEAD, _BEHIND, _RIGHT]
    town.send(report)
    sent = town.value("select content -> 'opinions' from app.submission")
    assert [item["id"] for item in sent] == [str(id) for id in (_AHEAD, _BEHIND, _RIGHT)]
    town.give_back(report, items=[_BEHIND])
    (october,) = months(town.at_work(CLERK), [FARMERS_MOC_BAC], OCTOBER, OCTOBER)
    assert october.returned_numbers == (2,)


def test_an_item_that_is_stored_later_does_not_push_itself_before_one_that_somebody_has_seen(town: Town) -> None:
    report = town.report()
    with in_transaction(town, CLERK, _ADD, (_RIGHT, report)) as meanwhile:
        adding = meanwhile.waits(CLERK, _ADD, (_BEHIND, report))
    adding.result(20)
    assert _numbers(town, report) == [_RIGHT, _BEHIND]


def test_the_gaps_of_a_report_are_named_in_the_order_of_its_items(town: Town) -> None:
    report = town.report(general=None)
    for id in (_AHEAD, _BEHIND):
        town.rows("insert into app.opinion (id, reflection_id, nature) values (%s, %s, '1')", (id, report), CLERK)
    missing = town.value("select app.missing_of(%s)", (report,))
    assert list(dict.fromkeys(gap["opinion"] for gap in missing)) == [str(_AHEAD), str(_BEHIND)]
