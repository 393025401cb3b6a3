"""Code lists belong to a programme, as its targets do: two areas may have lists of their own in one year."""

from typing import Any

SQL = """
alter table app.code add column programme_id integer references app.programme;
alter table app.code drop constraint code_pkey;
-- Until now a list held everywhere: each programme keeps all that was in force in its year.
insert into app.code (programme_id, list, code, vi, en, short, short_en, position, from_date, to_date)
select g.id, c.list, c.code, c.vi, c.en, c.short, c.short_en, c.position, c.from_date, c.to_date
from app.code c join app.programme g
  on c.from_date <= make_date(g.year, 12, 31) and (c.to_date is null or c.to_date >= make_date(g.year, 1, 1));
delete from app.code where programme_id is null;
alter table app.code alter column programme_id set not null, add primary key (programme_id, list, code, from_date);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
