"""What a reader of the whole country looks through, and what an area has come from."""

from typing import Any

SQL = """
-- accepted reports of a month, the newest first, page by page
create index reflection_accepted on app.reflection (month, decided, id) where status = 'accepted';
create index succession_to on app.succession (to_id);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
