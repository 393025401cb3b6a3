-- Reports: an organisation's clerks see and write its own; who follows the area reads them from their sending on;
-- a national reader reads what was accepted. Nobody is granted DELETE, nor any author, time, version or state.

-- reflection. Author columns are granted to nobody: app.people_of names them to those who may know. The paper's number and
-- why its warning was set aside are changed together, by app.set_paper. What a reason covers is written, never read.
alter table app.reflection enable row level security;
create policy own on app.reflection for select to langnghe_user
    using (organisation_id = any ((select app.write_scope())::integer[]));
create policy reviewed on app.reflection for select to langnghe_user
    using (status <> 'draft' and organisation_id = any ((select app.review_scope())::integer[]));
create policy accepted_everywhere on app.reflection for select to langnghe_national
    using (status = 'accepted' and (select app.has_duty('national')));
create policy clerk_begins on app.reflection for insert to langnghe_user
    with check (status = 'draft' and organisation_id = any ((select app.write_scope())::integer[]));
create policy clerk_changes_what_is_not_sent on app.reflection for update to langnghe_user
    using (status in ('draft', 'returned') and organisation_id = any ((select app.write_scope())::integer[]));
grant select (id, organisation_id, month, kind, nil, general, forecast, proposals, paper_number, paper_date, paper_set_aside, set_aside, status,
              version, created_at, updated_at, first_submitted, submitted, opened, decided, return_due, return_missed),
      insert (id, organisation_id, month, kind, nil, general, forecast, proposals, paper_number, paper_date, paper_set_aside,
              set_aside, covered),
      update (nil, general, forecast, proposals, set_aside, covered)
      on app.reflection to langnghe_user;

-- Without a grant of its own, a member of langnghe_national could drop its policies: DROP OWNED BY langnghe_national
-- takes away whatever names that role, and stops only at a right on a table of which the person has columns alone.
grant select (id) on app.reflection to langnghe_national;

-- opinion. Removing one is app.remove_opinion.
alter table app.opinion enable row level security;
create policy own on app.opinion for select to langnghe_user
    using (organisation_id = any ((select app.write_scope())::integer[]));
create policy reviewed on app.opinion for select to langnghe_user
    using (status <> 'draft' and organisation_id = any ((select app.review_scope())::integer[]));
create policy accepted_everywhere on app.opinion for select to langnghe_national
    using (status = 'accepted' and (select app.has_duty('national')));
create policy clerk_adds on app.opinion for insert to langnghe_user
    with check (status in ('draft', 'returned') and organisation_id = any ((select app.write_scope())::integer[]));
create policy clerk_changes_what_is_not_sent on app.opinion for update to langnghe_user
    using (status in ('draft', 'returned') and organisation_id = any ((select app.write_scope())::integer[]));
grant select (id, reflection_id, organisation_id, month, status, position, nature, topic, breadth, stratum, text,
              set_aside, version, created_at, updated_at),
      insert (id, reflection_id, nature, topic, breadth, stratum, text, set_aside, covered),
      update (nature, topic, breadth, stratum, text, set_aside, covered)
      on app.opinion to langnghe_user;

-- petition. Made and unmade with its opinion by a trigger; its place is for the organisation and those above it,
-- never for the national reader. `place` says it: comparisons of the numbers that it stands for run before the policy.
alter table app.petition enable row level security;
create policy own on app.petition for select to langnghe_user
    using (organisation_id = any ((select app.write_scope())::integer[]));
create policy reviewed on app.petition for select to langnghe_user
    using (status <> 'draft' and organisation_id = any ((select app.review_scope())::integer[]));
create policy clerk_changes_what_is_not_sent on app.petition for update to langnghe_user
    using (status in ('draft', 'returned') and organisation_id = any ((select app.write_scope())::integer[]));
grant select (opinion_id, reflection_id, organisation_id, month, status, agency, place, via_voters, state, version,
              updated_at),
      update (agency, place, via_voters) on app.petition to langnghe_user;

-- What was sent and what came back: written by the functions of 60_sending.sql and 62_reviewing.sql alone.
alter table app.submission enable row level security;
create policy own on app.submission for select to langnghe_user
    using (organisation_id = any ((select app.write_scope())::integer[]));
create policy reviewed on app.submission for select to langnghe_user
    using (taken_back is null and organisation_id = any ((select app.review_scope())::integer[]));
grant select (reflection_id, number, organisation_id, submitted_at, taken_back, content) on app.submission to langnghe_user;

alter table app.returning enable row level security;
create policy own on app.returning for select to langnghe_user
    using (organisation_id = any ((select app.write_scope())::integer[]));
create policy reviewed on app.returning for select to langnghe_user
    using (organisation_id = any ((select app.review_scope())::integer[]));
grant select (id, reflection_id, number, organisation_id, reason, set_aside, due, items, returned_at, answered,
              withdrawn)
      on app.returning to langnghe_user;

alter table app.reopening enable row level security;
create policy own on app.reopening for select to langnghe_user
    using (organisation_id = any ((select app.write_scope())::integer[]));
create policy reviewed on app.reopening for select to langnghe_user
    using (organisation_id = any ((select app.review_scope())::integer[]));
grant select (id, organisation_id, month, reason, set_aside, until, opened_at) on app.reopening to langnghe_user;

alter table app.exemption enable row level security;
create policy own on app.exemption for select to langnghe_user
    using (organisation_id = any ((select app.write_scope())::integer[]));
create policy reviewed on app.exemption for select to langnghe_user
    using (organisation_id = any ((select app.review_scope())::integer[]));
grant select (id, organisation_id, target_code, from_month, until_month, reason, set_aside, given_at) on app.exemption
      to langnghe_user;

-- Who above read our reports: the organisation sees it, and each reader sees their own.
alter table app.reading enable row level security;
create policy own on app.reading for select to langnghe_user
    using (organisation_id = any ((select app.write_scope())::integer[]));
create policy oneself on app.reading for select to langnghe_user using (staff_id = (select app.my_id()));
grant select (id, reflection_id, organisation_id, what, at) on app.reading to langnghe_user;

alter table app.redaction enable row level security;
create policy own on app.redaction for select to langnghe_user
    using (organisation_id = any ((select app.write_scope())::integer[]));
create policy reviewed on app.redaction for select to langnghe_user
    using (status is distinct from 'draft' and organisation_id = any ((select app.review_scope())::integer[]));
grant select (id, table_name, record, reflection_id, organisation_id, field, reason, set_aside, mark, earlier, status,
              redacted_at)
      on app.redaction to langnghe_user;

create trigger fill before insert or update on app.reflection for each row execute function app.fill_reflection();
-- Most updates of an opinion or a petition are its report's state passing through the foreign key: nobody's deed.
create trigger fill before insert on app.opinion for each row execute function app.fill_opinion();
create trigger fill_change before update on app.opinion for each row when (new.status = old.status)
    execute function app.fill_opinion();
create trigger fill before insert on app.petition for each row execute function app.fill_petition();
create trigger fill_change before update on app.petition for each row when (new.status = old.status)
    execute function app.fill_petition();
create trigger follow after insert or update of nature on app.opinion for each row execute function app.follow_opinion();

-- The first argument: of a draft, the audit keeps only that these changed. The second: what the report brings along.
create trigger audit_note after insert or update or delete on app.reflection for each row
    execute function audit.note('{general,forecast,proposals}', '{covered}');
create trigger audit_note after insert or delete on app.opinion for each row
    execute function audit.note('{text}', '{status,organisation_id,month,position,covered}');
create trigger audit_note_change after update on app.opinion for each row when (new.status = old.status)
    execute function audit.note('{text}', '{status,organisation_id,month,position,covered}');
create trigger audit_note after insert or delete on app.petition for each row
    execute function audit.note('{}', '{status,organisation_id,month}');
create trigger audit_note_change after update on app.petition for each row when (new.status = old.status)
    execute function audit.note('{}', '{status,organisation_id,month}');
create trigger audit_note after insert or update or delete on app.returning for each row execute function audit.note();
create trigger audit_note after insert or update or delete on app.reopening for each row execute function audit.note();
create trigger audit_note after insert or update or delete on app.exemption for each row execute function audit.note();
-- `transaction` says that the redaction is at work, `mark` what stands where it was: neither says what a person did.
create trigger audit_note after insert or update of reason, set_aside on app.redaction for each row
    execute function audit.note('{}', '{transaction,mark}');
