"""The month's report (reflection), its opinions and petitions, and what happens to it on its way."""

from typing import Any

SQL = r"""
-- One report of one organisation about one month. The state changes only through the functions of
-- db/schema/sql/functions/report.sql; author, times, version and state are never granted to anyone.
create table app.reflection (
    id uuid primary key,
    organisation_id integer not null references app.organisation,
    month app.month not null,
    kind text not null default 'periodic' check (kind in ('periodic', 'adhoc')),
    nil boolean not null default false,
    general app.long_text check (char_length(general) <= 8000),
    forecast app.long_text check (char_length(forecast) <= 8000),
    proposals app.long_text check (char_length(proposals) <= 8000),
    paper_number app.line check (char_length(paper_number) <= 40),
    paper_date date,
    -- why a warning (text that looks like a person's data) was set aside by the person who typed it
    set_aside app.line check (char_length(set_aside) between 5 and 300),
    status text not null default 'draft' check (status in ('draft', 'submitted', 'accepted', 'returned')),
    version integer not null default 1,
    created_by integer not null references app.staff,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    first_submitted timestamptz,
    submitted timestamptz,
    submitted_by integer references app.staff,
    -- when a reviewer first opened what was last sent: from then on it cannot be taken back
    opened timestamptz,
    decided timestamptz,
    decided_by integer references app.staff,
    return_due date,
    return_missed boolean not null default false,
    constraint reflection_nil_is_empty check (not nil or (general is null and forecast is null and proposals is null)),
    constraint reflection_nil_is_periodic check (not nil or kind = 'periodic'),
    constraint reflection_submitted check (status = 'draft' or (first_submitted is not null and submitted is not null)),
    constraint reflection_returned check ((status = 'returned') <= (return_due is not null)),
    constraint reflection_paper_date check (paper_date is null or paper_date between month and month + 400),
    -- what the rows below are tied to, so that theirs is always the report's own organisation, month and state
    unique (id, organisation_id, month, status)
);
create unique index reflection_once_a_month on app.reflection (organisation_id, month) where kind = 'periodic';
create index reflection_month on app.reflection (organisation_id, month) include (status);
create index reflection_waiting on app.reflection (organisation_id) where status = 'submitted';

-- What citizens say: without its speaker, and without a place. Everything may be missing until the report is sent.
create table app.opinion (
    id uuid primary key,
    reflection_id uuid not null,
    organisation_id integer not null,
    month app.month not null,
    status text not null,
    nature text,
    topic text,
    breadth text,
    stratum text,
    text app.long_text check (char_length(text) between 10 and 2000),
    set_aside app.line check (char_length(set_aside) between 5 and 300),
    version integer not null default 1,
    created_by integer not null references app.staff,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint opinion_of_its_report foreign key (reflection_id, organisation_id, month, status)
        references app.reflection (id, organisation_id, month, status) on update cascade,
    constraint opinion_not_empty check (num_nonnulls(nature, topic, breadth, text) > 0),
    unique (id, organisation_id, month, status)
);
create index opinion_report on app.opinion (reflection_id);
create index opinion_month on app.opinion (organisation_id, month) include (status);

-- The follow-up of an opinion whose nature is 5. It alone has a place: a village or the whole commune, for a town
-- body one of its communes. `place` is what is typed; the database resolves it.
create table app.petition (
    opinion_id uuid primary key,
    reflection_id uuid not null,
    organisation_id integer not null,
    month app.month not null,
    status text not null,
    agency text,
    place text,
    area_id integer references app.area,
    village_id integer references app.village,
    via_voters boolean,
    state text not null default 'received' check (state in
        ('received', 'routed', 'in_progress', 'answered', 'resolved', 'not_resolved', 'rerouted', 'withdrawn')),
    version integer not null default 1,
    updated_at timestamptz not null,
    constraint petition_of_its_opinion foreign key (opinion_id, organisation_id, month, status)
        references app.opinion (id, organisation_id, month, status) on update cascade on delete cascade,
    constraint petition_place_resolved check (place is null or area_id is not null)
);
create index petition_open on app.petition (organisation_id, month) where state not in ('resolved', 'not_resolved', 'withdrawn');

-- What was sent, each time, as it was then. A return cannot quietly soften what was said first.
create table app.submission (
    reflection_id uuid not null references app.reflection,
    number smallint not null,
    organisation_id integer not null,
    submitted_at timestamptz not null,
    submitted_by integer not null references app.staff,
    taken_back timestamptz,
    content jsonb not null,
    primary key (reflection_id, number)
);

-- Sent back for correction: why, which items, and by when it must come again.
create table app.returning (
    reflection_id uuid not null references app.reflection,
    number smallint not null,
    organisation_id integer not null,
    reason app.long_text not null check (char_length(reason) between 5 and 2000),
    due date not null,
    items uuid[] not null default '{}',
    returned_at timestamptz not null,
    returned_by integer not null references app.staff,
    answered timestamptz,
    primary key (reflection_id, number)
);

-- A locked month opened again for one organisation.
create table app.reopening (
    id uuid primary key,
    organisation_id integer not null references app.organisation,
    month app.month not null,
    reason app.line not null check (char_length(reason) between 5 and 300),
    until date not null,
    opened_at timestamptz not null,
    opened_by integer not null references app.staff
);
create index reopening_month on app.reopening (organisation_id, month);

-- A duty that an organisation need not do for some months, with who said so and why.
create table app.exemption (
    id uuid primary key,
    organisation_id integer not null references app.organisation,
    target smallint not null,
    from_month app.month not null,
    until_month app.month not null check (until_month >= from_month),
    reason app.line not null check (char_length(reason) between 5 and 300),
    given_at timestamptz not null,
    given_by integer not null references app.staff
);
create index exemption_organisation on app.exemption (organisation_id);

-- Who above an organisation read its reports. The organisation can see it.
create table app.reading (
    id bigint generated always as identity primary key,
    reflection_id uuid references app.reflection,
    organisation_id integer not null references app.organisation,
    staff_id integer not null references app.staff,
    what text not null check (what in ('report', 'search', 'history')),
    at timestamptz not null default clock_timestamp()
);
create index reading_organisation on app.reading (organisation_id, at);

-- A text that named a person, made unreadable: what remains is a digest, here, in the record, in what was sent, in the audit.
create table app.redaction (
    id uuid primary key,
    table_name text not null check (table_name in ('reflection', 'opinion')),
    record uuid not null,
    reflection_id uuid not null,
    organisation_id integer not null,
    field text not null check (field in ('general', 'forecast', 'proposals', 'text')),
    reason app.line not null check (char_length(reason) between 5 and 300),
    -- set only while its own changes run: the audit and the checks let these pass, and nothing after them
    transaction xid8 default pg_current_xact_id(),
    redacted_at timestamptz not null,
    redacted_by integer not null references app.staff
);
create index redaction_transaction on app.redaction (transaction);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
