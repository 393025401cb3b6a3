"""What a storm left in the database, counted: lost, twice, torn, without its audit entry, or otherwise wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg2

from tests.proxy import Loss
from tests.town import Town


@dataclass
class Tally:
    """What came out: numbers of commands, tries, lost replies, and of what should never be."""

    commands: int = 0
    tries: int = 0
    retyped: int = 0
    lost: int = 0
    twice: int = 0
    torn: int = 0
    unlogged: int = 0
    wrong: list[str] = field(default_factory=list)
    swallowed: int = 0
    losses: dict[Loss, int] = field(default_factory=dict)

    def faultless(self) -> bool:
        return not (self.lost or self.twice or self.torn or self.unlogged or self.wrong)


def total(parts: Iterable[Tally]) -> Tally:
    """The sum of what several people met."""
    whole = Tally()
    for part in parts:
        for name in ("commands", "tries", "retyped", "lost", "twice", "torn", "unlogged", "swallowed"):
            setattr(whole, name, getattr(whole, name) + getattr(part, name))
        whole.wrong += part.wrong
        for loss, number in part.losses.items():
            whole.losses[loss] = whole.losses.get(loss, 0) + number
    return whole


class Judge:
    """Looks after each confirmed command, as superuser on a line of its own, and writes into the tally."""

    def __init__(self, town: Town, tally: Tally) -> None:
        self.tally = tally
        self._line = psycopg2.connect(town.database.dsn())
        self._line.autocommit = True

    def close(self) -> None:
        self._line.close()

    def item(self, report: UUID, item: UUID, attempt: UUID, text: str, before: int) -> int:
        """An item whose last confirmed text is `text`, the only one of its report. Returns its version."""
        stored = self._one(
            "select count(*) as rows, max(o.text) as text, max(o.version) as version, count(p.opinion_id) as petitions,"
            " min(p.place) as place, (select count(*) from app.opinion x where x.reflection_id = %(report)s) as items"
            " from app.opinion o left join app.petition p on p.opinion_id = o.id where o.id = %(id)s",
            id=item, report=report,
        )  # fmt: skip
        tally, version = self.tally, before + self.stored_tries(attempt)
        tally.lost += stored["text"] != text
        tally.twice += stored["items"] > 1
        tally.torn += (stored["petitions"], stored["place"]) != (1, "1")
        if stored["version"] != version:
            tally.wrong.append(f"version {stored['version']}, not {version}")
        self._audited(item, {"insert": 1} | ({"update": version - 1} if version > 1 else {}))
        return version

    def removed(self, item: UUID, attempt: UUID) -> None:
        """An item that was removed, with its follow-up."""
        found = self._one("select (select count(*) from app.opinion where id = %(id)s)"
                          " + (select count(*) from app.petition where opinion_id = %(id)s) as rows",
                          id=item)  # fmt: skip
        self.tally.lost += found["rows"] > 0
        self._audited(item, {"delete": 1, "insert": 1})
        self._attempts(attempt, 1)

    def report(self, report: UUID, status: str, before: int, attempt: UUID, tries: int = 1) -> None:
        """A report that came into this state, `tries` versions after the one that was read."""
        stored = self._one(
            "select r.status, r.version, (select count(*) from app.submission s where s.reflection_id = r.id) as sent,"
            " (select count(*) from app.opinion o where o.reflection_id = r.id and o.status <> r.status) as torn,"
            " (select count(*) from audit.entry e where e.record = %(id)s::text and e.table_name = 'reflection'"
            "  and e.after ->> 'status' = %(status)s) as entries from app.reflection r where r.id = %(id)s",
            id=report, status=status,
        )  # fmt: skip
        self.tally.lost += stored["status"] != status
        self.tally.twice += stored["sent"] != 1 or stored["version"] > before + tries
        self.tally.torn += stored["torn"] > 0
        self.tally.unlogged += stored["entries"] != 1
        self._attempts(attempt, tries)

    def returned(self, report: UUID, reason: str, attempt: UUID) -> None:
        """A report that was sent back, once and with the reason that was typed last."""
        self.report(report, "returned", 2, attempt, self.stored_tries(attempt))
        stored = self._one("select count(*) as rows, max(reason) as reason from app.returning"
                           " where reflection_id = %(id)s",
                           id=report)  # fmt: skip
        self.tally.twice += stored["rows"] > 1
        self.tally.lost += stored["reason"] != reason

    def stored_tries(self, attempt: UUID) -> int:
        """How often it stored something: a repeat that found itself done leaves a row of the same version."""
        return int(self._one("select count(distinct version) as n from app.attempt where id = %(id)s", id=attempt)["n"])

    def _attempts(self, attempt: UUID, expected: int) -> None:
        found = self.stored_tries(attempt)
        if found != expected:
            self.tally.wrong.append(f"{found} attempts, not {expected}")

    def _audited(self, item: UUID, expected: dict[str, int]) -> None:
        """One entry for each stored change of the item."""
        with self._line.cursor() as cursor:
            cursor.execute("select operation, count(*) from audit.entry where record = %s and table_name = 'opinion'"
                           " group by 1", (str(item),))  # fmt: skip
            found = dict(cursor.fetchall())
        if found != expected:
            self.tally.unlogged += 1
            self.tally.wrong.append(f"audit {found}, not {expected}")

    def _one(self, sql: str, **params: object) -> dict[str, Any]:
        with self._line.cursor() as cursor:
            cursor.execute(sql, {name: str(value) for name, value in params.items()})
            assert cursor.description is not None
            return dict(zip([column.name for column in cursor.description], cursor.fetchone(), strict=True))
