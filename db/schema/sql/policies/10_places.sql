-- Places and programmes are read by everyone signed in, and kept by administrators. Nothing is deleted: it is closed.

-- The clock: no policy and no grant, so that only its owner and the superuser set it.
alter table app.clock enable row level security;

-- Which schema is here: every program looks before it does anything.
alter table app.installed enable row level security;
create policy everyone_reads on app.installed for select to langnghe_user using (true);
grant select on app.installed to langnghe_user;

-- One paragraph for all: everyone reads, an administrator adds, and changes what may change; ids and codes stay.
alter table app.area enable row level security;
create policy everyone_reads on app.area for select to langnghe_user using (true);
create policy administrator_adds on app.area for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.area for update to langnghe_user using ((select app.is_administrator()));
grant select, insert (id, parent_id, level, kind, name, code, number, opened, closed),
      update (kind, name, number, closed) on app.area to langnghe_user;

alter table app.succession enable row level security;
create policy everyone_reads on app.succession for select to langnghe_user using (true);
create policy administrator_adds on app.succession for insert to langnghe_user with check ((select app.is_administrator()));
grant select, insert (from_id, to_id, on_date, share) on app.succession to langnghe_user;

alter table app.body enable row level security;
create policy everyone_reads on app.body for select to langnghe_user using (true);
create policy administrator_adds on app.body for insert to langnghe_user with check ((select app.is_administrator()));
grant select, insert (id, code, name, short, stratum) on app.body to langnghe_user;

alter table app.organisation enable row level security;
create policy everyone_reads on app.organisation for select to langnghe_user using (true);
create policy administrator_adds on app.organisation for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.organisation for update to langnghe_user using ((select app.is_administrator()));
grant select, insert (id, body_id, area_id, name, short, opened, closed),
      update (name, short, closed) on app.organisation to langnghe_user;

alter table app.village enable row level security;
create policy everyone_reads on app.village for select to langnghe_user using (true);
create policy administrator_adds on app.village for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.village for update to langnghe_user using ((select app.is_administrator()));
grant select, insert (id, area_id, number, name, opened, closed),
      update (name, closed) on app.village to langnghe_user;

-- Who is above whom is no secret. A relation ends by its `closed`; whom it names and when it began stay.
alter table app.relation enable row level security;
create policy everyone_reads on app.relation for select to langnghe_user using (true);
create policy administrator_adds on app.relation for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.relation for update to langnghe_user using ((select app.is_administrator()));
grant select, insert (kind, from_id, to_id, opened, closed), update (closed) on app.relation to langnghe_user;
create trigger check_relation before insert or update on app.relation for each row execute function app.check_relation();

create trigger audit_note after insert or update on app.relation for each row execute function audit.note();
create trigger audit_note after insert or update on app.succession for each row execute function audit.note();
create trigger audit_note after insert or update on app.body for each row execute function audit.note();
create trigger audit_note after insert or update on app.area for each row execute function audit.note();
create trigger audit_note after insert or update on app.organisation for each row execute function audit.note();
create trigger audit_note after insert or update on app.village for each row execute function audit.note();
