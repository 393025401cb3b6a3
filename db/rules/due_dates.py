"""Due dates: when a report or another duty of the programme is due, and until when its period takes entry.

Source: design §4. The rules are data of the programme (`due_rules`), a calendar rule of RFC 5545 read by
dateutil.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from dateutil.rrule import rrulestr

from db.rules.periods import first_of, last_of, shift
from db.rules.workdays import Calendar


class Shift(StrEnum):
    """Where a due date goes that falls on a day when offices are closed."""

    NONE = "none"
    NEXT = "next_working"
    PREVIOUS = "previous_working"


class DueRule(NamedTuple):
    """When something is due: by a calendar rule (`rrule`, RFC 5545), or `days` after a request. One of the
    two.

    `opens_day` is the day of the period's first month from which entry is open, `opens_early` how many days before
    that it opens already; `lock_after_days` how many calendar days after the due date a period still takes entry
    (None: it never locks).
    """

    code: str
    label: str
    label_en: str = ""
    rrule: str | None = None
    days: int | None = None
    shift: Shift = Shift.NEXT
    opens_day: int = 1
    opens_early: int = 0
    lock_after_days: int | None = None


class Due(NamedTuple):
    """One due date, in a period from `starts` to `ends`. Entry is open from `opens` to `locks`. All days included.

    `month` is that of the day the rule names, also when a day off moved `due` into the next one.
    """

    month: dt.date
    opens: dt.date
    due: dt.date
    locks: dt.date | None
    starts: dt.date
    ends: dt.date

    def is_open(self, today: dt.date) -> bool:
        """Whether entry is open without anybody reopening the period."""
        return self.opens <= today and not self.is_locked(today)

    def is_locked(self, today: dt.date) -> bool:
        """Whether the period is closed to entry; a reviewer may reopen a month for one organisation."""
        return self.locks is not None and today > self.locks


def due_rule(item: Mapping[str, Any]) -> DueRule:
    """The rule of a table of a programme file; without a `shift`, a day off moves it on."""
    return DueRule(**{**item, "shift": Shift(item.get("shift", Shift.NEXT))})


def moved(day: dt.date, how: Shift, calendar: Calendar) -> dt.date:
    """A due date moved off a closed day."""
    match how:
        case Shift.NEXT:
            return calendar.next_working(day)
        case Shift.PREVIOUS:
            return calendar.previous_working(day)
        case Shift.NONE:
            return day


def is_weekly(rule: DueRule) -> bool:
    """Whether a rule's periods are weeks."""
    return rule.rrule is not None and "FREQ=WEEKLY" in rule.rrule.upper()


def months_each(rule: DueRule, year: int) -> int | None:
    """How many months each period of a calendar rule has in a year: 1, 3 for quarters, 12; None for weeks and for
    rules that count days from a request. Raises ValueError for a rule whose days do not fall one into each period.
    """
    if rule.rrule is None or is_weekly(rule):
        return None
    months = [day.month for day in _named(rule.rrule, dt.date(year, 1, 1), dt.date(year, 12, 31))]
    length, rest = divmod(12, len(months)) if months else (0, 1)
    if rest or [(month - 1) // length for month in months] != list(range(len(months))):
        raise ValueError(rule.rrule)
    return length


def dues(rule: DueRule, year: int, calendar: Calendar) -> list[Due]:
    """The due dates of a calendar rule in a year, one for each of its months, quarters, weeks …; none for a rule that
    counts days from a request. Raises ValueError for a rule that dateutil cannot read, or whose days are unevenly
    spread.
    """
    return dues_between(rule, dt.date(year, 1, 1), dt.date(year, 12, 31), calendar)


def dues_between(rule: DueRule, first: dt.date, last: dt.date, calendar: Calendar) -> list[Due]:
    """The due dates of a calendar rule that it names from `first` to `last`, days of one year: weeks are worked out so
    where they are asked for, and stored nowhere (a town of 102 organisations has 5,304 a year). Raises ValueError as
    `dues`.
    """
    if rule.rrule is None:
        return []
    length = months_each(rule, first.year)
    found = []
    for day in _named(rule.rrule, first, last):
        if length is None:
            starts = opens = day - dt.timedelta(days=day.weekday())
            ends = starts + dt.timedelta(days=6)
        else:
            starts = dt.date(day.year, (day.month - 1) // length * length + 1, 1)
            opens, ends = starts.replace(day=rule.opens_day), last_of(shift(starts, length - 1))
        due = moved(day, rule.shift, calendar)
        locks = None if rule.lock_after_days is None else due + dt.timedelta(days=rule.lock_after_days)
        found.append(Due(first_of(day), opens - dt.timedelta(days=rule.opens_early), due, locks, starts, ends))
    return found


def _named(text: str, first: dt.date, last: dt.date) -> list[dt.date]:
    """The days a rule names from `first` to `last`, counted from the first day of that year."""
    named = rrulestr(text, dtstart=dt.datetime(first.year, 1, 1))
    start, end = (dt.datetime.combine(day, dt.time()) for day in (first, last))
    return [moment.date() for moment in named.between(start, end, inc=True)]


def due_after(rule: DueRule, requested: dt.date, calendar: Calendar) -> dt.date:
    """The due date of a rule that counts calendar days from a request (row 15). Raises ValueError for other
    rules.
    """
    if rule.days is None:
        raise ValueError(rule.code)
    return moved(requested + dt.timedelta(days=rule.days), rule.shift, calendar)
