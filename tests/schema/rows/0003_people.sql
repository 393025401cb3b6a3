insert into app.staff (role, name, closed) values
    ('old-clerk', 'Cán bộ Nông dân Mộc Bắc', null), ('old-reviewer', 'Người theo dõi thị xã', null),
    ('old-leaver', 'Người đã nghỉ', '2023-07-01 08:00+07');
insert into app.duty (staff_id, kind, organisation_id, area_id, body_id, from_date, to_date) values
    (1, 'clerk', 11, null, null, '2023-01-01', null), (2, 'reviewer', null, 1, 1, '2023-01-01', '2024-12-31'),
    (3, 'administrator', null, null, null, '2023-01-01', '2022-12-31');
insert into app.attempt (id, try, command, record, digest, version, staff_id, at) values
    ('01890000-0000-7000-8000-000000000001', 1, 'submit', '01890000-0000-7000-8000-000000000010', 'abc', 2, 1,
     '2023-10-05 09:00+07'),
    ('01890000-0000-7000-8000-000000000001', 2, 'submit', '01890000-0000-7000-8000-000000000010', 'abc', 2, 1,
     '2023-10-05 09:01+07');
