"""What the audit keeps, what it keeps not, and what alone may be taken out of it. Design §3."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import psycopg2
import pytest

from db.core.errors import Denied
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from tests.town import ADMINISTRATOR, CLERK, NEIGHBOUR, REVIEWER, Town, petition

pytestmark = pytest.mark.both_versions

_NAMED = "Bà Trần Thị Mận hỏi về đền bù"


def _of_opinion(town: Town, item: UUID) -> list[dict[str, Any]]:
    return [entry for entry in town.audit(item) if entry["table_name"] == "opinion"]


def test_of_a_drafts_text_it_keeps_only_that_it_changed(town: Town) -> None:
    item = town.opinion(town.report(), text="Lời thứ nhất của dân")
    town.rows("update app.opinion set text = 'Lời thứ hai của dân', topic = 'MT' where id = %s", (item,), CLERK)
    made, changed = _of_opinion(town, item)
    assert made["after"]["text"] is True
    assert (changed["after"]["text"], changed["before"]) == (True, {"topic": "DT"})
    assert changed["after"]["topic"] == "MT"
    assert "Lời thứ" not in str(town.rows("select * from audit.entry"))


def test_of_what_was_sent_it_keeps_from_and_to(town: Town) -> None:
    report = town.report()
    item = town.opinion(report, text="Lời thứ nhất của dân")
    town.send(report)
    town.give_back(report)
    town.rows("update app.opinion set text = 'Lời thứ hai của dân' where id = %s", (item,), CLERK)
    last = _of_opinion(town, item)[-1]
    assert (last["before"], last["after"]) == ({"text": "Lời thứ nhất của dân"}, {"text": "Lời thứ hai của dân"})
    assert (last["role"], last["draft"], last["organisation_id"], last["report"]) == (CLERK, False, 11, report)


def test_the_first_version_that_was_sent_stays_readable(town: Town) -> None:
    report = town.report()
    item = town.opinion(report, nature="3")
    town.send(report)
    town.give_back(report)
    town.rows("update app.opinion set nature = '1' where id = %s", (item,), CLERK)
    town.send(report)
    for login in (CLERK, REVIEWER):
        sent = town.rows("select content from app.submission order by number", login=login)
        assert [version["content"]["opinions"][0]["nature"] for version in sent] == ["3", "1"]


def test_a_removed_item_leaves_what_it_said_once_it_had_been_sent(town: Town) -> None:
    report = town.report()
    item = town.opinion(report, **petition())
    town.send(report)
    town.give_back(report)
    town.rows("select app.remove_opinion(%s, 'd', %s, 1)", (uuid7(), item), CLERK)
    gone = _of_opinion(town, item)[-1]
    assert (gone["operation"], gone["before"]["topic"], gone["after"]) == ("delete", "DT", None)


def test_a_redaction_blots_the_record_what_was_sent_and_the_audit(town: Town) -> None:
    report = town.report()
    item = town.opinion(report, **petition(text=_NAMED, set_aside="Tên đã được đồng ý"))
    town.send(report)
    town.give_back(report)
    sql = "update app.opinion set text = %(text)s, covered = jsonb_build_object('text', %(text)s) where id = %(item)s"
    town.rows(sql, {"text": _NAMED + " đất", "item": item}, CLERK)
    with town.session(REVIEWER) as session:
        commands.redact(session, "opinion", item, "text", attempt=uuid7(), id=uuid7(), reason="Có tên người dân")
    for table in ("app.opinion", "app.submission", "audit.entry", "app.redaction", "app.attempt"):
        assert "Mận" not in str(town.rows(f"select * from {table}")), table
    assert town.value("select text from app.opinion where id = %s", (item,)).startswith("[đã xóa ")
    assert town.value("select place from app.petition where opinion_id = %s", (item,)) == "1"
    last = _of_opinion(town, item)[-1]
    assert (last["operation"], last["before"], last["role"]) == ("redact", None, REVIEWER)


def test_a_redaction_of_the_reports_own_texts_does_the_same(town: Town) -> None:
    report = uuid7()
    sql = "insert into app.reflection (id, organisation_id, month, kind, forecast, general, set_aside, covered)" \
          " values (%s, 11, '2023-10-01', 'adhoc', %s, 'Yên', 'Tên cán bộ', %s)"  # fmt: skip
    town.rows(sql, (report, _NAMED, json.dumps({"forecast": _NAMED})), CLERK)
    town.send(report)
    with town.session(CLERK) as session:
        commands.redact(session, "reflection", report, "forecast", attempt=uuid7(), id=uuid7(), reason="Có tên người")
    for table in ("app.reflection", "app.submission", "audit.entry"):
        assert "Mận" not in str(town.rows(f"select * from {table}")), table
    assert town.value("select general from app.reflection where id = %s", (report,)) == "Yên"


def test_that_a_draft_was_redacted_is_not_for_its_reviewers(town: Town) -> None:
    item = town.opinion(town.report(), text=_NAMED, set_aside="Tên cán bộ")
    with town.session(CLERK) as session:
        commands.redact(session, "opinion", item, "text", attempt=uuid7(), id=uuid7(), reason="Có tên người dân")
    of_redactions = "select id::text from audit.entry where operation = 'redact' or table_name = 'redaction'"
    assert len(town.rows(of_redactions, login=CLERK)) == 2
    assert town.rows(f"{of_redactions} union all select id::text from app.redaction", login=REVIEWER) == []


def test_a_repeated_redaction_is_one(town: Town) -> None:
    item, attempt, id = town.opinion(town.report()), uuid7(), uuid7()
    with town.session(CLERK) as session:
        for _ in range(2):
            commands.redact(session, "opinion", item, "text", attempt=attempt, id=id, reason="Có tên người")
    assert town.value("select version from app.opinion where id = %s", (item,)) == 2


def test_a_reviewer_redacts_only_what_was_sent(town: Town) -> None:
    item = town.opinion(town.report())
    with town.session(REVIEWER) as session, pytest.raises(Denied):
        commands.redact(session, "opinion", item, "text", attempt=uuid7(), id=uuid7(), reason="Có tên người")


def test_a_redaction_hides_no_other_change_of_its_transaction(town: Town) -> None:
    report = town.report()
    item, second = town.opinion(report), town.opinion(report)
    town.send(report)
    town.give_back(report)
    redact = "select app.redact(%s, 'd', %s, 'opinion', %s, 'text', 'Có tên người')"
    town.rows(f"begin; {redact};"
              " update app.opinion set nature = '1', text = 'Mọi người đồng tình cả' where id = %s; commit",
              (uuid7(), uuid7(), item, item), CLERK)  # fmt: skip
    last = _of_opinion(town, item)[-1]
    assert (last["operation"], last["before"]["nature"], last["after"]["nature"]) == ("update", "2", "1")
    with pytest.raises(psycopg2.Error, match="unknown_code"):
        town.rows(f"begin; {redact}; update app.opinion set nature = '9' where id = %s; commit",
                  (uuid7(), uuid7(), second, second), CLERK)  # fmt: skip


@pytest.mark.parametrize("role", ["langnghe_owner", None])
@pytest.mark.parametrize("table", ["audit.entry", "app.attempt"])
def test_nobody_rewrites_history_not_even_its_owner(town: Town, role: str | None, table: str) -> None:
    town.report()
    become = f"set role {role}; " if role else ""
    for statement in (f"update {table} set at = now()", f"delete from {table}", f"truncate {table}"):
        with pytest.raises(psycopg2.Error, match="append_only"):
            town.rows(become + statement)


def test_the_audit_writes_whatever_a_superusers_session_sets(town: Town) -> None:
    item = town.opinion(town.report())
    town.rows("set session_replication_role = replica; update app.opinion set topic = 'GT' where id = %s", (item,))
    last = _of_opinion(town, item)[-1]
    assert (last["after"]["topic"], last["role"]) == ("GT", "langnghe_dba")


def test_the_real_clock_and_the_real_login_are_written(town: Town) -> None:
    item = town.opinion(town.report())
    entry = _of_opinion(town, item)[0]
    assert (town.value("select clock_timestamp()") - entry["at"]).total_seconds() < 60
    assert (entry["role"], entry["operation"]) == (CLERK, "insert")


def test_a_change_of_state_is_one_entry_and_none_for_each_item(town: Town) -> None:
    report = town.report()
    items = [town.opinion(report, **petition()) for _ in range(3)]
    town.send(report)
    town.accept(report)
    steps = [entry["after"].get("status") for entry in town.audit(report) if entry["operation"] == "update"]
    assert [step for step in steps if step] == ["submitted", "accepted"]
    assert all(len(_of_opinion(town, item)) == 1 for item in items)


def test_each_reads_the_history_within_their_scope(town: Town) -> None:
    report = town.report()
    town.opinion(report)
    town.send(report)
    own = town.rows("select id from audit.entry where report = %s", (report,), CLERK)
    above = town.rows("select id from audit.entry where report = %s", (report,), REVIEWER)
    assert len(own) > len(above) > 0
    for login in (NEIGHBOUR, ADMINISTRATOR):
        assert town.rows("select id from audit.entry where report = %s", (report,), login) == []


def test_what_an_administrator_does_is_in_the_history_too(town: Town) -> None:
    town.rows("update app.code set vi = 'Đất đai' where list = 'topics' and code = 'DT'", login=ADMINISTRATOR)
    town.rows("update app.organisation set short = 'HND MB' where id = 11", login=ADMINISTRATOR)
    told = town.rows("select table_name, record, role, after from audit.entry where operation = 'update' order by id",
                     login=ADMINISTRATOR)  # fmt: skip
    assert [(row["table_name"], row["role"]) for row in told] == [
        ("code", ADMINISTRATOR),
        ("organisation", ADMINISTRATOR),
    ]
    assert "DT" in told[0]["record"]
