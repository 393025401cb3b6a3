insert into audit.entry (at, role, table_name, record, report, organisation_id, operation, draft, before, after) values
    ('2023-10-04 09:15+07', 'old-clerk', 'opinion', '01890000-0000-7000-8000-000000000021',
     '01890000-0000-7000-8000-000000000010', 11, 'insert', true, null, '{"text": true, "topic": "DT"}'),
    ('2023-10-06 10:00+07', 'old-reviewer', 'opinion', '01890000-0000-7000-8000-000000000021',
     '01890000-0000-7000-8000-000000000010', 11, 'redact', false, null, '{"text": "[đã xóa abc]"}');
