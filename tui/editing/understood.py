"""Whether this version of the program can go on with a draft. One of another version, or one that somebody edited, may
be of a kind, have fields, or be about something that is not known here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from uuid import UUID

from db.core.records.base import Record
from tui.drafts.draft import Draft
from tui.editing.kinds import Kind, kind_of
from tui.shell import registry

_DIGITS = 9  # of a number that may be one
_A_MONTH = re.compile(r"\d{1,9}-\d{4}-\d{2}")  # of an organisation, as the subject of a command


def understood(draft: Draft) -> bool:
    """Whether all that it says is known here: nothing of it would be lost by going on with it."""
    kind = kind_of(draft.kind)
    try:
        if kind is not None:
            return _named(draft, kind.record) and _of_a_record(draft.about, kind)
        screen = registry.screen_class(draft.kind)
        return _named(draft, getattr(screen, "record")) and _of_a_command(draft.about)  # noqa: B009
    except (KeyError, ValueError, AttributeError, TypeError):
        return False


def _named(draft: Draft, record: Record) -> bool:
    """Whether all that was typed has a field."""
    fields = {field.name for field in record.fields}
    typed = {name for name in draft.values if not name.startswith(".")}
    return typed <= fields and len(draft.values.get(".cursor", "")) <= _DIGITS


def _of_a_record(about: Mapping[str, str], kind: Kind) -> bool:
    for name in ("id", "attempt"):
        UUID(about[name])
    kind.place(about)
    kind.opening(about)
    asked = json.loads(about["asked"]) if about.get("asked") else {}
    version = about["version"]
    return (
        version.isdecimal() and len(version) <= _DIGITS
        and isinstance(asked, dict) and set(asked) <= set(kind.record.wanted({}))
    )  # fmt: skip


def _of_a_command(about: Mapping[str, str]) -> bool:
    UUID(about["attempt"])
    if not _A_MONTH.fullmatch(about["subject"]):
        UUID(about["subject"])
    version = about.get("version", "")
    return not version or (version.isdecimal() and len(version) <= _DIGITS)
