"""The clock of one connection, beside the one of all: the demo's year is written by several at once, each at its day."""

from typing import Any

SQL = """
alter table app.clock drop column only_row;
-- none: everyone's
alter table app.clock add column backend integer, add constraint clock_backend unique nulls not distinct (backend);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
