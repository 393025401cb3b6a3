"""The year's programme as data: targets, due rules and the days they come to, code lists, settings."""

from typing import Any

SQL = r"""
create table app.programme (
    id integer generated always as identity primary key,
    year smallint not null check (year between 2000 and 2200),
    area_id integer not null references app.area,
    title app.line not null,
    title_en app.line not null,
    source app.line not null,
    source_en app.line not null,
    digest app.word not null,
    loaded timestamptz not null default now(),
    unique (year, area_id)
);

-- The 21 rows of a year: what is owed, by whom, how often, how much.
create table app.target (
    programme_id integer not null references app.programme,
    number smallint not null check (number > 0),
    -- what the rules know it by: the monthly report is monthly_report whatever its number
    code text not null check (code ~ '^[a-z_]+$'),
    wording app.long_text not null,
    wording_en app.long_text not null,
    owes app.line not null,
    owes_en app.line not null,
    -- Y, M, W, once: how often
    periods text[] not null,
    target_limit app.line not null,
    target_limit_en app.line not null,
    note app.word not null default '',
    note_en app.word not null default '',
    due_rule app.word,
    primary key (programme_id, number),
    unique (programme_id, code)
);

-- The figures of a target: at least floor, at most ceiling.
create table app.measure (
    programme_id integer not null,
    number smallint not null,
    code app.word not null,
    vi app.line not null,
    en app.line not null,
    unit app.word not null,
    floor numeric,
    ceiling numeric check (ceiling >= floor),
    primary key (programme_id, number, code),
    foreign key (programme_id, number) references app.target
);

-- What a due rule comes to, month by month, worked out when the programme is loaded (weekends and holidays are in it),
-- so that PostgreSQL decides about lateness and locks by the same dates that the screens show.
create table app.period (
    programme_id integer not null references app.programme,
    rule app.word not null,
    month app.month not null,
    opens date not null,
    due date not null check (due >= opens),
    locks date not null check (locks >= due),
    primary key (programme_id, rule, month)
);

create table app.holiday (
    programme_id integer not null references app.programme,
    day date not null,
    name app.line not null,
    primary key (programme_id, day)
);

-- Code lists (topics, strata, natures …), dated: a record's codes are those in force in its month.
create table app.code (
    list app.word not null,
    code app.word not null,
    vi app.line not null,
    en app.line not null,
    short app.word not null default '',
    short_en app.word not null default '',
    position smallint not null,
    from_date date not null,
    to_date date check (to_date >= from_date),
    primary key (list, code, from_date)
);

create table app.setting (
    programme_id integer not null references app.programme,
    name app.word not null,
    from_date date not null,
    value app.word not null,
    primary key (programme_id, name, from_date)
);

-- Filled at every upgrade from db/rules/personal_data.py, so that both sides know the same patterns.
create table app.personal_pattern (
    kind text not null,
    pattern text not null,
    position smallint primary key
);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
