"""Who owes what of a target: rules by date, from which obligations are computed."""

from typing import Any

SQL = """
-- A target over a population (the ratings of all organisations) is owed by none of them.
alter table app.target add column population boolean not null default false;

-- One duty for each subject of those levels in each period. Either bodies owe it, each for itself, or one is responsible
-- for the subject and it counts for the credited as well. Holds from from_date until a later row of the same code takes
-- its place, or its to_date has passed. The combinations that mean something are those of db/programme/owing_rules.py.
create table app.owing_rule (
    programme_id integer not null,
    number smallint not null,
    code app.word not null check (code <> ''),
    from_date date not null,
    to_date date check (to_date >= from_date),
    measure app.word not null,
    subject text not null check (subject in ('organisation', 'area', 'village', 'post', 'document', 'campaign', 'request')),
    levels text[] not null check (levels <@ array['province', 'town', 'commune'] and levels <> '{}'),
    bodies text[] not null,
    responsible app.word check (responsible <> ''),
    credited text[] not null,
    -- codes of the list posts: whose holders are meant
    posts text[] not null,
    period text not null check (period in ('year', 'quarter', 'month', 'week', 'once', 'request', 'register')),
    due_rule app.word,
    -- how many of the measure; none: its floor is to be reached, or is shared out
    least integer check (least > 0),
    most integer check (most >= least),
    -- whether most may not be passed
    ceiling boolean not null check (not ceiling or most is not null),
    source text not null check (source in ('rule', 'roster', 'request', 'allotment')),
    -- draft: only once a draft was sent to the subject, or chosen by it
    condition text check (condition in ('draft')),
    -- one event may count for several subjects
    joint boolean not null,
    primary key (programme_id, number, code, from_date),
    foreign key (programme_id, number, measure) references app.measure,
    foreign key (programme_id, due_rule) references app.due_rule,
    constraint owing_rule_who check ((bodies = '{}') = (responsible is not null)
        and (bodies = '{}' or subject not in ('area', 'village')) and (responsible is null or subject <> 'organisation')),
    constraint owing_rule_credited check (credited = '{}' or responsible is not null and responsible <> all (credited)),
    constraint owing_rule_posts check ((posts <> '{}') = (subject = 'post')),
    constraint owing_rule_source check (source = case subject when 'post' then 'roster' when 'request' then 'request'
        else 'rule' end or source = 'allotment' and subject = 'organisation' and least is null),
    constraint owing_rule_period check ((period = 'request') = (subject = 'request')
        and (period = 'register') = (due_rule is null) and (period <> 'register' or least is null and most is null)),
    constraint owing_rule_condition check (condition is null or subject in ('organisation', 'area')),
    constraint owing_rule_joint check (not joint or subject in ('area', 'village', 'post')),
    constraint owing_rule_village check (subject <> 'village' or levels = '{commune}')
);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
