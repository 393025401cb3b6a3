"""What a reason was given for: the texts as they stood then. One reason let everything through that was ever written into
its row; it covers those texts alone now, and is asked for anew when they change."""

from typing import Any

SQL = """
-- {field: the text for which set_aside was given}
alter table app.reflection add column covered jsonb;
alter table app.opinion add column covered jsonb;
update app.reflection set covered = nullif(jsonb_strip_nulls(
    jsonb_build_object('general', general, 'forecast', forecast, 'proposals', proposals)), '{}') where set_aside is not null;
update app.opinion set covered = jsonb_build_object('text', text) where set_aside is not null and text is not null;
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
