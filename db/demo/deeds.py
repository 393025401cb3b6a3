"""A step of the story as SQL: what the program itself sends (`db.core.storage`), under the login of whoever does it.

The statements are put together here and sent many at a time: the thousands of round trips of a year in one minute's
work would be the longest part of the demo's first start.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from typing import Any
from uuid import UUID

from db.core.storage import digest_of
from db.demo.story import Step
from db.demo.texts import PETITION, Content, Said

_AT_ONCE = 100  # steps in one message to the server

_BEGIN = "select app.begin(%s, %s, %s, %s, %s)"
_REPORT = (
    "insert into app.reflection (id, organisation_id, month, kind, nil, general, forecast, proposals, paper_number,"
    " paper_date) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_BEGINS = (
    "select app.begin(id, command, record, digest, base) from (values {}) as asked(id, command, record, digest, base)"
)
_OPINIONS = "insert into app.opinion (id, reflection_id, nature, topic, breadth, stratum, text) values {}"
_PETITION = "update app.petition set agency = %s, place = %s, via_voters = %s where opinion_id = %s"
_CORRECTION = "update app.opinion set text = %s where id = %s and version = 1"
_RETURN = "select app.return_report(%s, %s, %s, %s, %s, %s, %s)"
_REOPEN = "select app.reopen(%s, %s, %s, %s, %s, %s, %s)"
_EXEMPT = "select app.exempt(%s, %s, %s, %s, %s, %s, %s, %s)"


class Scribe:
    """Sends the steps of some organisations. The connection is the superuser's, in autocommit mode, and its clock is
    its own, so that several write at once."""

    def __init__(self, connection: Any) -> None:
        self._cursor = connection.cursor()
        self._pending: list[bytes] = []
        self._clock: dt.datetime | None = None
        self._login = ""  # who the session is now; empty for the superuser
        self._versions: dict[UUID, int] = {}
        self._reports: dict[str, UUID] = {}
        self._opinions: dict[str, list[tuple[UUID, Said]]] = {}

    def act(self, steps: list[Step]) -> None:
        """Carry out the steps, in their order."""
        self._cursor.execute("insert into app.clock (backend, at) values (pg_backend_pid(), now())")
        for start in range(0, len(steps), _AT_ONCE):
            for step in steps[start : start + _AT_ONCE]:
                self._become(step)
                getattr(self, f"_{step.deed}")(step)
            self._cursor.execute(b";\n".join(self._pending))
            self._pending.clear()
        self._cursor.execute("reset session authorization; delete from app.clock where backend = pg_backend_pid()")

    def _become(self, step: Step) -> None:
        if step.at != self._clock:
            self._sql("reset session authorization")
            self._sql("update app.clock set at = %s where backend = pg_backend_pid()", step.at)
            self._clock, self._login = step.at, ""
        if step.login != self._login:
            self._sql(f'set session authorization "{step.login}"')
            self._login = step.login

    def _sql(self, statement: str, *values: Any) -> None:
        self._pending.append(self._cursor.mogrify(statement, values or None))

    # What people do

    def _write(self, step: Step) -> None:
        content: Content = step.what["content"]
        report = self._reports[step.report] = key(step.at, step.report)
        self._versions[report] = 1
        self._opinions[step.report] = []
        self._sql("begin")
        self._insert_report(step, report, False, (content.general, content.forecast, content.proposals))
        begins, rows, follow = [], [], []
        for number, said in enumerate(content.opinions, 1):
            # a few minutes apart, as the keys say; the clock stands still meanwhile
            at = step.at + dt.timedelta(minutes=2 * number)
            opinion = key(at, f"{step.report} {number}")
            self._opinions[step.report].append((opinion, said))
            row = (opinion, report, said.nature, said.topic, said.breadth, said.stratum, said.text)
            begins.append((key(at, f"{opinion} save"), "save", opinion, digest_of("opinion", str(opinion), row[2:]), 0))
            rows.append(row)
            if said.nature == PETITION:
                follow.append((said.agency, said.place, said.via_voters, opinion))
        self._many(_BEGINS, begins)
        self._many(_OPINIONS, rows)
        for petition in follow:
            self._sql(_PETITION, *petition)
        self._sql("commit")

    def _many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        """One statement for all rows, where the program sends one each."""
        self._sql(statement.format(", ".join(["%s"] * len(rows))), *rows)

    def _insert_report(self, step: Step, report: UUID, nil: bool, texts: tuple[str | None, ...]) -> None:
        command = "nothing_arose" if nil else "save"
        what = step.what
        paper: tuple[str | None, dt.date | None] = (None, None)
        chance = random.Random(step.report)
        if what["kind"] == "periodic" and chance.random() < 0.6:
            body = {"mt": "MTTQ", "nd": "HND", "cb": "CCB", "pn": "LHPN", "cd": "CĐ", "ld": "LĐLĐ", "tn": "ĐTN"}
            number = 3 * what["month"].month + chance.randrange(3)
            paper = (f"{number:02}/BC-{body[step.login[:2]]}", step.at.date())
        row = (report, what["organisation"], what["month"], what["kind"], nil, *texts, *paper)
        digest = digest_of("reflection", str(report), row[1:])
        self._sql(_BEGIN, key(step.at, f"{report} {command}"), command, report, digest, 0)
        self._sql(_REPORT, *row)
        if nil:
            self._sql("select app.submit(%s, %s, %s, 1)", key(step.at, f"{report} submit"), digest, report)

    def _nil(self, step: Step) -> None:
        report = self._reports[step.report] = key(step.at, step.report)
        self._sql("begin")
        self._insert_report(step, report, True, (None, None, None))
        self._sql("commit")
        self._versions[report] = 2

    def _send(self, step: Step) -> None:
        self._call(step, "submit")

    def _accept(self, step: Step) -> None:
        self._call(step, "accept")

    def _call(self, step: Step, function: str) -> None:
        report = self._reports[step.report]
        version = self._versions[report]
        attempt = key(step.at, f"{report} {function} {version}")
        self._sql(f"select app.{function}(%s, %s, %s, %s)", attempt, digest_of(function, str(report)), report, version)
        self._versions[report] += 1

    def _read(self, step: Step) -> None:
        self._open(step, self._reports[step.report])

    def _open(self, step: Step, report: UUID) -> None:
        attempt = key(step.at, f"{report} open {step.login}")
        self._sql("select app.open_report(%s, %s, %s)", attempt, digest_of("open", str(report)), report)

    def _return(self, step: Step) -> None:
        report = self._reports[step.report]
        opinion = self._opinions[step.report][step.what["item"]][0]
        attempt = key(step.at, f"{report} return")
        digest = digest_of("return", str(report), step.what["reason"])
        self._open(step, report)
        self._sql(_RETURN, attempt, digest, report, self._versions[report],
                  step.what["reason"], step.what["due"], [opinion])  # fmt: skip
        self._versions[report] += 1

    def _correct(self, step: Step) -> None:
        opinion, said = self._opinions[step.report][step.what["item"]]
        text = f"{said.text} {step.what['added']}"
        self._sql("begin")
        self._sql(_BEGIN, key(step.at, f"{opinion} change"), "save", opinion, digest_of("opinion", text), 1)
        self._sql(_CORRECTION, text, opinion)
        self._sql("commit")

    def _reopen(self, step: Step) -> None:
        id = key(step.at, f"{step.report} reopening")
        what = step.what
        self._sql(_REOPEN, key(step.at, f"{id} reopen"), digest_of("reopen", str(id)), id,
                  what["organisation"], what["month"], what["reason"], what["until"])  # fmt: skip

    def _exempt(self, step: Step) -> None:
        id = key(step.at, f"{step.report} exemption")
        what = step.what
        self._sql(_EXEMPT, key(step.at, f"{id} exempt"), digest_of("exempt", str(id)), id,
                  what["organisation"], what["target"], what["first"], what["last"], what["reason"])  # fmt: skip


def key(at: dt.datetime, name: str) -> UUID:
    """The UUIDv7 of that moment and name: the same each time, and in the order of the moments."""
    chance = int.from_bytes(hashlib.sha256(name.encode()).digest()[:10], "big")
    value = int(at.timestamp() * 1000) << 80 | 0x7 << 76 | (chance >> 62 & 0xFFF) << 64 | 0b10 << 62
    return UUID(int=value | chance & (1 << 62) - 1)
