"""The whole programme as it was read: all due rules, whom a target concerns, the scorecard, grades and quotas by date."""

from typing import Any

SQL = """
-- When something is due: by a calendar rule (RFC 5545), or some days after a request. What a calendar rule comes to is in
-- app.period, except for weeks, which are worked out where they are asked for.
create table app.due_rule (
    programme_id integer not null references app.programme,
    code app.word not null check (code <> ''),
    label app.line not null,
    label_en app.line not null,
    rrule app.word,
    days smallint check (days > 0),
    shift text not null check (shift in ('none', 'next_working', 'previous_working')),
    -- how many months each of its periods has: 1, 3 for quarters, 12; none for weeks and for requests
    months smallint check (months between 1 and 12 and 12 % months = 0),
    opens_day smallint not null check (opens_day between 1 and 28),
    opens_early smallint not null check (opens_early >= 0),
    lock_after_days smallint check (lock_after_days >= 0),
    primary key (programme_id, code),
    constraint due_rule_kind check (num_nonnulls(rrule, days) = 1 and (months is null or rrule is not null))
);

-- Whom a target concerns, by the codes of levels and bodies; what proves it; the section of the scorecard it counts in.
alter table app.target
    add column levels text[] not null default '{}' check (levels <@ array['province', 'town', 'commune']),
    add column bodies text[] not null default '{}',
    add column evidence app.word not null default '',
    add column evidence_en app.word not null default '',
    add column scorecard app.word not null default '';

-- Rules by date: each holds from from_date until a later one of the same code takes its place, or its to_date has passed.
create table app.score_item (
    programme_id integer not null references app.programme,
    code app.word not null check (code <> ''),
    from_date date not null,
    to_date date check (to_date >= from_date),
    section app.word not null check (section <> ''),
    label app.line not null,
    label_en app.line not null,
    position smallint not null,
    points smallint not null check (points between 1 and 100),
    -- the targets, by number, that it is counted from
    targets smallint[] not null check (targets <> '{}'),
    primary key (programme_id, code, from_date)
);

-- The conditions of a grade, all of which must hold; shares in percent.
create table app.grade_rule (
    programme_id integer not null references app.programme,
    grade app.word not null check (grade <> ''),
    from_date date not null,
    to_date date check (to_date >= from_date),
    points smallint not null check (points between 0 and 100),
    late_most smallint check (late_most between 0 and 100),
    exceeded_least smallint check (exceeded_least between 0 and 100),
    primary key (programme_id, grade, from_date)
);

-- How many may, or must, have a grade: percent of a base, within each body, each level, or among all.
create table app.quota (
    programme_id integer not null references app.programme,
    grade app.word not null check (grade <> ''),
    direction text not null check (direction in ('floor', 'cap')),
    from_date date not null,
    to_date date check (to_date >= from_date),
    share smallint not null check (share between 0 and 100),
    base text not null check (base in ('good_only', 'good_or_better', 'rated')),
    rounding text not null check (rounding in ('up', 'down', 'nearest')),
    groups text[] not null check (groups <@ array['body', 'level']),
    primary key (programme_id, grade, direction, from_date)
);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
