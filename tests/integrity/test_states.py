"""The report's way: which step is open in which state, and what counts as late. Design §4."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import psycopg2
import pytest

from db.core import storage
from db.core.errors import Closed, Conflict, DataError, Denied, Duplicate, Invalid
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from db.duties.monthly_report.report import GENERAL
from tests.town import ADMINISTRATOR, CLERK, DECIDER, FARMERS_MOC_BAC, OCTOBER, REPORTS, REVIEWER, TODAY, TOWN, Town

pytestmark = pytest.mark.both_versions

# step → (by whom, the call, what it says in each state in which it is not open)
_STEPS: dict[str, tuple[str, str, dict[str, str]]] = {
    "submit": (CLERK, "submit(%s, 'd', %s, %s)", {"submitted": "already_sent", "accepted": "already_sent"}),
    "take_back": (CLERK, "take_back(%s, 'd', %s, %s)",
                  {"draft": "not_waiting", "returned": "not_waiting", "accepted": "not_waiting"}),
    "remove_report": (CLERK, "remove_report(%s, 'd', %s, %s)",
                      {"submitted": "already_sent", "returned": "already_sent", "accepted": "already_sent"}),
    "accept": (REVIEWER, "accept(%s, 'd', %s, %s)",
               {"draft": "not_waiting", "returned": "not_waiting", "accepted": "not_waiting"}),
    "return": (REVIEWER, "return_report(%s, 'd', %s, %s, 'Chưa rõ', '2023-10-20', '{}')",
               {"draft": "not_waiting", "returned": "not_waiting", "accepted": "not_waiting"}),
}  # fmt: skip


def _in_state(town: Town, status: str) -> UUID:
    report = town.report()
    town.opinion(report)
    if status != "draft":
        town.send(report)
    if status == "accepted":
        town.accept(report)
    if status == "returned":
        town.give_back(report)
    return report


def test_a_step_that_is_not_open_is_refused_with_its_code(town: Town) -> None:
    for login, call, refusals in _STEPS.values():
        for status, code in refusals.items():
            report = _in_state(town, status)
            with pytest.raises(psycopg2.Error) as caught:
                town.rows(f"select app.{call}", (uuid7(), report, town.version(report)), login)
            assert (call, status, caught.value.diag.message_primary) == (call, status, code)
            assert town.status(report) == status


def test_a_step_with_an_old_version_is_refused(town: Town) -> None:
    for login, call, refusals in _STEPS.values():
        status = "submitted" if "draft" in refusals else "draft"
        report = _in_state(town, status)
        with pytest.raises(psycopg2.Error, match="stale"):
            town.rows(f"select app.{call}", (uuid7(), report, town.version(report) - 1), login)


def test_a_draft_goes_whole_but_not_with_what_a_colleague_added_or_changed_unseen(town: Town) -> None:
    report = town.report()
    seen = {town.opinion(report): 1}
    other = town.opinion(report)
    with town.session(CLERK) as session:
        for there in (seen, {**seen, other: 2}):
            with pytest.raises(Conflict, match="stale"):
                commands.remove_report(session, report, 1, attempt=uuid7(), opinions=there)
        commands.remove_report(session, report, 1, attempt=uuid7(), opinions={**seen, other: 1})
    assert town.rows("select id from app.reflection union all select id from app.opinion") == []


def test_a_report_with_gaps_is_not_sent_and_every_gap_is_named(town: Town) -> None:
    report = town.report(general=None)
    assert _missing(town, report) == {("None", "content")}
    bare = town.opinion(report, topic=None, breadth=None, stratum=None, text=None)
    asked = town.opinion(report, nature="5", agency="UB")
    gaps = _missing(town, report)
    assert gaps == {(str(bare), name) for name in ("topic", "breadth", "stratum", "text")} | {
        (str(asked), name) for name in ("place", "via_voters")}  # fmt: skip


def _missing(town: Town, report: UUID) -> set[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        town.send(report)
    assert caught.value.code == "report_incomplete"
    return {(str(gap["opinion"]), gap["field"]) for gap in caught.value.params["missing"]}


def test_the_first_sending_counts_and_a_second_does_not_make_it_later(town: Town) -> None:
    report = _in_state(town, "returned")
    town.set_clock("2023-10-19 10:00+07")
    town.send(report)
    row = town.rows("select * from app.reflection where id = %s", (report,))[0]
    assert row["first_submitted"].date() == dt.date(2023, 10, 16)
    assert row["submitted"].date() == dt.date(2023, 10, 19)
    assert row["return_missed"] is False


def test_a_returned_report_that_comes_after_its_date_is_late_for_good(town: Town) -> None:
    report = _in_state(town, "returned")
    town.set_clock("2023-10-20 23:59+07")
    town.send(report)
    assert town.value("select return_missed from app.reflection where id = %s", (report,)) is False
    town.give_back(report, due="2023-10-21")
    town.set_clock("2023-10-22 00:01+07")
    town.send(report)
    town.accept(report)
    assert town.value("select return_missed from app.reflection where id = %s", (report,)) is True


def test_a_first_sending_that_is_taken_back_never_happened_for_being_on_time(town: Town) -> None:
    report = _in_state(town, "submitted")
    town.take_back(report)
    row = town.rows("select * from app.reflection where id = %s", (report,))[0]
    assert (row["status"], row["first_submitted"], row["submitted"]) == ("draft", None, None)
    assert len(town.rows("select 1 from app.submission where taken_back is not null")) == 1
    assert town.rows("select 1 from app.submission", login=REVIEWER) == []
    town.set_clock("2023-10-25 08:00+07")
    town.send(report)
    assert town.value("select first_submitted from app.reflection where id = %s", (report,)).date() == dt.date(
        2023, 10, 25
    )


def test_a_report_of_a_locked_month_is_not_taken_back_into_a_draft_that_nobody_can_send(town: Town) -> None:
    report = town.report(kind="periodic")
    town.send(report)
    town.set_clock("2023-11-20 08:00+07")
    with pytest.raises(Closed) as caught:
        town.take_back(report)
    assert caught.value.code == "month_locked"
    assert town.value("select status from app.reflection where id = %s", (report,)) == "submitted"


def test_taking_back_a_second_sending_keeps_the_first_and_the_returns_date(town: Town) -> None:
    report = _in_state(town, "returned")
    town.set_clock("2023-10-22 08:00+07")
    town.send(report)
    assert town.value("select return_missed from app.reflection where id = %s", (report,)) is True
    town.take_back(report)
    row = town.rows("select * from app.reflection where id = %s", (report,))[0]
    assert (row["status"], row["return_missed"], str(row["return_due"])) == ("returned", False, "2023-10-20")
    assert row["first_submitted"].date() == dt.date(2023, 10, 16)


def test_what_was_opened_is_not_taken_back(town: Town) -> None:
    report = _in_state(town, "submitted")
    with town.session(REVIEWER) as session:
        commands.open_report(session, report, attempt=uuid7())
    with pytest.raises(Closed) as caught:
        town.take_back(report)
    assert caught.value.code == "already_opened"


def test_looking_at_a_report_changes_no_version(town: Town) -> None:
    report = _in_state(town, "submitted")
    with town.session(REVIEWER) as session:
        commands.open_report(session, report, attempt=uuid7())
        commands.open_report(session, report, attempt=uuid7())
    assert town.version(report) == 2
    town.accept(report)


def test_a_return_names_items_of_that_report_a_reason_and_a_day_to_come(town: Town) -> None:
    report, other = _in_state(town, "submitted"), town.opinion(town.report())
    base = {"reason": "Cần nói rõ hơn", "due": dt.date(2023, 10, 20), "items": []}
    for change, code in (({"items": [other]}, "unknown_item"), ({"reason": "Sai"}, "reason_needed"),
                         ({"due": dt.date(2023, 10, 15)}, "due_in_past"), ({"reason": "x" * 2001}, "reason_length"),
                         ({"reason": "Chưa rõ \u202e"}, "text_forbidden")):  # fmt: skip
        with town.session(REVIEWER) as session, pytest.raises(Invalid) as caught:
            commands.return_report(session, report, 2, attempt=uuid7(), **{**base, **change})  # type: ignore[arg-type]
        assert caught.value.code == code


def test_a_return_is_changed_by_its_own_author_alone(town: Town) -> None:
    """A prepared attempt does not let a second reviewer rewrite the date of another's return."""
    report = _in_state(town, "submitted")
    other, attempt = town.hire("second", ("reviewer", None, 1, None)), uuid7()
    town.rows("select app.begin(%s, 'return', %s, 'prepared', 2)", (attempt, report), other)
    town.give_back(report)
    with town.session(other) as session, pytest.raises(DataError):
        commands.return_report(
            session, report, 3, attempt=attempt, reason="Khác hẳn", due=dt.date(2023, 10, 31), items=[]
        )
    assert str(town.value("select return_due from app.reflection where id = %s", (report,))) == "2023-10-20"


def test_a_month_takes_one_periodic_report_and_any_number_of_others(town: Town) -> None:
    town.report(kind="periodic")
    with pytest.raises(Duplicate) as caught:
        town.report(kind="periodic")
    assert caught.value.code == "report_exists"
    town.report()
    town.report()


def test_a_month_is_written_while_it_is_open(town: Town) -> None:
    for month, code in ((dt.date(2023, 11, 1), "month_in_future"), (dt.date(2023, 8, 1), "month_locked"),
                        (dt.date(2022, 10, 1), "no_programme")):  # fmt: skip
        with pytest.raises(Closed) as caught:
            town.report(kind="periodic", month=month)
        assert caught.value.code == code
    town.rows("update app.organisation set closed = '2023-10-01' where id = 11", login=ADMINISTRATOR)
    with pytest.raises(Closed) as caught:
        town.report()
    assert caught.value.code == "organisation_closed"


def test_a_locked_month_is_opened_again_for_one_organisation(town: Town) -> None:
    august = dt.date(2023, 8, 1)
    with town.session(REVIEWER) as session:
        commands.reopen(session, FARMERS_MOC_BAC, august, attempt=uuid7(), id=uuid7(), reason="Máy hỏng",
                        until=dt.date(2023, 10, 18))  # fmt: skip
        with pytest.raises(Invalid):
            commands.reopen(session, FARMERS_MOC_BAC, OCTOBER, attempt=uuid7(), id=uuid7(), reason="Máy hỏng",
                            until=dt.date(2023, 10, 18))  # fmt: skip
    report = town.report(kind="periodic", month=august)
    with pytest.raises(Closed):
        town.report("town-stranger", 21, kind="periodic", month=august)
    town.set_clock("2023-10-19 08:00+07")
    with pytest.raises(Closed) as caught:
        town.send(report)
    assert caught.value.code == "month_locked"


def test_a_key_of_somebody_elses_reopening_or_exemption_is_refused(town: Town) -> None:
    other, id, spare = town.hire("other", ("reviewer", None, 1, None)), uuid7(), uuid7()
    august = dt.date(2023, 8, 1)
    with town.session(REVIEWER) as session:
        commands.reopen(session, 11, august, attempt=uuid7(), id=id, reason="Máy hỏng", until=dt.date(2023, 10, 18))
        commands.exempt(session, 11, REPORTS, attempt=uuid7(), id=spare, first=august, last=august, reason="Mới lập")
    with town.session(other) as session:
        for again in (lambda: commands.reopen(session, 11, august, attempt=uuid7(), id=id, reason="Của tôi đây",
                                              until=dt.date(2023, 10, 30)),
                      lambda: commands.exempt(session, 11, REPORTS, attempt=uuid7(), id=spare, first=august,
                                              last=august, reason="Của tôi đây")):  # fmt: skip
            with pytest.raises(Duplicate):
                again()
    assert town.value("select reason from app.reopening") == "Máy hỏng"


def test_what_was_granted_is_corrected_on_its_day_and_stands_after_it(town: Town) -> None:
    august, until, ids = dt.date(2023, 8, 1), dt.date(2023, 10, 20), (uuid7(), uuid7())
    session = town.at_work(REVIEWER)

    def reopens(attempt: UUID, reason: str) -> None:
        commands.reopen(session, 11, august, attempt=attempt, id=ids[0], reason=reason, until=until)

    def exempts(attempt: UUID, reason: str) -> None:
        commands.exempt(session, 11, REPORTS, attempt=attempt, id=ids[1], first=august, last=august, reason=reason)

    def redacts(attempt: UUID, reason: str) -> None:
        commands.redact(session, "reflection", report, "general", attempt=attempt, id=ids[0], reason=reason)

    report = town.report()
    town.send(report)
    for grants, table in ((reopens, "reopening"), (exempts, "exemption"), (redacts, "redaction")):
        town.set_clock(TODAY)
        attempt = uuid7()
        grants(attempt, "Máy hỏng")
        grants(attempt, "Máy chủ hỏng")
        town.set_clock("2023-10-17 08:00+07")
        for late in (attempt, uuid7()):
            with pytest.raises(Duplicate):
                grants(late, "Không hề hỏng")
        assert town.value(f"select reason from app.{table}") == "Máy chủ hỏng"


def test_nothing_arose_is_sent_in_one_step_and_a_repeat_tells_its_version(town: Town) -> None:
    attempt, id = uuid7(), uuid7()
    with town.session(CLERK) as session:
        first = commands.nothing_arose(session, FARMERS_MOC_BAC, OCTOBER, attempt=attempt, id=id)
        again = commands.nothing_arose(session, FARMERS_MOC_BAC, OCTOBER, attempt=attempt, id=id)
    assert (town.status(id), first, again) == ("submitted", town.version(id), town.version(id))


def test_nothing_arose_is_refused_where_something_was_written(town: Town) -> None:
    report = town.report(kind="periodic", general=None)
    town.opinion(report)
    with town.session(CLERK) as session, pytest.raises(DataError) as caught:
        commands.nothing_arose(session, FARMERS_MOC_BAC, OCTOBER, attempt=uuid7(), id=report)
    assert caught.value.code == "nil_has_items"


@pytest.mark.parametrize(
    ("status", "content"),
    [("draft", "an opinion"), ("returned", "an opinion"), ("draft", "general"), ("returned", "proposals")],
)
def test_nothing_arose_that_came_back_is_corrected_by_its_first_content(town: Town, status: str, content: str) -> None:
    report = uuid7()
    with town.session(CLERK) as session:
        commands.nothing_arose(session, FARMERS_MOC_BAC, OCTOBER, attempt=uuid7(), id=report)
        (town.take_back if status == "draft" else town.give_back)(report)
        read = town.version(report)
        if content == "an opinion":
            town.opinion(report)
            assert town.version(report) == read  # it is sent with the version that was read before
        else:
            texts = {"general": "Nhân dân yên tâm", content: "Mưa lớn kéo dài"}
            storage.save(session, GENERAL, texts, attempt=uuid7(), id=report, version=read)
    assert town.value("select nil from app.reflection where id = %s", (report,)) is False
    town.send(report)
    assert town.value("select content -> 'nil' from app.submission order by number desc limit 1") is False


def test_nothing_arose_that_came_back_may_be_said_again(town: Town) -> None:
    report = uuid7()
    with town.session(CLERK) as session:
        commands.nothing_arose(session, FARMERS_MOC_BAC, OCTOBER, attempt=uuid7(), id=report)
        for back in (town.take_back, town.give_back):
            back(report)
            commands.nothing_arose(session, FARMERS_MOC_BAC, OCTOBER, attempt=uuid7(), id=report)
    assert town.status(report) == "submitted"


def test_an_accepted_report_keeps_only_its_papers_number_open(town: Town) -> None:
    report = _in_state(town, "accepted")
    with town.session(CLERK) as session:
        commands.set_paper(session, report, 3, attempt=uuid7(), number="07/BC-HND", date=dt.date(2023, 10, 18))
        with pytest.raises(Conflict):
            commands.set_paper(session, report, 3, attempt=uuid7(), number="08/BC-HND", date=None)
    with town.session(REVIEWER) as session, pytest.raises(Denied):
        commands.set_paper(session, report, 4, attempt=uuid7(), number="09/BC", date=None)
    assert town.value("select paper_number from app.reflection where id = %s", (report,)) == "07/BC-HND"


def test_a_reviewer_who_also_writes_for_an_organisation_neither_reopens_nor_excuses_it(town: Town) -> None:
    both = town.hire("both", ("reviewer", None, TOWN, None), ("clerk", FARMERS_MOC_BAC, None, None))
    with town.session(both) as session:
        for attempt_it in (
            lambda: commands.reopen(session, FARMERS_MOC_BAC, dt.date(2023, 8, 1), attempt=uuid7(), id=uuid7(),
                                    reason="Máy hỏng", until=dt.date(2023, 10, 18)),
            lambda: commands.exempt(session, FARMERS_MOC_BAC, REPORTS, attempt=uuid7(), id=uuid7(),
                                    first=OCTOBER, last=OCTOBER, reason="Mới lập"),
        ):  # fmt: skip
            with pytest.raises(Denied) as caught:
                attempt_it()
            assert caught.value.code == "own_organisation"


def test_a_decider_who_reads_does_not_end_the_taking_back(town: Town) -> None:
    report = _in_state(town, "submitted")
    with town.session(DECIDER) as session:
        commands.open_report(session, report, attempt=uuid7())
    town.take_back(report)
    assert town.value("select status from app.reflection where id = %s", (report,)) == "draft"


def test_a_return_sets_a_day_within_two_months(town: Town) -> None:
    report = _in_state(town, "submitted")
    far = dt.date(2024, 6, 1)
    with town.session(REVIEWER) as session, pytest.raises(Invalid) as caught:
        commands.return_report(session, report, 2, attempt=uuid7(), reason="Sửa mục 1", due=far, items=[])
    assert (caught.value.code, caught.value.field) == ("until_out_of_range", "due")
