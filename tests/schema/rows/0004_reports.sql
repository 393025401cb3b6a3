-- A report on each step of its way, and a month in which nothing arose.
insert into app.reflection (id, organisation_id, month, kind, nil, general, forecast, proposals, paper_number, paper_date,
                            set_aside, status, version, created_by, created_at, updated_at, first_submitted, submitted,
                            submitted_by, opened, decided, decided_by, return_due) values
    ('01890000-0000-7000-8000-000000000010', 11, '2023-10-01', 'periodic', false, E'Nhân dân yên tâm\nsản xuất', 'Ổn định',
     'Đề nghị hỗ trợ', '07/BC-HND', '2023-10-05', 'Tên của cán bộ xã', 'returned', 3, 1, '2023-10-04 09:00+07',
     '2023-10-06 09:00+07', '2023-10-05 09:00+07', '2023-10-05 09:00+07', 1, '2023-10-06 08:00+07', '2023-10-06 09:00+07', 2,
     '2023-10-12'),
    ('01890000-0000-7000-8000-000000000011', 11, '2023-09-01', 'periodic', true, null, null, null, null, null, null,
     'accepted', 3, 1, '2023-09-04 09:00+07', '2023-09-06 09:00+07', '2023-09-05 09:00+07', '2023-09-05 09:00+07', 1,
     '2023-09-06 08:00+07', '2023-09-06 09:00+07', 2, null),
    ('01890000-0000-7000-8000-000000000012', 11, '2023-10-01', 'adhoc', false, 'Cháy chợ', null, null, null, null, null,
     'submitted', 2, 1, '2023-10-07 09:00+07', '2023-10-07 09:00+07', '2023-10-07 09:30+07', '2023-10-07 09:30+07', 1, null,
     null, null, null),
    ('01890000-0000-7000-8000-000000000013', 11, '2023-10-01', 'adhoc', false, null, null, null, null, null, null, 'draft',
     1, 1, '2023-10-08 09:00+07', '2023-10-08 09:00+07', null, null, null, null, null, null, null);
insert into app.opinion (id, reflection_id, organisation_id, month, status, nature, topic, breadth, stratum, text,
                         set_aside, version, created_by, created_at, updated_at) values
    ('01890000-0000-7000-8000-000000000020', '01890000-0000-7000-8000-000000000010', 11, '2023-10-01', 'returned', '5', 'DT',
     '1', 'ND', E'Đề nghị sớm trả sổ đỏ\nsau dồn điền', null, 2, 1, '2023-10-04 09:10+07', '2023-10-04 09:20+07'),
    ('01890000-0000-7000-8000-000000000021', '01890000-0000-7000-8000-000000000010', 11, '2023-10-01', 'returned', '2', 'DT',
     '3', 'ND', 'Lo giá phân bón tăng', 'Không nêu tên ai', 1, 1, '2023-10-04 09:15+07', '2023-10-04 09:15+07'),
    ('01890000-0000-7000-8000-000000000022', '01890000-0000-7000-8000-000000000013', 11, '2023-10-01', 'draft', null, null,
     null, null, 'Chưa rõ lĩnh vực', null, 1, 1, '2023-10-08 09:10+07', '2023-10-08 09:10+07');
insert into app.petition (opinion_id, reflection_id, organisation_id, month, status, agency, place, area_id, village_id,
                          via_voters, state, updated_at)
values ('01890000-0000-7000-8000-000000000020', '01890000-0000-7000-8000-000000000010', 11, '2023-10-01', 'returned', 'UB',
        '1', 2, 1, true, 'routed', '2023-10-04 09:20+07');
insert into app.submission (reflection_id, number, organisation_id, submitted_at, submitted_by, taken_back, content) values
    ('01890000-0000-7000-8000-000000000010', 1, 11, '2023-10-05 09:00+07', 1, null,
     '{"nil": false, "general": "Nhân dân yên tâm", "opinions": [{"nature": "3", "text": "Bức xúc vì chậm trả sổ đỏ"}]}'),
    ('01890000-0000-7000-8000-000000000012', 1, 11, '2023-10-07 09:20+07', 1, '2023-10-07 09:25+07', '{"opinions": []}');
insert into app.returning (reflection_id, number, organisation_id, reason, due, items, returned_at, returned_by)
values ('01890000-0000-7000-8000-000000000010', 1, 11, 'Cần nói rõ hơn', '2023-10-12',
        '{01890000-0000-7000-8000-000000000020}', '2023-10-06 09:00+07', 2);
insert into app.reopening (id, organisation_id, month, reason, until, opened_at, opened_by)
values ('01890000-0000-7000-8000-000000000030', 11, '2023-08-01', 'Mất điện cả tuần', '2023-10-20', '2023-10-01 09:00+07', 2);
insert into app.exemption (id, organisation_id, target, from_month, until_month, reason, given_at, given_by)
values ('01890000-0000-7000-8000-000000000031', 11, 16, '2023-02-01', '2023-03-01', 'Bão lũ kéo dài', '2023-02-01 09:00+07', 2);
insert into app.reading (reflection_id, organisation_id, staff_id, what, at)
values ('01890000-0000-7000-8000-000000000010', 11, 2, 'report', '2023-10-06 08:00+07');
insert into app.redaction (id, table_name, record, reflection_id, organisation_id, field, reason, transaction, redacted_at,
                           redacted_by)
values ('01890000-0000-7000-8000-000000000032', 'opinion', '01890000-0000-7000-8000-000000000021',
        '01890000-0000-7000-8000-000000000010', 11, 'text', 'Có tên người dân', null, '2023-10-06 10:00+07', 2);
