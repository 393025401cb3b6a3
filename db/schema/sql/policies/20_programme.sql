-- The programme: read by everyone, loaded by an administrator from a file that `programme check` accepted.

select app.kept_by_administrators('programme',
    fixed => '{year, area_id}',
    changed => '{title, title_en, source, source_en, digest}');

select app.kept_by_administrators('target',
    fixed => '{programme_id, number}',
    changed => '{code, wording, wording_en, owes, owes_en, periods, target_limit, target_limit_en, note, note_en,
        due_rule, levels, bodies, evidence, evidence_en, scorecard, population}');

select app.kept_by_administrators('measure',
    fixed => '{programme_id, number, code}',
    changed => '{vi, en, unit, floor, ceiling}');

select app.kept_by_administrators('period', fixed => '{programme_id, rule, month}', changed => '{opens, due, locks}');

select app.kept_by_administrators('holiday', fixed => '{programme_id, day}', changed => '{name}');

select app.kept_by_administrators('code',
    fixed => '{programme_id, list, code, from_date}',
    changed => '{vi, en, short, short_en, position, to_date}');

select app.kept_by_administrators('setting', fixed => '{programme_id, name, from_date}', changed => '{value}');

select app.kept_by_administrators('due_rule',
    fixed => '{programme_id, code}',
    changed => '{label, label_en, rrule, days, shift, months, opens_day, opens_early, lock_after_days}');

-- Rules by date: a later one is added beside the earlier, whose last day may be set; the day it began stays.
select app.kept_by_administrators('owing_rule',
    fixed => '{programme_id, number, code, from_date}',
    changed => '{to_date, measure, subject, levels, bodies, responsible, credited, posts, period, due_rule, least,
        most, ceiling, source, condition, joint}');

select app.kept_by_administrators('score_item',
    fixed => '{programme_id, code, from_date}',
    changed => '{to_date, section, label, label_en, position, points, targets}');

select app.kept_by_administrators('grade_rule',
    fixed => '{programme_id, grade, from_date}',
    changed => '{to_date, points, late_most, exceeded_least}');

select app.kept_by_administrators('quota',
    fixed => '{programme_id, grade, direction, from_date}',
    changed => '{to_date, share, base, rounding, groups}');

-- Which patterns a text is held against is no secret; only an upgrade changes them.
select app.read_by_all('personal_pattern');
