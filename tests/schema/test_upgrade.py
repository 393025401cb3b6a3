"""`db upgrade`: what it leads to, what it refuses, and what it puts right. Issue: fresh equals upgraded."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from db.core.connect import Session
from db.core.errors import DataError, Denied, Unreachable
from db.schema import migrate, versions
from tests.drivers.waiting import until
from tests.schema import grown
from tests.schema.description import describe
from tests.servers import Cluster, Database
from tests.town import CLERK, Town

pytestmark = pytest.mark.both_versions


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, any_server: Cluster) -> Path:
    """The program as it was: its migrations are copied into this folder, and the rest comes later."""
    for path in versions.MIGRATIONS.glob("[0-9]*.py"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(versions, "MIGRATIONS", tmp_path)
    return tmp_path


def _migrations() -> list[str]:
    return sorted(path.stem for path in versions.MIGRATIONS.glob("[0-9]*.py"))


_RELEASES = grown.releases()
_FIRST = "first-migration" if _RELEASES else "first-migration-as-no-release-is-tagged"


@pytest.mark.parametrize("since", [_FIRST, *_RELEASES])
def test_a_schema_upgraded_with_rows_in_it_equals_a_fresh_one(
    since: str, tmp_path: Path, empty_database: Database, database: Database
) -> None:
    """From the first migration, with each one's rows put in before the next, and from every release with its rights."""
    old = versions.MIGRATIONS if since == _FIRST else grown.release(since, tmp_path)
    rows = grown.grow(empty_database, old)
    assert grown.empty_tables(empty_database) == set()
    if since != _FIRST:
        grown.upgrade_by(tmp_path, empty_database)
    migrate.upgrade(empty_database.dsn())
    assert describe(empty_database) == describe(database)
    assert grown.lost(empty_database, rows) == []


def test_a_database_with_the_first_migration_alone_comes_to_the_same(
    empty_database: Database, database: Database
) -> None:
    """The first migration with a row in it, then all the others at once."""
    grown.grow(empty_database, versions.MIGRATIONS, until="0000_versions")
    applied = migrate.upgrade(empty_database.dsn())
    assert "0000_versions" not in applied
    assert applied == _migrations()[1:]
    assert describe(empty_database) == describe(database)


def test_a_later_release_finds_the_tables_bare_of_rights_and_leaves_them_as_a_fresh_one(
    town: Town, older: Path, empty_database: Database
) -> None:
    """It adds a table and a column to what has rows already, and changes rows and a column under policies."""
    item = town.opinion(report := town.report())
    town.send(report)
    (older / "0099_later.py").write_text(
        '"""What a later release adds."""\n\n\ndef up(migrator, db):\n'
        '    db.cursor().execute("alter table app.opinion add column weight smallint not null default 1;"\n'
        "                        \" update app.opinion set topic = 'MT', version = 7;\"\n"
        '                        " alter table app.reading alter column staff_id type bigint;"\n'
        '                        " create table app.later (id integer primary key);"\n'
        '                        " alter table app.later enable row level security")\n'
    )
    assert migrate.upgrade(town.database.dsn()) == ["0099_later"]
    migrate.upgrade(empty_database.dsn())
    assert describe(town.database) == describe(empty_database)
    changed = town.rows("select topic, version, weight from app.opinion where id = %s", (item,))
    assert changed == [{"topic": "MT", "version": 7, "weight": 1}]


def test_an_upgrade_takes_as_long_as_it_takes(town: Town, older: Path) -> None:
    """The database's timeouts are for people: neither an upgrade nor a vacuum of the superuser's is cut."""
    long = "do $$ begin while clock_timestamp() < statement_timestamp() + interval '0.4 s' loop end loop; end $$"
    body = f"    db.cursor().execute({long!r})"
    (older / "0099_long.py").write_text("\n".join(['"""Long."""', "", "", "def up(migrator, db):", body, ""]))
    name = town.database.name
    for setting in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        town.rows(f"alter database \"{name}\" set {setting} = '200ms'")
    assert migrate.upgrade(town.database.dsn()) == ["0099_long"]
    assert town.database.value("show statement_timeout") == "0"
    assert town.database.value("show statement_timeout", login=CLERK) == "30s"


def test_a_second_upgrade_changes_nothing(town: Town) -> None:
    before = describe(town.database)
    assert migrate.upgrade(town.database.dsn()) == []
    assert describe(town.database) == before


def test_an_upgrade_puts_right_what_somebody_tampered_with(town: Town) -> None:
    before = describe(town.database)
    town.rows(
        "create policy everyone on app.opinion using (true); drop policy own on app.reflection;"
        " grant delete on app.opinion to langnghe_user; grant select on app.reflection to public;"
        f' grant update (status) on app.reflection to "{CLERK}"; grant usage on schema app to public;'
        f' grant all on audit.entry to "{CLERK}"; grant execute on function app.missing_of(uuid) to public;'
        " alter table app.petition disable row level security; drop trigger audit_note on app.opinion;"
        " alter table app.reflection disable trigger fill; alter function app.my_id() reset search_path;"
        " create or replace function app.today() returns date language sql as 'select date ''2000-01-01''';"
        " create function app.stray() returns integer language sql security definer as 'select 1';"
        " grant execute on function pg_catalog.lo_create(oid) to public; grant usage on language plpgsql to public;"
        " grant select on pg_catalog.pg_stat_activity to public; delete from app.personal_pattern;"
    )
    assert describe(town.database) != before
    migrate.upgrade(town.database.dsn())
    assert describe(town.database) == before


def test_of_two_upgrades_at_once_one_waits_and_both_succeed(empty_database: Database, database: Database) -> None:
    script = "import sys; from db.schema import migrate; print(len(migrate.upgrade(sys.argv[1])))"
    start = [sys.executable, "-c", script, empty_database.dsn()]
    both = [subprocess.Popen(start, cwd=grown.ROOM, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(2)]  # fmt: skip
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(int(out) for out, _ in said) == [0, len(_migrations())]
    assert describe(empty_database) == describe(database)


def test_an_upgrade_waits_for_another_that_holds_the_turn(empty_database: Database) -> None:
    holder = empty_database.connect()
    holder.cursor().execute("begin; select pg_advisory_xact_lock(7236110001)")
    upgrading = threading.Thread(target=migrate.upgrade, args=(empty_database.dsn(),))
    upgrading.start()
    waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'"
    until(lambda: empty_database.value(waiting))
    assert empty_database.value("select to_regclass('app.installed') is null")
    holder.close()
    upgrading.join(60)
    assert empty_database.value("select migration from app.installed") == versions.last_migration()


def _broken(folder: Path, first: str) -> None:
    """A migration that does something and then fails."""
    body = f"    db.cursor().execute({first!r} + '; select 1/0')"
    (folder / "0099_broken.py").write_text("\n".join(['"""Broken."""', "", "", "def up(migrator, db):", body, ""]))


def test_a_migration_that_fails_leaves_nothing(older: Path, empty_database: Database) -> None:
    _broken(older, "create table app.half (i integer)")
    with pytest.raises(DataError):
        migrate.upgrade(empty_database.dsn())
    assert empty_database.rows("select nspname from pg_namespace where nspname in ('app', 'audit')") == []


def test_a_failing_migration_leaves_an_older_schema_at_work(town: Town, older: Path) -> None:
    before = describe(town.database)
    _broken(older, "drop table app.petition cascade")
    with pytest.raises(DataError):
        migrate.upgrade(town.database.dsn())
    assert describe(town.database) == before
    town.report()


def _refusal(town: Town) -> str:
    with town.session(CLERK) as session, pytest.raises(Denied) as caught:
        versions.require(session)
    return caught.value.code


def test_a_program_that_fits_the_schema_goes_on(town: Town) -> None:
    with town.session(CLERK) as session:
        versions.require(session)


def test_a_program_newer_than_the_schema_says_so(town: Town, older: Path) -> None:
    (older / "0099_later.py").write_text('"""Later."""\n')
    assert _refusal(town) == "schema_older"


def test_a_program_older_than_the_schema_says_so_and_does_not_upgrade(town: Town) -> None:
    town.rows("update app.installed set migration = 99")
    assert _refusal(town) == "schema_newer"
    with pytest.raises(Denied) as caught:
        migrate.upgrade(town.database.dsn())
    assert caught.value.code == "schema_newer"
    assert town.value("select migration from app.installed") == 99


def test_a_program_whose_rights_differ_says_so(town: Town) -> None:
    town.rows("update app.installed set rights = 'others', program = '0'")
    assert _refusal(town) == "schema_older"
    town.rows("update app.installed set rights = 'others', program = '999.0.0'")
    assert _refusal(town) == "schema_newer"


def test_a_database_without_our_schema_says_so(empty_database: Database) -> None:
    session = Session(empty_database.dsn())
    with pytest.raises(Denied) as caught:
        versions.require(session)
    session.close()
    assert caught.value.code == "schema_missing"


def test_only_a_superuser_upgrades(town: Town) -> None:
    with pytest.raises(Denied) as caught:
        migrate.upgrade(town.database.dsn(CLERK))
    assert caught.value.code in {"not_superuser", "no_rights"}


def test_an_upgrade_without_a_server_is_unreachable(empty_database: Database) -> None:
    with pytest.raises(Unreachable):
        migrate.upgrade("host=/nonexistent dbname=x user=y")


def test_what_is_installed_is_told(town: Town) -> None:
    told = migrate.status(town.database.dsn())
    assert (told["installed"], told["needed"], told["rights_match"]) == (versions.last_migration(),) * 2 + (True,)
