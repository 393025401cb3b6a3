"""The year's programme as it was loaded."""

from __future__ import annotations

from dataclasses import dataclass

from db.connect import Session


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the programme, in the language asked for. `periods`: year, month, week, once."""

    number: int
    code: str
    wording: str
    owes: str
    periods: tuple[str, ...]
    limit: str
    note: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A year's programme of an area, with its source."""

    year: int
    title: str
    source: str
    area: str
    targets: tuple[Target, ...]


def years(session: Session) -> list[int]:
    """Years for which a programme is loaded, the newest first."""
    return [row["year"] for row in session.rows("select distinct year from app.programme order by year desc")]


def programme(session: Session, year: int, lang: str = "vi") -> Programme | None:
    """The programme of a year, or None."""
    found = session.row(
        "select g.id, g.year, case when %(en)s then g.title_en else g.title end as title,"
        " case when %(en)s then g.source_en else g.source end as source, a.kind || ' ' || a.name as area"
        " from app.programme g"
        " join app.area a on a.id = g.area_id where g.year = %(year)s order by g.id limit 1",
        {"year": year, "en": lang == "en"},
    )
    if found is None:
        return None
    rows = session.rows(
        "select number, code, case when %(en)s then wording_en else wording end as wording,"
        " case when %(en)s then owes_en else owes end as owes, periods,"
        " case when %(en)s then target_limit_en else target_limit end as limit,"
        " case when %(en)s then note_en else note end as note"
        " from app.target where programme_id = %(programme)s order by number",
        {"en": lang == "en", "programme": found.pop("id")},
    )
    targets = tuple(Target(**{**row, "periods": tuple(row["periods"])}) for row in rows)
    return Programme(targets=targets, **found)
