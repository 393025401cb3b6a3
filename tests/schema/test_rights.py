"""`db status` proves the rights: what somebody changed is named, and `db upgrade` puts it right. So after a restore."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from db.schema import migrate, rights
from tests import rights as described
from tests import servers
from tests.commands.running import langnghe
from tests.servers import Cluster, Database
from tests.town import CLERK, NATIONAL, REVIEWER, Town, build

pytestmark = pytest.mark.both_versions

# What somebody does to the database, and a line that tells of it: missing (-) or one too many (+).
_TAMPERING: list[tuple[str, str]] = [
    ("alter table app.opinion disable row level security", "-table app.opinion: of langnghe_owner, row security"),
    ("alter table app.staff force row level security", "+table app.staff: of langnghe_owner, row security, forced"),
    ("alter table app.village owner to langnghe_dba", "+table app.village: of langnghe_dba"),
    ("alter domain app.word owner to langnghe_dba", "+domain app.word: of langnghe_dba"),
    ("drop policy own on app.returning", '-policy own on app."returning"'),
    ("alter policy reviewed on app.petition using (true)", "+policy reviewed on app.petition: permissive for"),
    ("alter policy own on app.petition to public", "+policy own on app.petition: permissive for select to everyone"),
    ("create policy mine on app.attempt using (true)", "+policy mine on app.attempt: permissive for all to everyone"),
    ("grant delete on app.opinion to langnghe_user", "+right: DELETE on table app.opinion to langnghe_user"),
    ("grant update (status) on app.reflection to {person}", "+right: UPDATE on table app.reflection (status) to "),
    ("grant select on audit.entry to public", "+right: SELECT on table audit.entry to everyone"),
    ("grant usage on sequence app.staff_id_seq to langnghe_user", "+right: USAGE on sequence app.staff_id_seq to"),
    ("revoke select (general) on app.reflection from langnghe_user", "-right: SELECT on table app.reflection (gen"),
    ("grant select on app.area to langnghe_user with grant option", "+right: SELECT with grant option on table"),
    ("grant usage on schema app to public", "+right: USAGE on schema app to everyone"),
    ("grant create on schema public to {person}", "+right: CREATE on schema public to "),
    ("grant temporary on database {database} to public", "+right: TEMPORARY on the database to everyone"),
    ("revoke connect on database {database} from langnghe_user", "-right: CONNECT on the database to langnghe_user"),
    ("alter database {database} owner to {person}", "+the database: of a person"),
    ("grant usage on language plpgsql to public", "+right: USAGE on language plpgsql to everyone"),
    ("grant select on pg_stat_activity to public", "+right: SELECT on table pg_stat_activity to everyone"),
    ("grant select (rolname) on pg_authid to {person}", "+right: SELECT on table pg_authid (rolname) to "),
    ("grant execute on function pg_read_file(text) to langnghe_user", "+right: EXECUTE on function pg_read_file(text)"),
    ("grant execute on function lo_create(oid) to public", "+right: EXECUTE on function lo_create(oid) to everyone"),
    ("grant execute on function app.missing_of(uuid) to public", "+right: EXECUTE on function app.missing_of("),
    ("revoke execute on function app.today() from langnghe_user", "-right: EXECUTE on function app.today() to"),
    ("alter function app.my_id() owner to langnghe_dba", "+function app.my_id(): of langnghe_dba"),
    ("alter function app.has_duty(text) security invoker", "-function app.has_duty(text): of langnghe_owner"),
    ("alter function app.write_scope() reset search_path", "-function app.write_scope(): of langnghe_owner"),
    ("create or replace function app.review_scope() returns integer[] language sql stable security definer"
     " set search_path = pg_catalog, pg_temp as 'select array[11, 12]'",
     "-function app.review_scope(): of langnghe_owner"),
    ("create function app.stray() returns integer language sql as 'select 1'", "+function app.stray(): of"),
    ("alter table app.duty disable trigger audit_note", "+trigger audit_note on app.duty: switched off"),
    ("alter table app.staff enable trigger audit_note", "+trigger audit_note on app.staff: not always"),
    ("drop trigger fill on app.opinion", "-trigger fill on app.opinion: always"),
    ("alter table app.submission disable trigger all", "+internal trigger on app.submission: switched off"),
    ("create rule quiet as on insert to app.reading do instead nothing", "+rule quiet on app.reading"),
    ("alter default privileges for role langnghe_owner grant select on tables to {person}",
     "+default right: SELECT of langnghe_owner to "),
    ("alter function pg_catalog.texteq(text, text) leakproof", "+function texteq(text,text): leakproof, cost 100"),
    ("alter function pg_catalog.text_ge(text, text) cost 1", "-function text_ge(text,text): not leakproof"),
    ("alter function pg_catalog.jsonb_eq(jsonb, jsonb) cost 1", "+function jsonb_eq(jsonb,jsonb): not leak"),
    ("alter type pg_catalog.jsonb set (subscript = pg_catalog.jsonb_subscript_handler)", "+type jsonb: has subscripts"),
    ("alter database {database} reset log_error_verbosity", "-setting: log_error_verbosity=terse"),
    ("alter database {database} set statement_timeout = 0", "+setting: statement_timeout=0"),
    ("alter database {database} set session_replication_role = replica", "+setting: session_replication_role=replica"),
    ("alter role {person} set log_statement = 'all'", "+setting of {person}: log_statement=all"),
    ("alter role {other} in database {database} set log_min_error_statement = 'error'", "+setting of {other}: log_min"),
    ("alter role langnghe_owner login", "+role langnghe_owner: login"),
    ("alter role langnghe_user bypassrls", "+role langnghe_user: bypassrls"),
    ("alter role langnghe_staffer nocreaterole", "-role langnghe_staffer: createrole"),
    ("grant langnghe_owner to {person}", "+member: "),
    ("grant pg_read_all_data to langnghe_user", "+member: langnghe_user of pg_read_all_data"),
    ("revoke langnghe_user from langnghe_staffer cascade", "-member: langnghe_staffer of langnghe_user"),
    ("alter role {person} superuser", "+person {name}: superuser"),
    ("alter role {person} bypassrls createdb", "+person {name}: bypassrls"),
    ("alter role {person} createrole", "+person {name}: createrole"),
    ("alter role {person} connection limit -1", "+person {name}: more than four connections"),
    ("grant pg_write_all_data to {person}", "+person {name}: in pg_write_all_data"),
    ("grant {other} to {person}", "+person {name}: in "),
    ("revoke langnghe_national from {other} granted by langnghe_staffer", "-person {other_name}: in langnghe_national"),
    ("drop role {gone}", "-person {gone_name}"),
    ("alter role {left} login", "+person {left_name}: closed, and may sign in"),
]  # fmt: skip


class Tampered:
    """A town with people of its own."""

    def __init__(self, town: Town) -> None:
        self.town = town
        person, gone, left = (town.hire(stem, ("clerk", 11, None, None)) for stem in ("person", "gone", "left"))
        other = town.hire("other", ("national", None, None, None))
        town.rows("select app.staff_close(gen_random_uuid(), 'd', %s)", (left,))
        logins = {"person": person, "gone": gone, "left": left, "other": other}
        self.words = {name: f'"{login}"' for name, login in logins.items()}
        self.words |= {f"{name}_name": login for name, login in logins.items()} | {"name": person}
        self.words["database"] = f'"{town.database.name}"'

    def fill(self, text: str) -> str:
        return text.format(**self.words)


@pytest.fixture(scope="module")
def tampered(any_server: Cluster) -> Iterator[Tampered]:
    """On a server of its own: groups are the whole server's, and an upgrade puts right the people of its database."""
    with servers.running(any_server.major) as cluster:
        made = Tampered(Town(cluster.copy_of("town", build)))
        yield made
        made.town.close()


def _told(cursor: Any) -> list[str]:
    return [("-" if difference.missing else "+") + difference.what for difference in rights.differences(cursor)]


def test_the_file_says_what_an_upgrade_lays(database: Database) -> None:
    """Where a policy, a grant or a function of ours was changed on purpose, the file is made anew."""
    written = rights.DESCRIPTION.read_text(encoding="utf-8")
    assert described.described(database) == written, "python -m tests.rights update makes db/schema/sql/rights.txt anew"


def test_whatever_somebody_changed_is_named(tampered: Tampered) -> None:
    unnamed = {}
    with contextlib.closing(psycopg2.connect(tampered.town.database.dsn())) as connection:
        cursor = connection.cursor()
        assert _told(cursor) == []
        for tampering, line in _TAMPERING:
            cursor.execute("savepoint before; " + tampered.fill(tampering))
            told = _told(cursor)
            if not any(one.startswith(tampered.fill(line)) for one in told):
                unnamed[tampering] = told
            cursor.execute("rollback to before")
        connection.rollback()
    assert unnamed == {}


def test_an_upgrade_puts_all_of_it_right_and_what_is_not_ours_is_named_and_left(tampered: Tampered) -> None:
    dsn = tampered.town.database.dsn()
    for tampering, _line in _TAMPERING:
        tampered.town.database.rows(tampered.fill(tampering))
    tampered.town.rows("create table app.note (id integer)")
    ended = langnghe("db", "status", dsn=dsn)
    assert ended.code == 1
    for line in ("thừa: policy mine on app.attempt", "thiếu: setting: log_error_verbosity=terse", "Quyền sai "):
        assert line in ended.out
    ended = langnghe("db", "upgrade", dsn=dsn)
    assert ended.code == 1
    assert "thừa: table app.note: of langnghe_owner, no row security\nQuyền sai 1 chỗ." in ended.out
    # a setting of which the program says nothing is the business of who runs the server
    tampered.town.rows(f"drop table app.note; alter database {tampered.words['database']} set work_mem = '8MB'")
    assert migrate.status(dsn)["differences"] == []
    assert langnghe("db", "upgrade", dsn=dsn).code == 0


def test_a_dump_restored_on_a_new_server_is_put_right(town: Town, tmp_path: Path) -> None:
    """The new server knows neither our groups nor any person."""
    town.send(report := town.report())
    town.accept(report)
    program = town.cluster.server.binaries.program
    subprocess.run([program("pg_dump"), "-Fc", "-f", str(tmp_path / "dump"), town.database.dsn()], check=True)
    with servers.running(town.cluster.major) as cluster:
        restored = cluster.empty_database()
        # what it complains of is the roles, which are not there
        subprocess.run([program("pg_restore"), "-d", restored.dsn(), str(tmp_path / "dump")], check=False,
                       capture_output=True)  # fmt: skip
        lost = migrate.status(restored.dsn())["differences"]
        assert {"role langnghe_user: ", f"person {CLERK}", "table app.opinion: of langnghe_owner, row security"} <= {
            difference.what for difference in lost if difference.missing}  # fmt: skip
        assert migrate.upgrade(restored.dsn()) == []
        assert migrate.status(restored.dsn())["differences"] == []
        for login in (CLERK, REVIEWER, NATIONAL):
            assert restored.value("select id from app.reflection", login=login) == report
        verifier = "SCRAM-SHA-256$4096:AAAA$AAAA:AAAA"
        restored.rows("select app.staff_password(gen_random_uuid(), 'd', %s, %s)", (CLERK, verifier))


def test_who_is_no_superuser_is_told_that_the_rights_were_not_looked_at(town: Town) -> None:
    ended = langnghe("db", "status", dsn=town.database.dsn(CLERK))
    assert ended.code == 0 and "chỉ superuser" in ended.out
