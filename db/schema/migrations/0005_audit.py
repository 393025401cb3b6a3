"""The audit: who changed what, when, from and to. Append-only; a redaction is the only change it permits."""

from typing import Any

SQL = r"""
create table audit.entry (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    role text not null default session_user,
    transaction xid8 not null default pg_current_xact_id(),
    table_name text not null,
    record text not null,
    -- the report that the row belongs to, so that a report's history is one look-up
    report uuid,
    organisation_id integer,
    operation text not null check (operation in ('insert', 'update', 'delete', 'redact')),
    -- while true, only the organisation itself sees the entry
    draft boolean not null,
    before jsonb,
    after jsonb
);
create index entry_report on audit.entry (report, id) where report is not null;
create index entry_record on audit.entry (record, id);
create index entry_organisation on audit.entry (organisation_id, at);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
