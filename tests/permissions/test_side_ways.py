"""What a login may not lock, count, learn from plans and statistics, or take away by export. As with psql."""

from __future__ import annotations

import contextlib

import psycopg2
import pytest

from tests.permissions.conftest import Scene, line_of, refused_each
from tests.town import CLERK, NEIGHBOUR, REVIEWER

pytestmark = pytest.mark.both_versions


@pytest.mark.parametrize("login", [CLERK, REVIEWER])
def test_nobody_locks_a_table_against_others(scene: Scene, login: str) -> None:
    modes = (
        "row share",
        "row exclusive",
        "share update exclusive",
        "share",
        "share row exclusive",
        "exclusive",
        "access exclusive",
    )
    for table in (
        "app.reflection",
        "app.opinion",
        "app.petition",
        "app.area",
        "app.attempt",
        "audit.entry",
        "app.clock",
    ):
        for mode in modes:
            scene.denied(login, f"lock table {table} in {mode} mode")
    scene.denied(login, "lock table pg_catalog.pg_class in access exclusive mode")


def test_nobody_locks_rows_that_are_not_theirs(scene: Scene) -> None:
    for table in ("area", "organisation", "village", "programme", "period", "code"):
        scene.finds_nothing(CLERK, f"select 1 from app.{table} for update")
    scene.finds_nothing(CLERK, "select id from app.reflection where organisation_id = 12 for update")
    scene.finds_nothing(CLERK, "select id from app.reflection where status in ('submitted', 'accepted') for update")
    for table in ("staff", "duty", "attempt", "submission", "installed"):
        scene.denied(CLERK, f"select 1 from app.{table} for update")


def test_nobody_takes_advisory_locks_sleeps_or_writes_to_the_log_of_changes(scene: Scene) -> None:
    refused_each(
        scene,
        "select pg_advisory_lock(7236110001)",
        "select pg_try_advisory_xact_lock(1)",
        "select pg_sleep(1)",
        "select pg_sleep_for('1 s')",
        "select pg_advisory_lock_shared(1)",
        "select pg_advisory_unlock_all()",
        "select pg_logical_emit_message(false, 'x', 'x')",
        "select pg_switch_wal()",
        "select pg_reload_conf()",
        "select pg_rotate_logfile()",
        "select pg_promote()",
        "select pg_stat_reset()",
        "checkpoint",
        "select pg_create_restore_point('x')",
        "select pg_create_logical_replication_slot('a', 'b')",
        "select pg_create_physical_replication_slot('a')",
        "create publication p",
        "create subscription s connection '' publication p",
        "alter system set fsync = off",
        "create database x",
        "alter database postgres set row_security = off",
    )
    with line_of(scene) as cursor, pytest.raises(psycopg2.Error):
        cursor.execute("begin; prepare transaction 'x'")


def test_nobody_reads_or_moves_a_counter(scene: Scene) -> None:
    for counter in ("audit.entry_id_seq", "app.staff_id_seq", "app.reading_id_seq"):
        refused_each(
            scene,
            f"select last_value from {counter}",
            f"select currval('{counter}')",
            f"select nextval('{counter}')",
            f"select setval('{counter}', 1)",
        )


def test_a_cheap_condition_does_not_see_rows_before_the_policy(scene: Scene) -> None:
    with line_of(scene) as cursor:
        for condition in (
            "1 / (organisation_id - 12) > 5",
            "(select 1 / (organisation_id - 12)) > 5",
            "case when organisation_id = 12 then length(text) / (organisation_id - 12) > 1 end",
            "length(text) / (organisation_id - 12) > 9",
            "exists (select 1 / (organisation_id - 12) > 5)",
        ):
            cursor.execute(f"select id from app.opinion where {condition}")
        with pytest.raises(psycopg2.errors.InvalidTextRepresentation) as caught:
            cursor.execute("select id from app.opinion where text::integer > 0")
        assert "Lo giá" in str(caught.value)  # a text of the clerk's own
    scene.finds_nothing(CLERK, "select id from app.opinion where organisation_id = 12 and text::integer > 0")


def test_explain_tells_how_many_rows_were_passed_over_and_never_which_words(scene: Scene) -> None:
    """PostgreSQL shows the number of rows that the policy took away. Words and codes do not narrow it down."""
    plan = "explain (analyze, costs off, timing off, summary off) select id from app.opinion where organisation_id = 12"
    with line_of(scene) as cursor:
        said = []
        for condition in ("", " and text like 'Lo %'", " and text like 'Không có %'", " and lower(topic) = 'dt'"):
            cursor.execute(plan + condition)
            lines = "\n".join(row[0] for row in cursor.fetchall())
            said += [line.strip() for line in lines.splitlines() if "Rows Removed by Filter" in line]
        assert len(set(said)) == 1, said


def test_statistics_of_others_texts_are_closed(scene: Scene) -> None:
    with contextlib.closing(scene.database.connect()) as owner:
        owner.cursor().execute("analyze app.opinion; analyze app.reflection; analyze audit.entry")
    for table in ("opinion", "reflection", "petition", "entry", "submission"):
        scene.finds_nothing(CLERK, f"select * from pg_stats where tablename = '{table}'")
        scene.finds_nothing(CLERK, f"select * from pg_stats_ext where tablename = '{table}'")


def test_an_export_holds_no_more_than_a_query(scene: Scene) -> None:
    refused_each(scene, "copy app.reflection to stdout", "copy app.opinion from stdin")
    with line_of(scene) as cursor:
        cursor.execute(
            "select query_to_xml('select id, organisation_id from app.reflection', true, true, '')::text"
            if scene.cluster.major < 16
            # the wheel's 18 is built without XML
            else "select json_agg(r.organisation_id)::text from app.reflection r"
        )
        assert str(scene.their_sent) not in str(cursor.fetchone())
    refused_each(
        scene,
        "select * from app.reflection r",
        "select r from app.reflection r",
        "select to_jsonb(r) from app.reflection r",
    )


def test_a_cursor_and_a_prepared_statement_keep_to_ones_own(scene: Scene) -> None:
    with line_of(scene) as cursor:
        cursor.execute("begin; declare c cursor with hold for select organisation_id from app.reflection; commit")
        cursor.execute("fetch all from c")
        assert {row[0] for row in cursor.fetchall()} == {11}
        cursor.execute("prepare p as select organisation_id from app.reflection")
        for _ in range(7):
            cursor.execute("execute p")
            assert {row[0] for row in cursor.fetchall()} == {11}


def test_a_shared_snapshot_shows_ones_own_alone(scene: Scene) -> None:
    with line_of(scene, NEIGHBOUR) as other, line_of(scene) as cursor:
        other.execute("begin isolation level repeatable read; select pg_export_snapshot()")
        snapshot = other.fetchone()[0]
        cursor.execute("begin isolation level repeatable read")
        cursor.execute(f"set transaction snapshot '{snapshot}'")
        cursor.execute("select organisation_id from app.reflection where organisation_id <> 11")
        assert cursor.rowcount == 0


def test_what_is_announced_reaches_whoever_listens_and_nothing_of_ours_listens(scene: Scene) -> None:
    with line_of(scene) as cursor:
        cursor.execute("listen anything; notify anything, 'x'")
    used = scene.rows(
        "select 1 from pg_proc where pronamespace in ('app'::regnamespace, 'audit'::regnamespace)"
        " and prosrc ~* '(notify|listen)'"
    )
    assert used == []


def test_nobody_signs_in_to_the_other_databases(scene: Scene) -> None:
    for name in ("postgres", "template1"):
        with pytest.raises(psycopg2.OperationalError, match="permission denied for database"):
            psycopg2.connect(scene.cluster.dsn(CLERK, name))


def test_a_login_that_is_no_staff_does_not_get_in(scene: Scene) -> None:
    outsider = scene.cluster.new_login("outsider")
    scene.cluster.run(f'create role "{outsider}" login')
    with pytest.raises(psycopg2.OperationalError, match="permission denied for database"):
        psycopg2.connect(scene.database.dsn(outsider))


def test_nobody_maintains_tables(scene: Scene) -> None:
    refused_each(
        scene,
        "reindex table app.opinion",
        "cluster app.opinion using opinion_pkey",
        "reindex schema app",
        "alter table app.opinion cluster on opinion_pkey",
    )
    with contextlib.closing(scene.database.connect(CLERK)) as line:
        line.cursor().execute("vacuum app.opinion")
        line.cursor().execute("analyze app.opinion")
        assert all("skipping" in notice for notice in line.notices)
        assert len(line.notices) == 2


@pytest.mark.parametrize("login", [CLERK, REVIEWER])
def test_nobody_writes_the_history(scene: Scene, login: str) -> None:
    for statement in (
        "insert into audit.entry (table_name, record, operation, draft) values ('x', 'x', 'insert', false)",
        "update audit.entry set after = null",
        "delete from audit.entry",
        "truncate audit.entry",
    ):
        scene.denied(login, statement)
