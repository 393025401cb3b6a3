"""The reason why a warning was set aside holds for that finding in that text, and for nothing that is written later."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from db.core import storage
from db.core.errors import Invalid
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from db.duties.monthly_report.opinion import OPINION
from db.duties.monthly_report.report import GENERAL
from db.schema import migrate
from tests.town import CLERK, OCTOBER, Town, complete

pytestmark = pytest.mark.both_versions

_NAMED, _MORE = "Bà Trần Thị Mận hỏi về đền bù", "Bà Trần Thị Mận hỏi về đền bù, gọi 0912 345 678"
_ASIDE = "Tên người đã thành tên đường"


def _general(town: Town, **values: Any) -> UUID:
    """A draft whose texts are these, stored as the program stores them."""
    id = uuid7()
    owner = {"organisation_id": 11, "month": OCTOBER, "kind": "adhoc"}
    storage.save(town.at_work(CLERK), GENERAL, values, attempt=uuid7(), id=id, version=0, owner=owner)
    return id


def _refused(town: Town, sql: str, *params: object) -> str:
    """The field at which that change by the clerk is refused for what it says of a person."""
    with pytest.raises(Invalid) as caught:
        town.at_work(CLERK).rows(sql, params)
    assert caught.value.code == "personal_data"
    return str(caught.value.field)


def test_a_reason_covers_no_other_text_of_the_report_and_not_what_the_text_becomes(town: Town) -> None:
    report = _general(town, general=_NAMED, set_aside=_ASIDE)
    change = "update app.reflection set {} where id = %s"
    for text in ("forecast", "proposals"):
        assert _refused(town, change.format(f"{text} = %s"), _NAMED, report) == text
        both = {"general": _NAMED, text: _NAMED, "set_aside": _ASIDE}
        assert _refused(town, change.format(f"{text} = %s, covered = %s"), _MORE, json.dumps(both), report) == text
    assert _refused(town, change.format("general = %s"), _MORE, report) == "general"
    assert _refused(town, change.format("covered = null"), report) == "general"
    town.rows(change.format("general = %s, covered = %s"), (_MORE, json.dumps({"general": _MORE}), report), CLERK)
    version = town.version(report)
    values = {"general": _MORE, "forecast": _NAMED, "set_aside": _ASIDE}
    storage.save(town.at_work(CLERK), GENERAL, values, attempt=uuid7(), id=report, version=version)
    town.send(report)


def test_an_opinions_text_that_changes_is_asked_about_anew_and_one_that_stays_is_not(town: Town) -> None:
    item = town.opinion(report := town.report(), text=_NAMED, set_aside=_ASIDE)
    town.rows("update app.opinion set topic = 'MT' where id = %s", (item,), CLERK)
    for text in (_MORE, _NAMED + "."):
        assert _refused(town, "update app.opinion set text = %s where id = %s", text, item) == "text"
    values = complete(text=_MORE, set_aside=_ASIDE)
    storage.save(town.at_work(CLERK), OPINION, values, attempt=uuid7(), id=item, version=2)
    town.send(report)
    town.give_back(report)
    town.rows("update app.opinion set topic = 'GT' where id = %s", (item,), CLERK)


def test_what_is_covered_is_only_what_stands_there_and_is_in_no_audit(town: Town) -> None:
    item = town.opinion(report := town.report(), text=_NAMED, set_aside=_ASIDE)
    stuffed = json.dumps({"text": _NAMED, "other": "Chị Hoa", "nature": "2"})
    town.rows("update app.opinion set covered = %s, topic = 'MT' where id = %s", (stuffed, item), CLERK)
    assert town.value("select covered from app.opinion") == {"text": _NAMED}
    assert "covered" not in str(town.audit(item))
    town.send(report)
    commands.redact(town.at_work(CLERK), "opinion", item, "text", attempt=uuid7(), id=uuid7(), reason="Có tên người")
    assert town.value("select covered from app.opinion") is None
    again = town.opinion(town.report(), text=_NAMED, set_aside=_ASIDE)
    storage.save(town.at_work(CLERK), OPINION, complete(), attempt=uuid7(), id=again, version=1)
    assert town.value("select covered from app.opinion where id = %s", (again,)) is None


def test_an_upgrade_keeps_what_was_set_aside_before_valid(town: Town) -> None:
    item = town.opinion(report := _general(town, general="Yên", forecast=_NAMED, set_aside=_ASIDE),
                        text=_NAMED, set_aside=_ASIDE)  # fmt: skip
    town.rows("alter table app.reflection drop column covered; alter table app.opinion drop column covered;"
              " delete from app.migration where name = '0021_covered'")  # fmt: skip
    town.close()
    town.sessions.clear()
    town.lines.clear()
    migrate.upgrade(town.database.dsn())
    town.rows("update app.opinion set topic = 'MT' where id = %s", (item,), CLERK)
    town.rows("update app.reflection set general = 'Nhân dân yên tâm' where id = %s", (report,), CLERK)
    assert _refused(town, "update app.reflection set general = %s where id = %s", _NAMED, report) == "general"


def test_what_was_sent_says_why_a_warning_was_set_aside(town: Town) -> None:
    report = _general(town, general=_NAMED, set_aside=_ASIDE)
    town.opinion(report, text=_NAMED, set_aside="Tên cán bộ xã")
    town.send(report)
    content = town.value("select content from app.submission")
    assert (content["set_aside"], content["opinions"][0]["set_aside"]) == (_ASIDE, "Tên cán bộ xã")
