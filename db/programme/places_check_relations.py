"""What is checked in the relations of a places file: known organisations, dates, nobody above themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from db.programme.places_relations import KINDS, PLACES
from db.programme.toml_positions import Path
from db.programme.validation_errors import Document, Key

_DATES = (Key("opened", dt.date, required=False), Key("closed", dt.date, required=False))
_RELATION = (
    Key("kind", str, allowed=KINDS),
    Key("area", int),
    Key("body", str),
    Key("to_area", int),
    Key("to_body", str),
    *_DATES,
)

Areas = Mapping[int, tuple[Path, dict[str, Any]]]
Bodies = Mapping[str, dict[str, Any]]
Named = tuple[int, str]  # an organisation: its area's id, its body's code


class Said(NamedTuple):
    """A relation as the file says it, from `opened` until the day before `closed`."""

    kind: str
    first: Named
    second: Named
    opened: dt.date
    closed: dt.date

    def same(self, other: Said) -> bool:
        """Whether both say the same of the same two."""
        return self[:3] == other[:3]

    def meets(self, other: Said) -> bool:
        """Whether both hold on some day."""
        return self.opened < other.closed and other.opened < self.closed


def check_relations(doc: Document, areas: Areas, bodies: Bodies, levels: tuple[str, ...]) -> None:
    """Note every fault in `relation_rules` and `relations`."""
    rule_keys = (
        Key("kind", str, allowed=KINDS),
        Key("levels", list, allowed=levels, of=str),
        Key("place", str, allowed=PLACES),
        Key("body", str, required=False),
        *_DATES,
    )
    for path, rule in doc.tables("relation_rules", rule_keys):
        doc.ordered((*path, "closed"), rule.get("opened"), rule.get("closed"), apart=True)
        if (rule["place"] == "beside") != ("body" in rule):
            if "body" in rule:
                doc.fault((*path, "body"), "not_together", key="body", other="place", value=rule["place"])
            else:
                doc.fault(path, "missing_key", key="body")
        elif "body" in rule:
            doc.refers((*path, "body"), rule["body"], list(bodies), "bodies")
    sound: list[tuple[Path, Said]] = []
    for path, item in doc.tables("relations", _RELATION):
        there = [_organisation(doc, path, item, at, areas, bodies) for at in ("", "to_")]  # both are complained of
        if not all(there):
            continue
        doc.ordered((*path, "closed"), item.get("opened"), item.get("closed"), apart=True)
        first, second = (item["area"], item["body"]), (item["to_area"], item["to_body"])
        days = item.get("opened", dt.date.min), item.get("closed", dt.date.max)
        said = Said(item["kind"], first, second, *days)
        if first == second:
            doc.fault(path, "relation_to_itself", body=item["body"])
        elif (earlier := next((at for at, other in sound if said.same(other) and said.meets(other)), None)) is not None:
            doc.fault(path, "relation_twice", body=item["body"], other=item["to_body"], line=doc.line(earlier))
        elif said.kind == "superior" and _loops(said, [other for _, other in sound]):
            doc.fault(path, "relation_loop", body=item["body"], other=item["to_body"])
        sound.append((path, said))


def _organisation(doc: Document, path: Path, item: dict[str, Any], at: str, areas: Areas, bodies: Bodies) -> bool:
    """Whether area and body name an organisation."""
    before = len(doc.faults)
    number, code = item[f"{at}area"], item[f"{at}body"]
    if number not in areas:
        doc.refers((*path, f"{at}area"), str(number), [str(known) for known in areas], "areas")
    doc.refers((*path, f"{at}body"), code, list(bodies), "bodies")
    if len(doc.faults) == before and areas[number][1]["level"] not in bodies[code]["names"]:
        doc.fault((*path, f"{at}body"), "no_body_there", body=code)
    return len(doc.faults) == before


def _loops(said: Said, others: Sequence[Said]) -> bool:
    """Whether on some day somebody would come to be above themselves: each step up within the days of those before."""
    seen: set[tuple[Named, dt.date, dt.date]] = set()
    left = [(said.first, said.opened, said.closed)]
    while left:
        step = left.pop()
        if step[0] == said.second:
            return True
        if step in seen:
            continue
        seen.add(step)
        for other in others:
            opened, closed = max(step[1], other.opened), min(step[2], other.closed)
            if other.kind == "superior" and other.second == step[0] and opened < closed:
                left.append((other.first, opened, closed))
    return False
