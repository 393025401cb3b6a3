-- The four groups with just the powers they need, and everything of ours in the hands of langnghe_owner: before the
-- migrations, as superuser. A dump that was restored where the groups were missing belongs to whoever restored it.
do $$
declare
    wanted record;
    item record;
    grantor text := case when current_setting('server_version_num')::integer >= 160000 then ' granted by %I' else '' end;
begin
    for wanted in select * from (values ('langnghe_owner', false), ('langnghe_user', false), ('langnghe_national', false),
                                        ('langnghe_staffer', true)) w(name, createrole) loop
        if not exists (select from pg_roles where rolname = wanted.name) then
            execute format('create role %I nologin', wanted.name);
        end if;
        -- only where it is needed: two upgrades of two databases must not meet in the catalogue of roles
        if exists (select from pg_roles where rolname = wanted.name and (rolsuper or rolcanlogin or rolbypassrls or rolcreatedb
                   or rolreplication or not rolinherit or rolcreaterole <> wanted.createrole)) then
            execute format('alter role %I nosuperuser nologin nobypassrls nocreatedb noreplication inherit %s', wanted.name,
                           case when wanted.createrole then 'createrole' else 'nocreaterole' end);
        end if;
    end loop;
    -- nobody is in the two that own things, and the four are in nothing but what is granted below
    for item in
        select g.rolname as granted, r.rolname as member, b.rolname as grantor
        from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member
        join pg_roles b on b.oid = m.grantor
        where g.rolname in ('langnghe_owner', 'langnghe_staffer') and not r.rolsuper
           or r.rolname in ('langnghe_owner', 'langnghe_user', 'langnghe_national')
              and (g.rolname ~ '^pg_' or g.rolname in ('langnghe_user', 'langnghe_national'))
           or r.rolname = 'langnghe_staffer' and g.rolname ~ '^pg_' and g.rolname not in ('pg_signal_backend', 'pg_read_all_stats')
    loop
        execute format('revoke %I from %I' || grantor || ' cascade', item.granted, item.member, item.grantor);
    end loop;
end $$;
grant langnghe_user, langnghe_national to langnghe_staffer with admin option;
grant pg_signal_backend, pg_read_all_stats to langnghe_staffer;
create schema if not exists app authorization langnghe_owner;
create schema if not exists audit authorization langnghe_owner;
alter schema app owner to langnghe_owner;
alter schema audit owner to langnghe_owner;
do $$
declare
    item record;
begin
    -- a counter that belongs to a column goes with its table
    for item in select c.oid::regclass as name from pg_class c
                where c.relnamespace in ('app'::regnamespace, 'audit'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                  and c.relowner <> 'langnghe_owner'::regrole
                  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                                  and c.relkind = 'S' and d.deptype in ('a', 'i')) loop
        execute format('alter table %s owner to langnghe_owner', item.name);
    end loop;
    for item in select t.oid::regtype as name from pg_type t
                where t.typnamespace in ('app'::regnamespace, 'audit'::regnamespace) and t.typtype = 'd'
                  and t.typowner <> 'langnghe_owner'::regrole loop
        execute format('alter domain %s owner to langnghe_owner', item.name);
    end loop;
    for item in select c.oid::regclass as name from pg_class c
                where c.relnamespace in ('app'::regnamespace, 'audit'::regnamespace) and c.relkind = 'r' and exists (
                    select from pg_trigger t where t.tgrelid = c.oid and t.tgisinternal and t.tgenabled <> 'O') loop
        execute format('alter table %s enable trigger all', item.name);
    end loop;
    for item in select w.rulename, w.ev_class::regclass as name from pg_rewrite w join pg_class c on c.oid = w.ev_class
                where c.relnamespace in ('app'::regnamespace, 'audit'::regnamespace) and w.rulename <> '_RETURN' loop
        execute format('drop rule %I on %s', item.rulename, item.name);
    end loop;
    -- what was said about whatever will be made, lest it joins what is laid now
    for item in
        select d.defaclrole::regrole as role, a.grantee, n.nspname,
               case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
                                    when 'T' then 'types' else 'schemas' end as what
        from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace cross join aclexplode(d.defaclacl) a
        where d.defaclrole in ('langnghe_owner'::regrole, 'langnghe_staffer'::regrole) and a.grantee <> d.defaclrole
    loop
        execute format('alter default privileges for role %s %s revoke all on %s from %s', item.role,
                       case when item.nspname is not null then format('in schema %I', item.nspname) else '' end, item.what,
                       case item.grantee when 0 then 'public' else item.grantee::regrole::text end);
    end loop;
end $$;
