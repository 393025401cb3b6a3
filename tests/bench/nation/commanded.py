"""What screens and commands write, each as who does it; undone again, so the commit itself is not in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from db.core.connect import Session
from db.core.ids import uuid7
from db.duties.monthly_report import commands, reports
from db.duties.monthly_report.opinion import OPINION
from db.duties.monthly_report.report import GENERAL, PAPER
from db.people import staff
from db.programme import allotments, queries
from screens.monthly_report import report_parts
from tests.bench.nation.cases import MONTH, Case
from tests.bench.nation.measured import Act
from tui.editing.kinds import Asked

_OPINION = {"nature": "1", "topic": "DT", "breadth": "2", "stratum": "ND", "text": "Bà con mong sớm có nước sạch."}
_PETITION = {**_OPINION, "nature": "5", "agency": "1", "place": "0", "via_voters": False}
_SAVE, _SEND = 4.0, 10.0  # milliseconds
_WHY = "Mục đầu chưa rõ ở đâu."


def acts(case: Case) -> list[Act]:
    """Everything that is written, in the country of that case."""
    return [*_clerk(case), *_reviewer(case), *_administrator(case)]


def _saved(session: Session, case: Case, values: dict[str, Any], version: int = 0, id: UUID | None = None) -> UUID:
    id = id or uuid7()
    place = report_parts.about(case.organisation, MONTH, "periodic", case.draft)
    report_parts.store_opinion(session, Asked(OPINION, id, version, uuid7(), values, place))
    return id


def _clerk(case: Case) -> Iterator[Act]:
    login = case.clerk
    yield Act("save an opinion", login, lambda s, _: _saved(s, case, _OPINION), goal=_SAVE)
    yield Act("save a petition", login, lambda s, _: _saved(s, case, _PETITION), goal=_SAVE)
    yield Act(
        "change an opinion", login, lambda s, id: _saved(s, case, {**_OPINION, "nature": "2"}, 1, id),
        lambda s: _saved(s, case, _OPINION), _SAVE,
    )  # fmt: skip
    yield Act(
        "remove an opinion", login, lambda s, id: commands.remove_opinion(s, id, 1, attempt=uuid7()),
        lambda s: _saved(s, case, _OPINION), _SAVE,
    )  # fmt: skip
    yield Act("begin a report with an opinion", case.bare_clerk, lambda s, _: _begun(s, case.bare), goal=_SAVE)
    yield Act("save the general situation", login, lambda s, _: _general(s, case), goal=_SAVE)
    yield Act("the paper's number", login, lambda s, _: _paper(s, case), goal=_SAVE)
    send = lambda s, version: commands.submit(s, case.draft, version, attempt=uuid7())  # noqa: E731
    yield Act("send", login, send, lambda s: _version(s, case.draft), _SEND)
    yield Act(
        "take back", login, lambda s, version: commands.take_back(s, case.draft, version, attempt=uuid7()),
        lambda s: send(s, _version(s, case.draft)), _SEND,
    )  # fmt: skip
    yield Act("drop a draft", login, lambda s, _: _dropped(s, case), goal=_SEND)
    yield Act(
        "nothing arose", case.bare_clerk,
        lambda s, _: commands.nothing_arose(s, case.bare, MONTH, attempt=uuid7(), id=uuid7()), goal=_SEND,
    )  # fmt: skip
    yield Act(
        "nothing arose, in a report that was begun", case.bare_clerk,
        lambda s, report: commands.nothing_arose(s, case.bare, MONTH, attempt=uuid7(), id=report),
        lambda s: _empty(s, case.bare), _SEND,
    )  # fmt: skip


def _empty(session: Session, organisation: int) -> UUID:
    """A report that was begun and in which nothing stands."""
    place = report_parts.about(organisation, MONTH, "periodic", uuid7())
    return report_parts.begin(session, place)


def _begun(session: Session, organisation: int) -> None:
    place = report_parts.about(organisation, MONTH, "periodic", uuid7())
    report_parts.store_opinion(session, Asked(OPINION, uuid7(), 0, uuid7(), _OPINION, place))


def _general(session: Session, case: Case) -> None:
    place = report_parts.about(case.organisation, MONTH, "periodic", case.draft)
    values = {"general": "Nhân dân phấn khởi.", "forecast": None, "proposals": None}
    report_parts.store_general(
        session, Asked(GENERAL, case.draft, _version(session, case.draft), uuid7(), values, place)
    )


def _paper(session: Session, case: Case) -> None:
    place = report_parts.about(case.organisation, MONTH, "periodic", case.draft)
    values = {"paper_number": "07/BC", "paper_date": dt.date(2023, 10, 12)}
    report_parts.store_paper(session, Asked(PAPER, case.draft, _version(session, case.draft), uuid7(), values, place))


def _dropped(session: Session, case: Case) -> None:
    report = reports.report(session, case.draft)
    seen = {opinion.id: opinion.version for opinion in report.opinions}
    commands.remove_report(session, case.draft, report.version, attempt=uuid7(), opinions=seen)


def _version(session: Session, report: UUID) -> int:
    return reports.report(session, report).version


def _reviewer(case: Case) -> Iterator[Act]:
    for login in (case.reviewer, case.farmers_reviewer, case.province_reviewer, case.everyone):
        yield Act(
            f"open a report, {case.words[login]}", login,
            lambda s, _: commands.open_report(s, case.farmers, attempt=uuid7()), own=login != case.everyone,
            full=case.full(login),
        )  # fmt: skip
    login = case.reviewer
    yield Act(
        "accept", login, lambda s, version: commands.accept(s, case.farmers, version, attempt=uuid7()),
        lambda s: _version(s, case.farmers), _SEND,
    )  # fmt: skip
    yield Act(
        "return", login,
        lambda s, version: commands.return_report(
            s, case.farmers, version, attempt=uuid7(), reason=_WHY, due=dt.date(2023, 10, 30), items=[]
        ),
        lambda s: _version(s, case.farmers), _SEND,
    )  # fmt: skip
    yield Act(
        "undo a decision", login, lambda s, version: commands.undo_decision(s, case.farmers, version, attempt=uuid7()),
        lambda s: commands.accept(s, case.farmers, _version(s, case.farmers), attempt=uuid7()), _SEND,
    )  # fmt: skip
    yield Act("reopen a month", login, lambda s, _: commands.reopen(
        s, case.locked, case.locked_month, attempt=uuid7(), id=uuid7(), reason=_WHY, until=dt.date(2023, 10, 30)),
        goal=_SEND)  # fmt: skip
    yield Act("exempt", login, lambda s, _: commands.exempt(
        s, case.bare, "monthly_report", attempt=uuid7(), id=uuid7(), first=MONTH, last=MONTH, reason=_WHY),
        goal=_SEND)  # fmt: skip
    yield from _allotments(case)
    yield Act("redact", login, lambda s, _: commands.redact(
        s, "reflection", case.old, "general", attempt=uuid7(), id=uuid7(), reason=_WHY), goal=_SEND)  # fmt: skip


def _allotments(case: Case) -> Iterator[Act]:
    """A share of the year's new members for the town's Farmers, and how far the shares are from the whole."""
    members, measure, day = "farmers_members", "new_members", dt.date(2023, 2, 15)

    def asked(session: Session) -> tuple[int, int]:
        return queries.loaded(session)[0].id, reports.report(session, case.farmers).organisation.id

    def allot(session: Session, asked: tuple[int, int]) -> None:
        paper = {"day": day, "paper_number": "07/QĐ", "paper_date": day}
        allotments.allot(session, asked[0], members, measure, {asked[1]: 12}, attempt=uuid7(), id=uuid7(), **paper)

    def shared_out(session: Session, asked: tuple[int, int]) -> None:
        allotments.shared_out(session, asked[0], 6, measure, dt.date(2023, 10, 16))

    yield Act("allot", case.reviewer, allot, asked, _SEND)
    yield Act("how much is shared out, town", case.reviewer, shared_out, asked)
    yield Act("how much is shared out, clerk", case.clerk, shared_out, lambda s: (queries.loaded(s)[0].id, 0))


def _administrator(case: Case) -> Iterator[Act]:
    login, new = "administrator", "someone-new"

    def added(session: Session) -> None:
        staff.add(session, new, "Người Mới", attempt=uuid7())

    def given(session: Session) -> int:
        added(session)
        return staff.give_duty(session, new, "clerk", organisation=case.bare, attempt=uuid7())

    yield Act("staff add", login, lambda s, _: added(s))
    yield Act("staff password", login, lambda s, _: staff.set_password(s, new, "mật khẩu dài", attempt=uuid7()), added)
    yield Act("staff duty", login, lambda s, _: staff.give_duty(
        s, new, "clerk", organisation=case.bare, attempt=uuid7()), added)  # fmt: skip
    yield Act("staff duty --end", login, lambda s, duty: staff.end_duty(s, new, duty, attempt=uuid7()), given)
    yield Act("staff close", login, lambda s, _: staff.close(s, new, attempt=uuid7()), given)
