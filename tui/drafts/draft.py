"""What is kept of one record that is being typed, and how it is written down."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

FORMAT = 1
FIRST_WORDS = 60


class Draft(NamedTuple):
    """What was typed into one record. `kind` names the record's kind (and so the screen that opens it), `about` is
    what that screen needs besides (organisation, month, version, id of the command …), all texts."""

    record: str
    kind: str
    values: Mapping[str, str]
    about: Mapping[str, str] = MappingProxyType({})
    when: dt.datetime = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    stamp: str = ""

    @property
    def origin(self) -> str:
        """The record it was typed into; a draft set aside when another session took over has a name of its own."""
        return self.record.partition(".")[0]

    @property
    def first_words(self) -> str:
        """The beginning of the longest text in it, by which a person knows it again."""
        typed = [text for name, text in self.values.items() if not name.startswith(".")]  # the rest is the form's own
        longest = " ".join(max(typed, key=len, default="").split())
        return longest if len(longest) <= FIRST_WORDS else longest[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"

    def encoded(self) -> bytes:
        content = {
            "format": FORMAT,
            "record": self.record,
            "kind": self.kind,
            "values": dict(self.values),
            "about": dict(self.about),
            "when": self.when.isoformat(),
            "stamp": self.stamp,
        }
        return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")

    @classmethod
    def decoded(cls, found: Any) -> Draft:
        """Read a draft, of this version of the program or of an earlier one. Raises ValueError for anything else."""
        try:
            if found["format"] > FORMAT:
                raise ValueError("of a later version")
            return cls(
                record=_text(found["record"]),
                kind=_text(found["kind"]),
                values={_text(name): _text(value) for name, value in found["values"].items()},
                about={_text(name): _text(value) for name, value in found.get("about", {}).items()},
                when=dt.datetime.fromisoformat(found["when"]).astimezone(dt.UTC),
                stamp=_text(found.get("stamp", "")),
            )
        except (KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ValueError(str(error)) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
