-- Reports: an organisation's clerks see and write its own; who follows the area reads them from their sending on;
-- a national reader reads what was accepted. Nobody is granted DELETE, nor any author, time, version or state.

-- Author columns are shown to nobody: app.people_of names them to those who may know. The paper's number and why its
-- warning was set aside are changed together, by app.set_paper.
select app.read_by_clerks('reflection');
select app.read_by_reviewers('reflection', $$status <> 'draft'$$);
select app.read_by_nation('reflection', 'accepted');
select app.added_by_clerks('reflection', fixed => '{organisation_id, month, kind, paper_number, paper_date, paper_set_aside}',
    changed => '{nil, general, forecast, proposals, set_aside}', while_status => '{draft}');
select app.changed_by_clerks('reflection', '{nil, general, forecast, proposals, set_aside}', while_status => '{draft, returned}');

-- Without a grant of its own, a member of langnghe_national could drop its policies: DROP OWNED BY langnghe_national
-- takes away whatever names that role, and stops only at a right on a table of which the person has columns alone.
grant select (id) on app.reflection to langnghe_national;

-- Removing an opinion is app.remove_opinion.
select app.read_by_clerks('opinion');
select app.read_by_reviewers('opinion', $$status <> 'draft'$$);
select app.read_by_nation('opinion', 'accepted');
select app.added_by_clerks('opinion', fixed => '{reflection_id}',
    changed => '{nature, topic, breadth, stratum, text, set_aside}', while_status => '{draft, returned}');
select app.changed_by_clerks('opinion', '{nature, topic, breadth, stratum, text, set_aside}', while_status => '{draft, returned}');

-- A petition is made and unmade with its opinion by a trigger; its place is for the organisation and those above it,
-- never for the national reader. `place` says it: the numbers that it stands for are shown to nobody.
select app.read_by_clerks('petition');
select app.read_by_reviewers('petition', $$status <> 'draft'$$);
select app.changed_by_clerks('petition', '{agency, place, via_voters}', while_status => '{draft, returned}');

-- What was sent and what came back: written by the functions of 60_sending.sql and 62_reviewing.sql alone.
select app.read_by_clerks('submission');
select app.read_by_reviewers('submission', 'taken_back is null');
select app.read_by_clerks('returning');
select app.read_by_reviewers('returning');
select app.read_by_clerks('reopening');
select app.read_by_reviewers('reopening');
select app.read_by_clerks('exemption');
select app.read_by_reviewers('exemption');

-- Who above read our reports: the organisation sees it, and each reader sees their own.
select app.read_by_clerks('reading');
create policy oneself on app.reading for select to langnghe_user using (staff_id = (select app.my_id()));

-- Which transaction a redaction works in says nothing to people.
select app.read_by_clerks('redaction', hidden => '{transaction}');
select app.read_by_reviewers('redaction', $$status is distinct from 'draft'$$);

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
