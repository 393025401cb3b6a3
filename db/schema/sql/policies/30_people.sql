-- People see themselves; an administrator sees everyone. Nobody writes here directly: db/schema/sql/functions/80_staff.sql.

alter table app.staff enable row level security;
create policy oneself on app.staff for select to langnghe_user using (role = session_user collate "default");
create policy administrator_reads on app.staff for select to langnghe_user using ((select app.is_administrator()));
-- When a password was set and which sessions are void is for the audit and the timer: dates are told past a policy.
grant select (id, role, name, closed) on app.staff to langnghe_user;

alter table app.duty enable row level security;
create policy oneself on app.duty for select to langnghe_user using (staff_id = (select app.my_id()));
create policy administrator_reads on app.duty for select to langnghe_user using ((select app.is_administrator()));
grant select on app.duty to langnghe_user;

-- One's own attempts; written by app.begin alone.
alter table app.attempt enable row level security;
create policy oneself on app.attempt for select to langnghe_user using (staff_id = (select app.my_id()));
-- Not the digest, from which somebody who knows the rest of a text could guess a number in it; nor whose they are and of
-- what: comparisons of numbers and keys run before the policy, and these two would tell who wrote a record.
grant select (id, try, command, version, at) on app.attempt to langnghe_user;

create trigger audit_note after insert or update on app.staff for each row execute function audit.note();
create trigger audit_note after insert or update on app.duty for each row execute function audit.note();
create trigger keep before update or delete on app.attempt for each row execute function audit.keep();
create trigger keep_all before truncate on app.attempt for each statement execute function audit.keep();
