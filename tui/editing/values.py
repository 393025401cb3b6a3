"""Values of a record as a draft on the disk can keep them: JSON, with dates told from texts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from db.core.errors import Closed, Conflict, DataError, Denied, Duplicate, Invalid
from db.core.records.base import Value, Values

_FAMILIES: Mapping[str, type[DataError]] = {
    family.__name__: family for family in (Invalid, Conflict, Denied, Duplicate, Closed)
}


def packed(values: Values) -> str:
    """The values as one text."""
    plain = {n: {"date": value.isoformat()} if isinstance(value, dt.date) else value for n, value in values.items()}
    return json.dumps(plain, ensure_ascii=False)


def unpacked(text: str) -> dict[str, Value]:
    """The values again; none for a text that is not what `packed` makes (a draft that somebody edited)."""
    try:
        found = json.loads(text or "{}")
        return {str(name): _value(value) for name, value in found.items()}
    except (ValueError, AttributeError, KeyError, TypeError):
        return {}


def _value(value: Any) -> Value:
    if isinstance(value, dict):
        return dt.date.fromisoformat(value["date"])
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError("no value of a record")


def packed_error(error: DataError | None) -> str:
    """A refusal as one text, so that its sentence is still known at the next start."""
    if error is None:
        return ""
    plain = {"family": type(error).__name__, "code": error.code, "field": error.field, "params": dict(error.params)}
    return json.dumps(plain, ensure_ascii=False, default=str)


def unpacked_error(text: str) -> DataError | None:
    """The refusal again. What was stored when it was a conflict is not kept: the server is asked again."""
    try:
        found = json.loads(text) if text else None
        if not isinstance(found, dict):
            return None
        family = _FAMILIES.get(found["family"], DataError)
        params = {str(name): value for name, value in found["params"].items() if name not in ("field", "stored")}
        where = {} if family is Conflict else {"field": found["field"]}
        return family(found["code"], **where, **params)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


_ASIDE = frozenset({".focus", ".cursor", ".covered"})  # of what a form keeps, what is not typed


def texts_of(raw: Mapping[str, str]) -> dict[str, str]:
    """The texts of the fields alone."""
    return {name: text for name, text in raw.items() if not name.startswith(".")}


def same_typing(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether the same is typed, wherever the cursor is."""
    return all(one.get(name) == other.get(name) for name in {*one, *other} - _ASIDE)
