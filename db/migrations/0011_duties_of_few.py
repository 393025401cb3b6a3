"""The duties that nobody's organisation or area leads to are few, and looked for at every one's history."""

from typing import Any

SQL = "create index duty_of_few on app.duty (kind) where kind in ('national', 'administrator')"


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
