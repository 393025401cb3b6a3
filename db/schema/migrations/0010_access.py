"""When a person's access last changed: which of their sessions are still good, and when a password was set for them."""

from typing import Any

SQL = """
-- a session that began before this moment is void; infinity: nobody signs in while a password is being changed
alter table app.staff add column sessions_from timestamptz,
    add column password_set timestamptz;
create index duty_area on app.duty (area_id) where area_id is not null;
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
