"""Amounts of the programme shared out to organisations (giao chỉ tiêu), by date, each from a paper."""

from typing import Any

SQL = """
-- One paper's shares of one measure, a row for each organisation. A later paper takes the place of an earlier one from its
-- from_date on, for the organisations that it names. What the shares are of is the measure's floor.
create table app.allotment (
    id uuid not null,
    organisation_id integer not null references app.organisation,
    programme_id integer not null,
    number smallint not null,
    measure app.word not null,
    from_date date not null,
    amount integer not null check (amount >= 0),
    paper_number app.line not null check (char_length(paper_number) <= 40),
    paper_date date not null,
    given_at timestamptz not null,
    given_by integer not null references app.staff,
    primary key (id, organisation_id),
    foreign key (programme_id, number, measure) references app.measure,
    constraint allotment_once unique (organisation_id, programme_id, number, measure, from_date)
);
create index allotment_measure on app.allotment (programme_id, number);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
