"""The texts of a report that can be made unreadable, as far as this person sees them: what stands there today, and what
stood before it in what was sent or in the history. Also the reasons that were given about the report and its month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from db.core.connect import Session
from db.duties.monthly_report.reports import Report

FIELDS: Mapping[str, tuple[str, ...]] = {
    "reflection": ("general", "forecast", "proposals", "set_aside", "paper_number", "paper_set_aside"),
    "opinion": ("text", "set_aside"),
    "returning": ("reason", "set_aside"),
    "reopening": ("reason", "set_aside"),
    "exemption": ("reason", "set_aside"),
    "redaction": ("reason", "set_aside"),
}
Place = tuple[str, UUID, str]


class Text(NamedTuple):
    """One text: where it stands, what stands there today (None: nothing, or nothing that is not removed already) and
    everything else that ever stood there. `number` is that of its record among its like, from 1: of an opinion the
    number in the report; `removed` ones are counted for themselves."""

    table: str
    record: UUID
    field: str
    number: int
    removed: bool
    today: str | None
    earlier: tuple[str, ...]


def texts(session: Session, report: Report) -> list[Text]:
    """All that this person can have removed, in the order of the report; what has been removed already is left out."""
    others = _others(session, report)
    records = {report.id: "reflection", **{item.id: "opinion" for item in report.opinions}}
    records |= {returned.id: "returning" for returned in report.returns}
    records |= {row["id"]: row["table_name"] for row in others}
    today = dict(_today(report, others))
    earlier: dict[Place, dict[str, None]] = {}
    for table, record, values in (*_sent(report), *_audited(session, report, others)):
        records.setdefault(record, table)
        for field in FIELDS[table]:
            if isinstance(value := values.get(field), str):
                earlier.setdefault((table, record, field), {})[value] = None
    marks = _marks(session, list(records))
    there = {report.id, *(item.id for item in report.opinions)}
    counted: dict[tuple[str, bool], int] = {}
    found = []
    for record, table in sorted(records.items(), key=lambda one: list(FIELDS).index(one[1])):  # else as they came
        removed = table == "opinion" and record not in there
        number = counted[table, removed] = counted.get((table, removed), 0) + 1
        for field in FIELDS[table]:
            now = today.get((table, record, field))
            before = tuple(v for v in earlier.get((table, record, field), ()) if v != now and v not in marks)
            now = None if now in marks else now
            if now or before:
                found.append(Text(table, record, field, number, removed, now, before))
    return found


def _others(session: Session, report: Report) -> list[dict[str, Any]]:
    """Reopenings and exemptions of the report's month, and the redactions of any of all this."""
    granted = session.rows(
        "select id, 'reopening' as table_name, reason, set_aside from app.reopening"
        " where organisation_id = %(organisation)s and month = %(month)s union all"
        " select id, 'exemption', reason, set_aside from app.exemption"
        " where organisation_id = %(organisation)s and %(month)s between from_month and until_month order by id",
        {"organisation": report.organisation.id, "month": report.month},
    )
    redactions = session.rows(
        "select id, 'redaction' as table_name, reason, set_aside from app.redaction"
        " where reflection_id = %s or record = any (%s) order by redacted_at, id",
        (report.id, [row["id"] for row in granted]),
    )
    return [*granted, *redactions]


def _today(report: Report, others: list[dict[str, Any]]) -> Iterator[tuple[Place, str | None]]:
    for field in FIELDS["reflection"]:
        yield ("reflection", report.id, field), getattr(report, field)
    for item in report.opinions:
        for field in FIELDS["opinion"]:
            yield ("opinion", item.id, field), item.values[field]
    for returned in report.returns:
        for field in FIELDS["returning"]:
            yield ("returning", returned.id, field), getattr(returned, field)
    for row in others:
        for field in FIELDS[row["table_name"]]:
            yield (row["table_name"], row["id"], field), row[field]


def _sent(report: Report) -> Iterator[tuple[str, UUID, Mapping[str, Any]]]:
    for sent in report.sendings:
        yield "reflection", report.id, sent.content
        for item in sent.content.get("opinions", ()):
            yield "opinion", UUID(item["id"]), item


_AUDITED = """
select table_name, record::uuid, before, after from (
    select id, table_name, record, before, after from audit.entry
    where table_name = any (%(tables)s) and report = %(report)s
    union all
    select id, table_name, record, before, after from audit.entry
    where table_name = any (%(tables)s) and organisation_id = %(organisation)s and report is null
      and record = any (%(records)s)) e
order by id
"""


def _audited(
    session: Session, report: Report, others: list[dict[str, Any]]
) -> Iterator[tuple[str, UUID, Mapping[str, Any]]]:
    """What the history tells. A condition on a text finds no index under row security, so the report and the
    organisation find the entries."""
    names = {"tables": list(FIELDS), "report": report.id, "organisation": report.organisation.id,
             "records": [str(row["id"]) for row in others]}  # fmt: skip
    for row in session.rows(_AUDITED, names):
        for values in (row["before"], row["after"]):
            yield row["table_name"], row["record"], values or {}


def _marks(session: Session, records: list[UUID]) -> set[str]:
    rows = session.rows("select mark from app.redaction where record = any (%s)", (records,))
    return {row["mark"] for row in rows}
