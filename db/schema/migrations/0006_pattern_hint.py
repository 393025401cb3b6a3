"""Before the whole pattern of a kind of personal data, a cheap look at whether the text can hold it at all."""

from typing import Any

SQL = """
alter table app.personal_pattern add column hint text not null default '';
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
