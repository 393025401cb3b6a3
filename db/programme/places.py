"""Areas, bodies, organisations, villages and what became of them, as data of a places file.

Source: domain §1. The key is an id of ours, never a code or a name: both were reused for other places in 2025.
Organisations are made by rule, one for each body in each area of its levels; the file names only the exceptions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.programme.places_check import checked
from db.programme.places_relations import Relation, relations
from db.programme.validation_errors import BadFile, Fault, read

# How a kind of area is shortened before its name where a column is narrow.
_SHORT_KINDS = {"phường": "P. ", "thị trấn": "TT. ", "xã": ""}


def _open(opened: dt.date, closed: dt.date | None, day: dt.date) -> bool:
    return opened <= day and (closed is None or day < closed)


@dataclass(frozen=True, slots=True)
class Area:
    """A province, town or commune. `closed` is the first day on which it no longer is.

    `number` is what a town body types for a commune as the place of a petition; 0 for areas that are no such place.
    """

    id: int
    code: str
    name: str
    kind: str
    level: str
    opened: dt.date
    closed: dt.date | None = None
    parent_id: int | None = None
    number: int = 0
    short: str = ""

    @property
    def full(self) -> str:
        """xã Mộc Bắc, phường Hòa Mạc, thị xã Duy Tiên."""
        return f"{self.kind} {self.name}"

    @property
    def brief(self) -> str:
        """P. Hòa Mạc, Mộc Bắc, Thị xã: the row of a narrow grid."""
        return self.short or f"{_SHORT_KINDS.get(self.kind, '')}{self.name}"

    def holds(self, day: dt.date) -> bool:
        """Whether the area is there on a day."""
        return _open(self.opened, self.closed, day)


@dataclass(frozen=True, slots=True)
class Body:
    """One of the six bodies. `names` and `shorts` are by level, and a body is only at levels where it has a name.

    `stratum` is the code that its opinions start with; `short` heads its column in a matrix.
    """

    id: int
    code: str
    name: str
    short: str
    stratum: str
    names: Mapping[str, str]
    shorts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Organisation:
    """One body in one area; id = area id × 10 + the body's."""

    id: int
    body_id: int
    area_id: int
    name: str
    short: str
    opened: dt.date
    closed: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the organisation is there on a day."""
        return _open(self.opened, self.closed, day)


@dataclass(frozen=True, slots=True)
class Village:
    """A village or residential group; id = area id × 100 + its number, which is what people type."""

    id: int
    area_id: int
    number: int
    name: str
    opened: dt.date
    closed: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the village is there on a day."""
        return _open(self.opened, self.closed, day)


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of an area. `part`: only a part of it went there; `share` is that part (0–1) where it is known."""

    from_id: int
    to_id: int
    on_date: dt.date
    part: bool = False
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """A places file, whole and sound. Areas stand after their parents."""

    areas: tuple[Area, ...]
    bodies: tuple[Body, ...]
    organisations: tuple[Organisation, ...]
    villages: tuple[Village, ...]
    successions: tuple[Succession, ...]
    relations: tuple[Relation, ...]

    def area(self, number: int) -> Area:
        """The area of that id. Raises KeyError."""
        for area in self.areas:
            if area.id == number:
                return area
        raise KeyError(number)


def check(text: str, filename: str) -> list[Fault]:
    """Everything wrong in the text of a places file, in the order of its lines; empty when it may be loaded."""
    return checked(text, filename)[1]


def load(source: Path | str, filename: str = "") -> Places:
    """The places of a file, or of a text. Raises BadFile with every fault: nothing is loaded by half."""
    text, name = read(source, filename)
    data, faults = checked(text, name)
    if faults:
        raise BadFile(faults)
    areas = _parents_first([_area(item) for item in data["areas"]])
    bodies = tuple(Body(**item) for item in data["bodies"])
    by_id = {area.id: area for area in areas}
    organisations = tuple(_organisations(areas, bodies, data.get("organisations", [])))
    return Places(
        areas,
        bodies,
        organisations,
        tuple(_villages(by_id, data.get("villages", []))),
        tuple(_succession(item) for item in data.get("successions", [])),
        relations(data, organisations, by_id, {body.code: body.id for body in bodies}),
    )


def _area(item: Mapping[str, Any]) -> Area:
    rest = {key: value for key, value in item.items() if key != "parent"}
    return Area(**rest, parent_id=item.get("parent"))


def _parents_first(areas: list[Area]) -> tuple[Area, ...]:
    """The order in which a table with a reference to itself can be filled."""
    done: dict[int, Area] = {}
    left = list(areas)
    while left:
        ready = [area for area in left if area.parent_id is None or area.parent_id in done]
        done.update((area.id, area) for area in ready)
        left = [area for area in left if area.id not in done]
    return tuple(done.values())


def organisation_name(body: Body, area: Area) -> tuple[str, str]:
    """Full and short name: "Hội Nông dân xã Mộc Bắc" and "Hội ND xã Mộc Bắc"; of a town "MTTQ thị xã"."""
    place = area.kind if area.level == "town" else area.full
    return f"{body.names[area.level]} {area.full}", f"{body.shorts[area.level]} {place}"


def _organisations(
    areas: tuple[Area, ...], bodies: tuple[Body, ...], exceptions: list[dict[str, Any]]
) -> Iterator[Organisation]:
    """Every body in every area of its levels, open as long as the area unless an exception says otherwise."""
    special = {(item["area"], item["body"]): item for item in exceptions}
    for area in areas:
        for body in bodies:
            if area.level not in body.names:
                continue
            name, short = organisation_name(body, area)
            dates = special.get((area.id, body.code), {})
            opened, closed = dates.get("opened", area.opened), dates.get("closed", area.closed)
            yield Organisation(area.id * 10 + body.id, body.id, area.id, name, short, opened, closed)


def _villages(areas: Mapping[int, Area], groups: list[dict[str, Any]]) -> Iterator[Village]:
    for group in groups:
        area = areas[group["area"]]
        for number, name in enumerate(group["names"], group.get("first", 1)):
            opened, closed = group.get("opened", area.opened), group.get("closed", area.closed)
            yield Village(area.id * 100 + number, area.id, number, name, opened, closed)


def _succession(item: Mapping[str, Any]) -> Succession:
    return Succession(item["from"], item["to"], item["date"], item.get("part", False), item.get("share"))
