"""What is installed here: which tables (the last migration) and which rights (a digest of the replaceable SQL)."""

from typing import Any

SQL = r"""
create table app.installed (
    only_row boolean primary key default true check (only_row),
    migration integer not null,
    rights text not null,
    program text not null,
    at timestamptz not null default now()
);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
