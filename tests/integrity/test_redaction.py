"""What is made unreadable is gone wherever it stood, what is clean stays, and no text can pass for a removed one."""

from __future__ import annotations

import contextlib
from typing import Any
from uuid import UUID

import psycopg2
import pytest

from db.core import storage
from db.core.errors import Denied, Duplicate, Invalid
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from db.duties.monthly_report.opinion import OPINION
from db.duties.monthly_report.report import GENERAL
from db.schema import migrate
from tests.integrity.test_reasons import excuses, reopens, returns
from tests.integrity.together import in_transaction
from tests.town import CLERK, REVIEWER, STRANGER, Town, complete

pytestmark = pytest.mark.both_versions

_NAMED = "Chị Mận ở đầu ngõ hỏi về đền bù"
_CLEAN = "Một hộ dân hỏi về đền bù đất"
_KEPT_IN = ("app.reflection", "app.opinion", "app.submission", "app.returning", "app.reopening", "app.exemption",
            "app.redaction", "audit.entry")  # fmt: skip


def _redact(
    town: Town, login: str, table: str, record: UUID, field: str, *, reason: str = "Có tên người", **how: Any
) -> UUID:
    id = uuid7()
    commands.redact(town.at_work(login), table, record, field, attempt=uuid7(), id=id, reason=reason, **how)
    return id


def _found(town: Town, words: str) -> list[str]:
    """The tables in which these words stand."""
    return [table for table in _KEPT_IN if words in str(town.rows(f"select * from {table}"))]


def _change(town: Town, item: UUID, **values: Any) -> None:
    version = town.value("select version from app.opinion where id = %s", (item,))
    storage.save(town.at_work(CLERK), OPINION, complete(**values), attempt=uuid7(), id=item, version=version)


def _remove(town: Town, item: UUID) -> None:
    version = town.value("select version from app.opinion where id = %s", (item,))
    commands.remove_opinion(town.at_work(CLERK), item, version, attempt=uuid7())


def _named_item(town: Town, report: UUID, **values: Any) -> UUID:
    return town.opinion(report, text=_NAMED, set_aside="Tên cán bộ xã", **values)


@pytest.mark.parametrize("login", [CLERK, REVIEWER])
def test_an_item_that_was_removed_after_it_was_sent_is_redacted(town: Town, login: str) -> None:
    report = town.report()
    item, other = _named_item(town, report), town.opinion(report, text=_CLEAN)
    town.send(report)
    town.give_back(report)
    _remove(town, item)
    with pytest.raises(Denied):
        _redact(town, STRANGER, "opinion", item, "text")
    _redact(town, login, "opinion", item, "text")
    assert _found(town, "Mận") == []
    _redact(town, login, "opinion", item, "set_aside")
    assert _found(town, "Tên cán bộ xã") == []
    assert town.value("select text from app.opinion where id = %s", (other,)) == _CLEAN
    assert _CLEAN in str(town.rows("select content from app.submission"))


def test_what_was_sent_and_taken_back_is_redacted_by_its_organisation_and_not_by_others(town: Town) -> None:
    report = town.report()
    removed, changed = _named_item(town, report), _named_item(town, report)
    town.send(report)
    town.take_back(report)
    _remove(town, removed)
    _change(town, changed, text=_CLEAN)
    for item in (removed, changed):
        with pytest.raises(Denied):
            _redact(town, REVIEWER, "opinion", item, "text")
        _redact(town, CLERK, "opinion", item, "text", earlier=True)
    assert _found(town, "Mận") == []
    assert town.value("select text from app.opinion") == _CLEAN


def test_a_reviewer_does_not_touch_what_was_removed_before_it_was_sent(town: Town) -> None:
    report = town.report()
    item = _named_item(town, report)
    _remove(town, item)
    town.send(report)
    with pytest.raises(Denied):
        _redact(town, REVIEWER, "opinion", item, "set_aside")
    _redact(town, CLERK, "opinion", item, "set_aside")
    assert _found(town, "Tên cán bộ xã") == []


@pytest.mark.parametrize("make", [returns, reopens, excuses])
def test_a_reason_why_a_warning_was_set_aside_and_that_of_a_redaction_are_redacted(town: Town, make: Any) -> None:
    record = make(town, {"reason": "Chị Mận gọi hỏi", "set_aside": "Mận là tên thôn"})
    table = town.value("select table_name from audit.entry where record = %s", (str(record),))
    redaction = _redact(town, REVIEWER, table, record, "reason", reason="Có tên chị Mận", set_aside="Mận là tên thôn")
    _redact(town, CLERK, table, record, "set_aside")
    assert _found(town, "Mận") == ["app.redaction", "audit.entry"]
    for field in ("reason", "set_aside"):
        _redact(town, REVIEWER, "redaction", redaction, field)
    assert _found(town, "Mận") == []


def test_an_old_version_goes_and_todays_clean_text_stays_in_the_record_what_was_sent_and_the_audit(town: Town) -> None:
    report = town.report(general="Yên")
    item = _named_item(town, report)
    town.send(report)
    town.give_back(report)
    _change(town, item, text="Bà Mận lại hỏi về đền bù", set_aside="Tên cán bộ xã")
    _change(town, item, text=_CLEAN)
    town.send(report)
    before = town.version(report)
    id = _redact(town, REVIEWER, "opinion", item, "text", earlier=True)
    assert _found(town, "Mận") == []
    mark = town.value("select mark from app.redaction where id = %s", (id,))
    sent = [row["text"] for row in town.rows("select content -> 'opinions' -> 0 ->> 'text' as text from app.submission"
                                             " order by number")]  # fmt: skip
    assert sent == [mark, _CLEAN]
    assert town.value("select text from app.opinion") == _CLEAN
    assert [entry["after"].get("text") for entry in town.audit(item) if entry["table_name"] == "opinion"][-2:] == [
        mark, _CLEAN]  # fmt: skip
    assert (town.version(report), town.value("select version from app.opinion")) == (before, 3)


def test_a_text_of_the_report_that_was_emptied_is_redacted_where_it_was_sent(town: Town) -> None:
    report = uuid7()
    with town.session(CLERK) as session:
        owner = {"organisation_id": 11, "month": "2023-10-01", "kind": "adhoc"}
        values = {"general": "Yên", "forecast": _NAMED, "set_aside": "Tên cán bộ xã"}
        storage.save(session, GENERAL, values, attempt=uuid7(), id=report, version=0, owner=owner)
        town.send(report)
        town.give_back(report)
        storage.save(session, GENERAL, {"general": "Yên"}, attempt=uuid7(), id=report, version=3)
    _redact(town, REVIEWER, "reflection", report, "forecast")
    assert _found(town, "Mận") == []
    assert town.value("select forecast from app.reflection") is None


def test_a_mark_is_random_the_same_everywhere_and_in_letters_alone(town: Town) -> None:
    report, other = town.report(), town.report()
    item, same = _named_item(town, report), _named_item(town, other)
    town.send(report)
    marks = set()
    for record in (item, same):
        id = _redact(town, CLERK, "opinion", record, "text")
        marks.add(town.value("select mark from app.redaction where id = %s", (id,)))
    assert len(marks) == 2
    assert {row["text"] for row in town.rows("select text from app.opinion")} == marks
    assert town.value("select content -> 'opinions' -> 0 ->> 'text' from app.submission") in marks
    assert town.value("select bool_and(mark ~ '^\\[đã xóa [a-p]{12}\\]$') from app.redaction")


def test_a_redaction_that_would_change_nothing_is_refused_and_not_recorded(town: Town) -> None:
    item = _named_item(town, town.report())
    for field, how in (("text", {"earlier": True}), ("text", {}), ("set_aside", {})):
        if not how:
            _redact(town, CLERK, "opinion", item, field)
        with pytest.raises(Invalid) as caught:
            _redact(town, CLERK, "opinion", item, field, **how)
        assert (caught.value.code, caught.value.field) == ("nothing_to_redact", "item")
    assert town.value("select count(*) from app.redaction") == 2


def test_a_text_that_only_looks_like_a_mark_is_refused_as_input(town: Town) -> None:
    report = town.report()
    for look in ("[đã xóa abc]", "[Đã xoá hết rồi]", "[da xoa abcdefghijkl]"):
        with pytest.raises(Invalid, match="looks_redacted"):
            town.opinion(report, text=look)
    mark = "[ĐÃ XÓA 0912345678]"
    town.send(sent := town.report())
    for put in (
        lambda: town.opinion(report, text=mark),
        lambda: town.opinion(report, set_aside=mark),
        lambda: storage.save(town.at_work(CLERK), GENERAL, {"forecast": mark}, attempt=uuid7(), id=report, version=1),
        lambda: commands.set_paper(town.at_work(CLERK), report, 1, attempt=uuid7(), number=mark, date=None),
        lambda: reopens(town, {"reason": mark}),
        lambda: excuses(town, {"reason": "Mới lập", "set_aside": mark}),
        lambda: returns(town, {"reason": mark}),
        lambda: _redact(town, CLERK, "reflection", sent, "general", reason=mark),
    ):
        with pytest.raises(Invalid) as caught:
            put()
        assert caught.value.code == "looks_redacted"


def test_a_text_that_looks_like_a_mark_and_stands_there_already_is_redacted_as_any(town: Town) -> None:
    item = town.opinion(report := town.report())
    town.send(report)
    for fake in (
        "update app.opinion set text = '[đã xóa 0912345678]'",
        "update app.submission set content = replace(content::text, 'Lo giá', '[đã xóa chị Mận]')::jsonb",
    ):
        town.rows(f"set session_replication_role = replica; alter table app.opinion disable trigger all; {fake};"
                  " alter table app.opinion enable always trigger fill_change")  # fmt: skip
    _redact(town, CLERK, "opinion", item, "text")
    assert _found(town, "0912345678") == _found(town, "Mận") == []


def test_a_redacted_item_of_a_returned_report_can_still_be_corrected(town: Town) -> None:
    report = town.report()
    item = _named_item(town, report)
    town.send(report)
    town.give_back(report)
    _redact(town, REVIEWER, "opinion", item, "text")
    town.rows("update app.opinion set topic = 'MT' where id = %s", (item,), CLERK)
    mark = town.value("select text from app.opinion")
    _change(town, item, text=_CLEAN, topic="MT")
    with pytest.raises(Invalid, match="looks_redacted"):
        _change(town, item, text=mark)
    town.send(report)


def test_a_correction_in_flight_does_not_escape(town: Town) -> None:
    report = town.report()
    item = _named_item(town, report)
    town.send(report)
    town.give_back(report)
    change = "update app.opinion set text = 'Vẫn là chị mận ấy hỏi' where id = %s"
    with in_transaction(town, CLERK, change, (item,)) as meanwhile:
        redacting = meanwhile.waits(REVIEWER, "select app.redact(%s, 'd', %s, 'opinion', %s, 'text', 'Có tên người')",
                                    (uuid7(), uuid7(), item))  # fmt: skip
    redacting.result(20)
    assert _found(town, "Mận") == _found(town, "mận") == []


def test_a_key_of_another_redaction_is_refused(town: Town) -> None:
    first, second = (_named_item(town, town.report()) for _ in range(2))
    id = _redact(town, CLERK, "opinion", first, "text")
    with pytest.raises(Duplicate):
        commands.redact(town.at_work(CLERK), "opinion", second, "text", attempt=uuid7(), id=id, reason="Có tên người")
    assert town.value("select text from app.opinion where id = %s", (second,)) == _NAMED


def test_nobody_reads_the_digests_of_attempts(town: Town) -> None:
    town.report()
    assert town.rows("select id, command from app.attempt", login=CLERK)
    with pytest.raises(psycopg2.Error, match="permission denied"):
        town.rows("select digest from app.attempt", login=CLERK)


def test_an_upgrade_replaces_the_digests_that_older_redactions_left(town: Town) -> None:
    report = town.report()
    item, digest = _named_item(town, report), "[đã xóa " + "abcdefghijklmnopabcdefgh" + "]"
    town.send(report)
    id = _redact(town, CLERK, "opinion", item, "text")
    mark = town.value("select mark from app.redaction where id = %s", (id,))
    with contextlib.closing(town.database.connect()) as line, line.cursor() as cursor:
        for name in ("app.opinion", "app.submission", "audit.entry"):
            cursor.execute(f"alter table {name} disable trigger user")
        cursor.execute("update app.opinion set text = %s", (digest,))
        for name, columns in (("app.submission", ["content"]), ("audit.entry", ["before", "after"])):
            for column in columns:
                cursor.execute(f"update {name} set {column} = replace({column}::text, %s, %s)::jsonb", (mark, digest))
        cursor.execute("alter table app.redaction drop column mark, drop column earlier")
        cursor.execute("drop index app.redaction_record, app.redaction_report")
        cursor.execute("delete from app.migration where name = '0013_redaction_marks'")
        line.commit()
    assert len(_found(town, digest)) == 3
    migrate.upgrade(town.database.dsn())
    new = town.value("select mark from app.redaction")
    assert new not in (mark, digest)
    assert _found(town, digest) == []
    assert set(_found(town, new)) == {"app.opinion", "app.submission", "app.redaction", "audit.entry"}
