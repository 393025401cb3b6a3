"""What a login may not do with PostgreSQL itself. Each test is one session of a clerk with psql.

What stays possible, and why it is harmless or cannot be helped, is asserted too: docs/roles.md says it.
"""

from __future__ import annotations

import contextlib

import psycopg2
import pytest

from tests.permissions.conftest import Scene, line_of, refused_each
from tests.town import CLERK, NEIGHBOUR, STRANGER

pytestmark = pytest.mark.both_versions


def test_nobody_becomes_another_role(scene: Scene) -> None:
    for role in (
        "langnghe_owner",
        "langnghe_staffer",
        "langnghe_national",
        "langnghe_dba",
        f'"{NEIGHBOUR}"',
        "pg_read_all_data",
        "pg_execute_server_program",
    ):
        refused_each(scene, f"set role {role}", f"set session authorization {role}")
        refused_each(scene, f"select set_config('role', '{role.strip(chr(34))}', false)")


def test_taking_the_role_of_ones_own_group_gives_nothing(scene: Scene) -> None:
    with line_of(scene) as cursor:
        if scene.cluster.major >= 16:
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute("set role langnghe_user")
            return
        cursor.execute("set role langnghe_user")
        cursor.execute("select count(*), session_user::text from app.reflection")
        assert cursor.fetchone() == (4, CLERK)
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("select created_by from app.reflection")
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("create table app.x (i integer)")


def test_no_setting_opens_anything(scene: Scene) -> None:
    refused_each(
        scene,
        "set session_replication_role = replica",
        "select set_config('session_replication_role','replica',false)",
        "set log_statement = 'all'",
        "set session_preload_libraries = 'x'",
        "set lc_messages = 'vi_VN'",
        "set log_min_messages = 'debug5'",
        "set dynamic_library_path = '/tmp'",
        "set allow_system_table_mods = on",
    )
    with line_of(scene) as cursor:
        for setting in ("app.login", "langnghe.staff_id", "session_user", "app.user"):
            with contextlib.suppress(psycopg2.Error):
                cursor.execute("select set_config(%s, %s, false)", (setting, NEIGHBOUR))
        cursor.execute(
            "set search_path = public, app, pg_catalog; set transform_null_equals = on;"
            " set standard_conforming_strings = off; set timezone = 'Pacific/Kiritimati'"
        )
        cursor.execute("select id from app.reflection where organisation_id <> 11")
        assert cursor.rowcount == 0


def test_row_security_switched_off_is_an_error_and_no_way_in(scene: Scene) -> None:
    refused_each(scene, "set row_security = off; select id from app.reflection")


def test_nobody_makes_objects_that_could_shadow_ours(scene: Scene) -> None:
    refused_each(
        scene,
        "create temporary table reflection (id uuid)",
        "create table app.x (i integer)",
        "create schema mine",
        "create table public.x (i integer)",
        "select 1 as i into temporary x",
        "create temporary view v as select 1",
        "create temporary sequence s",
        "create function pg_temp.f() returns integer language sql as 'select 1'",
        "create function public.now() returns integer language sql as 'select 1'",
        "create function app.f() returns integer language sql as 'select 1'",
        "create procedure app.p() language sql as 'select 1'",
        "create operator public.= (leftarg = integer, rightarg = integer, function = int4eq)",
        "create type public.t as enum ('a')",
        "create domain app.d as text",
        "create cast (integer as text) with inout",
        "create aggregate public.a (integer) (sfunc = int4pl, stype = integer)",
        'create collation public.c from "C"',
        "create view app.v as select * from app.opinion",
        "create materialized view app.v as select 1",
    )


def test_nobody_runs_code_in_the_server(scene: Scene) -> None:
    refused_each(
        scene,
        "do $$ begin end $$",
        "do language plpgsql 'begin end'",
        "create extension dblink",
        "create extension plpython3u",
        "create language plperl",
        "load '/tmp/x.so'",
        "load 'plpgsql'",
        "create event trigger e on ddl_command_start execute function app.refuse()",
        "create trigger t before insert on app.opinion for each row execute function audit.keep()",
        "create rule r as on insert to app.opinion do instead nothing",
        "create foreign data wrapper w",
        "create server s foreign data wrapper w",
    )


def test_nobody_alters_our_tables_policies_or_functions(scene: Scene) -> None:
    refused_each(
        scene,
        "alter table app.reflection disable row level security",
        "alter table app.opinion disable trigger all",
        "drop policy own on app.reflection",
        "alter policy own on app.reflection using (true)",
        "create policy mine on app.reflection using (true)",
        "drop trigger audit_note on app.opinion",
        "alter function app.my_id() security invoker",
        "drop function app.my_id()",
        "drop table app.opinion",
        "create or replace function app.my_id() returns integer language sql as 'select 2'",
        "create index i on app.opinion (text)",
        "alter table app.reflection owner to current_user",
        "comment on table app.opinion is 'x'",
        "alter schema app rename to x",
        "drop schema app cascade",
        "alter table app.clock disable row level security",
        "alter domain app.line drop constraint line_clean",
    )


def test_nobody_grants_rights_or_membership(scene: Scene) -> None:
    refused_each(
        scene,
        'grant langnghe_user to "town-stranger"',
        'revoke langnghe_user from "town-stranger"',
        f'grant "{CLERK}" to "{STRANGER}"',
        f'grant langnghe_owner to "{CLERK}"',
        "grant create on database postgres to current_user",
    )
    with line_of(scene) as cursor:
        for statement in (
            "grant select on app.reflection to public",
            "grant select on app.area to public",
            "grant all on audit.entry to current_user",
        ):
            with contextlib.suppress(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(statement)  # a warning that nothing was granted; the scene looks after the rights


def test_nobody_changes_roles_but_ones_own_password(scene: Scene) -> None:
    me = f'"{CLERK}"'
    refused_each(
        scene,
        f"alter role {me} createrole",
        f"alter role {me} superuser",
        f"alter role {me} bypassrls",
        f"alter role {me} connection limit 100",
        f"alter role {me} valid until 'infinity'",
        f"alter role {me} createdb",
        f"alter role {me} replication",
        f"alter role {me} rename to x",
        "create role x",
        "create user x",
        f"alter role \"{NEIGHBOUR}\" password 'x'",
        f'drop role "{NEIGHBOUR}"',
        "alter role all set row_security = off",
        f'alter role "{NEIGHBOUR}" set search_path = public',
    )
    with line_of(scene) as cursor:  # PostgreSQL lets everyone change their own password
        cursor.execute(f"alter role {me} password 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA'")
        cursor.execute(f"alter role {me} password null")


def test_nobody_reads_or_writes_files_of_the_server(scene: Scene) -> None:
    refused_each(
        scene,
        "copy (select 1) to '/tmp/x'",
        "copy (select 1) to program 'id'",
        "copy app.area from '/etc/passwd'",
        "copy app.area from program 'id'",
        "select pg_read_file('PG_VERSION')",
        "select pg_read_binary_file('PG_VERSION')",
        "select pg_ls_dir('.')",
        "select pg_ls_logdir()",
        "select pg_ls_waldir()",
        "select pg_stat_file('PG_VERSION')",
        "select pg_current_logfile()",
        "show data_directory",
        "show config_file",
        "select * from pg_hba_file_rules",
        "select * from pg_file_settings",
        "create tablespace t location '/tmp'",
    )


def test_nobody_keeps_large_objects(scene: Scene) -> None:
    refused_each(
        scene,
        "select lo_create(0)",
        "select lo_creat(-1)",
        "select lo_import('/etc/passwd')",
        "select lo_get(1)",
        "select lo_from_bytea(0, 'x')",
        "select lo_put(1, 0, 'x')",
        "select lo_unlink(1)",
        "select lo_open(1, 131072)",
        "select lo_export(1, '/tmp/x')",
        "select * from pg_largeobject",
    )
    with contextlib.closing(psycopg2.connect(scene.database.dsn(CLERK))) as line, pytest.raises(psycopg2.Error):
        line.lobject(0, "w")  # by the protocol's own call


def test_nobody_lists_roles_passwords_or_other_sessions(scene: Scene) -> None:
    for view in (
        "pg_authid",
        "pg_shadow",
        "pg_roles",
        "pg_user",
        "pg_group",
        "pg_auth_members",
        "pg_stat_activity",
        "pg_statistic",
        "pg_user_mapping",
        "pg_backend_memory_contexts",
        "pg_shmem_allocations",
    ):
        refused_each(scene, f"select * from {view}")


def test_nobody_reads_what_others_are_asking_or_who_is_there(scene: Scene) -> None:
    """The views and the functions behind them: who signed in, what they ask, what they lock."""
    refused_each(
        scene,
        "select query from pg_stat_get_activity(null)",
        "select pg_stat_get_backend_activity(n) from generate_series(1, 100) n",
        "select pg_stat_get_backend_userid(n) from pg_stat_get_backend_idset() n",
        "select * from pg_stat_ssl",
        "select * from pg_locks",
        "select * from pg_lock_status()",
    )
    assert scene.value("select to_regclass('pg_stat_statements')") is None


def test_a_name_of_a_login_is_found_by_its_number_and_nothing_else_of_it(scene: Scene) -> None:
    """PostgreSQL writes a role's number as its name for everyone: docs/roles.md says so."""
    number = scene.value("select oid::bigint from pg_roles where rolname = %s", (NEIGHBOUR,))
    with line_of(scene) as cursor:
        cursor.execute("select %s::oid::regrole::text", (number,))
        assert cursor.fetchone() == (f'"{NEIGHBOUR}"',)
    refused_each(scene, "select * from pg_auth_members", "select rolname from pg_authid", "select * from pg_roles")


def test_nobody_ends_or_stops_anothers_session(scene: Scene) -> None:
    with line_of(scene, NEIGHBOUR) as other:
        other.execute("select pg_backend_pid()")
        pid = other.fetchone()[0]
        refused_each(
            scene,
            f"select pg_terminate_backend({pid})",
            f"select pg_cancel_backend({pid})",
            f"select pg_log_backend_memory_contexts({pid})",
        )
        other.execute("select 1")
