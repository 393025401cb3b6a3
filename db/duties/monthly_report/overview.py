"""Who has reported: a year of everyone that this person follows or writes for, and what the grids call its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from db.core.connect import Session
from db.duties.monthly_report.months import MonthRow, months


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the grids. `level` is province, town or commune; `kind` is xã, phường, thị xã …"""

    id: int
    level: str
    kind: str
    name: str

    @property
    def full(self) -> str:
        """xã Mộc Bắc."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Body:
    """One body; `short` heads its column."""

    code: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The months of a year's programme by organisation, then month; empty when the year has no programme."""

    year: int
    rows: tuple[MonthRow, ...]
    areas: Mapping[int, Area]
    bodies: tuple[Body, ...]


def overview(session: Session, year: int) -> Overview:
    """A year of every organisation in this person's scope. Raises `db.core.errors`."""
    scope = session.value("select app.review_scope() || app.write_scope()") or []
    rows = tuple(months(session, sorted(set(scope)), dt.date(year, 1, 1), dt.date(year, 12, 1), whole=False))
    areas = session.rows(
        "select id, level, kind, name from app.area where id = any (%s)", (sorted({row.area_id for row in rows}),)
    )
    bodies = session.rows("select code, name, short from app.body order by id")
    return Overview(year, rows, {area["id"]: Area(**area) for area in areas}, tuple(Body(**body) for body in bodies))
