"""An opinion's place in its report is given by the server when it joins; a client's clock made the order of the keys."""

from typing import Any

SQL = """
alter table app.opinion add column position integer not null default 1;
-- what people have seen as item 3 stays item 3
update app.opinion o set position = n.position
from (select id, row_number() over (partition by reflection_id order by id) as position from app.opinion) n
where n.id = o.id;
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
