-- Allotments: read by the organisation and by those who follow it; written by app.allot alone. Who gave it is granted to
-- nobody; how much is given altogether is app.shared_out.
select app.read_by_clerks('allotment');
select app.read_by_reviewers('allotment');
create trigger audit_note after insert or update or delete on app.allotment for each row execute function audit.note();
