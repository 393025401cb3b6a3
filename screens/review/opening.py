"""Opening a report to read it: its organisation sees who did, and then it is read whole."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from db.core.connect import Session
from db.core.errors import Denied, Postponed
from db.duties.monthly_report import commands, reports
from db.duties.monthly_report.reports import Report
from tui.database.save import Save
from tui.database.save_queue import SaveQueue


async def opened(work: SaveQueue, id: UUID, attempt: UUID) -> Report:
    """Open a report and read it. Where the server cannot mark it as opened now, it is marked later."""
    report, marked = await work.ask(_opened, id, attempt)
    if not marked:
        work.keep(Save(str(attempt), partial(_mark, id=id, attempt=attempt), _nothing, _nothing))
    return report


def _opened(session: Session, id: UUID, attempt: UUID) -> tuple[Report, bool]:
    """Open a report and read it. One that this person does not follow is read without being marked as opened. False
    when the server cannot mark it now, such as a standby: it is to be marked later."""
    marked = True
    try:
        _mark(session, id, attempt)
    except Denied as error:
        if error.code != "not_yours":
            raise
    except Postponed:
        marked = False
    return reports.report(session, id), marked


def _mark(session: Session, id: UUID, attempt: UUID) -> None:
    commands.open_report(session, id, attempt=attempt)


def _nothing(_answer: object) -> None:
    """Nobody waits for it to be said that a report was marked as opened, or that it does not wait any more."""
