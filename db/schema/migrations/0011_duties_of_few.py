"""The duties that no organisation or area leads to (national readers', administrators') are few, and looked for at every
history. The index is told by its columns, not by the kind: an index on a text tells what its table holds."""

from typing import Any

SQL = "create index duty_of_few on app.duty (id) where organisation_id is null and area_id is null"


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
