"""A report begins with the first thing that is written in it, both or neither: design §3, one transaction a command."""

from __future__ import annotations

import contextlib
from typing import Any
from uuid import UUID

import pytest

from db.core.connect import Session
from db.core.errors import Invalid, Unreachable
from db.core.ids import uuid7
from screens.monthly_report import report_parts
from tests.proxy import Fate, Loss, proxied
from tests.town import CLERK, FARMERS_MOC_BAC, OCTOBER, Town, complete, petition
from tui.editing.kinds import Asked, Kind

pytestmark = pytest.mark.both_versions


def asked(kind: Kind, values: dict[str, Any], report: UUID) -> Asked:
    """The first save of a month's report."""
    id = uuid7() if kind is report_parts.OPINIONS else report
    about = report_parts.about(FARMERS_MOC_BAC, OCTOBER, "periodic", report)
    return Asked(kind.record, id, 0, uuid7(), kind.record.wanted(values), about)


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        (report_parts.OPINIONS, complete(topic="QQ"), "unknown_code"),
        (report_parts.OPINIONS, petition(place="77"), "unknown_code"),
        (report_parts.GENERALS, {"general": "Bà Trần Thị Mận hỏi"}, "personal_data"),
        (
            report_parts.PAPERS,
            {"paper_number": "7/BC", "paper_date": OCTOBER.replace(year=2020)},
            "paper_date_out_of_range",
        ),
    ],
)
def test_a_first_save_that_is_refused_leaves_no_report(town: Town, kind: Kind, values: Any, code: str) -> None:
    report = uuid7()
    with town.session(CLERK) as session, pytest.raises(Invalid) as caught:
        kind.store(session, asked(kind, values, report))
    assert caught.value.code == code
    for table in ("app.reflection", "app.opinion", "app.attempt where command = 'save'"):
        assert town.value(f"select count(*) from {table}") == 0, table
    assert town.audit(report) == []


@pytest.mark.parametrize(
    ("kind", "values", "entries"),
    [
        (
            report_parts.OPINIONS,
            petition(),
            ["opinion insert", "petition insert", "petition update", "reflection insert"],
        ),
        (report_parts.GENERALS, {"general": "Yên"}, ["reflection insert", "reflection update"]),
    ],
)
def test_a_first_save_whose_reply_is_lost_is_stored_once_with_its_report(
    town: Town, kind: Kind, values: Any, entries: list[str]
) -> None:
    first = asked(kind, values, uuid7())
    with proxied(town.database.dsn(CLERK), lambda: Fate(Loss.REPLY, "COMMIT")) as proxy, contextlib.closing(
        Session(proxy.through(town.database.dsn(CLERK)))) as session, pytest.raises(Unreachable):  # fmt: skip
        kind.store(session, first)
    with town.session(CLERK) as session:
        saved = kind.store(session, first)
    assert saved.values == {**saved.values, **values}
    counts = "select (select count(*) from app.reflection) as reports, (select count(*) from app.opinion) as items"
    assert town.rows(counts) == [{"reports": 1, "items": 1 if kind is report_parts.OPINIONS else 0}]
    written = "select table_name || ' ' || operation as told from audit.entry where report is not null order by 1"
    assert [row["told"] for row in town.rows(written)] == entries


def test_the_month_that_a_colleague_has_begun_meanwhile_takes_the_first_item(town: Town) -> None:
    theirs = town.report(kind="periodic")
    with town.session(CLERK) as session:
        saved = report_parts.store_opinion(session, asked(report_parts.OPINIONS, complete(), uuid7()))
    assert town.value("select reflection_id from app.opinion where id = %s", (saved.id,)) == theirs
    assert town.value("select count(*) from app.reflection") == 1
