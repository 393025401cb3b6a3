"""Months, dates and figures as people type and read them here: day first, dots between thousands, comma for
decimals.

A month is a `date` on day 1 everywhere. What cannot be read raises `BadEntry`, whose `code` and `params` make
the sentence that a person sees; nothing here guesses.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from db.rules.words import N_

# Papers of this house are of our time: a year outside these is a slip of the fingers (203, 20233).
FIRST_YEAR, LAST_YEAR = 1945, 2100
LARGEST_COUNT = 999_999_999

WEEKDAYS = (
    N_("thứ Hai"),
    N_("thứ Ba"),
    N_("thứ Tư"),
    N_("thứ Năm"),
    N_("thứ Sáu"),
    N_("thứ Bảy"),
    N_("Chủ nhật"),
)

_BACK = r"-([0-9]{1,3})"
_MONTH = r"[tT]?([0-9]{1,2})(?:[/.-]([0-9]{4}|[0-9]{2}))?"
_DATE = r"([0-9]{1,2})(?:[/.-]([0-9]{1,2})(?:[/.-]([0-9]{4}|[0-9]{2}))?)?"
_COUNT = r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+"


class BadEntry(ValueError):
    """A text that is no month, date or figure. Codes: bad_month, bad_date, no_such_date, bad_count,
    count_too_large.
    """

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def first_of(day: dt.date) -> dt.date:
    """The month of a date."""
    return day.replace(day=1)


def shift(month: dt.date, count: int) -> dt.date:
    """The month `count` months later (earlier if negative)."""
    years, index = divmod(month.month - 1 + count, 12)
    return dt.date(month.year + years, index + 1, 1)


def last_of(month: dt.date) -> dt.date:
    """The last day of a month."""
    return shift(month, 1) - dt.timedelta(days=1)


def months_of(year: int) -> list[dt.date]:
    """The twelve months of a year."""
    return [dt.date(year, month, 1) for month in range(1, 13)]


def _year(text: str | None, default: int, bad: BadEntry) -> int:
    if text is None:
        return default
    year = int(text) + (2000 if len(text) == 2 else 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise bad
    return year


def parse_month(text: str, today: dt.date) -> dt.date:
    """A month from `10`, `T10`, `10/2023`, `10/23`, `-1` (last month) or `t` (this month); else BadEntry
    bad_month.
    """
    typed = text.strip()
    bad = BadEntry("bad_month", entered=typed)
    if typed.lower() == "t":
        return first_of(today)
    if back := re.fullmatch(_BACK, typed):
        return shift(first_of(today), -int(back[1]))
    found = re.fullmatch(_MONTH, typed)
    if found is None or not 1 <= int(found[1]) <= 12:
        raise bad
    return dt.date(_year(found[2], today.year, bad), int(found[1]), 1)


def parse_date(text: str, today: dt.date, month: dt.date) -> dt.date:
    """A date from `7` (of the month at hand), `7/2` (of its year), `7/2/2023`, `-1` (yesterday) or `t`
    (today).

    Raises BadEntry: bad_date when it does not read as a date, no_such_date for 31/2.
    """
    typed = text.strip()
    bad = BadEntry("bad_date", entered=typed)
    if typed.lower() == "t":
        return today
    if back := re.fullmatch(_BACK, typed):
        return today - dt.timedelta(days=int(back[1]))
    found = re.fullmatch(_DATE, typed)
    if found is None:
        raise bad
    number = int(found[2]) if found[2] else month.month
    try:
        return dt.date(_year(found[3], month.year, bad), number, int(found[1]))
    except ValueError as error:
        if isinstance(error, BadEntry):
            raise
        raise BadEntry("no_such_date", entered=typed) from None


def parse_count(text: str) -> int:
    """A whole number from `1234` or `1.234`. A dot that does not part thousands is refused: 1.5 is not 15."""
    typed = text.strip()
    if not re.fullmatch(_COUNT, typed):
        raise BadEntry("bad_count", entered=typed)
    digits = typed.replace(".", "").lstrip("0") or "0"
    if len(digits) > len(str(LARGEST_COUNT)):
        raise BadEntry("count_too_large", entered=typed, most=number(LARGEST_COUNT))
    return int(digits)


def format_date(day: dt.date) -> str:
    """07/02/2023."""
    return f"{day:%d/%m}/{day.year:04d}"


def short(day: dt.date) -> str:
    """07/02, where the year is said elsewhere."""
    return f"{day:%d/%m}"


def weekday(day: dt.date) -> str:
    """The Vietnamese name of the day of the week; a message id."""
    return WEEKDAYS[day.weekday()]


def month_label(month: dt.date) -> str:
    """10/2023 (1/2023, as people write it after the word tháng)."""
    return f"{month.month}/{month.year}"


def number(value: int | float | Decimal, digits: int = 0) -> str:
    """1.234,5: dots between thousands, a comma before `digits` decimals, halves rounded up."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def percent(share: float | Fraction, digits: int = 1) -> str:
    """A share (0.855) as 85,5 %; whole percents without decimals.

    Rounded, but never up to 100 % while something is missing and never down to 0 % while something is there.
    """
    exact = Fraction(share).limit_denominator(10**9) * 100
    step = Fraction(1, 10**digits)
    rounded = (exact / step + Fraction(1, 2)).__floor__() * step
    if rounded >= 100 > exact:
        rounded = 100 - step
    if rounded <= 0 < exact:
        rounded = step
    value = Decimal(rounded.numerator) / Decimal(rounded.denominator)
    return f"{number(value, 0 if rounded.denominator == 1 else digits)} %"
