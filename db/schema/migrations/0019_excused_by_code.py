"""An exemption names its target by the code that the rules know it by: numbers differ from area to area and change with
the year."""

from typing import Any

SQL = """
alter table app.exemption add column target_code text check (target_code ~ '^[a-z_]+$');
-- The number meant a target of the programme that holds where the organisation is, in the first month's year. Reports
-- are all that could be excused from until now.
update app.exemption e set target_code = coalesce((
    with recursive above(id, parent_id, height) as (
        select a.id, a.parent_id, 0 from app.organisation o join app.area a on a.id = o.area_id
        where o.id = e.organisation_id
        union all
        select a.id, a.parent_id, b.height + 1 from above b join app.area a on a.id = b.parent_id
    )
    select t.code from above b
    join app.programme g on g.area_id = b.id and g.year = extract(year from e.from_month)
    join app.target t on t.programme_id = g.id and t.number = e.target order by b.height limit 1), 'monthly_report');
alter table app.exemption alter column target_code set not null, drop column target;
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
