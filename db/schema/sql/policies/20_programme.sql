-- The programme: read by everyone, loaded by an administrator from a file that `programme check` accepted.

alter table app.programme enable row level security;
create policy everyone_reads on app.programme for select to langnghe_user using (true);
create policy administrator_adds on app.programme for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.programme for update to langnghe_user using ((select app.is_administrator()));
grant select, insert (year, area_id, title, title_en, source, source_en, digest),
      update (title, title_en, source, source_en, digest) on app.programme to langnghe_user;

alter table app.target enable row level security;
create policy everyone_reads on app.target for select to langnghe_user using (true);
create policy administrator_adds on app.target for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.target for update to langnghe_user using ((select app.is_administrator()));
grant select,
      insert (programme_id, number, code, wording, wording_en, owes, owes_en, periods, target_limit, target_limit_en,
              note, note_en, due_rule, levels, bodies, evidence, evidence_en, scorecard, population),
      update (code, wording, wording_en, owes, owes_en, periods, target_limit, target_limit_en, note, note_en, due_rule,
              levels, bodies, evidence, evidence_en, scorecard, population)
      on app.target to langnghe_user;

alter table app.measure enable row level security;
create policy everyone_reads on app.measure for select to langnghe_user using (true);
create policy administrator_adds on app.measure for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.measure for update to langnghe_user using ((select app.is_administrator()));
grant select, insert (programme_id, number, code, vi, en, unit, floor, ceiling), update (vi, en, unit, floor, ceiling)
      on app.measure to langnghe_user;

alter table app.period enable row level security;
create policy everyone_reads on app.period for select to langnghe_user using (true);
create policy administrator_adds on app.period for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.period for update to langnghe_user using ((select app.is_administrator()));
grant select, insert (programme_id, rule, month, opens, due, locks), update (opens, due, locks) on app.period to langnghe_user;

alter table app.holiday enable row level security;
create policy everyone_reads on app.holiday for select to langnghe_user using (true);
create policy administrator_adds on app.holiday for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.holiday for update to langnghe_user using ((select app.is_administrator()));
grant select, insert (programme_id, day, name), update (name) on app.holiday to langnghe_user;

alter table app.code enable row level security;
create policy everyone_reads on app.code for select to langnghe_user using (true);
create policy administrator_adds on app.code for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.code for update to langnghe_user using ((select app.is_administrator()));
grant select, insert (programme_id, list, code, vi, en, short, short_en, position, from_date, to_date),
      update (vi, en, short, short_en, position, to_date) on app.code to langnghe_user;

alter table app.setting enable row level security;
create policy everyone_reads on app.setting for select to langnghe_user using (true);
create policy administrator_adds on app.setting for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.setting for update to langnghe_user using ((select app.is_administrator()));
grant select, insert (programme_id, name, from_date, value), update (value) on app.setting to langnghe_user;

alter table app.due_rule enable row level security;
create policy everyone_reads on app.due_rule for select to langnghe_user using (true);
create policy administrator_adds on app.due_rule for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.due_rule for update to langnghe_user using ((select app.is_administrator()));
grant select,
      insert (programme_id, code, label, label_en, rrule, days, shift, months, opens_day, opens_early, lock_after_days),
      update (label, label_en, rrule, days, shift, months, opens_day, opens_early, lock_after_days)
      on app.due_rule to langnghe_user;

-- Rules by date: a later one is added beside the earlier, whose last day may be set; the day it began stays.
alter table app.owing_rule enable row level security;
create policy everyone_reads on app.owing_rule for select to langnghe_user using (true);
create policy administrator_adds on app.owing_rule for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.owing_rule for update to langnghe_user using ((select app.is_administrator()));
grant select,
      insert (programme_id, number, code, from_date, to_date, measure, subject, levels, bodies, responsible, credited, posts, period, due_rule, least, most,
              ceiling, source, condition, joint),
      update (to_date, measure, subject, levels, bodies, responsible, credited, posts, period, due_rule, least, most,
              ceiling, source, condition, joint)
      on app.owing_rule to langnghe_user;

alter table app.score_item enable row level security;
create policy everyone_reads on app.score_item for select to langnghe_user using (true);
create policy administrator_adds on app.score_item for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.score_item for update to langnghe_user using ((select app.is_administrator()));
grant select,
      insert (programme_id, code, from_date, to_date, section, label, label_en, position, points, targets),
      update (to_date, section, label, label_en, position, points, targets)
      on app.score_item to langnghe_user;

alter table app.grade_rule enable row level security;
create policy everyone_reads on app.grade_rule for select to langnghe_user using (true);
create policy administrator_adds on app.grade_rule for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.grade_rule for update to langnghe_user using ((select app.is_administrator()));
grant select,
      insert (programme_id, grade, from_date, to_date, points, late_most, exceeded_least),
      update (to_date, points, late_most, exceeded_least)
      on app.grade_rule to langnghe_user;

alter table app.quota enable row level security;
create policy everyone_reads on app.quota for select to langnghe_user using (true);
create policy administrator_adds on app.quota for insert to langnghe_user with check ((select app.is_administrator()));
create policy administrator_changes on app.quota for update to langnghe_user using ((select app.is_administrator()));
grant select,
      insert (programme_id, grade, direction, from_date, to_date, share, base, rounding, groups),
      update (to_date, share, base, rounding, groups)
      on app.quota to langnghe_user;

-- Which patterns a text is held against is no secret; only an upgrade changes them.
alter table app.personal_pattern enable row level security;
create policy everyone_reads on app.personal_pattern for select to langnghe_user using (true);
grant select on app.personal_pattern to langnghe_user;

create trigger audit_note after insert or update on app.programme for each row execute function audit.note();
create trigger audit_note after insert or update on app.period for each row execute function audit.note();
create trigger audit_note after insert or update on app.measure for each row execute function audit.note();
create trigger audit_note after insert or update on app.holiday for each row execute function audit.note();
create trigger audit_note after insert or update on app.code for each row execute function audit.note();
create trigger audit_note after insert or update on app.setting for each row execute function audit.note();
create trigger audit_note after insert or update on app.due_rule for each row execute function audit.note();
create trigger audit_note after insert or update on app.owing_rule for each row execute function audit.note();
create trigger audit_note after insert or update on app.score_item for each row execute function audit.note();
create trigger audit_note after insert or update on app.grade_rule for each row execute function audit.note();
create trigger audit_note after insert or update on app.quota for each row execute function audit.note();
create trigger audit_note after insert or update on app.target for each row execute function audit.note();
