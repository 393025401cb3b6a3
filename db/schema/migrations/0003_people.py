"""Who is who: staff are login roles, and their duties decide what they may see and write."""

from typing import Any

SQL = r"""
-- One person, one login role. A closed person keeps the row: history names it.
create table app.staff (
    id integer generated always as identity primary key,
    role text not null unique check (role ~ '^[a-z][a-z0-9_-]{1,62}$'),
    name app.line not null,
    closed timestamptz
);

-- clerk: writes its organisation's records. reviewer, decider: an area, perhaps of one body. administrator: areas,
-- organisations, staff, programmes, and no opinions. national: accepted reports of everyone, no place and no author.
create table app.duty (
    id integer generated always as identity primary key,
    staff_id integer not null references app.staff,
    kind text not null check (kind in ('clerk', 'reviewer', 'decider', 'administrator', 'national')),
    organisation_id integer references app.organisation,
    area_id integer references app.area,
    body_id smallint references app.body,
    from_date date not null,
    -- the day before its first: given by mistake, and never in force
    to_date date check (to_date >= from_date - 1),
    constraint duty_clerk check ((kind = 'clerk') = (organisation_id is not null)),
    constraint duty_area check ((kind in ('reviewer', 'decider')) = (area_id is not null)),
    constraint duty_body check (body_id is null or area_id is not null)
);
create index duty_staff on app.duty (staff_id);
create index duty_organisation on app.duty (organisation_id) where organisation_id is not null;

-- Every command that was carried out, by its client-made id: a repeat finds itself here and stores nothing twice.
-- `version` is the version that the record has after this try.
create table app.attempt (
    id uuid not null,
    try smallint not null check (try > 0),
    command text not null check (char_length(command) <= 40),
    record uuid not null,
    digest text not null check (char_length(digest) <= 128),
    version integer not null,
    staff_id integer not null references app.staff,
    at timestamptz not null default clock_timestamp(),
    primary key (id, try)
);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
