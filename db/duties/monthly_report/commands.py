"""The commands of a report: sent, taken back, accepted, returned, reopened, excused, redacted. Each carries the id of
its first try (`attempt`), as `db.core.storage` says.

Called in the database thread with a `db.core.connect.Session`. Raises `db.core.errors`: Invalid, Conflict (with today's
values), Denied, Duplicate, Closed; Unreachable when the server did not confirm, and the command may be repeated as it
is.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from uuid import UUID

from db.core.connect import Session
from db.core.errors import Conflict
from db.core.ids import derived
from db.core.rows import table_named
from db.core.storage import begin, call, digest_of


def submit(session: Session, report: UUID, version: int, *, attempt: UUID) -> int:
    """Send a report (or send it again after its return). Refused while something is missing (`report_incomplete`)."""
    return call(session, "submit", attempt, digest_of("submit", str(report)), report, version)


def take_back(session: Session, report: UUID, version: int, *, attempt: UUID) -> int:
    """Rút lại: while no reviewer has opened what was sent."""
    return call(session, "take_back", attempt, digest_of("take_back", str(report)), report, version)


def accept(session: Session, report: UUID, version: int, *, attempt: UUID) -> int:
    """A reviewer takes the report as received (đã nhận). Never one that they wrote or sent."""
    return call(session, "accept", attempt, digest_of("accept", str(report)), report, version)


def return_report(
    session: Session,
    report: UUID,
    version: int,
    *,
    attempt: UUID,
    reason: str,
    due: dt.date,
    items: list[UUID],
    set_aside: str | None = None,
) -> int:
    """A reviewer sends the report back with a reason, perhaps naming items, to come again by `due`.

    Here and below, `set_aside` says why a text that looks as if it named a person does not.
    """
    digest = digest_of("return", str(report), reason, due, [str(item) for item in items], set_aside)
    return call(session, "return_report", attempt, digest, report, version, reason, due, items, set_aside)


def undo_decision(session: Session, report: UUID, version: int, *, attempt: UUID) -> int:
    """The reviewer who accepted or returned a report thinks better of it, while nobody has acted on that: it waits
    again. Closed `acted_on` when something was changed since."""
    return call(session, "undo_decision", attempt, digest_of("undo", str(report)), report, version)


def set_paper(
    session: Session,
    report: UUID,
    version: int,
    *,
    attempt: UUID,
    number: str | None,
    date: dt.date | None,
    set_aside: str | None = None,
) -> int:
    """The signed paper's number and date, also after the report was sent."""
    digest = digest_of("paper", str(report), number, date, set_aside)
    return call(session, "set_paper", attempt, digest, report, version, number, date, set_aside)


def remove_opinion(session: Session, opinion: UUID, version: int, *, attempt: UUID) -> None:
    """Take an opinion (and its petition) out of a report that is not sent."""
    call(session, "remove_opinion", attempt, digest_of("remove", str(opinion)), opinion, version)


def remove_report(session: Session, report: UUID, version: int, *, attempt: UUID, opinions: Mapping[UUID, int]) -> None:
    """Drop a draft report of which nothing was ever sent. `opinions` are those that the person saw in it, with their
    versions: Conflict `stale` when a colleague added or changed one meanwhile."""
    seen = json.dumps({str(id): read for id, read in opinions.items()})
    call(session, "remove_report", attempt, digest_of("remove", str(report)), report, version, seen)


def nothing_arose(session: Session, organisation: int, month: dt.date, *, attempt: UUID, id: UUID) -> int:
    """Send "không phát sinh" for the month: a report of its own kind, begun and sent in one step.

    `id` is the draft report of that month when there is one (it must be empty), else a new key. Raises Invalid
    `nil_has_items` when something was written already.
    """
    digest = digest_of("nothing_arose", str(id), organisation, month)
    with session.transaction():
        begun = begin(session, "nothing_arose", id, attempt, digest, 0)
        stored = session.row("select version from app.reflection where id = %s", (id,))
        if begun["outcome"] == "same":
            if stored is None:
                raise Conflict("changed_or_not_yours")
            return int(stored["version"])
        reports = table_named("reflection")
        table = reports.c
        if stored is None:
            begun_row = {table.id: id, table.organisation_id: organisation, table.month: month, table.nil: True}
            session.execute(reports.insert(begun_row))
            version = 1
        else:
            same = (table.id == id) & (table.version == stored["version"])
            changed = session.execute(reports.update({table.nil: True}).where(same).returning(table.version))
            if not changed:
                raise Conflict("changed_or_not_yours")
            version = int(changed[0]["version"])
        # The sending is part of this command: it has an attempt of its own, made from this one.
        return int(
            session.value("select app.submit(%s, %s, %s, %s)", (derived(attempt, "submit"), digest, id, version))
        )


def open_report(session: Session, report: UUID, *, attempt: UUID) -> None:
    """A reviewer opens a report to read it: its organisation sees that, and can no longer take it back."""
    call(session, "open_report", attempt, digest_of("open", str(report)), report)


def reopen(
    session: Session,
    organisation: int,
    month: dt.date,
    *,
    attempt: UUID,
    id: UUID,
    reason: str,
    until: dt.date,
    set_aside: str | None = None,
) -> None:
    """A reviewer opens a locked month again for one organisation, until the end of a day."""
    digest = digest_of("reopen", organisation, month, reason, until, set_aside)
    call(session, "reopen", attempt, digest, id, organisation, month, reason, until, set_aside)


def exempt(
    session: Session,
    organisation: int,
    target: str,
    *,
    attempt: UUID,
    id: UUID,
    first: dt.date,
    last: dt.date,
    reason: str,
    set_aside: str | None = None,
) -> None:
    """A reviewer excuses an organisation from a target, named by its code, from month `first` to month `last`."""
    digest = digest_of("exempt", organisation, target, first, last, reason, set_aside)
    call(session, "exempt", attempt, digest, id, organisation, target, first, last, reason, set_aside)


def redact(
    session: Session,
    table: str,
    record: UUID,
    field: str,
    *,
    attempt: UUID,
    id: UUID,
    reason: str,
    set_aside: str | None = None,
    earlier: bool = False,
) -> None:
    """Make a text that names a person unreadable, in the record, in what was sent and in the audit.

    A text of a report (`reflection`, `opinion`), also of an item that was removed; or a reason: of a `returning`, a
    `reopening`, an `exemption` or a `redaction`. `earlier`: what stands there today stays, and what stood before goes.
    Raises Invalid `nothing_to_redact`.
    """
    digest = digest_of("redact", table, str(record), field, reason, set_aside, earlier)
    call(session, "redact", attempt, digest, id, table, record, field, reason, set_aside, earlier)
