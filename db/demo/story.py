"""What happens in the demo, as dated steps: the year of `year.tsv`, told with the texts. No database here.

Each cell has random numbers of its own, so that changing one mark moves nothing else.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from db.demo.texts import Returned, Texts, Writer
from db.programme.places import Organisation
from db.programme.programme import MONTHLY_REPORT
from db.rules.due_dates import Due
from db.rules.workdays import Calendar

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
YEAR = 2023
HERE = Path(__file__).parent
WAITING_SINCE = dt.date(2023, 10, 12)  # October's reports that came later are still to be read on the pinned day
REOPENED_FOR = 7  # days
RETURN_DAYS = 4  # working days that a return gives
SLOW_READING = 10  # working days until those were read that are still on their way on the pinned day


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that one person does at one moment. `report` names the report that it is about.

    `deed` is write, send, nil, read, accept, return, correct, reopen or exempt; `what` is all that it needs.
    """

    at: dt.datetime
    login: str
    deed: str
    report: str
    what: Mapping[str, Any] = field(default_factory=dict)

    @property
    def author(self) -> str:
        """The login of the organisation that this is about, with which `report` begins."""
        return self.report.split(" ")[0]


@dataclass(frozen=True, slots=True)
class Months:
    """One organisation with its author and its marks, January first: `body` is its body's code, `stratum` whom that
    speaks for, `kind` that of its area, and its petitions have the places 0 to `places`."""

    organisation: Organisation
    login: str
    marks: str
    body: str
    stratum: str
    kind: str
    places: int


def marks() -> Iterator[tuple[str, str, str]]:
    """Area, body and marks of each line of `year.tsv`."""
    for line in (HERE / "year.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            area, body, found = line.split("\t")
            yield area, body, found


class Story:
    """The steps of the year for these organisations, with the programme's due dates and working days."""

    def __init__(self, texts: Texts, dues: list[Due], calendar: Calendar, reviewer: str) -> None:
        self._texts = texts
        self._dues = dues
        self._calendar = calendar
        self._reviewer = reviewer

    def steps(self, year: list[Months]) -> list[Step]:
        """All steps in the order of time."""
        found: list[Step] = []
        for line in year:
            writer = self._texts.writer(line.login, line.body, line.stratum, line.kind, line.places)
            found += self._exemptions(line)
            for due, mark in zip(self._dues, line.marks, strict=False):
                found += self._month(line, due, mark, writer)
        found += self._outside(year)
        return sorted(found, key=lambda step: step.at)

    def _month(self, line: Months, due: Due, mark: str, writer: Writer) -> Iterator[Step]:
        if mark in "!~/.":
            return
        chance = random.Random(f"{line.login} {due.month}")
        begun = {"organisation": line.organisation.id, "month": due.month, "kind": "periodic"}
        at = self._moment(chance, self._sent_on(chance, due, mark))
        sent = Step(at, line.login, "send", f"{line.login} {due.month:%m}")
        if mark == "0":
            yield replace(sent, deed="nil", what=begun)
            yield from self._accepting(sent, self._later(chance, at, 1))
            return
        content = writer.report(chance, due.month)
        if mark == "o":
            yield self._reopening(line, due, at)
        if mark == "d":
            content = replace(content, opinions=content.opinions[:3])
        begun_at = at - dt.timedelta(minutes=chance.randint(20, 55))
        yield replace(sent, at=begun_at, deed="write", what={**begun, "content": content})
        if mark == "d":
            return
        yield sent
        if mark in "rqta":
            returned = writer.returned(chance, due.month, len(content.opinions))
            yield from self._returned(sent, mark, returned, chance)
        elif mark not in "wW":
            yield from self._accepting(sent, self._later(chance, at, 1))

    def _returned(self, sent: Step, mark: str, returned: Returned, chance: random.Random) -> Iterator[Step]:
        read = self._later(chance, sent.at, SLOW_READING if mark in "ta" else 1)
        if returned.on is not None:
            read = dt.datetime.combine(returned.on, read.timetz())
        due = returned.due or self._calendar.add(read.date(), RETURN_DAYS)
        yield replace(sent, at=read, login=self._reviewer, deed="return",
                      what={"reason": returned.reason, "item": returned.item, "due": due})  # fmt: skip
        if mark == "t":
            return
        again = self._moment(chance, self._calendar.add(due, 2) if mark == "q" else due)
        yield replace(sent, at=again - dt.timedelta(minutes=9), deed="correct",
                      what={"item": returned.item, "added": returned.added})  # fmt: skip
        yield replace(sent, at=again)
        if mark != "a":
            yield from self._accepting(sent, self._later(chance, again, 1))

    def _accepting(self, sent: Step, at: dt.datetime) -> Iterator[Step]:
        yield replace(sent, at=at, login=self._reviewer, deed="read", what={})
        yield replace(sent, at=at, login=self._reviewer, deed="accept", what={})

    def _exemptions(self, line: Months) -> Iterator[Step]:
        months = [due.month for due, mark in zip(self._dues, line.marks, strict=False) if mark == "~"]
        if months:
            at = self._moment(random.Random(line.login), months[0])
            yield Step(at, self._reviewer, "exempt", line.login, {
                "organisation": line.organisation.id, "target": MONTHLY_REPORT, "first": months[0], "last": months[-1],
                "reason": "Khuyết cán bộ phụ trách, đang kiện toàn ban chấp hành",
            })  # fmt: skip

    def _reopening(self, line: Months, due: Due, sent: dt.datetime) -> Step:
        at = sent - dt.timedelta(days=2)
        return Step(at, self._reviewer, "reopen", f"{line.login} {due.month:%m}", {
            "organisation": line.organisation.id, "month": due.month, "until": at.date() + dt.timedelta(REOPENED_FOR),
            "reason": "Cán bộ phụ trách nằm viện đúng kỳ báo cáo, đề nghị cho gửi bổ sung",
        })  # fmt: skip

    def _outside(self, year: list[Months]) -> Iterator[Step]:
        """Ad hoc reports, on the day on which something happened."""
        authors = {line.login: line for line in year}
        for number, (login, at, waits, content) in enumerate(self._texts.outside(), 1):
            line = authors[login]
            chance = random.Random(f"{login} {at}")
            begun = {"organisation": line.organisation.id, "month": at.date().replace(day=1), "kind": "adhoc"}
            report = f"{login} adhoc {number}"
            yield Step(at, login, "write", report, {**begun, "content": content})
            sent = Step(at + dt.timedelta(minutes=12), login, "send", report)
            yield sent
            if not waits:
                yield from self._accepting(sent, self._later(chance, sent.at, 1))

    # Days and hours

    def _sent_on(self, chance: random.Random, due: Due, mark: str) -> dt.date:
        """The day on which a report with that mark is first sent."""
        at_work = self._calendar.is_working
        if mark in "mW" and due.locks is not None:
            first, last = due.due + dt.timedelta(1), due.locks
        elif mark == "o" and due.locks is not None:
            first, last = due.locks + dt.timedelta(10), due.locks + dt.timedelta(14)
        elif due.month.month == WAITING_SINCE.month:
            waits = mark in "wd"
            first = WAITING_SINCE if waits else due.month + dt.timedelta(3)
            last = WAITING_SINCE + dt.timedelta(1 if waits else -2)
        else:
            first, last = due.due - dt.timedelta(9), due.due
        days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
        working = [day for day in days if at_work(day)] or days
        # most come on the last days
        return working[max(chance.randrange(len(working)), chance.randrange(len(working)))]

    def _moment(self, chance: random.Random, day: dt.date) -> dt.datetime:
        """An office hour of that day."""
        hour = chance.choice((8, 9, 9, 10, 14, 15, 15, 16))
        return dt.datetime(day.year, day.month, day.day, hour, chance.randrange(60), chance.randrange(60), 0, ZONE)

    def _later(self, chance: random.Random, at: dt.datetime, days: int) -> dt.datetime:
        """A morning so many working days (or one more) after a moment, when the reviewer reads."""
        return self._moment(chance, self._calendar.add(at.date(), chance.choice((days, days, days + 1))))
