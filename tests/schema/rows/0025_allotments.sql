insert into app.allotment (id, organisation_id, programme_id, number, measure, from_date, amount, paper_number, paper_date,
                           given_at, given_by)
select '01890a5d-ac96-774b-bcce-b302099a8201', 11, 1, 16, 'on_time', '2023-02-15', 12, '07/QĐ-HND', '2023-02-10',
       '2023-02-15 09:00+07', min(s.id) from app.staff s;
