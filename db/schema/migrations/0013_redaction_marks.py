"""What a redaction leaves is a random mark of its own, kept with it. Until now it was a digest of the text, from which a
telephone number could be guessed; those that stand anywhere are replaced."""

from typing import Any

SQL = r"""
alter table app.redaction add column mark text;
-- whether what stands today was left alone, and only what stood before it removed
alter table app.redaction add column earlier boolean not null default false;
create index redaction_record on app.redaction (record);
create index redaction_report on app.redaction (reflection_id);
alter table app.redaction drop constraint redaction_place, add constraint redaction_place check (case table_name
    when 'reflection' then field in ('general', 'forecast', 'proposals', 'set_aside', 'paper_number', 'paper_set_aside')
    when 'opinion' then field in ('text', 'set_aside')
    when 'returning' then field in ('reason', 'set_aside')
    when 'reopening' then field in ('reason', 'set_aside')
    when 'exemption' then field in ('reason', 'set_aside')
    when 'redaction' then field in ('reason', 'set_aside')
    else false end);

-- in letters alone, as app.redact makes it
update app.redaction set mark = '[đã xóa ' || left(translate(replace(gen_random_uuid()::text, '-', ''),
                                                             '0123456789', 'ghijklmnop'), 12) || ']';
alter table app.redaction alter column mark set not null;

create function app.without_digest(content jsonb, key text, mark text) returns jsonb language sql immutable as $$
    select case when content ->> key ~ '^\[đã xóa [a-p]{24}\]$' then jsonb_set(content, array[key], to_jsonb(mark))
           else content end
$$;
do $$
declare
    n record;
begin
    for n in select distinct on (table_name, record, field) * from app.redaction order by table_name, record, field, redacted_at
    loop
        execute format('update app.%1$I set %2$I = $1 where id = $2 and %2$I ~ %3$L', n.table_name, n.field,
                       '^\[đã xóa [a-p]{24}\]$') using n.mark, n.record;
        if n.table_name = 'reflection' then
            update app.submission s set content = app.without_digest(s.content, n.field, n.mark)
            where s.reflection_id = n.record;
        elsif n.table_name = 'opinion' then
            update app.submission s set content = jsonb_set(s.content, '{opinions}', (
                select coalesce(jsonb_agg(case when i.item ->> 'id' = n.record::text
                                          then app.without_digest(i.item, n.field, n.mark) else i.item end order by i.place), '[]')
                from jsonb_array_elements(s.content -> 'opinions') with ordinality i(item, place)))
            where s.reflection_id = n.reflection_id;
        end if;
        update audit.entry e set before = app.without_digest(e.before, n.field, n.mark),
                                 after = app.without_digest(e.after, n.field, n.mark)
        where e.record = n.record::text and e.table_name = n.table_name;
    end loop;
end $$;
drop function app.without_digest(jsonb, text, text);
"""


def up(migrator: object, db: Any) -> None:
    db.cursor().execute(SQL)
