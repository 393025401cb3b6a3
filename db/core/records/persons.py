"""Where a text looks as if it named a person: the warning of every record with free text, before it is saved."""

from __future__ import annotations

from db.core.records.base import Values, Warning
from db.rules import personal_data


def names_a_person(values: Values, *fields: str) -> list[Warning]:
    """A warning for each place in a text field that looks like it holds somebody's data."""
    found = []
    for name in fields:
        text = values.get(name)
        if isinstance(text, str):
            found += [
                Warning("personal_data", name, {"kind": finding.kind, "excerpt": finding.excerpt})
                for finding in personal_data.find(text)
            ]
    return found
