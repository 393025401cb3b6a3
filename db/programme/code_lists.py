"""The code lists that are in force in a month, and the places of an organisation, as the forms offer them: the lists
are those of the programme of its area in that year."""

from __future__ import annotations

import datetime as dt

from db.core.connect import Session
from db.core.records.base import Choice
from db.people.who import Organisation
from db.rules.periods import shift


def choices(session: Session, organisation: Organisation, month: dt.date, lang: str = "vi") -> dict[str, list[Choice]]:
    """Every code list as it is in force in that month, and the places that a petition of the organisation can have."""
    lists: dict[str, list[Choice]] = {}
    for row in session.rows(
        "select list, code, vi, en, short, short_en from app.code"
        " where programme_id = (select app.programme_of(%s, %s))"
        " and from_date < %s and (to_date is null or to_date >= %s) order by list, position, code",
        (organisation.area_id, month.year, shift(month, 1), month),
    ):
        english = lang == "en"
        choice = Choice(row["code"], row["en"] if english else row["vi"], row["short_en"] if english else row["short"])
        lists.setdefault(row["list"], []).append(choice)
    lists["places"] = _places(session, organisation, month)
    return lists


def _places(session: Session, organisation: Organisation, month: dt.date) -> list[Choice]:
    """0 is the whole area; a commune's villages by their number, a town's communes by theirs."""
    if organisation.level == "commune":
        sql = "select number, name from app.village where area_id = %(area)s"
    else:
        sql = "select number, kind || ' ' || name as name from app.area where parent_id = %(area)s"
    sql += " and opened < %(after)s and (closed is null or closed > %(month)s) order by number"
    found = session.rows(sql, {"area": organisation.area_id, "after": shift(month, 1), "month": month})
    whole = session.value("select kind || ' ' || name from app.area where id = %s", (organisation.area_id,))
    return [Choice("0", str(whole)), *(Choice(str(row["number"]), row["name"]) for row in found)]
