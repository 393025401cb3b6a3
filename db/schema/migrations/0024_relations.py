"""How organisations relate beside the tree of areas, by date."""

from typing import Any

SQL = """
-- from_id is the superior of to_id, follows it (theo dõi), or reports for it, until the day before `closed`.
create table app.relation (
    kind text not null check (kind in ('superior', 'follows', 'reports_for')),
    from_id integer not null references app.organisation,
    to_id integer not null references app.organisation,
    opened date not null,
    closed date check (closed > opened),
    primary key (kind, from_id, to_id, opened),
    constraint relation_to_itself check (from_id <> to_id)
);
create index relation_to on app.relation (to_id);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
