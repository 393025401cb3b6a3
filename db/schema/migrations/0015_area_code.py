"""Areas by their official code, closed ones too: together with the other ways to name one, no list of all is read."""

from typing import Any

SQL = """
create index area_code on app.area (code);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
