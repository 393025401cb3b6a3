"""Lists of codes whose items come and go with dates, so that an old record keeps the words of its time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from db.core.records.base import Choice


@dataclass(frozen=True, slots=True)
class CodeItem:
    """One code. It can be chosen from `opens` (or always) to `closes`, both days included (or for ever)."""

    code: str
    vi: str
    en: str
    short: str = ""
    short_en: str = ""
    opens: dt.date | None = None
    closes: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the code can be chosen on a day."""
        return (self.opens is None or self.opens <= day) and (self.closes is None or day <= self.closes)

    def choice(self, lang: str = "vi") -> Choice:
        """The item as a form shows it, in Vietnamese or English."""
        if lang == "en":
            return Choice(self.code, self.en, self.short_en)
        return Choice(self.code, self.vi, self.short)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of the programme, in the order shown. A code may return with other words later."""

    name: str
    title: str
    title_en: str
    items: tuple[CodeItem, ...]

    def choices(self, at: dt.date, lang: str = "vi") -> list[Choice]:
        """What can be chosen at a date."""
        return [item.choice(lang) for item in self.items if item.holds(at)]

    def find(self, code: str, at: dt.date) -> CodeItem | None:
        """The item a code meant at a date; one closed by then still has its last words; else None."""
        known = [item for item in self.items if item.code == code]
        for item in known:
            if item.holds(at):
                return item
        return known[-1] if known else None
