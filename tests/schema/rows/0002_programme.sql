insert into app.programme (year, area_id, title, title_en, source, source_en, digest)
values (2023, 1, 'Chương trình 2023', 'Programme 2023', 'Nghị quyết', 'Resolution', 'x');
insert into app.target (programme_id, number, code, wording, wording_en, owes, owes_en, periods, target_limit,
                        target_limit_en, due_rule)
values (1, 16, 'monthly_report', E'Phản ánh tình hình\nNhân dân', 'Reports', 'Mọi đơn vị', 'All', '{M,Y}', '100 %',
        '100 %', 'monthly');
insert into app.measure (programme_id, number, code, vi, en, unit, floor, ceiling)
values (1, 16, 'on_time', 'Đúng hạn', 'On time', '%', 90.5, 100);
insert into app.period (programme_id, rule, month, opens, due, locks)
values (1, 'monthly', '2023-10-01', '2023-10-01', '2023-10-20', '2023-10-30');
insert into app.holiday (programme_id, day, name) values (1, '2023-09-02', 'Quốc khánh');
insert into app.code (list, code, vi, en, short, position, from_date, to_date) values
    ('topics', 'DT', 'đất đai', 'land', 'đất', 1, '2023-01-01', null),
    ('topics', 'TC', 'tham nhũng', 'corruption', '', 2, '2023-01-01', '2023-06-30');
insert into app.setting (programme_id, name, from_date, value) values (1, 'answer_days', '2023-01-01', '15');
-- Written anew at each upgrade; a pattern that went is not kept.
insert into app.personal_pattern (kind, pattern, position) values ('phone', '0[0-9]{9}', 999);
