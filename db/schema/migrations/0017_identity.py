"""Each database has an id of its own, by which a person's drafts are found however it is reached."""

from typing import Any

SQL = """
alter table app.installed add column database uuid not null default gen_random_uuid();
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
