"""The programme's tables: everyone signed in reads them, administrators write them, nobody deletes a row."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg2
import pytest

from db.demo.town import PROGRAMME
from db.programme import load
from tests import town as towns
from tests.servers import Cluster
from tests.town import ADMINISTRATOR, STAFF, Town

pytestmark = pytest.mark.both_versions

# A column of each that an administrator changes, and one that nobody does.
TABLES = {
    "due_rule": ("label", "code"),
    "target": ("evidence", "number"),
    "owing_rule": ("most", "code"),
    "score_item": ("points", "from_date"),
    "grade_rule": ("points", "from_date"),
    "quota": ("share", "direction"),
}


@pytest.fixture(scope="module")
def loaded(any_server: Cluster) -> Iterator[Town]:
    copy = any_server.copy_of("town", towns.build)
    town = Town(copy)
    load.programme_file(town.at_work(ADMINISTRATOR), PROGRAMME)
    yield town
    town.close()
    copy.drop()


def _refused(town: Town, login: str, sql: str) -> None:
    line = town.line(login)
    with pytest.raises(psycopg2.Error) as caught:
        line.cursor().execute(sql)
    line.rollback()
    assert caught.value.pgcode == "42501", str(caught.value)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("login", sorted(STAFF))
def test_everyone_signed_in_reads_the_whole_programme(loaded: Town, login: str, table: str) -> None:
    assert loaded.rows(f"select * from app.{table}", login=login) == loaded.rows(f"select * from app.{table}")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("login", sorted(set(STAFF) - {ADMINISTRATOR}))
def test_nobody_but_an_administrator_writes_it(loaded: Town, login: str, table: str) -> None:
    changed, _kept = TABLES[table]
    with loaded.line(login) as line, line.cursor() as cursor:
        cursor.execute(f"update app.{table} set {changed} = {changed}")
        assert cursor.rowcount == 0
    columns = loaded.value(
        "select string_agg(column_name, ', ') from information_schema.column_privileges"
        f" where grantee = 'langnghe_user' and table_name = '{table}' and privilege_type = 'INSERT'"
    )
    values = f"select {columns} from app.{table}".replace("programme_id", "2")
    _refused(loaded, login, f"insert into app.{table} ({columns}) {values}")


@pytest.mark.parametrize("table", TABLES)
def test_not_even_an_administrator_deletes_a_row_or_gives_it_another_key(loaded: Town, table: str) -> None:
    changed, kept = TABLES[table]
    for sql in (f"delete from app.{table}", f"truncate app.{table}", f"update app.{table} set {kept} = {kept}"):
        _refused(loaded, ADMINISTRATOR, sql)
    loaded.rows(f"update app.{table} set {changed} = {changed}", login=ADMINISTRATOR)


@pytest.mark.parametrize("table", TABLES)
def test_each_row_that_was_loaded_is_in_the_audit(loaded: Town, table: str) -> None:
    entries = loaded.value(
        f"select count(distinct record) from audit.entry where table_name = '{table}'", login=ADMINISTRATOR
    )
    assert entries == loaded.value(f"select count(*) from app.{table}")
