"""Whether the rights are those that this program lays: the catalogue in lines of text, beside `sql/rights.txt`.

`sql/rights.txt` is what `sql/rights.sql` says after an upgrade, written by `python -m tests.rights update`. People are
compared with the rows of `app.staff`: `sql/people.sql`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from db.schema.hardening import SQL, catalogue

DESCRIPTION = SQL / "rights.txt"


class Difference(NamedTuple):
    """A line that is missing in the database, or one too many; a change is one of each."""

    missing: bool
    what: str


def described(cursor: Any) -> list[str]:
    """The rights of this database, sorted. As superuser."""
    # compiling the query takes twenty times as long as asking it
    cursor.execute("set local search_path = pg_catalog; set local jit = off")
    cursor.execute(catalogue("rights.sql"))
    return sorted({row[0] for row in cursor.fetchall()})


def of_everyone(cursor: Any) -> list[str]:
    """Each right that everyone has, whoever signs in: none should be left, but some REVOKEs only warn."""
    return [line for line in described(cursor) if line.startswith("right: ") and line.endswith(" to everyone")]


def differences(cursor: Any) -> list[Difference]:
    """What is not as `db upgrade` lays it; empty when all is. As superuser, in a transaction."""
    wanted = set(DESCRIPTION.read_text(encoding="utf-8").splitlines())
    found = {line for line in described(cursor) if not _of_others(line, wanted)}
    cursor.execute((SQL / "people.sql").read_text(encoding="utf-8"))
    for expected, line in cursor.fetchall():
        (wanted if expected else found).add(line)
    lines = [Difference(True, line) for line in wanted - found] + [Difference(False, line) for line in found - wanted]
    return sorted(lines, key=lambda difference: (difference.what, not difference.missing))


def _of_others(line: str, wanted: set[str]) -> bool:
    """Whether it is a setting of the database of which the program says nothing."""
    name, is_setting, _value = line.partition("=")
    ours = any(known.startswith(f"{name}=") for known in wanted)
    return line.startswith("setting: ") and bool(is_setting) and not ours
