"""A reason is a text like any other: what looks like a person's data in it is set aside with a reason or not stored,
and one that slipped in can be made unreadable. Domain §4."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from db.core.errors import Denied, Invalid
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from tests.town import CLERK, FARMERS_MOC_BAC, REPORTS, REVIEWER, STRANGER, Town, complete

pytestmark = pytest.mark.both_versions

_NAMED = "Bà Trần Thị Mận gọi hỏi"
_ASIDE = "Tên người đã thành tên đường"
_AUGUST, _UNTIL = dt.date(2023, 8, 1), dt.date(2023, 10, 20)

Said = dict[str, Any]
Command = Callable[[Town, Said], UUID]


def returns(town: Town, said: Said) -> UUID:
    report, attempt = town.report(), uuid7()
    town.send(report)
    commands.return_report(town.at_work(REVIEWER), report, 2, attempt=attempt, due=_UNTIL, items=[], **said)
    return attempt


def reopens(town: Town, said: Said) -> UUID:
    id = uuid7()
    commands.reopen(town.at_work(REVIEWER), FARMERS_MOC_BAC, _AUGUST, attempt=uuid7(), id=id, until=_UNTIL, **said)
    return id


def excuses(town: Town, said: Said) -> UUID:
    id = uuid7()
    commands.exempt(town.at_work(REVIEWER), FARMERS_MOC_BAC, REPORTS, attempt=uuid7(), id=id, first=_AUGUST,
                    last=_AUGUST, **said)  # fmt: skip
    return id


def redacts(town: Town, said: Said) -> UUID:
    item, id = town.opinion(town.report()), uuid7()
    commands.redact(town.at_work(CLERK), "opinion", item, "text", attempt=uuid7(), id=id, **said)
    return id


def numbers(town: Town, said: Said) -> UUID:
    report = town.report()
    commands.set_paper(town.at_work(CLERK), report, 1, attempt=uuid7(), number=said["reason"], date=None,
                       set_aside=said.get("set_aside"))  # fmt: skip
    return report


def says(town: Town, said: Said) -> UUID:
    return town.opinion(town.report(), text=said["reason"], set_aside=said.get("set_aside"))


COMMANDS: dict[str, Command] = {
    "returning": returns, "reopening": reopens, "exemption": excuses, "redaction": redacts, "reflection": numbers,
    "opinion": says,
}  # fmt: skip
_ASIDES = {"reflection": "paper_set_aside"}


@pytest.mark.parametrize("table", COMMANDS)
def test_a_text_that_names_a_person_is_taken_with_a_confirmation_that_the_audit_keeps(town: Town, table: str) -> None:
    with pytest.raises(Invalid) as caught:
        COMMANDS[table](town, {"reason": _NAMED})
    assert caught.value.code == "personal_data"
    assert caught.value.field in {"reason", "text", "paper_number"}
    with pytest.raises(Invalid) as caught:
        COMMANDS[table](town, {"reason": _NAMED, "set_aside": "Bà Trần Thị Mận là cán bộ"})
    assert (caught.value.code, str(caught.value.field)[-9:]) == ("personal_data", "set_aside")
    record = COMMANDS[table](town, {"reason": _NAMED, "set_aside": _ASIDE})
    column = _ASIDES.get(table, "set_aside")
    assert town.value(f"select {column} from app.{table} where id = %s", (record,)) == _ASIDE
    kept = [entry["after"].get(column) for entry in town.audit(record) if entry["table_name"] == table]
    assert kept[-1] == _ASIDE


@pytest.mark.parametrize("table", ["returning", "reopening", "exemption"])
@pytest.mark.parametrize("login", [REVIEWER, CLERK])
def test_a_reason_that_names_a_person_is_redacted_where_it_stands_and_in_the_audit(
    town: Town, table: str, login: str
) -> None:
    record = COMMANDS[table](town, {"reason": _NAMED, "set_aside": _ASIDE})
    with pytest.raises(Denied):
        commands.redact(town.at_work(STRANGER), table, record, "reason", attempt=uuid7(), id=uuid7(), reason="Có tên")
    commands.redact(town.at_work(login), table, record, "reason", attempt=uuid7(), id=uuid7(), reason="Có tên người")
    for name in (f"app.{table}", "audit.entry", "app.redaction"):
        assert "Mận" not in str(town.rows(f"select * from {name}")), name
    assert town.value(f"select reason from app.{table} where id = %s", (record,)).startswith("[đã xóa ")
    assert [entry["operation"] for entry in town.audit(record)] == ["insert", "redact"]


def test_of_two_returns_only_the_one_that_is_meant_is_redacted(town: Town) -> None:
    report, first = town.report(), uuid7()
    town.send(report)
    ask = {"reason": _NAMED, "set_aside": _ASIDE, "due": _UNTIL, "items": []}
    commands.return_report(town.at_work(REVIEWER), report, 2, attempt=first, **ask)
    town.send(report)
    town.give_back(report)
    commands.redact(town.at_work(REVIEWER), "returning", first, "reason", attempt=uuid7(), id=uuid7(), reason="Có tên")
    reasons = town.rows("select reason from app.returning where reflection_id = %s order by number", (report,))
    assert [row["reason"][:7] for row in reasons] == ["[đã xóa", "Cần nói"]


def test_the_papers_number_is_redacted_also_where_it_was_sent(town: Town) -> None:
    report = numbers(town, {"reason": _NAMED, "set_aside": _ASIDE})
    town.send(report)
    commands.redact(town.at_work(CLERK), "reflection", report, "paper_number", attempt=uuid7(), id=uuid7(),
                    reason="Có tên người")  # fmt: skip
    for name in ("app.reflection", "app.submission", "audit.entry"):
        assert "Mận" not in str(town.rows(f"select * from {name}")), name


def test_a_redaction_repeated_with_other_words_has_the_later_ones(town: Town) -> None:
    item, attempt, id = town.opinion(town.report(), **complete()), uuid7(), uuid7()
    for reason in ("Có tên", "Có tên của một người dân"):
        commands.redact(town.at_work(CLERK), "opinion", item, "text", attempt=attempt, id=id, reason=reason)
    assert town.rows("select reason from app.redaction") == [{"reason": "Có tên của một người dân"}]
    assert town.value("select version from app.opinion where id = %s", (item,)) == 2
