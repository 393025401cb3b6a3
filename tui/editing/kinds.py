"""The kinds of records that can be typed: their fields, and how what was typed is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast
from uuid import UUID

if TYPE_CHECKING:
    from db.core.connect import Session
    from db.core.records.base import Record, Values
    from db.core.storage import Saved
    from tui.drafts.draft import Draft


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
About: TypeAlias = Mapping[str, str]


class Place(NamedTuple):
    """Where a record belongs: what all drafts of that place say of it, and the chain of their saves, which go one
    behind the other."""

    about: About
    chain: str


class Opening(NamedTuple):
    """The screen on which a draft is gone on with, and what it is opened with."""

    screen: str
    args: Mapping[str, Any]


class Kind(NamedTuple):
    """A kind of record. `name` is written into its drafts; `store` is called in the database thread and may be called
    again with the same `Asked`. `place` and `opening` read what a draft says of its record, and raise KeyError or
    ValueError for what this version does not understand. `single`: there is one of it in its place, not any number."""

    name: str
    record: Record
    store: Store
    place: Callable[[About], Place]
    opening: Callable[[About], Opening]
    single: bool = False


_PATHS: dict[str, str] = {}


def register(**paths: str) -> None:
    """Make kinds known by name: `register(opinion="package.module:OPINIONS")`. A kind's module is read when one of its
    drafts is, or its screen."""
    _PATHS.update(paths)


def kind_of(name: str) -> Kind | None:
    """The kind that a draft names; None for one of a later version of the program."""
    if name not in _PATHS:
        return None
    module, _colon, attribute = _PATHS[name].partition(":")
    return cast("Kind", getattr(import_module(module), attribute))


def opening_of(draft: Draft) -> Opening:
    """The screen on which that draft is gone on with. Raises KeyError for a kind that is not known here."""
    kind = kind_of(draft.kind)
    if kind is None:
        raise KeyError(draft.kind)
    return kind.opening(draft.about)
