"""Whose screens are looked at: one town in the middle, a clerk there with a draft, and reports in each state."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg2

from tests.bench.nation.country import TOWNS_OF_A_PROVINCE

MONTH = dt.date(2023, 10, 1)


@dataclass(frozen=True)
class Case:
    """Ids of rows, found as the superuser. The clerk's own month is begun; `bare` is an organisation that wrote nothing
    yet about it, `farmers` a report of the town's Farmers that waits, `old` one of the clerk's, accepted long ago."""

    towns: int
    town: int
    organisation: int
    draft: UUID
    version: int
    bare: int
    farmers: UUID
    old: UUID
    locked: int  # an organisation that never reported the month `locked_month`
    locked_month: dt.date

    everyone = "everyone"
    national = "national"

    @property
    def clerk(self) -> str:
        return f"c{self.organisation}"

    @property
    def bare_clerk(self) -> str:
        return f"c{self.bare}"

    @property
    def reviewer(self) -> str:
        return f"t{self.town}"

    @property
    def farmers_reviewer(self) -> str:
        return f"f{self.town}"

    @property
    def decider(self) -> str:
        return f"d{self.town}"

    @property
    def province_reviewer(self) -> str:
        return f"p{1_000_000 + (self.town // 1000 - 1) // TOWNS_OF_A_PROVINCE + 1}"

    def full(self, login: str) -> int:
        """How many towns a country has where that login has all the rows before it that it will in a larger one: a
        province its towns, a national reader a whole page."""
        return TOWNS_OF_A_PROVINCE if login in (self.province_reviewer, self.national) else 1

    @property
    def words(self) -> dict[str, str]:
        """Who is behind each login."""
        return {
            self.clerk: "clerk", self.reviewer: "town", self.farmers_reviewer: "Farmers of a town",
            self.decider: "decider", self.province_reviewer: "province", self.everyone: "everyone's reviewer",
            self.national: "national", "administrator": "administrator",
        }  # fmt: skip


_WANTED = {
    "draft": "status = 'draft' and month = '2023-10-01'",
    "farmers": "status = 'submitted' and month = '2023-10-01' and organisation_id % 10 = 2",
}


def case_of(dsn: str, towns: int) -> Case:
    """The case in a country. As superuser."""
    with contextlib.closing(psycopg2.connect(dsn)) as connection:
        cursor = connection.cursor()

        def one(sql: str) -> Any:
            cursor.execute(sql)
            return cursor.fetchone()

        number = (towns + 1) // 2
        here = f"organisation_id between {number}0000 and {number}9999"
        found = {
            name: one("select id, organisation_id, version from app.reflection"
                      f" where {here} and {what} order by id limit 1")
            for name, what in _WANTED.items()
        }  # fmt: skip
        draft, organisation, version = found["draft"]
        return Case(
            towns, number * 1000, organisation, draft, version,
            bare=one(f"select id from app.organisation where id between {number}0000 and {number}9999 and id not in"
                     " (select organisation_id from app.reflection where month = '2023-10-01') order by id limit 1")[0],
            farmers=found["farmers"][0],
            old=one(f"select id from app.reflection where organisation_id = {organisation} and status = 'accepted'"
                         " order by id limit 1")[0],
            **_locked(one, number),
        )  # fmt: skip


def _locked(one: Callable[[str], Any], number: int) -> dict[str, Any]:
    found = one(
        "select o.id, m::date from app.organisation o, generate_series('2023-01-01'::date, '2023-08-01', '1 month') m"
        f" where o.id between {number}0000 and {number}9999 and not exists (select from app.reflection r"
        " where r.organisation_id = o.id and r.month = m) order by o.id, m limit 1"
    )
    return {"locked": found[0], "locked_month": found[1]}
