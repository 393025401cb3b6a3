"""Due dates: when a report or another duty of the programme is due, and until when its month takes entry.

Source: design §4. The rules are data of the programme (`due_rules`), a calendar rule of RFC 5545 read by
dateutil.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from dateutil.rrule import rrulestr

from db.rules.periods import first_of
from db.rules.workdays import Calendar


class Shift(StrEnum):
    """Where a due date goes that falls on a day when offices are closed."""

    NONE = "none"
    NEXT = "next_working"
    PREVIOUS = "previous_working"


class DueRule(NamedTuple):
    """When something is due: by a calendar rule (`rrule`, RFC 5545), or `days` after a request. One of the
    two.

    `opens_day` is the day of the month from which entry is open; `lock_after_days` how many calendar days
    after the due date a month still takes entry (None: it never locks).
    """

    code: str
    label: str
    label_en: str = ""
    rrule: str | None = None
    days: int | None = None
    shift: Shift = Shift.NEXT
    opens_day: int = 1
    lock_after_days: int | None = None


class Due(NamedTuple):
    """One due date. Entry is open from `opens` to `locks`, both days included."""

    month: dt.date
    opens: dt.date
    due: dt.date
    locks: dt.date | None

    def is_open(self, today: dt.date) -> bool:
        """Whether entry is open without anybody reopening the month."""
        return self.opens <= today and not self.is_locked(today)

    def is_locked(self, today: dt.date) -> bool:
        """Whether the month is closed to entry; a reviewer may reopen it for one organisation."""
        return self.locks is not None and today > self.locks


def moved(day: dt.date, how: Shift, calendar: Calendar) -> dt.date:
    """A due date moved off a closed day."""
    match how:
        case Shift.NEXT:
            return calendar.next_working(day)
        case Shift.PREVIOUS:
            return calendar.previous_working(day)
        case Shift.NONE:
            return day


def dues(rule: DueRule, year: int, calendar: Calendar) -> list[Due]:
    """The due dates of a calendar rule in a year. Raises ValueError for a rule that dateutil cannot read.

    The month is that of the day the rule names, also when the day off moved it into the next one.
    """
    if rule.rrule is None:
        return []
    start = dt.datetime(year, 1, 1)
    named = rrulestr(rule.rrule, dtstart=start).between(start, dt.datetime(year, 12, 31), inc=True)
    found = []
    for day in (moment.date() for moment in named):
        due = moved(day, rule.shift, calendar)
        locks = None if rule.lock_after_days is None else due + dt.timedelta(days=rule.lock_after_days)
        found.append(Due(first_of(day), first_of(day).replace(day=rule.opens_day), due, locks))
    return found


def due_after(rule: DueRule, requested: dt.date, calendar: Calendar) -> dt.date:
    """The due date of a rule that counts calendar days from a request (row 15). Raises ValueError for other
    rules.
    """
    if rule.days is None:
        raise ValueError(rule.code)
    return moved(requested + dt.timedelta(days=rule.days), rule.shift, calendar)
