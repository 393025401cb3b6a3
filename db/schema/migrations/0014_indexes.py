"""Indexes by which whatever a person opens costs what their own rows cost, however large the country around them is."""

from typing import Any

SQL = """
-- what hangs on a report is found with it: while it is sent, and when a draft is dropped
create index petition_report on app.petition (reflection_id);
create index reading_report on app.reading (reflection_id) where reflection_id is not null;
create index reading_staff on app.reading (staff_id);
-- what is not sent, and reports that no month asks for, are few among all that were ever written
create index reflection_draft on app.reflection (organisation_id, month) where status = 'draft';
create index reflection_adhoc on app.reflection (organisation_id, month) where kind = 'adhoc';
-- an area's programmes of many years, and its villages of all times
create index programme_area on app.programme (area_id, year);
create index village_area on app.village (area_id, number);
-- what an administrator names on the command line, whatever the case
create index organisation_name on app.organisation (lower(name));
create index organisation_short on app.organisation (lower(short));
create index area_name on app.area (lower(name));
create index area_whole_name on app.area (lower(kind || ' ' || name));
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
