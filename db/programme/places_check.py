"""What is checked in a places file before it is loaded; each check is one function that notes faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from db.programme.check_lists import telex_safe
from db.programme.places_check_relations import check_relations
from db.programme.toml_positions import Path
from db.programme.validation_errors import Document, Fault, Key

LEVELS = ("province", "town", "commune")  # from the top down
MOST_VILLAGES = 99  # a village's number has two digits in its id

_TOP = (
    Key("areas", list),
    Key("bodies", list),
    Key("organisations", list, required=False),
    Key("villages", list, required=False),
    Key("successions", list, required=False),
    Key("relation_rules", list, required=False),
    Key("relations", list, required=False),
)
_AREA = (
    Key("id", int, least=1, most=9_999_999),
    Key("code", str),
    Key("name", str),
    Key("kind", str),
    Key("level", str, allowed=LEVELS),
    Key("parent", int, required=False),
    Key("number", int, required=False, least=1, most=MOST_VILLAGES),
    Key("opened", dt.date),
    Key("closed", dt.date, required=False),
    Key("short", str, required=False),
)
_BODY = (
    Key("id", int, least=1, most=9),
    *(Key(name, str) for name in ("code", "name", "short", "stratum")),
    Key("names", dict),
    Key("shorts", dict),
)
_ORGANISATION = (
    Key("area", int),
    Key("body", str),
    Key("opened", dt.date, required=False),
    Key("closed", dt.date, required=False),
)
_VILLAGES = (
    Key("area", int),
    Key("names", list, of=str),
    Key("first", int, required=False, least=1, most=MOST_VILLAGES),
    Key("opened", dt.date, required=False),
    Key("closed", dt.date, required=False),
)
_SUCCESSION = (
    Key("from", int),
    Key("to", int),
    Key("date", dt.date),
    Key("part", bool, required=False),
    Key("share", float, required=False, least=0, most=1),
)
_BY_LEVEL = tuple(Key(level, str, required=False) for level in LEVELS)

Items = Sequence[tuple[Path, dict[str, Any]]]
Areas = Mapping[int, tuple[Path, dict[str, Any]]]


def checked(text: str, filename: str) -> tuple[dict[str, Any], list[Fault]]:
    """The values of a places file and everything wrong in it."""
    doc = Document(text, filename)
    if doc.faults:
        return {}, doc.faults
    doc.sound((), doc.data, _TOP)
    items = doc.tables("areas", _AREA)
    areas = {item["id"]: (path, item) for path, item in reversed(items)}
    _areas(doc, items, areas)
    bodies = _bodies(doc)
    listed = doc.data.get("areas")
    if isinstance(listed, list) and len(areas) == len(listed):  # else what refers to an unsound area seems wrong
        _organisations(doc, areas, bodies)
        _villages(doc, areas)
        _successions(doc, areas)
        check_relations(doc, areas, bodies, LEVELS)
    return doc.data, doc.done()


def _areas(doc: Document, items: Items, areas: Areas) -> None:
    doc.unique(items, "id")
    for path, area in items:
        doc.ordered((*path, "closed"), area["opened"], area.get("closed"), apart=True)
        _parent(doc, path, area, areas)
    _codes(doc, items, "code")
    _codes(doc, [(path, item) for path, item in items if "number" in item], "number")


def _parent(doc: Document, path: Path, area: dict[str, Any], areas: Areas) -> None:
    number = area.get("parent")
    if number is None:
        return
    at = (*path, "parent")
    if number == area["id"]:
        doc.fault(at, "loop", name=area["name"])
    elif number not in areas:
        doc.fault(at, "no_such_parent", name=area["name"], parent=number)
    elif LEVELS.index(areas[number][1]["level"]) >= LEVELS.index(area["level"]):
        doc.fault(at, "level_order", name=area["name"], parent=areas[number][1]["name"])


def _codes(doc: Document, items: Items, key: str) -> None:
    """A code, and a number within its parent, names one area at a time; later it may name another (13324)."""
    for index, (path, area) in enumerate(items):
        for earlier, other in items[:index]:
            same = area[key] == other[key] and (key == "code" or area.get("parent") == other.get("parent"))
            if same and area["id"] != other["id"] and _together(area, other):
                line = doc.line((*earlier, "code"))
                doc.fault((*path, "code"), "code_overlap", value=area["code"], other=other["name"], line=line)


def _together(one: dict[str, Any], other: dict[str, Any]) -> bool:
    ends = [item["closed"] for item in (one, other) if "closed" in item]
    return not ends or max(one["opened"], other["opened"]) < min(ends)


def _bodies(doc: Document) -> dict[str, dict[str, Any]]:
    bodies = doc.tables("bodies", _BODY)
    doc.unique(bodies, "id")
    doc.unique(bodies, "code")
    for path, body in bodies:
        doc.sound((*path, "names"), body["names"], _BY_LEVEL)
        doc.sound((*path, "shorts"), body["shorts"], _BY_LEVEL)
        if not telex_safe(body["stratum"]):
            doc.fault((*path, "stratum"), "bad_code", value=body["stratum"])
        for level in body["names"]:
            if level not in body["shorts"]:
                doc.fault((*path, "shorts"), "no_name_for_level", key="shorts", level=level)
    return {body["code"]: body for _, body in bodies}


def _known_area(doc: Document, path: Path, key: str, number: int, areas: Areas) -> dict[str, Any] | None:
    if number in areas:
        return areas[number][1]
    doc.refers((*path, key), str(number), [str(known) for known in areas], "areas")
    return None


def _within(doc: Document, path: Path, item: dict[str, Any], area: dict[str, Any]) -> None:
    """The dates of what belongs to an area lie in the area's."""
    start, end = item.get("opened", area["opened"]), item.get("closed", area.get("closed"))
    doc.ordered((*path, "closed"), start, end, apart=True)
    for key in ("opened", "closed"):
        day = item.get(key)
        if day is not None and (day < area["opened"] or day > area.get("closed", dt.date.max)):
            doc.fault((*path, key), "outside_area", date=day.isoformat(), name=area["name"])


def _organisations(doc: Document, areas: Areas, bodies: Mapping[str, dict[str, Any]]) -> None:
    seen: dict[tuple[int, str], Path] = {}
    for path, item in doc.tables("organisations", _ORGANISATION):
        doc.refers((*path, "body"), item["body"], doc.named("bodies", "code"), "bodies")
        area = _known_area(doc, path, "area", item["area"], areas)
        if area is None:
            continue
        body = bodies.get(item["body"])
        if body is not None and area["level"] not in body["names"]:
            doc.fault((*path, "body"), "no_body_there", body=item["body"])
        _within(doc, path, item, area)
        earlier = seen.setdefault((item["area"], item["body"]), path)
        if earlier != path:
            value = f"{item['area']} {item['body']}"
            doc.fault(path, "duplicate", key="organisations", value=value, line=doc.line(earlier))


def _villages(doc: Document, areas: Areas) -> None:
    """Within an area each number and each name is there once."""
    numbers: dict[tuple[int, int], Path] = {}
    names: dict[tuple[int, str], Path] = {}
    for path, group in doc.tables("villages", _VILLAGES):
        area = _known_area(doc, path, "area", group["area"], areas)
        if area is None:
            continue
        _within(doc, path, group, area)
        for index, name in enumerate(group["names"]):
            at, number = (*path, "names", index), group.get("first", 1) + index
            if number > MOST_VILLAGES:
                doc.fault(at, "above", key="first", value=number, most=MOST_VILLAGES)
            if (before := numbers.setdefault((group["area"], number), at)) != at:
                doc.fault(at, "duplicate", key="first", value=number, line=doc.line(before))
            elif (before := names.setdefault((group["area"], name), at)) != at:
                doc.fault(at, "duplicate", key="names", value=name, line=doc.line(before))


def _successions(doc: Document, areas: Areas) -> None:
    """Who is succeeded ends on that day; the successor is there by then; known shares make no more than a whole."""
    shares: dict[int, float] = {}
    for path, item in doc.tables("successions", _SUCCESSION):
        source = _known_area(doc, path, "from", item["from"], areas)
        target = _known_area(doc, path, "to", item["to"], areas)
        day = item["date"]
        if source is not None and source.get("closed") != day:
            doc.fault((*path, "from"), "not_closed_then", name=source["name"], date=day.isoformat())
        if target is not None and not target["opened"] <= day < target.get("closed", dt.date.max):
            doc.fault((*path, "to"), "not_opened_then", name=target["name"], date=day.isoformat())
        if source is not None and "share" in item:
            total = shares[item["from"]] = shares.get(item["from"], 0) + item["share"]
            if total > 1:
                doc.fault((*path, "share"), "share_sum", name=source["name"], sum=round(total, 6))
