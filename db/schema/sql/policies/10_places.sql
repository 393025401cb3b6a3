-- Places and programmes are read by everyone signed in, and kept by administrators. Nothing is deleted: it is closed.

-- The clock: no policy and no grant, so that only its owner and the superuser set it.
alter table app.clock enable row level security;

-- Which schema is here: every program looks before it does anything.
select app.read_by_all('installed');

-- One paragraph for all: everyone reads, an administrator adds, and changes what may change; ids and codes stay.
select app.kept_by_administrators('area',
    fixed => '{id, parent_id, level, code, opened}',
    changed => '{kind, name, number, closed}');

select app.kept_by_administrators('succession', fixed => '{from_id, to_id, on_date, share}');

select app.kept_by_administrators('body', fixed => '{id, code, name, short, stratum}');

select app.kept_by_administrators('organisation',
    fixed => '{id, body_id, area_id, opened}',
    changed => '{name, short, closed}');

select app.kept_by_administrators('village', fixed => '{id, area_id, number, opened}', changed => '{name, closed}');

-- Who is above whom is no secret. A relation ends by its `closed`; whom it names and when it began stay.
select app.kept_by_administrators('relation', fixed => '{kind, from_id, to_id, opened}', changed => '{closed}');
create trigger check_relation before insert or update on app.relation for each row execute function app.check_relation();
