insert into app.due_rule (programme_id, code, label, label_en, rrule, days, shift, months, opens_day, opens_early, lock_after_days)
values (1, 'monthly', 'ngày 20 hằng tháng', 'the 20th', 'FREQ=MONTHLY;BYMONTHDAY=20', null, 'next_working', 1, 1, 0, 10),
       (1, 'request_15', '15 ngày', '15 days', null, 15, 'none', null, 1, 7, null);
update app.target set levels = '{town,commune}', bodies = '{HND}', evidence = 'số, ngày', scorecard = 'reflection';
insert into app.score_item (programme_id, code, from_date, to_date, section, label, label_en, position, points, targets)
values (1, 'on_time', '2023-01-01', '2023-12-31', 'reflection', 'Đúng hạn', 'On time', 1, 100, '{16}');
insert into app.grade_rule (programme_id, grade, from_date, points, late_most, exceeded_least)
values (1, '1', '2023-01-01', 90, 0, 30);
insert into app.quota (programme_id, grade, direction, from_date, share, base, rounding, groups)
values (1, '1', 'floor', '2023-01-01', 20, 'good_or_better', 'up', '{body,level}');
