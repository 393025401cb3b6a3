"""Working days: what is left of a year after weekends and the public holidays of the programme."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

_DAY = dt.timedelta(days=1)
_SATURDAY = 5


class Calendar(NamedTuple):
    """Public holidays, with the days off given for them, and the weekend days worked in exchange (`worked`).

    Both are data of the programme: the government announces them each year.
    """

    holidays: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()

    def is_working(self, day: dt.date) -> bool:
        """Whether offices are open that day."""
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def next_working(self, day: dt.date) -> dt.date:
        """The day itself if offices are open, else the first day after it on which they are."""
        while not self.is_working(day):
            day += _DAY
        return day

    def previous_working(self, day: dt.date) -> dt.date:
        """The day itself if offices are open, else the last day before it on which they were."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def add(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after a day (before it, if negative); the day itself for 0."""
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        """Working days after `start` up to and with `end`: 5 from Monday to the next Monday. Negative if end
        is first.
        """
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + n * _DAY) for n in range(1, (end - start).days + 1))
