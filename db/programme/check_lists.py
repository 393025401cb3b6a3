"""What is checked in the code lists of a programme file: each code can be typed, and means one thing at a time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from db.programme.toml_positions import Path
from db.programme.validation_errors import Document, Key
from db.rules.fold import fold

# The lists that records draw from; a file without one of them cannot serve a form.
LISTS = (
    "topics",
    "strata",
    "natures",
    "breadths",
    "petition_states",
    "dialogue_forms",
    "training_groups",
    "supervision_forms",
    "criticism_forms",
    "grades",
    "posts",
    "agencies",
)
# Lists typed in one form: a code of both would be taken for the wrong one (TC, not TN, for corruption; domain §5).
APART = (("topics", "strata"),)

_LIST = (Key("title", str), Key("title_en", str), Key("items", list))
_ITEM = (
    Key("code", str),
    Key("vi", str),
    Key("en", str),
    Key("short", str, required=False),
    Key("short_en", str, required=False),
    Key("from", dt.date, required=False),
    Key("to", dt.date, required=False),
)

Items = Sequence[tuple[Path, dict[str, Any]]]


def telex_safe(code: str) -> bool:
    """Whether a code survives Vietnamese input (domain §5): digits alone, or two letters that fold to themselves.

    Telex makes a letter of `w`, of `dd` and of doubled vowels, and a tone of a vowel followed by s, f, r, x, j or z;
    VNI does so with digits after letters.
    """
    if re.fullmatch(r"[0-9]{1,3}", code):
        return True
    if not re.fullmatch(r"[A-Z]{2}", code) or "W" in code or code in ("AA", "EE", "OO", "DD"):
        return False
    return not (code[0] in "AEIOUY" and code[1] in "SFRXJZ")


def check_lists(doc: Document) -> None:
    """Note every fault in the code lists."""
    tables = doc.data.get("lists")
    if not isinstance(tables, dict):
        return
    found: dict[str, Items] = {}
    for name in LISTS:
        if name not in tables:
            doc.fault(("lists",), "missing_key", key=f"lists.{name}")
    for name, table in tables.items():
        path: Path = ("lists", name)
        if name not in LISTS:
            doc.refers(path, name, LISTS, "lists")
        elif doc.sound(path, table, _LIST):
            found[name] = doc.tables("items", _ITEM, path)
            _codes(doc, found[name])
    for one, other in APART:
        _apart(doc, found.get(one, ()), found.get(other, ()), one)


def _codes(doc: Document, items: Items) -> None:
    """Each code can be typed, and means one thing at a time."""
    if not items:
        return
    for index, (path, item) in enumerate(items):
        doc.ordered((*path, "to"), item.get("from"), item.get("to"))
        if not telex_safe(item["code"]):
            doc.fault((*path, "code"), "bad_code", value=item["code"])
        for earlier, other in items[:index]:
            if fold(other["code"]) == fold(item["code"]) and _together(item, other):
                line = doc.line((*earlier, "code"))
                doc.fault((*path, "code"), "duplicate", key="code", value=item["code"], line=line)
                break


def _together(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two items are in force on some one day."""
    starts = [item["from"] for item in (one, other) if "from" in item]
    ends = [item["to"] for item in (one, other) if "to" in item]
    return not starts or not ends or max(starts) <= min(ends)


def _apart(doc: Document, items: Items, others: Items, name: str) -> None:
    known = {fold(item["code"]): path for path, item in items}
    for path, item in others:
        if (clash := known.get(fold(item["code"]))) is not None:
            doc.fault((*path, "code"), "code_clash", value=item["code"], other=name, line=doc.line(clash))
