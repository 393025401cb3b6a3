-- Goes on from db/schema/sql/catalogue.sql: one statement for each grant and setting that is taken away before ours
-- are laid anew.
select distinct format('revoke all on %s from %s', case s.what when 'the database' then format('database %I', current_database())
                                                               else s.what end,
                       case a.grantee when 0 then 'public' else a.grantee::regrole::text end)
from shared s cross join aclexplode(s.acl) a where a.grantee <> s.owner and a.grantee in (select role from ours)
union
select format('revoke all on %s %s from %s', g.kind, g.name, case g.grantee when 0 then 'public' else g.grantee::regrole::text end)
from given g where g.grantee in (select role from ours)
union
select format('revoke all on %s from public', c.what) from closed c
where exists (select from aclexplode(c.acl) a where a.grantee = 0)
union
select format('alter role %s%s reset %s', o.role, o.place, split_part(o.setting, '=', 1)) from own_setting o
