insert into app.clock (at) values ('2023-10-16 09:00+07');
insert into app.area (id, parent_id, level, kind, name, code, number, opened, closed) values
    (1, null, 'town', 'thị xã', 'Duy Tiên', '349', 0, '2020-02-01', null),
    (2, 1, 'commune', 'xã', 'Mộc Bắc', '13312', 1, '2000-01-01', null),
    (3, 1, 'commune', 'xã', 'Châu Sơn', '13327', 2, '2000-01-01', '2020-02-01');
insert into app.succession (from_id, to_id, on_date, share) values (3, 2, '2020-02-01', 0.25);
insert into app.body (id, code, name, short, stratum) values (1, 'HND', 'Hội Nông dân', 'Nông dân', 'ND');
insert into app.organisation (id, body_id, area_id, name, short, opened, closed) values
    (11, 1, 2, 'Hội Nông dân xã Mộc Bắc', 'HND Mộc Bắc', '2000-01-01', null),
    (13, 1, 3, 'Hội Nông dân xã Châu Sơn', 'HND Châu Sơn', '2000-01-01', '2020-02-01');
insert into app.village (id, area_id, number, name, opened) values (1, 2, 1, 'Thôn Hoàn Dương', '2000-01-01');
