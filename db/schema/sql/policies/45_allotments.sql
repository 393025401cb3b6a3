-- Allotments: read by the organisation and by those who follow it; written by app.allot alone. Who gave it is granted to
-- nobody; how much is given altogether is app.shared_out.
alter table app.allotment enable row level security;
create policy own on app.allotment for select to langnghe_user
    using (organisation_id = any ((select app.write_scope())::integer[]));
create policy reviewed on app.allotment for select to langnghe_user
    using (organisation_id = any ((select app.review_scope())::integer[]));
grant select (id, organisation_id, programme_id, number, measure, from_date, amount, paper_number, paper_date, given_at)
      on app.allotment to langnghe_user;
create trigger audit_note after insert or update or delete on app.allotment for each row execute function audit.note();
