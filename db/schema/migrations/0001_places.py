"""Areas, bodies, organisations, villages: where and by whom. All dated: codes and names are reused for other places."""

from typing import Any

SQL = r"""
-- Text that a person may type. Normalised, and without any character that could drive another person's terminal
-- or hide what is written: controls, C1, bidirectional, zero-width, separators, tags (the table is db/rules/text.py).
create domain app.line as text
    constraint line_nfc check (value is nfc normalized)
    constraint line_clean check (value !~ '[\u0001-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F-\u1160\u17B4-\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\uFFFE-\uFFFF\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]')
    constraint line_trimmed check (value = btrim(value, E' \u00a0') and value <> '');
create domain app.long_text as text
    constraint long_text_nfc check (value is nfc normalized)
    constraint long_text_clean check (value !~ '[\u0001-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F-\u1160\u17B4-\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\uFFFE-\uFFFF\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]')
    constraint long_text_trimmed check (value = btrim(value, E' \n\u00a0') and value <> '');
-- A short text of a list or a setting: it may be empty.
create domain app.word as text
    constraint word_nfc check (value is nfc normalized)
    constraint word_clean check (value !~ '[\u0001-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F-\u1160\u17B4-\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\uFFFE-\uFFFF\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]');
create domain app.month as date
    constraint month_first_day check (extract(day from value) = 1);

-- The one clock of the rules. Empty in production, where app.now() is the real time; the demo and the tests pin it.
create table app.clock (
    only_row boolean primary key default true check (only_row),
    at timestamptz not null
);

-- The tree of places. The id is ours for ever; the official code and the name are not keys.
create table app.area (
    id integer primary key,
    parent_id integer references app.area,
    level text not null check (level in ('province', 'town', 'commune')),
    kind app.line not null,
    name app.line not null,
    code app.line not null,
    -- the code by which a town body types this commune as a place
    number smallint not null check (number >= 0),
    opened date not null,
    closed date check (closed > opened)
);
create index area_parent on app.area (parent_id);
create unique index area_code_once_at_a_time on app.area (code) where closed is null;

-- What became of an area: many to many, with the share that went where when it is known.
create table app.succession (
    from_id integer not null references app.area,
    to_id integer not null references app.area,
    on_date date not null,
    share numeric check (share > 0 and share <= 1),
    primary key (from_id, to_id, on_date)
);

create table app.body (
    id smallint primary key,
    code app.line not null unique,
    name app.line not null,
    short app.line not null,
    stratum app.line not null
);

-- One body in one area. Records hang on it; closing one keeps its records.
create table app.organisation (
    id integer primary key,
    body_id smallint not null references app.body,
    area_id integer not null references app.area,
    name app.line not null,
    short app.line not null,
    opened date not null,
    closed date check (closed > opened)
);
create index organisation_area on app.organisation (area_id, body_id);
create unique index organisation_once on app.organisation (body_id, area_id) where closed is null;

create table app.village (
    id integer primary key,
    area_id integer not null references app.area,
    number smallint not null check (number > 0),
    name app.line not null,
    opened date not null,
    closed date check (closed > opened)
);
create unique index village_number on app.village (area_id, number) where closed is null;
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
