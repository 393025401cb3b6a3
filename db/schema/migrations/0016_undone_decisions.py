"""A return that its reviewer took back before anybody acted on it: it stays readable, and counts for nothing."""

from typing import Any

SQL = """
alter table app.returning add column withdrawn timestamptz,
    add constraint returning_withdrawn_unanswered check (withdrawn is null or answered is null);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
