insert into app.relation (kind, from_id, to_id, opened, closed)
select 'superior', a.id, b.id, '2023-01-01', '2025-07-01' from app.organisation a, app.organisation b where a.id < b.id
order by a.id, b.id limit 1;
