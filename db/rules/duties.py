"""What an organisation owes for a month, when, and how it stands.

Sources: programme row 16 (a report every month, due on the 20th), design §4 (time). Everything that a home
screen or a grid shows of a month comes from one `Fact`, so that no two screens can disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from db.rules.periods import shift
from db.rules.words import N_

SOON_DAYS = 5  # a duty is near from so many days before its due date, unless the programme says otherwise


class Status(StrEnum):
    """How far a report has come: đang soạn → đã gửi → đã nhận | trả lại."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Fact(NamedTuple):
    """One organisation and one month: all that its state depends on. Dates are days in Asia/Ho_Chi_Minh.

    `closed` is the first day on which the organisation no longer is. `return_due` is the date set by the last
    return, `return_missed` whether any earlier return's date passed before the report came again.
    """

    month: dt.date
    due: dt.date
    today: dt.date
    opened: dt.date | None = None
    closed: dt.date | None = None
    status: Status | None = None
    nil: bool = False
    first_submitted: dt.date | None = None
    submitted: dt.date | None = None
    return_due: dt.date | None = None
    return_missed: bool = False
    exempt: bool = False


def is_open(opened: dt.date | None, closed: dt.date | None, month: dt.date) -> bool:
    """Whether an organisation owes a month: it was open for the whole of it (decision; needs no due date).

    Founded on 5 March, it owes from April on; closed on 1 July, it still owes June.
    """
    return (opened is None or opened <= month) and (closed is None or closed >= shift(month, 1))


def owed(fact: Fact) -> bool:
    """Whether a report is expected at all: the organisation was open and is not exempt."""
    return is_open(fact.opened, fact.closed, fact.month) and not fact.exempt


def sent(fact: Fact) -> bool:
    """Whether the report is with the reviewer or accepted. A returned one has to come again."""
    return fact.status in (Status.SUBMITTED, Status.ACCEPTED)


def on_time(fact: Fact) -> bool | None:
    """Whether a month was reported on time; None while that is open or nothing was owed (row 16, design §4).

    The *first* submission decides. A returned report must come again by the date that the return sets, else
    it is late; until that date, or until it comes, it is undecided. Waiting for the reviewer costs the clerk
    nothing.
    """
    if not owed(fact):
        return None
    if fact.first_submitted is None:
        return False if fact.today > fact.due else None
    if fact.first_submitted > fact.due or fact.return_missed:
        return False
    if fact.status is Status.RETURNED:
        return False if fact.return_due is not None and fact.today > fact.return_due else None
    if fact.return_due is not None and fact.submitted is not None:
        return fact.submitted <= fact.return_due
    return True


def days_late(fact: Fact) -> int:
    """Calendar days by which a month is late, 0 if it is not: a report not yet come counts until today.

    Counted from the due date for the first submission, from the return's date for one that had to come again.
    """
    if on_time(fact) is not False:
        return 0
    if fact.first_submitted is None or fact.first_submitted > fact.due:
        return ((fact.first_submitted or fact.today) - fact.due).days
    if fact.return_due is None:
        return 0
    came = fact.today if fact.status is Status.RETURNED else fact.submitted
    return max(0, ((came or fact.today) - fact.return_due).days)


class DutyState(StrEnum):
    """How a duty stands, in the words of a home screen. `STATE_LABELS` has them in Vietnamese."""

    CLOSED = "closed"
    EXEMPT = "exempt"
    RETURNED = "returned"
    WAITING = "waiting"
    LATE = "late"
    NOTHING_AROSE = "nothing_arose"
    ON_TIME = "on_time"
    MISSING = "missing"
    DRAFT = "draft"
    DUE_TODAY = "due_today"
    SOON = "soon"
    NOT_DUE = "not_due"


STATE_LABELS: dict[DutyState, str] = {
    DutyState.CLOSED: N_("chưa lập hoặc đã giải thể"),
    DutyState.EXEMPT: N_("được miễn"),
    DutyState.RETURNED: N_("trả lại"),
    DutyState.WAITING: N_("chờ nhận"),
    DutyState.LATE: N_("chậm"),
    DutyState.NOTHING_AROSE: N_("không phát sinh"),
    DutyState.ON_TIME: N_("đúng hạn"),
    DutyState.MISSING: N_("chưa có"),
    DutyState.DRAFT: N_("đang soạn"),
    DutyState.DUE_TODAY: N_("đến hạn hôm nay"),
    DutyState.SOON: N_("sắp đến hạn"),
    DutyState.NOT_DUE: N_("chưa đến hạn"),
}


def state(fact: Fact, soon_days: int = SOON_DAYS) -> DutyState:
    """The one word for a month (domain §4). A draft past its due date is missing: a draft is no report."""
    if not is_open(fact.opened, fact.closed, fact.month):
        return DutyState.CLOSED
    if fact.status is Status.RETURNED:
        return DutyState.RETURNED
    if fact.exempt:
        return DutyState.EXEMPT
    if sent(fact):
        return _state_of_sent(fact)
    left = (fact.due - fact.today).days
    if left < 0:
        return DutyState.MISSING
    if fact.status is Status.DRAFT:
        return DutyState.DRAFT
    if left == 0:
        return DutyState.DUE_TODAY
    return DutyState.SOON if left <= soon_days else DutyState.NOT_DUE


def _state_of_sent(fact: Fact) -> DutyState:
    if fact.status is Status.SUBMITTED:
        return DutyState.WAITING
    if on_time(fact) is False:
        return DutyState.LATE
    return DutyState.NOTHING_AROSE if fact.nil else DutyState.ON_TIME


class Mark(StrEnum):
    """One character in a cell of a grid; readable without colour. `MARK_LABELS` is the legend."""

    ON_TIME = "+"
    LATE = "m"
    NOTHING_AROSE = "0"
    WAITING = "g"
    RETURNED = "t"
    MISSING = "!"
    NOT_DUE = "."
    EXEMPT = "~"
    CLOSED = "/"


MARK_LABELS: dict[Mark, str] = {
    Mark.ON_TIME: N_("đúng hạn"),
    Mark.LATE: N_("chậm"),
    Mark.NOTHING_AROSE: N_("không phát sinh"),
    Mark.WAITING: N_("chờ nhận"),
    Mark.RETURNED: N_("trả lại"),
    Mark.MISSING: N_("chưa có"),
    Mark.NOT_DUE: N_("chưa đến hạn"),
    Mark.EXEMPT: N_("được miễn"),
    Mark.CLOSED: N_("chưa lập hoặc đã giải thể"),
}

_MARK_OF: dict[DutyState, Mark] = {
    DutyState.CLOSED: Mark.CLOSED,
    DutyState.RETURNED: Mark.RETURNED,
    DutyState.EXEMPT: Mark.EXEMPT,
    DutyState.WAITING: Mark.WAITING,
    DutyState.LATE: Mark.LATE,
    DutyState.NOTHING_AROSE: Mark.NOTHING_AROSE,
    DutyState.ON_TIME: Mark.ON_TIME,
    DutyState.MISSING: Mark.MISSING,
}


def mark(fact: Fact) -> Mark:
    """The mark of a month (design §4): closed, returned, exempt, waiting, late, nothing arose, on time,
    missing, not due.

    Each mark has one meaning, so that late, empty and nothing arose are never confused (decision): `0` is a
    report that nothing arose, on time *and* accepted; late it shows `m`, for it did come late; not yet
    accepted it shows `g`, as every report that waits. `m` is any accepted report that was late. `!` alone is
    emptiness: no report, the due date gone. A waiting report that is late counts as late in every rate at
    once, though its cell shows `g`.
    """
    return _MARK_OF.get(state(fact), Mark.NOT_DUE)


class Rate(NamedTuple):
    """How many of the reports expected came on time; never more than all of them."""

    on_time: int
    expected: int

    @property
    def share(self) -> Fraction | None:
        """Between 0 and 1; None when nothing was expected, which is not the same as 0 %."""
        return Fraction(self.on_time, self.expected) if self.expected else None


def counts(fact: Fact) -> bool:
    """Whether a month is in the denominator: owed, and its due date has passed (design §4)."""
    return owed(fact) and fact.today > fact.due


def rate(facts: Iterable[Fact]) -> Rate:
    """The on-time rate of row 16 over any organisations and months. Undecided ones are expected, not yet on
    time.
    """
    expected = [fact for fact in facts if counts(fact)]
    return Rate(sum(on_time(fact) is True for fact in expected), len(expected))
