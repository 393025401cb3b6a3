"""How each kind of field is read from what was typed, and how a stored value is shown for typing over.

Reading never raises: an error is a code with parameters beside whatever text was typed. For every value of
its kind, `read(show(value))` gives the value back, so that leaving a field untouched changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from db.core.records.base import Choice, Field, FieldType, Value
from db.rules import fold, periods
from db.rules.text import forbidden, looks_redacted, tidy
from db.rules.words import N_

TEXTS = frozenset({FieldType.TEXT, FieldType.LONG, FieldType.ARTICLE})
LISTED = frozenset({FieldType.CHOICE, FieldType.YESNO})  # these draw from a list of codes
MANY_LINES = frozenset({FieldType.LONG, FieldType.ARTICLE})

YES, NO = Choice("c", N_("có")), Choice("k", N_("không"))
LONGEST_CODE = 4  # what is longer was meant as words, and no code is near it
_YESNO = {"c": True, "co": True, "1": True, "k": False, "khong": False, "0": False}


@dataclass(frozen=True, slots=True)
class Read:
    """What a text was read as.

    `shown` is the text that stays in the field when it is left; `label` says beside it what was understood,
    and `options` what it could still mean, or the nearest there is; `code` and `params` are its error.
    """

    value: Value
    shown: str
    label: str = ""
    options: tuple[Choice, ...] = ()
    code: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


def brief(choices: Sequence[Choice], most: int = 3) -> str:
    """`4 Phòng TN&MT · 7 …` for a sentence."""
    named = " · ".join(f"{choice.code} {choice.brief}" for choice in choices[:most])
    return named + " · …" if len(choices) > most else named


class Reader:
    """Reads and shows values, knowing the lists of the form, today, and the month at hand."""

    def __init__(self, lists: Mapping[str, Sequence[Choice]], today: dt.date, month: dt.date) -> None:
        self.lists, self.today, self.month = lists, today, month

    def choices(self, item: Field) -> Sequence[Choice]:
        """The list a CHOICE field draws from; có and không for a YESNO field."""
        return (YES, NO) if item.type is FieldType.YESNO else self.lists.get(item.choices, ())

    def read(self, item: Field, typed: str) -> Read:
        """What the text means in this field. Nothing typed is an empty value, never an error."""
        if item.type in TEXTS:
            return self._text(item, typed)
        text = tidy(typed)
        if not text:
            return Read(None, "")
        readers: dict[FieldType, Callable[[Field, str], Read]] = {
            FieldType.CHOICE: self._choice,
            FieldType.YESNO: self._yesno,
            FieldType.DATE: self._date,
            FieldType.MONTH: self._month,
            FieldType.COUNT: self._count,
        }
        try:
            return readers[item.type](item, text)
        except periods.BadEntry as bad:
            return Read(None, text, code=bad.code, params={"typed": text, **bad.params})

    def show(self, item: Field, value: Value) -> str:
        """The text that stands for a stored value."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return YES.code if value else NO.code
        if isinstance(value, dt.date):
            return periods.month_label(value) if item.type is FieldType.MONTH else periods.format_date(value)
        return periods.number(value) if isinstance(value, int) else value

    def _choice(self, item: Field, text: str) -> Read:
        choices = self.choices(item)
        found = fold.match(text, choices)
        if len(found) == 1:
            return Read(found[0].code, found[0].code, label=found[0].label)
        if found:
            params = {"typed": text, "count": str(len(found)), "nearest": brief(found)}
            return Read(None, text, options=tuple(found), code="many_choices", params=params)
        if not choices or len(text) > LONGEST_CODE:
            return Read(None, text, code="no_choice", params={"typed": text})
        near = fold.nearest(text, [choice.code for choice in choices])
        options = tuple(choice for code in near for choice in choices if choice.code == code)
        params = {"typed": text, "nearest": brief(options)}
        return Read(None, text, options=options, code="unknown_code", params=params)

    def _yesno(self, item: Field, text: str) -> Read:
        value = _YESNO.get(fold.fold(text))
        if value is None:
            return Read(None, text, options=(YES, NO), code="bad_yesno", params={"typed": text})
        return Read(value, self.show(item, value), label=(YES if value else NO).label)

    def _date(self, item: Field, text: str) -> Read:
        day = periods.parse_date(text, self.today, self.month)
        return Read(day, self.show(item, day), label=periods.weekday(day))

    def _month(self, item: Field, text: str) -> Read:
        month = periods.parse_month(text, self.today)
        return Read(month, self.show(item, month))

    def _count(self, item: Field, text: str) -> Read:
        count = periods.parse_count(text)
        shown = self.show(item, count)
        if count < item.least:
            return Read(None, shown, code="count_too_small", params={"least": periods.number(item.least)})
        if item.most and count > item.most:
            return Read(None, shown, code="count_too_large", params={"most": periods.number(item.most)})
        return Read(count, shown)

    def _text(self, item: Field, typed: str) -> Read:
        long = item.type in MANY_LINES
        text = tidy(typed, long)
        if not text:
            return Read(None, "")
        if bad := forbidden(text, long):
            names = ", ".join(dict.fromkeys(what for _, what in bad[:3]))
            return Read(None, text, code="text_forbidden", params={"characters": names})
        if looks_redacted(text):
            return Read(None, text, code="looks_redacted")
        size = {"length": periods.number(len(text))}
        if len(text) < item.least:
            return Read(None, text, code="text_too_short", params={**size, "least": periods.number(item.least)})
        if item.most and len(text) > item.most:
            return Read(None, text, code="text_too_long", params={**size, "most": periods.number(item.most)})
        return Read(text, text)
