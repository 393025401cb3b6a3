"""A database as it grew: the migrations one after another, and after each the rows that people had by then.

The rows of a migration are in `rows/<its name>.sql` and name the columns of their time, so that they stand in the
tables while every later migration runs. Releases are the tags of the clone; where it has none (or is no clone),
there is only the way from the first migration.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

from playhouse.migrations import Runner

from db.schema.migrate import _Connected
from tests.servers import Database

ROOM = Path(__file__).parents[2]
_ROWS = Path(__file__).parent / "rows"
_WRITTEN_ANEW = {"app.installed", "app.personal_pattern"}  # by each upgrade
# Columns that a later migration took away on purpose.
_DROPPED = {"app.clock": {"only_row"}, "app.exemption": {"target"}}

Rows = dict[str, list[Any]]  # table → its rows as JSON


def releases() -> list[str]:
    """The tags of released versions in this clone, oldest first."""
    try:
        told = _git("tag", "--sort=version:refname").decode()
    except (OSError, subprocess.CalledProcessError):
        return []
    return [tag for tag in told.split() if re.fullmatch(r"v?\d+(\.\d+)+", tag)]


def release(tag: str, folder: Path) -> Path:
    """That release's `db`, unpacked into the folder; returns where its migrations are."""
    with tarfile.open(fileobj=io.BytesIO(_git("archive", tag, "db"))) as archive:
        archive.extractall(folder, filter="data")
    return next(folder.glob("db/**/migrations"))


def upgrade_by(folder: Path, database: Database) -> None:
    """`db upgrade` of the program in that folder: its rights and functions over what the tables have."""
    moved = (folder / "db" / "schema").is_dir()
    script = f"import sys; from db{'.schema' if moved else ''} import migrate; migrate.upgrade(sys.argv[1])"
    subprocess.run([sys.executable, "-c", script, database.dsn()], cwd=folder, check=True)


def grow(database: Database, migrations: Path, until: str | None = None) -> Rows:
    """Apply the folder's migrations to an empty database, one by one up to `until`, and put each one's rows in.

    Returns the rows as they stood when they were put in.
    """
    kept: Rows = {}
    line = database.connect()
    try:
        with line.cursor() as cursor:
            cursor.execute(_BEFORE_ALL)
            runner = Runner(_Connected(line), str(migrations), table_name="migration", schema="app")
            for migration in runner.migrations():
                cursor.execute("set role langnghe_owner")
                runner.up(migration.name)
                cursor.execute("reset role")
                rows = _ROWS / f"{migration.name}.sql"
                if rows.exists():
                    cursor.execute(rows.read_text(encoding="utf-8"))
                for table, found in _rows(cursor).items():
                    kept.setdefault(table, found)
                if migration.name == until:
                    break
    finally:
        line.close()
    return kept


def lost(database: Database, kept: Rows) -> list[str]:
    """Each row that is no longer there with all its values, as text. A later column may have joined it."""
    line = database.connect()
    try:
        with line.cursor() as cursor:
            now = _rows(cursor)
    finally:
        line.close()
    return [
        f"{table}: {json.dumps(row, ensure_ascii=False)}"
        for table, rows in kept.items()
        for row in rows
        if not any(_without(row, table).items() <= found.items() for found in now.get(table, []))
    ]


def _without(row: dict[str, Any], table: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _DROPPED.get(table, ())}


def empty_tables(database: Database) -> set[str]:
    """The tables that nobody has put a row into."""
    tables = database.rows("select format('%I.%I', schemaname, tablename) as name from pg_tables"
                           " where schemaname in ('app', 'audit')")  # fmt: skip
    return {t["name"] for t in tables if not database.value(f"select exists (select from {t['name']})")}


def _rows(cursor: Any) -> Rows:
    """Every table's rows now, if it has any."""
    cursor.execute("select format('%I.%I', schemaname, tablename) from pg_tables"
                   " where schemaname in ('app', 'audit') order by 1")  # fmt: skip
    found: Rows = {}
    for (table,) in cursor.fetchall():
        if table not in _WRITTEN_ANEW:
            cursor.execute(f"select to_jsonb(t) from {table} t")
            rows = [row for (row,) in cursor.fetchall()]
            if rows:
                found[table] = rows
    return found


def _git(*arguments: str) -> bytes:
    """What git says of this clone, also to another account than the one that owns it."""
    start = ["git", "-c", f"safe.directory={ROOM}", "-C", str(ROOM)]
    return subprocess.run([*start, *arguments], check=True, capture_output=True).stdout


# What every upgrade has made before the first migration: the owner, and our two schemas.
_BEFORE_ALL = """
do $$ begin
    if not exists (select from pg_roles where rolname = 'langnghe_owner') then
        create role langnghe_owner nologin;
    end if;
end $$;
create schema app authorization langnghe_owner;
create schema audit authorization langnghe_owner;
"""
