"""What screens ask, each as everyone who can open it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from db.core import history
from db.core.connect import Session
from db.duties.monthly_report import accepted, home, listed, overview, readings, redactable, reports
from db.duties.monthly_report import months as months_of
from db.people import duty_changes, staff, who
from db.programme import queries
from db.programme.code_lists import choices
from db.schema import versions
from screens.monthly_report import month_data as months
from tests.bench.nation.cases import MONTH, Case
from tests.bench.nation.measured import Act

YEAR = MONTH.year


def acts(case: Case) -> list[Act]:
    """Everything that is read, in the country of that case."""
    return [*_starts(case), *_clerk(case), *_above(case), *_national(case), *_administrator(case)]


def _starts(case: Case) -> Iterator[Act]:
    """Signing in and home. A province's six towns and everyone's reviewer grow with what they may see."""
    goals = {case.clerk: 5.0, case.reviewer: 20.0, case.farmers_reviewer: 20.0, case.decider: 20.0}
    for login in (*goals, case.province_reviewer, case.everyone, case.national, "administrator"):
        own = login != case.everyone
        sign_in = lambda session, _: (versions.require(session), who.whoami(session))  # noqa: E731
        yield Act(f"sign in, {_who(case, login)}", login, sign_in, own=own, full=case.full(login))
        yield Act(
            f"home, {_who(case, login)}", login, lambda session, person: home.home(session, person), who.whoami,
            goals.get(login), own, case.full(login),
        )  # fmt: skip


def _clerk(case: Case) -> Iterator[Act]:
    login = case.clerk
    month = lambda session, person: months.read(session, person.organisations[0], MONTH, None)  # noqa: E731
    yield Act("a month, clerk", login, month, who.whoami, goal=5.0)
    yield Act("today, clerk", login, lambda s, _: who.today(s))
    yield Act("code lists, clerk", login, lambda s, person: choices(s, person.organisations[0], MONTH), who.whoami)
    yield from (_programme(case, login) for login in (case.clerk, case.reviewer, case.province_reviewer, case.everyone))
    yield Act("an old report, clerk", login, lambda s, _: reports.report(s, case.old), goal=5.0)
    yield Act("history, clerk", login, lambda s, _: _history(s, case.draft), goal=5.0)
    yield Act("history of an old report, clerk", login, lambda s, _: _history(s, case.old), goal=5.0)


def _programme(case: Case, login: str) -> Act:
    whose = _who(case, login)

    def read(session: Session, _: object) -> None:
        id = queries.loaded(session)[0].id
        queries.programme(session, id)
        queries.owing_rules(session, id, dt.date(YEAR, 10, 16))

    return Act(f"programme, {whose}", login, read, own=login != case.everyone, full=case.full(login))


def _history(session: Session, report: object) -> None:
    history.history(session, report)  # type: ignore[arg-type]
    readings.readings(session, report)  # type: ignore[arg-type]
    duty_changes.duties(session, session.value("select organisation_id from app.reflection where id = %s", (report,)))
    history.clocks(session)


def _above(case: Case) -> Iterator[Act]:
    goals = {case.reviewer: 20.0, case.farmers_reviewer: 20.0, case.province_reviewer: 75.0, case.everyone: None}
    for login, goal in goals.items():
        whose, own, full = _who(case, login), login != case.everyone, case.full(login)
        year = lambda s, _: overview.overview(s, YEAR)  # noqa: E731
        yield Act(f"who has reported, {whose}", login, year, goal=goal, own=own, full=full)
        yield Act(f"what waits, {whose}", login, lambda s, _: listed.waiting(s), goal=goal, own=own, full=full)
        yield Act(f"a report, {whose}", login, lambda s, _: reports.report(s, case.farmers), own=own, full=full)
        yield Act(f"history, {whose}", login, lambda s, _: _history(s, case.farmers), own=own, full=full)
    login = case.reviewer
    texts = lambda s, _: redactable.texts(s, reports.report(s, case.farmers))  # noqa: E731
    yield Act("texts to redact, town", login, texts)
    yield Act("commands not given, town", login, lambda s, _: months_of.cells(s, [(case.locked, case.locked_month)]))
    yield Act("organisation, town", login, lambda s, _: who.organisations(s, [case.bare]))
    yield Act("working days, town", login, lambda s, _: queries.calendar(s, case.town, dt.date(2023, 10, 16)))
    yield Act("code lists, town", login, lambda s, _: choices(s, who.organisations(s, [case.bare])[0], MONTH))


def _national(case: Case) -> Iterator[Act]:
    """A reader of the whole country opens a page of it at a time."""
    login, full = case.national, case.full(case.national)
    page = lambda s, month, **narrowed: accepted.page(s, month, limit=50, **narrowed)  # noqa: E731
    newest = lambda s: accepted.newest_month(s, dt.date(2023, 10, 16))  # noqa: E731
    before = lambda s: page(s, MONTH)[-1]  # noqa: E731
    yield Act("the newest month, national", login, lambda s, _: newest(s), goal=20.0, full=full)
    yield Act("a page, national", login, lambda s, month: page(s, month), newest, 20.0, full=full)
    yield Act("the next page, national", login, lambda s, last: page(s, MONTH, after=last), before, 20.0, full=full)
    yield Act("a page of a town, national", login, lambda s, _: page(s, MONTH, area=case.town), goal=20.0, full=full)
    yield Act("a page of a body, national", login, lambda s, _: page(s, MONTH, body=2), goal=20.0, full=full)
    yield Act("where to narrow, national", login, lambda s, _: (
        accepted.bodies(s), accepted.places(s, None, MONTH), accepted.places(s, case.town, MONTH)))  # fmt: skip
    yield Act("a report, national", login, lambda s, _: reports.report(s, case.old))


def _administrator(case: Case) -> Iterator[Act]:
    login = "administrator"
    yield Act("staff list, administrator", login, lambda s, _: staff.staff(s), own=False)
    yield Act("find an organisation, administrator", login, lambda s, _: staff.find_organisation(s, str(case.bare)))
    yield Act("find an area, administrator", login, lambda s, _: staff.find_area(s, str(case.town)))
    yield Act("find a body, administrator", login, lambda s, _: staff.find_body(s, "HND"))


def _who(case: Case, login: str) -> str:
    return case.words[login]
