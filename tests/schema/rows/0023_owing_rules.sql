insert into app.owing_rule (programme_id, number, code, from_date, to_date, measure, subject, levels, bodies, responsible,
                            credited, posts, period, due_rule, least, most, ceiling, source, condition, joint)
values (1, 16, 'organisations', '2023-01-01', null, 'on_time', 'organisation', '{town,commune}', '{HND}', null, '{}', '{}',
        'month', 'monthly', 1, null, false, 'rule', null, false),
       (1, 16, 'communes', '2023-01-01', '2023-12-31', 'on_time', 'area', '{commune}', '{}', 'MTTQ', '{HND}', '{}',
        'month', 'monthly', 1, 2, true, 'rule', 'draft', true);
