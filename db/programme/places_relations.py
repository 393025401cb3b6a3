"""How organisations relate beside the tree of areas, by date: who is above whom, follows whom, reports for whom.

Source: design §1, forms §9 (since July 2025 the bodies stand under the Front of their level). A places file says it by
rule, for all organisations of some levels, or one by one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

KINDS = ("superior", "follows", "reports_for")
# By rule: the same body in the area above, or another body (`body`) in the same area.
PLACES = ("above", "beside")


class Organisation(Protocol):
    """What is asked of an organisation here: `closed` is the first day on which it no longer is."""

    @property
    def id(self) -> int: ...

    @property
    def body_id(self) -> int: ...

    @property
    def area_id(self) -> int: ...

    @property
    def opened(self) -> dt.date: ...

    @property
    def closed(self) -> dt.date | None: ...


class Area(Protocol):
    """What is asked of an area here."""

    @property
    def level(self) -> str: ...

    @property
    def parent_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Relation:
    """`from_id` is the superior of `to_id`, follows it, or reports for it, from `opened` on until the day before
    `closed`. Both are ids of organisations.
    """

    kind: str
    from_id: int
    to_id: int
    opened: dt.date
    closed: dt.date | None = None


def relations(
    data: Mapping[str, Any],
    organisations: Sequence[Organisation],
    areas: Mapping[int, Area],
    bodies: Mapping[str, int],
) -> tuple[Relation, ...]:
    """All relations of a checked places file: those by rule, then those said one by one. `bodies`: code → id."""
    there = {(one.area_id, one.body_id): one for one in organisations}
    made: list[Relation] = []
    for rule in data.get("relation_rules", []):
        for one in organisations:
            if areas[one.area_id].level in rule["levels"] and (other := _other(rule, one, there, areas, bodies)):
                made += _between(rule, other, one)
    for item in data.get("relations", []):
        first, second = (there[item[f"{at}area"], bodies[item[f"{at}body"]]] for at in ("", "to_"))
        made += _between(item, first, second)
    return tuple(made)


def _other(
    rule: Mapping[str, Any],
    one: Organisation,
    there: Mapping[tuple[int, int], Organisation],
    areas: Mapping[int, Area],
    bodies: Mapping[str, int],
) -> Organisation | None:
    """The organisation that a rule names for another, if there is one, and not itself."""
    if rule["place"] == "beside":
        other = there.get((one.area_id, bodies[rule["body"]]))
        return None if other is one else other
    parent = areas[one.area_id].parent_id
    return None if parent is None else there.get((parent, one.body_id))


def _between(said: Mapping[str, Any], first: Organisation, second: Organisation) -> Iterator[Relation]:
    """The relation while both are there, within the dates that were said; none where they never were together."""
    starts = [day for day in (said.get("opened"), first.opened, second.opened) if day]
    ends = [day for day in (said.get("closed"), first.closed, second.closed) if day]
    opened, closed = max(starts), min(ends, default=None)
    if closed is None or opened < closed:
        yield Relation(said["kind"], first.id, second.id, opened, closed)
