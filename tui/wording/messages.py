"""Errors as one sentence each, in the chosen language. The sentences themselves are in `tui.wording.sentences`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from db.core.errors import DataError
from tui.wording.i18n import _
from tui.wording.sentences import GENERAL, SENTENCES

#: The same thing under the names that different rules give it.
ALIASES = {"typed": ("entered", "code", "value"), "excerpt": ("found",)}


class _Filled(dict[str, str]):
    """Parameters of a sentence; one that was not given shows as an ellipsis instead of failing the message."""

    def __missing__(self, key: str) -> str:
        return next((self[other] for other in ALIASES.get(key, ()) if other in self), "…")


def shown(name: str, value: Any) -> str:
    """A parameter as people read it. Dates are dd/mm/yyyy, `month` is m/yyyy; both also from the ISO text that
    PostgreSQL's errors carry. The kinds of personal data have names."""
    if isinstance(value, (list, tuple)):
        return " · ".join(shown(name, item) for item in value)
    day = _day(value)
    if day is not None:
        return f"{day.month}/{day.year}" if name == "month" else f"{day:%d/%m/%Y}"
    if name == "kind":
        from db.rules.personal_data import KIND_LABELS  # its patterns take 50 ms to read, and are seldom needed

        return _(KIND_LABELS.get(value, str(value)))
    return " ".join(str(value).split())


def _day(value: Any) -> dt.date | None:
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and len(value) == 10:
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    return None


def sentence_of(code: str, params: Mapping[str, Any] | None = None, **more: Any) -> str:
    """The sentence of a code. A code without a sentence gets a general one that names it."""
    template = SENTENCES.get(code)
    if template is None:
        return _(GENERAL).format(code=code)
    given = {**(params or {}), **more}
    return _(template).format_map(_Filled({name: shown(name, value) for name, value in given.items()}))


def sentence(error: DataError) -> str:
    """What went wrong, in one sentence. A command that met a newer version has nothing to choose between: only a save
    knows both versions, while PostgreSQL's refusal of a command names the version alone."""
    code = "changed_meanwhile" if error.code == "stale" and "version" in error.params else error.code
    return sentence_of(code, error.params)
