"""A save that must succeed, and how it stands with the server that should take it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from db.core.errors import DataError, Unreachable

T = TypeVar("T")


class Session(Protocol):
    """What is needed of `db.core.connect.Session` here."""

    def close(self) -> None:
        """End the connection. Called in the database thread."""

    def abort(self) -> None:
        """Shut the socket down, from any thread and at once, so that a call that hangs in it fails."""


class QueueState(StrEnum):
    OK = "ok"
    SENDING = "sending"
    POSTPONED = "postponed"
    LOST = "lost"


class QueueStatus(NamedTuple):
    """How it stands with the server: `waiting` saves are not confirmed yet; `since` when it was lost; `why` it is lost,
    or cannot save now."""

    kind: QueueState = QueueState.OK
    waiting: int = 0
    since: dt.datetime | None = None
    why: Unreachable | None = None


class Save(NamedTuple, Generic[T]):
    """A command that must succeed.

    `id` is the client-made id of the command: every try sends the same. `run` is called in the database thread and may
    be called again after an Unreachable. `done` gets its result, `refused` the error of a definite refusal; both are
    called in the screen's thread. Saves of one `chain` depend on each other: when one is refused, those waiting behind
    it are refused as well (a report must not be sent without the item whose save failed).
    """

    id: str
    run: Callable[[Any], T]
    done: Callable[[T], None]
    refused: Callable[[DataError], None]
    chain: str = ""
