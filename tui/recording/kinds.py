"""The kinds of records that can be typed: their fields, and how what was typed is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from db.connect import Session
    from db.records.base import Record, Values
    from db.storage import Saved


class Asked(NamedTuple):
    """One save as it was asked for. `version` is 0 for a new record; `about` says where it belongs (the draft keeps it,
    so all are texts); `attempt` stays the same however often it is tried."""

    record: Record
    id: UUID
    version: int
    attempt: UUID
    values: Values
    about: Mapping[str, str] = MappingProxyType({})


Store: TypeAlias = "Callable[[Session, Asked], Saved]"


class Kind(NamedTuple):
    """A kind of record. `name` is written into its drafts; `store` is called in the database thread and may be called
    again with the same `Asked`. `single`: there is one of it in its place, not any number."""

    name: str
    record: Record
    store: Store
    single: bool = False


_KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known, so that their drafts can be read again at the next start."""
    for kind in kinds:
        _KINDS[kind.name] = kind


def kind_of(name: str) -> Kind | None:
    """The kind that a draft names; None for one of a later version of the program."""
    return _KINDS.get(name)
