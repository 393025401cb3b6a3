"""Reasons that people write are texts like any other: checked, set aside with a reason of their own, and redactable. And
attempts of the superuser, who sets a place up before there are any staff: every command has one."""

from typing import Any

SQL = """
-- none: the superuser who sets the place up
alter table app.attempt alter column staff_id drop not null;

-- why a warning about the paper's number, or about a reason, was set aside by the person who typed it
alter table app.reflection add column paper_set_aside app.line check (char_length(paper_set_aside) between 5 and 300);
alter table app.returning add column set_aside app.line check (char_length(set_aside) between 5 and 300);
alter table app.reopening add column set_aside app.line check (char_length(set_aside) between 5 and 300);
alter table app.exemption add column set_aside app.line check (char_length(set_aside) between 5 and 300);
alter table app.redaction add column set_aside app.line check (char_length(set_aside) between 5 and 300);

-- The state of the report then: that a draft was redacted, and why, its reviewers do not read. None: of no report.
alter table app.redaction add column status text;

-- A return has a key of its own, by which its reason can be redacted, in the audit too.
alter table app.returning add column id uuid;
update app.returning set id = gen_random_uuid();
alter table app.returning alter column id set not null, add constraint returning_id unique (id);
update audit.entry e set record = g.id::text from app.returning g
where e.table_name = 'returning' and g.reflection_id = e.report and g.number = (
    select max((made.after ->> 'number')::smallint) from audit.entry made
    where made.table_name = 'returning' and made.report = e.report and made.operation = 'insert' and made.id <= e.id);

-- Texts that may be redacted; a reopening and an exemption belong to no report.
alter table app.redaction alter column reflection_id drop not null,
    drop constraint redaction_table_name_check,
    drop constraint redaction_field_check,
    add constraint redaction_place check (case table_name
        when 'reflection' then field in ('general', 'forecast', 'proposals', 'set_aside', 'paper_number', 'paper_set_aside')
        when 'opinion' then field in ('text', 'set_aside')
        when 'returning' then field in ('reason', 'set_aside')
        when 'reopening' then field in ('reason', 'set_aside')
        when 'exemption' then field in ('reason', 'set_aside')
        else false end);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
