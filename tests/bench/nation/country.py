"""A country of as many towns as asked for, on the product's own schema: 99 organisations a town, five years of months.

The schema is a real upgrade and the first programme a real load; all else is inserted as the superuser, the triggers
switched off meanwhile, in the order of time with the towns mingled, as everyone would have written it. Two hundred
towns are 19,800 organisations, 1.2 million reports and 4.8 million opinions.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

import psycopg2

from db.core.connect import Session
from db.demo.town import PROGRAMME
from db.programme import load
from db.programme.programme import load as read_programme
from db.schema import migrate
from tests.bench.nation import reports

NOW = "2023-10-16 09:00+07"
YEAR = 2023
COMMUNES = 16
TOWNS_OF_A_PROVINCE = 6
BODIES = ("MTTQ", "HND", "CCB", "LHPN", "DTN", "LDLD")  # the last is in 13 of the communes alone
FARMERS = 2

# Ids say where: a town's is a thousand times its number, its communes' follow; an organisation's ends with its body.
_PLACES = """
insert into app.clock (at) values (%(now)s);
insert into app.body (id, code, name, short, stratum)
select place, code, 'Khối ' || code, code, 'ND' from unnest(%(bodies)s) with ordinality given(code, place);
insert into app.area (id, parent_id, level, kind, name, code, number, opened)
select 1000000 + p, null, 'province', 'tỉnh', 'Tỉnh ' || p, 'P' || p, 0, '1997-01-01'
from generate_series(1, (%(towns)s - 1) / %(together)s + 1) p;
insert into app.area (id, parent_id, level, kind, name, code, number, opened)
select 1000 * k, 1000000 + (k - 1) / %(together)s + 1, 'town', 'thị xã', 'Thị xã ' || k,
       case when k = 1 then %(first)s else 'T' || k end, 0, '2000-01-01' from generate_series(1, %(towns)s) k;
insert into app.area (id, parent_id, level, kind, name, code, number, opened)
select 1000 * k + c, 1000 * k, 'commune', 'xã', 'Xã ' || c || ' của ' || k, 'T' || k || '-' || c, c, '2000-01-01'
from generate_series(1, %(towns)s) k, generate_series(1, %(communes)s) c;
insert into app.village (id, area_id, number, name, opened)
select 100 * a.id + v, a.id, v, 'Thôn ' || v, '2000-01-01' from app.area a, generate_series(1, 8) v
where a.level = 'commune';
insert into app.organisation (id, body_id, area_id, name, short, opened)
select 10 * a.id + b.id, b.id, a.id, b.name || ' ' || a.kind || ' ' || a.name, b.code || ' ' || a.name, '2000-01-01'
from app.area a, app.body b where a.level <> 'province' and (b.code <> 'LDLD' or a.number <= 13);
"""

# Every organisation has its clerk; above them a reviewer for the town, one for its Farmers, one for the province.
_PEOPLE = """
insert into app.staff (role, name) select 'c' || id, 'Cán bộ ' || id from app.organisation order by id;
insert into app.duty (staff_id, kind, organisation_id, from_date)
select s.id, 'clerk', substr(s.role, 2)::integer, '2018-01-01' from app.staff s;
create temporary table above (role text, kind text, area_id integer, body_id smallint);
insert into above select 't' || id, 'reviewer', id, null from app.area where level = 'town';
insert into above select 'f' || id, 'reviewer', id, %(farmers)s from app.area where level = 'town';
insert into above select 'd' || id, 'decider', id, null from app.area where level = 'town';
insert into above select 'p' || id, 'reviewer', id, null from app.area where level = 'province';
insert into above select 'everyone', 'reviewer', id, null from app.area where level = 'province';
insert into above values ('administrator', 'administrator', null, null), ('national', 'national', null, null);
insert into app.staff (role, name) select distinct role, 'Người theo dõi ' || role from above;
insert into app.duty (staff_id, kind, area_id, body_id, from_date)
select s.id, a.kind, a.area_id, a.body_id, '2018-01-01' from above a join app.staff s using (role);
drop table above;
"""
_LOGINS = """
do $$
declare
    login text;
    newer boolean := current_setting('server_version_num')::integer >= 160000;
begin
    for login in select s.role from app.staff s where not exists (select from pg_roles r where r.rolname = s.role) loop
        execute format('create role %I login connection limit 4', login);
        perform app.put_in_group(login, 'langnghe_user');
        if newer then
            execute format('grant %I to langnghe_staffer with admin option, inherit false, set false', login);
        end if;
        commit;  -- each is a lock until then
    end loop;
    perform app.put_in_group('national', 'langnghe_national');
end $$;
"""
_TRIGGERS = """
do $$
declare
    found record;
begin
    for found in select t.tgrelid::regclass as place, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
                 where c.relnamespace in ('app'::regnamespace, 'audit'::regnamespace) and not t.tgisinternal loop
        execute format('alter table %s {} trigger %I', found.place, found.tgname);
    end loop;
end $$;
"""
_INDEXES = """
select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
join pg_class c on c.oid = i.indrelid where c.relnamespace in ('app'::regnamespace, 'audit'::regnamespace)
and c.relname in ('reflection', 'opinion', 'petition', 'submission', 'returning', 'reading', 'attempt', 'entry')
and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
"""


def build(dsn: str, towns: int, months: int) -> None:
    """Fill an empty database with that many towns and months. As superuser."""
    migrate.upgrade(dsn)
    with contextlib.closing(psycopg2.connect(dsn, options="-c statement_timeout=0 -c lock_timeout=0")) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute("set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '512MB'")
        # A row's checks against other tables are off with `replica`, the triggers of ours only when each is disabled.
        cursor.execute("set session_replication_role = replica;" + _TRIGGERS.format("disable"))
        programme = read_programme(PROGRAMME)
        given = {"now": NOW, "towns": towns, "communes": COMMUNES, "together": TOWNS_OF_A_PROVINCE,
                 "first": programme.area, "bodies": list(BODIES), "farmers": FARMERS, "months": months}  # fmt: skip
        _say("places and people", cursor, _PLACES + _PEOPLE, given)
        with contextlib.closing(Session(dsn, deadline=60)) as session:
            load.programme(session, programme, hashlib.sha256(PROGRAMME.read_bytes()).hexdigest()[:16])
        _programmes(cursor, range(YEAR - (months + 1) // 12, YEAR + 1))
        with _without_indexes(cursor):
            for name, sql in reports.STEPS:
                _say(name, cursor, sql, given)
        _say("logins", cursor, _LOGINS)
        cursor.execute(_TRIGGERS.format("enable always"))
        _say("statistics", cursor, "vacuum (analyze)")


def _programmes(cursor: Any, years: Sequence[int]) -> None:
    """The programme that was loaded, for every town and year: whatever hangs on it is repeated with its days moved."""
    cursor.execute(
        "create temporary table wanted as select row_number() over () as place, a.id as area_id, year"
        " from app.area a, unnest(%s) year where a.level = 'town'"
        " and not exists (select from app.programme g where (g.area_id, g.year) = (a.id, year))",
        (list(years),),
    )
    cursor.execute(
        "insert into app.programme (year, area_id, title, title_en, source, source_en, digest)"
        " select w.year, w.area_id, title, title_en, source, source_en, digest from app.programme, wanted w"
    )
    cursor.execute(
        "select table_name, array_agg(column_name::text), array_agg(data_type::text) from information_schema.columns"
        " where table_schema = 'app' and table_name in (select table_name from information_schema.columns"
        " where table_schema = 'app' and column_name = 'programme_id') group by table_name"
    )
    for table, names, types in cursor.fetchall():
        values = [_moved(name, kind) for name, kind in zip(names, types, strict=True)]
        cursor.execute(
            f"insert into app.{table} ({', '.join(names)}) select {', '.join(values)} from app.{table} x"
            f" cross join wanted w join app.programme g on (g.area_id, g.year) = (w.area_id, w.year)"
            f" where x.programme_id = (select min(id) from app.programme)"
        )
    cursor.execute("drop table wanted")


def _moved(name: str, kind: str) -> str:
    if name == "programme_id":
        return "g.id"
    if kind != "date":
        return f"x.{name}"
    moved = f"(x.{name} - make_interval(years => {YEAR} - w.year))::date"
    return f"case when x.{name} > '9000-01-01' then x.{name} else {moved} end"  # the last day there is: never


@contextlib.contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    """Indexes are made once all rows are there: kept meanwhile, they would take most of the time."""
    cursor.execute(_INDEXES)
    found = cursor.fetchall()
    for name, _made in found:
        cursor.execute(f"drop index {name}")
    yield
    for name, made in found:
        _say(f"index {name}", cursor, made)


def _say(name: str, cursor: Any, sql: str, given: dict[str, Any] | None = None) -> None:
    begin = time.monotonic()
    cursor.execute(sql, given)
    if (spent := time.monotonic() - begin) > 5:
        print(f"  {name}: {spent:.0f} s", file=sys.stderr, flush=True)
