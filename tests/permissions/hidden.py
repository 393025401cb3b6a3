"""Rows that nobody of four logins may see, in every table that has policies, and what is asked about their texts.

The tables and columns come from the catalogue: a new kind of record is in it as soon as its migration has rows for the
upgrade's test (tests/schema/rows). The four are strangers to the place whose records these are.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.schema import migrate, versions
from tests.schema import grown
from tests.servers import Cluster, Database

#: A text that no row has, for what is empty in the rows; long enough for every column, and no code of a list.
FILLER = "Kín như bưng, ai biết"

_OWN_PLACE = """
insert into app.area (id, level, kind, name, code, number, opened) values
    (900, 'commune', 'xã', 'Nơi khác', '99900', 900, '2000-01-01');
insert into app.organisation (id, body_id, area_id, name, short, opened)
select 900, min(id), 900, 'Tổ chức nơi khác', 'Nơi khác', '2000-01-01' from app.body;
"""
_DUTIES = {
    "clerk": ("clerk", 900, None),
    "reviewer": ("reviewer", None, 900),
    "national": ("national", None, None),
    "administrator": ("administrator", None, None),
}
_TABLES = """
select p.polrelid::regclass::text as name from pg_policy p join pg_class c on c.oid = p.polrelid
where c.relnamespace in ('app'::regnamespace, 'audit'::regnamespace) and p.polcmd in ('r', '*')
group by p.polrelid having not bool_or(pg_get_expr(p.polqual, p.polrelid) = 'true') order by 1
"""
#: Texts, and what holds texts: domains, arrays, documents.
_TEXTS = """
select a.attname as name, case when b.typname in ('json', 'jsonb') then 'document' when b.typcategory = 'A' then 'list'
                               else 'text' end as kind
from pg_attribute a join pg_type t on t.oid = a.atttypid
join pg_type b on b.oid = case t.typtype when 'd' then t.typbasetype else t.oid end
left join pg_type e on e.oid = b.typelem
where a.attrelid = %s::regclass and a.attnum > 0 and not a.attisdropped
  and (b.typname in ('text', 'varchar', 'bpchar', 'name', 'json', 'jsonb')
       or b.typcategory = 'A' and e.typname in ('text', 'varchar', 'name', 'json', 'jsonb')) order by a.attnum
"""
#: What a partial index is made for is told by what it finds: docs/roles.md names these.
_IN_INDEXES = """
select distinct format('%s.%s', i.indrelid::regclass, a.attname) as name from pg_index i
join pg_attribute a on a.attrelid = i.indrelid and pg_get_expr(i.indpred, i.indrelid) ~ ('\\m' || a.attname || '\\M')
join pg_class c on c.oid = i.indrelid join pg_type t on t.oid = a.atttypid
where c.relnamespace in ('app'::regnamespace, 'audit'::regnamespace) and t.typcategory = 'S'
"""
_KEYS = """
select distinct a.attname as name, a.atttypid::regtype::text as type, i.indisprimary as primary
from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
where i.indrelid = %s::regclass and i.indisunique and (a.atttypid in ('uuid'::regtype, 'int2'::regtype, 'int4'::regtype,
    'int8'::regtype) or i.indnkeyatts = 1)
"""
_ANOTHER = {
    "uuid": "gen_random_uuid()",
    "text": "(r.{0} || '-' || n)",
    "smallint": "(r.{0} + n)",
    "integer": "(r.{0} + 1000 * n)",
    "bigint": "(r.{0} + 1000 * n)",
}


@dataclass
class Hidden:
    """A database full of rows that are none of the four logins' business."""

    database: Database
    logins: dict[str, str]  # clerk, reviewer, national, administrator → the login
    texts: dict[str, list[tuple[str, str]]]  # table → its columns of text, each with its kind
    keys: dict[str, list[str]]  # table → the columns of its primary key
    told: set[str]  # columns of which partial indexes speak

    def readable(self, login: str) -> Iterator[tuple[str, str, str]]:
        """Each column of text that this login may read in some row, but what is told: table, column, kind."""
        with contextlib.closing(self.database.connect()) as line, line.cursor() as cursor:
            for table, columns in self.texts.items():
                for column, kind in columns:
                    cursor.execute("select has_column_privilege(%s, %s, %s, 'select')", (login, table, column))
                    if cursor.fetchone()[0] and f"{table}.{column}" not in self.told:
                        yield table, column, kind

    def row(self, cursor: Any, login: str, table: str, column: str) -> tuple[str, Any] | None:
        """A condition that names one row which this login does not see, and what the column says there. None when the
        login sees every row that says anything."""
        keys = self.keys[table]
        key = "concat_ws('/', " + ", ".join(keys) + ")"
        cursor.execute(f'set session authorization "{login}"; select {key} from {table}')
        seen = [row[0] for row in cursor.fetchall()]
        cursor.execute("reset session authorization")
        cursor.execute(f"select format({' and '.join([f'{k} = %%L' for k in keys])!r}, {', '.join(keys)}), {column}"
                       f" from {table} where {column} is not null and {key} <> all (%s) limit 1", (seen,))  # fmt: skip
        found: tuple[str, Any] | None = cursor.fetchone()
        return found


def build(cluster: Cluster) -> Hidden:
    """Grow a database with rows in each table, hide them, and hire four strangers."""
    database = cluster.empty_database()
    grown.grow(database, versions.MIGRATIONS)
    migrate.upgrade(database.dsn())
    with contextlib.closing(database.connect()) as line, line.cursor() as cursor:
        cursor.execute(_OWN_PLACE)
        tables = [row["name"] for row in database.rows(_TABLES)]
        texts = {t: [(c["name"], c["kind"]) for c in database.rows(_TEXTS, (t,))] for t in tables}
        keys = {t: database.rows(_KEYS, (t,)) for t in tables}
        for table in tables:
            cursor.execute(f"alter table {table} disable trigger all")  # no rule asks whose these rows are
            _fill(cursor, table, texts[table])
            _multiply(cursor, table, keys[table])
        cursor.execute("vacuum analyze")  # what died is swept now, and not by whoever happens to read first
        logins = {kind: _hire(cursor, cluster.new_login(f"hidden-{kind}"), *_DUTIES[kind]) for kind in _DUTIES}
    primary = {table: [key["name"] for key in keys[table] if key["primary"]] for table in tables}
    return Hidden(database, logins, texts, primary, {row["name"] for row in database.rows(_IN_INDEXES)})


def _fill(cursor: Any, table: str, columns: Sequence[tuple[str, str]]) -> None:
    """Everything empty says something, and whatever has a state is a draft."""
    names = [name for name, _kind in columns]
    if "nil" in _columns(cursor, table):
        cursor.execute(f"update {table} set nil = false")
    if "status" in names:
        cursor.execute(f"update {table} set status = 'draft'")
    for name, kind in columns:
        filler = {"text": FILLER, "list": [FILLER], "document": f'{{"text": "{FILLER}"}}'}[kind]
        cursor.execute(f"update {table} set {name} = %s where {name} is null", (filler,))


def _multiply(cursor: Any, table: str, keys: Sequence[dict[str, Any]]) -> None:
    """Sixty rows that say the same, so that statistics have something to tell."""
    other = ", ".join(f"'{key['name']}', {_ANOTHER[key['type']].format(key['name'])}" for key in keys)
    cursor.execute(
        f"insert into {table} overriding system value"
        f" select (jsonb_populate_record(null::{table}, to_jsonb(r) || jsonb_build_object({other}))).*"
        f" from (select * from {table} limit 1) r, generate_series(1, 60) n"
    )


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute("select attname::text from pg_attribute where attrelid = %s::regclass and attnum > 0", (table,))
    return [row[0] for row in cursor.fetchall()]


def _hire(cursor: Any, login: str, duty: str, organisation: int | None, area: int | None) -> str:
    cursor.execute("select app.staff_add(gen_random_uuid(), 'd', %s, %s)", (login, f"Người {login}"))
    cursor.execute("select app.duty_give(gen_random_uuid(), 'd', %s, %s, %s, %s, null, '2000-01-01', null)",
                   (login, duty, organisation, area))  # fmt: skip
    return login
