-- People's login roles as db/schema/sql/people.sql wants them: made where they are missing (after a restore on a new server),
-- in their groups, and with no power and no membership of their own. As superuser, after an upgrade and outside of its
-- transaction: every statement locks the role until the commit, and a country has more people than a transaction may have
-- locks. Whether an open account may sign in is not touched: whoever runs the server may have locked it.
do $$
declare
    person record;
    item record;
    newer boolean := current_setting('server_version_num')::integer >= 160000;
    people integer := 0;
begin
    for person in
        select s.role, s.closed is null as open, s.closed is null and exists (
            select from app.duty d where d.staff_id = s.id and d.kind = 'national' and d.from_date <= app.today()
              and (d.to_date is null or d.to_date >= app.today())) as national
        from app.staff s
        where s.role <> session_user and not exists (select from pg_roles r where r.rolname = s.role and r.oid = 10)
    loop
        people := people + 1;
        if people % 200 = 0 then
            commit;
        end if;
        if person.open and not exists (select from pg_roles r where r.rolname = person.role) then
            execute format('create role %I login connection limit 4', person.role);
        end if;
        if exists (select from pg_roles r where r.rolname = person.role and (r.rolsuper or r.rolbypassrls or r.rolcreaterole
                   or r.rolcreatedb or r.rolreplication or r.rolconnlimit not between 0 and 4)) then
            execute format('alter role %I nosuperuser nobypassrls nocreaterole nocreatedb noreplication connection limit 4',
                           person.role);
        end if;
        if not person.open and exists (select from pg_roles r where r.rolname = person.role and r.rolcanlogin) then
            execute format('alter role %I nologin', person.role);
        end if;
        for item in
            select m.roleid::regrole as granted, m.grantor::regrole as grantor from pg_auth_members m
            where m.member = (select r.oid from pg_roles r where r.rolname = person.role)
              and (m.admin_option or to_jsonb(m) ->> 'set_option' = 'true' and newer
                   or m.roleid::regrole::text not in ('langnghe_user', 'langnghe_national'))
        loop
            execute format('revoke %s from %I', item.granted, person.role)
                || case when newer then format(' granted by %s', item.grantor) else '' end || ' cascade';
        end loop;
        if person.open and newer and not exists (
            select from pg_auth_members m where m.roleid = person.role::regrole and m.member = 'langnghe_staffer'::regrole
            and m.admin_option) then
            execute format('grant %I to langnghe_staffer with admin option, inherit false, set false', person.role);
        end if;
        if person.open and not pg_has_role(person.role, 'langnghe_user', 'member') then
            perform app.put_in_group(person.role, 'langnghe_user');
        end if;
        if person.national and not pg_has_role(person.role, 'langnghe_national', 'member') then
            perform app.put_in_group(person.role, 'langnghe_national');
        end if;
    end loop;
end $$;
