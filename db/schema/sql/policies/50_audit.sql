-- The audit is read within one's scope: an organisation all of its own, who follows it what was no draft any more,
-- an administrator what belongs to no organisation's records. Nobody writes it but the trigger.

alter table audit.entry enable row level security;
create policy own on audit.entry for select to langnghe_user
    using (organisation_id = any ((select app.write_scope())::integer[]));
create policy reviewed on audit.entry for select to langnghe_user
    using (not draft and organisation_id = any ((select app.review_scope())::integer[]));
create policy administrator_reads on audit.entry for select to langnghe_user
    using (organisation_id is null and report is null and (select app.is_administrator()));
grant select on audit.entry to langnghe_user;

create trigger keep before update or delete on audit.entry for each row execute function audit.keep();
create trigger keep_all before truncate on audit.entry for each statement execute function audit.keep();
