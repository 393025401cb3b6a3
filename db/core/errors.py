"""The small family of errors that leave `db`: what went wrong, as a stable code with parameters.

`tui.wording.messages` turns them into sentences; nothing else reads the codes. PostgreSQL raises the same codes
(SQLSTATE LN001 … LN005, see `db/schema/sql/functions`), `db.core.connect` maps the rest of SQLSTATE to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class DataError(Exception):
    """Base. `code` is a snake_case key, `params` fill its sentence, `field` is where the cursor belongs."""

    def __init__(self, code: str, /, *, field: str | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params: Mapping[str, Any] = params

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code}({details})" if details else self.code


class Invalid(DataError):
    """A value that no record may hold."""


class Conflict(DataError):
    """The record changed since it was read (or is no longer the person's). `stored` holds today's values."""

    def __init__(self, code: str, /, *, stored: dict[str, Any] | None = None, **params: Any) -> None:
        super().__init__(code, **params)
        self.stored = stored


class Denied(DataError):
    """PostgreSQL does not let this login do that."""


class Duplicate(DataError):
    """There is one already, and there may be only one."""


class Closed(DataError):
    """The month, the organisation or the record does not take changes any more (or not yet)."""


class Unreachable(DataError):
    """The server did not confirm: nothing is known of the command, and it may be repeated with the same id."""


class Postponed(Unreachable):
    """The server is there and could not do it now: no room, read-only, busy. Nothing of it was done; the same command
    may be repeated later, and the connection is good for others."""
