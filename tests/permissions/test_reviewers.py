"""What those who follow or decide for an area may not see and do."""

from __future__ import annotations

import psycopg2
import pytest

from db.core.ids import uuid7
from tests.permissions.conftest import Scene
from tests.town import CLERK, DECIDER, FARMERS_REVIEWER, NEIGHBOUR, REVIEWER, Town

pytestmark = pytest.mark.both_versions

_FOLLOWERS = [REVIEWER, FARMERS_REVIEWER, DECIDER]


@pytest.mark.parametrize("login", _FOLLOWERS)
def test_a_reviewer_cannot_read_a_draft(scene: Scene, login: str) -> None:
    for report in (scene.draft, scene.their_draft):
        scene.finds_nothing(login, "select id from app.reflection where id = %s", (report,))
        scene.finds_nothing(login, "select id from app.opinion where reflection_id = %s", (report,))
        scene.finds_nothing(login, "select opinion_id from app.petition where reflection_id = %s", (report,))


@pytest.mark.parametrize("login", _FOLLOWERS)
def test_a_reviewer_cannot_read_a_drafts_history(scene: Scene, login: str) -> None:
    for record in (scene.draft, scene.draft_item):
        scene.finds_nothing(login, "select id from audit.entry where record = %s", (str(record),))
        scene.finds_nothing(login, "select id from audit.entry where report = %s", (record,))


def test_what_was_a_draft_stays_hidden_in_the_history_of_a_sent_report(scene: Scene) -> None:
    told = scene.rows("select draft, before, after from audit.entry where report = %s", (scene.sent,), REVIEWER)
    assert told
    assert not any(entry["draft"] for entry in told)
    assert "phân bón" not in str(told)


def test_a_reviewer_knows_of_a_draft_only_that_it_exists(scene: Scene) -> None:
    scene.finds_nothing(
        REVIEWER, "select written_by from app.people_of(%s) where written_by is not null", (scene.draft,)
    )


def test_a_reviewer_cannot_open_a_draft(scene: Scene) -> None:
    scene.denied(REVIEWER, "select app.open_report(gen_random_uuid(), 'd', %s)", (scene.draft,))


def test_a_reviewer_of_one_body_reads_nothing_of_another(scene: Scene) -> None:
    scene.finds_nothing(FARMERS_REVIEWER, "select id from app.reflection where organisation_id = 12")
    scene.finds_nothing(FARMERS_REVIEWER, "select organisation_id from app.submission where organisation_id = 12")
    scene.finds_nothing(FARMERS_REVIEWER, "select id from audit.entry where organisation_id = 12")
    scene.denied(FARMERS_REVIEWER, "select app.open_report(gen_random_uuid(), 'd', %s)", (scene.their_sent,))


def test_a_reviewer_of_one_body_cannot_move_another_bodys_report(scene: Scene) -> None:
    version = scene.version(scene.their_sent)
    scene.denied(FARMERS_REVIEWER, "select app.accept(%s, 'd', %s, %s)", (uuid7(), scene.their_sent, version))
    scene.denied(
        FARMERS_REVIEWER, "select app.return_report(%s, 'd', %s, %s, 'Chưa rõ', '2023-10-20', '{}')",
        (uuid7(), scene.their_sent, version),
    )  # fmt: skip


@pytest.mark.parametrize("login", [DECIDER, CLERK, NEIGHBOUR])
def test_only_a_reviewer_accepts_returns_reopens_and_exempts(scene: Scene, login: str) -> None:
    report, version = scene.sent, scene.version(scene.sent)
    scene.denied(login, "select app.accept(%s, 'd', %s, %s)", (uuid7(), report, version))
    scene.denied(login, "select app.return_report(%s, 'd', %s, %s, 'Chưa rõ', '2023-10-20', '{}')",
                 (uuid7(), report, version))  # fmt: skip
    scene.denied(
        login, "select app.reopen(%s, 'd', %s, 11, '2023-08-01', 'Máy hỏng', '2023-10-20')", (uuid7(), uuid7())
    )
    scene.denied(login, "select app.exempt(%s, 'd', %s, 11, 'monthly_report', '2023-08-01', '2023-09-01', 'Máy hỏng')",
                 (uuid7(), uuid7()))  # fmt: skip


@pytest.mark.parametrize("login", _FOLLOWERS)
def test_a_reviewer_cannot_write_a_report_or_its_items(scene: Scene, login: str) -> None:
    scene.finds_nothing(login, "update app.reflection set general = 'x' where id = %s", (scene.sent,))
    scene.finds_nothing(login, "update app.opinion set nature = '1' where id = %s", (scene.sent_item,))
    scene.finds_nothing(login, "update app.petition set place = '0' where opinion_id = %s", (scene.sent_item,))
    scene.denied(login, "insert into app.opinion (id, reflection_id, nature) values (%s, %s, '1')",
                 (uuid7(), scene.returned))  # fmt: skip
    scene.denied(login, "select app.remove_opinion(%s, 'd', %s, 1)", (uuid7(), scene.sent_item))
    scene.denied(login, "select app.submit(%s, 'd', %s, %s)", (uuid7(), scene.returned, scene.version(scene.returned)))
    scene.denied(login, "select app.take_back(%s, 'd', %s, %s)", (uuid7(), scene.sent, scene.version(scene.sent)))


def test_a_reviewer_cannot_lock_rows_it_only_reads(scene: Scene) -> None:
    for strength in ("update", "no key update", "share", "key share"):
        scene.finds_nothing(REVIEWER, f"select id from app.reflection where id = %s for {strength}", (scene.sent,))


def test_nobody_redacts_outside_their_scope(scene: Scene) -> None:
    sql = "select app.redact(%s, 'd', %s, 'opinion', %s, 'text', 'Có tên người')"
    for login, item in ((NEIGHBOUR, scene.sent_item), (DECIDER, scene.sent_item), (REVIEWER, scene.draft_item),
                        (FARMERS_REVIEWER, scene.their_item)):  # fmt: skip
        scene.denied(login, sql, (uuid7(), uuid7(), item))


def test_nobody_redacts_a_column_that_is_no_text(scene: Scene) -> None:
    for table, field in (("reflection", "status"), ("opinion", "topic"), ("staff", "name"), ("opinion", "set_aside")):
        scene.denied(CLERK, "select app.redact(%s, 'd', %s, %s, %s, %s, 'Có tên người')",
                     (uuid7(), uuid7(), table, scene.draft, field))  # fmt: skip


def test_a_reviewer_cannot_accept_or_return_what_they_wrote_or_sent(town: Town) -> None:
    both = town.hire("both", ("clerk", 11, None, None), ("reviewer", None, 1, None))
    colleague_began, both_began, both_edited, both_sent, both_removed, both_typed = (
        town.report(), town.report(both), town.report(), town.report(), town.report(), town.report(),
    )  # fmt: skip
    town.opinion(colleague_began)
    town.opinion(both_began)
    item = town.opinion(both_edited)
    town.opinion(both_removed)
    extra = town.opinion(both_removed)
    town.rows("update app.opinion set topic = 'MT' where id = %s", (item,), both)
    town.rows("update app.reflection set forecast = 'Sẽ khác' where id = %s", (both_typed,), both)
    town.rows("select app.remove_opinion(%s, 'd', %s, 1)", (uuid7(), extra), both)
    reports = (both_began, both_edited, both_sent, both_removed, both_typed)
    for report in reports:
        town.send(report, both if report == both_sent else CLERK)
    for report in reports:
        for sql in ("select app.accept(%s, 'd', %s, %s)",
                    "select app.return_report(%s, 'd', %s, %s, 'Chưa rõ', '2023-10-20', '{}')"):  # fmt: skip
            with pytest.raises(Exception, match="own_report"):
                town.rows(sql, (uuid7(), report, town.version(report)), both)
    town.send(colleague_began)
    town.accept(colleague_began, both)


def test_who_reads_above_is_seen_by_the_organisation(town: Town) -> None:
    report = town.report()
    town.send(report)
    town.rows("select app.open_report(gen_random_uuid(), 'd', %s)", (report,), REVIEWER)
    assert [row["what"] for row in town.rows("select what from app.reading", login=CLERK)] == ["report"]
    assert town.rows("select what from app.reading", login=NEIGHBOUR) == []


def test_a_return_that_was_answered_is_not_rewritten_nor_anothers_date(town: Town) -> None:
    """An attempt's version is raised by hand until it is that of the report, which was returned again meanwhile."""
    report, mine, other = town.report(), uuid7(), town.hire("other", ("reviewer", None, 1, None))
    town.send(report)
    town.rows("select app.return_report(%s, 'd', %s, 2, 'Cần nói rõ hơn', '2023-10-20', '{}')",
              (mine, report), REVIEWER)  # fmt: skip
    town.send(report)
    rewrite = "select app.return_report(%s, %s, %s, 0, 'Không hề hẹn thế', '2023-10-31', '{}')"
    for answered_again in (False, True):
        if answered_again:
            town.give_back(report, other, "2023-10-18")
        while town.value("select max(version) from app.attempt where id = %s", (mine,)) < town.version(report):
            town.rows("select app.begin(%s, 'return', %s, %s, 0)", (mine, report, str(uuid7())), REVIEWER)
        with pytest.raises(psycopg2.Error, match="attempt_used"):
            town.rows(rewrite, (mine, str(uuid7()), report), REVIEWER)
        town.line(REVIEWER).rollback()
    told = town.rows("select reason, due::text from app.returning where reflection_id = %s order by number", (report,))
    assert [row["due"] for row in told] == ["2023-10-20", "2023-10-18"]
    assert str(town.value("select return_due from app.reflection where id = %s", (report,))) == "2023-10-18"
    assert town.value("select decided_by from app.reflection where id = %s", (report,)) == town.value(
        "select id from app.staff where role = %s", (other,)
    )
