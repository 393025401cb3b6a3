"""The kinds of records that this program knows: declared once each, in their folders, and read when something asks.

    register(dialogue="db.duties.dialogue.record:KIND")

Lists that name every kind (refusals by constraint, words of the history) ask here; no kind is named elsewhere. A kind's
module is read when it is first asked for, so a start costs no more with twenty kinds than with one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

from db.core.errors import DataError, Duplicate, Invalid
from db.core.records.base import Field, FieldType, Record


class Refusal(NamedTuple):
    """A refusal of the database as one of `db.core.errors`: its class, its code, and the field when it has just one."""

    family: type[DataError]
    code: str
    field: str | None = None


class Kind(NamedTuple):
    """A kind of record.

    `records` are what can be typed of it, the main one first; a record's name is that of its table. `refusals` are its
    constraints by name, but for those that every table has (`standard_refusals`). The rest is for the history: `deeds`
    says what was done, by table and operation (insert, update, delete, redact), with {item} for a part that has a
    number; `labels` names columns that no form has; `silent` are columns that repeat what something else says.
    """

    name: str
    title: str
    records: tuple[Record, ...]
    refusals: Mapping[str, Refusal] = MappingProxyType({})
    deeds: Mapping[tuple[str, str], str] = MappingProxyType({})
    labels: Mapping[str, str] = MappingProxyType({})
    silent: frozenset[str] = frozenset()

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields of all its records by name; of two with one name, the later record's."""
        return {field.name: field for record in self.records for field in record.fields}


_PATHS: dict[str, str] = {}


def register(**paths: str) -> None:
    """Make kinds known: `name="package.module:ATTRIBUTE"`."""
    _PATHS.update(paths)
    _refusals.cache_clear()


def names() -> tuple[str, ...]:
    """The names of all kinds, in the order of their registration."""
    return tuple(_PATHS)


def kind(name: str) -> Kind:
    """The kind of that name. Raises KeyError for one that nobody registered."""
    module, _colon, attribute = _PATHS[name].partition(":")
    found: Kind = getattr(import_module(module), attribute)
    return found


def all_kinds() -> Iterator[Kind]:
    """Every kind, read now."""
    return map(kind, names())


def refusal(constraint: str) -> Refusal | None:
    """The refusal that a constraint stands for, whichever kind has it; None for one that no kind names."""
    return _refusals().get(constraint)


def standard_refusals(record: Record) -> Iterator[tuple[str, Refusal]]:
    """The constraints that a record's table has by its declaration, named as PostgreSQL names them by itself."""
    yield f"{record.name}_pkey", Refusal(Duplicate, "key_taken")
    if record.reason:
        yield f"{record.name}_{record.reason}_check", Refusal(Invalid, "reason_length")
    for field in record.fields:
        if field.most and field.type in (FieldType.TEXT, FieldType.LONG, FieldType.ARTICLE):
            code = "text_length" if field.least else "text_too_long"
            yield f"{field.part or record.name}_{field.name}_check", Refusal(Invalid, code, field.name)


@cache
def _refusals() -> Mapping[str, Refusal]:
    known: dict[str, Refusal] = {}
    for one in all_kinds():
        for record in one.records:
            known.update(standard_refusals(record))
        known.update(one.refusals)
    return known
