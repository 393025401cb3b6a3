"""Which schema this program was written for, and whether the database has it. Cheap: read at every start."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

from db.core.errors import Denied

HERE = Path(__file__).parent
MIGRATIONS = HERE / "migrations"
DUTIES = HERE.parent / "duties"


class Reads(Protocol):
    """What is asked of a session here."""

    def row(self, sql: str) -> dict[str, object] | None: ...


def program_version() -> str:
    """The installed distribution's version, `0` in a tree that is not installed."""
    import importlib.metadata  # 20 ms, and seldom asked

    try:
        return importlib.metadata.version("langnghe")
    except importlib.metadata.PackageNotFoundError:
        return "0"


def last_migration() -> int:
    """The number of the newest migration file."""
    return _last_of(MIGRATIONS)


@cache
def _last_of(folder: Path) -> int:
    # looked at once: an upgrade may put other files there, and this program stays what it is
    return max(int(path.name[:4]) for path in folder.glob("[0-9]*.py"))


def rights_files() -> Iterator[Path]:
    """The replaceable SQL, that of all kinds and that of each, in the order of its numbers, in which it is applied."""
    for folder in ("functions", "policies", "measures"):
        shared, kinds = (HERE / "sql" / folder).glob("*.sql"), DUTIES.glob(f"*/{folder}/*.sql")
        yield from sorted([*shared, *kinds], key=lambda path: path.name)


@cache
def rights_digest() -> str:
    """One digest of all replaceable SQL: changes when any function, policy or grant does."""
    digest = hashlib.sha256()
    for path in rights_files():
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def require(session: Reads) -> str:
    """The id of the database. Refuses (Denied) one whose schema is missing, older or newer than this program."""
    exists = session.row("select to_regclass('app.installed') is not null as there")
    if not exists or not exists["there"]:
        raise Denied("schema_missing")
    found = session.row("select * from app.installed")  # an older one has no id
    if found is None:
        raise Denied("schema_missing")
    wanted, has = last_migration(), int(str(found["migration"]))
    other_rights = found["rights"] != rights_digest()
    older = has < wanted or (
        has == wanted and other_rights and _ordered(str(found["program"])) <= _ordered(program_version())
    )
    if older:
        raise Denied("schema_older", program=program_version(), schema=has, needs=wanted)
    if has > wanted or other_rights:
        raise Denied("schema_newer", program=program_version(), schema=has, needs=wanted)
    return str(found["database"])


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
