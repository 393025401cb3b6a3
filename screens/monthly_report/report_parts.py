"""How the parts of a report are stored. The report itself begins with whatever of it is saved first, in the same
transaction: when that is refused, no empty report is left behind.

A draft says where its record belongs: `organisation`, `month`, `kind` (periodic or adhoc) and `report`, the key that
the report has or will have. Every step has an id of its own that stays the same however often it is tried.
"""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any
from uuid import UUID

from db.core import storage
from db.core.connect import Session
from db.core.errors import Conflict, Duplicate
from db.core.ids import derived
from db.core.records.base import Value
from db.core.storage import Saved
from db.duties.monthly_report import commands, reports
from db.duties.monthly_report.opinion import OPINION
from db.duties.monthly_report.report import GENERAL, PAPER
from tui.editing.kinds import About, Asked, Kind, Opening, Place

#: The version of a report that was begun and not changed since.
BEGUN = 1

#: No organisation has a greater number: what a draft says may be anything.
MOST_ORGANISATIONS = 2**31 - 1


def about(organisation: int, month: dt.date, kind: str, report: UUID) -> dict[str, str]:
    """Where the records of a report belong, as drafts keep it."""
    return {"organisation": str(organisation), "month": month.isoformat(), "kind": kind, "report": str(report)}


def chain_of(place: About) -> str:
    """The chain of saves of a report: they go one behind the other, and none without those before it."""
    return "report " + " ".join(place.values())


def place(organisation: int, month: dt.date, kind: str, report: UUID) -> dict[str, str]:
    """What the drafts of this report have in common. A month has one periodic report, whatever its key came to be."""
    whole = about(organisation, month, kind, report)
    if kind == "periodic":
        del whole["report"]
    return whole


def _place_of(belongs: About) -> Place:
    """The report that a draft belongs to. Raises KeyError, ValueError for one that says something else."""
    organisation, month, kind = int(belongs["organisation"]), dt.date.fromisoformat(belongs["month"]), belongs["kind"]
    if organisation > MOST_ORGANISATIONS or month.day != 1 or kind not in ("periodic", "adhoc"):
        raise ValueError(belongs)
    found = place(organisation, month, kind, UUID(belongs["report"]))
    return Place(found, chain_of(found))


def _opening(belongs: About, item: UUID | None = None) -> Opening:
    """The month's screen on that report, and on that item of it."""
    adhoc = belongs["kind"] == "adhoc"
    args: dict[str, Any] = {
        "organisation": int(belongs["organisation"]),
        "month": dt.date.fromisoformat(belongs["month"]),
        "report": UUID(belongs["report"]) if adhoc else None,
        "item": item,
    }
    return Opening("month", args)


def _opening_item(belongs: About) -> Opening:
    return _opening(belongs, UUID(belongs["id"]))


def begin(session: Session, belongs: About) -> UUID:
    """The key of the report, which is begun now if it is not there yet. Somebody else of the organisation may have
    begun the month's report meanwhile: then it is that one. Called in the transaction of what the report begins with.
    Raises `db.core.errors`."""
    wanted = UUID(belongs["report"])
    if storage.stored_values(session, GENERAL, wanted) is not None:
        return wanted
    organisation, month = int(belongs["organisation"]), dt.date.fromisoformat(belongs["month"])
    owner: dict[str, Value | UUID] = {"organisation_id": organisation, "month": month, "kind": belongs["kind"]}
    for turn in count():
        attempt = derived(wanted, f"begin{turn or ''}")  # the same for every record that may be the report's first
        try:
            storage.save(session, GENERAL, {}, attempt=attempt, id=wanted, version=0, owner=owner)
        except Duplicate:
            found = reports.report_of(session, organisation, month)
            if found is None:
                raise
            return found
        except Conflict as error:
            if error.stored is None:  # begun with that id, and dropped whole since: it is begun once more
                continue
        break
    return wanted


def store_opinion(session: Session, asked: Asked) -> Saved:
    """An opinion with its petition, in its report."""
    with session.transaction():
        owner = {"reflection_id": begin(session, asked.about)} if asked.version == 0 else None
        return storage.save(
            session, OPINION, asked.values, attempt=asked.attempt, id=asked.id, version=asked.version, owner=owner
        )


def store_general(session: Session, asked: Asked) -> Saved:
    """What stands before and after the opinions. It is part of the report's own row."""
    with session.transaction():
        report, version = _report_and_version(session, asked)
        return storage.save(session, GENERAL, asked.values, attempt=asked.attempt, id=report, version=version)


def _report_and_version(session: Session, asked: Asked) -> tuple[UUID, int]:
    """The report, and the version to write upon. A report that was not there yet is written upon as it was begun."""
    return begin(session, asked.about), asked.version or BEGUN


def store_paper(session: Session, asked: Asked) -> Saved:
    """The signed paper's number and date, whatever the state of the report. A conflict says what is stored."""
    values = asked.values
    number, date, aside = (values.get(name) for name in ("paper_number", "paper_date", "paper_set_aside"))
    assert number is None or isinstance(number, str)
    assert date is None or isinstance(date, dt.date)
    assert aside is None or isinstance(aside, str)
    with session.transaction():
        report, version = _report_and_version(session, asked)
        try:
            new = commands.set_paper(
                session, report, version, attempt=asked.attempt, number=number, date=date, set_aside=aside
            )
        except Conflict:
            found = reports.report(session, report)
            stored = {name: getattr(found, name) for name in ("version", *PAPER.wanted({}))}
            raise Conflict("stale", stored=stored) from None
    return Saved(report, new, PAPER.wanted(values))


OPINIONS = Kind("opinion", OPINION, store_opinion, _place_of, _opening_item)
GENERALS = Kind("general", GENERAL, store_general, _place_of, _opening, single=True)
PAPERS = Kind("paper", PAPER, store_paper, _place_of, _opening, single=True)
