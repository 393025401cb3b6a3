"""No text of a hidden row can be told: not from which parts of a plan ran, not by an error, not from estimates; and no
function tells a hidden record from none."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import psycopg2
import pytest

from db.core.ids import uuid7
from tests.permissions import hidden
from tests.permissions.hidden import Hidden
from tests.permissions.probes import Pair, failing, pairs
from tests.servers import Cluster

pytestmark = pytest.mark.both_versions

_RAN = "explain (analyze, costs off, timing off, summary off, buffers off, format json)"
_SETTINGS = "set local jit = off; set local enable_bitmapscan = off; "
_SCANS = {
    "index": _SETTINGS + "set local enable_seqscan = off",
    "table": _SETTINGS + "set local enable_indexscan = off; set local enable_indexonlyscan = off",
}
#: Fails as soon as it is asked, which is when the condition before it is answered for a row.
_FAILS = "(select 1 / (select 0)) = 1"


@pytest.fixture(scope="module")
def place(any_server: Cluster) -> Iterator[Hidden]:
    made = hidden.build(any_server)
    yield made
    made.database.drop()


@contextlib.contextmanager
def _as(cursor: Any, login: str) -> Iterator[None]:
    """What that login may ask, on the superuser's own line; nothing of it stays."""
    cursor.execute(f'savepoint one; set session authorization "{login}"')
    try:
        yield
    finally:
        cursor.execute("rollback to one; release one")


def _shown(cursor: Any, explain: str) -> Any:
    """The plan without what was asked: only that may differ."""
    cursor.execute(explain)
    return _without_words(cursor.fetchone()[0][0]["Plan"])


def _without_words(plan: Any) -> Any:
    if isinstance(plan, list):
        return [_without_words(part) for part in plan]
    if not isinstance(plan, dict):
        return plan
    return {name: _without_words(part) for name, part in plan.items() if not name.endswith(("Filter", "Cond"))
            or name.startswith("Rows")}  # fmt: skip


def _told(cursor: Any, login: str, scan: str, row: str, asked: list[Pair], failing: Sequence[str] = ()) -> list[str]:
    """What tells anything of the row's text: what ran of a plan, an error."""
    told = []
    with _as(cursor, login):
        cursor.execute(_SCANS[scan])
        yes, no = (f"{_RAN} select 1 {row} and " + " and ".join(conditions) for conditions in zip(*asked, strict=True))
        if _shown(cursor, yes) != _shown(cursor, no):
            told.append("plan")
    every = [f"case when {condition} then {_FAILS} else {_FAILS} end" for condition, _no in asked]
    for conditions in filter(None, (every, failing)):
        with _as(cursor, login):
            cursor.execute(_SCANS[scan])
            try:
                cursor.execute(f"select 1 {row} and " + " and ".join(conditions))
            except psycopg2.DataError as error:
                told.append(str(error).strip())
    return told


def _estimates(cursor: Any, login: str, table: str, asked: list[Pair]) -> list[Pair]:
    """The pairs whose two conditions are estimated differently."""
    plans = []
    with _as(cursor, login):
        for conditions in zip(*asked, strict=True):
            every = " union all ".join(f"select 1 from {table} where {one}" for one in conditions)
            parts = _shown(cursor, f"explain (format json) {every}")["Plans"]
            plans.append([part for part in parts if part["Parent Relationship"] == "Member"])
    return [pair for pair, yes, no in zip(asked, *plans, strict=True) if yes != no]


def _asked(cursor: Any, place: Hidden, login: str) -> Iterator[tuple[str, str, str, list[Pair], list[str]]]:
    """For each column of text that the login may read in other rows: its table, name, the hidden row, what is asked."""
    for table, column, kind in place.readable(login):
        found = place.row(cursor, login, table, column)
        if found:
            yield table, column, f"from {table} where {found[0]}", pairs(kind, column, found[1]), failing(kind, column)


@pytest.mark.parametrize("who", ["clerk", "reviewer", "national", "administrator"])
def test_no_hidden_text_is_told_by_a_plan_or_an_error(place: Hidden, who: str) -> None:
    login, seen, told = place.logins[who], set(), []
    with contextlib.closing(psycopg2.connect(place.database.dsn())) as line, line.cursor() as cursor:
        for table, column, row, asked, fails in _asked(cursor, place, login):
            seen.add(table)
            for scan in ("index", "table"):
                told += [f"{table}.{column} by {way} ({scan})" for way in _told(cursor, login, scan, row, asked, fails)]
    assert told == []
    assert {"app.opinion", "app.submission", "audit.entry"} <= seen
    assert ("app.staff" in seen) == (who != "administrator")


def test_no_hidden_text_changes_an_estimate(place: Hidden) -> None:
    with contextlib.closing(psycopg2.connect(place.database.dsn())) as line, line.cursor() as cursor:
        login = place.logins["clerk"]
        for table, _column, _row, asked, _fails in _asked(cursor, place, login):
            assert _estimates(cursor, login, table, asked) == []


def test_all_of_it_would_be_told_as_postgresql_comes(place: Hidden) -> None:
    """The control: with PostgreSQL's own functions as they are made, each way is seen to tell."""
    with contextlib.closing(psycopg2.connect(place.database.dsn())) as line, line.cursor() as cursor:
        login = place.logins["clerk"]
        found, said = place.row(cursor, login, "app.opinion", "text") or ("", "")
        row, asked, fails = f"from app.opinion where {found}", pairs("text", "text", said), failing("text", "text")
        for operator in ("eq", "ne", "_lt", "_le", "_gt", "_ge"):
            cursor.execute(f"alter function pg_catalog.text{operator}(text, text) leakproof cost 1")
        for scan in _SCANS:
            assert _told(cursor, login, scan, row, asked) == ["plan", "division by zero"]
        assert len(_estimates(cursor, login, "app.opinion", asked)) >= 4
        cursor.execute("alter function pg_catalog.textout(text) cost 1")
        assert any(said in told for told in _told(cursor, login, "table", row, asked[:1], fails[:1]))
        line.rollback()


@pytest.mark.parametrize("question", ["content['general'] is null", """('{"DT": 1}'::jsonb)['DT'] is null"""])
def test_no_document_has_subscripts(place: Hidden, question: str) -> None:
    """They are held for leakproof and cost nothing: they would tell what a document has, and by which key."""
    with contextlib.closing(place.database.connect(place.logins["clerk"])) as line, line.cursor() as cursor:
        ask = f"select 1 from app.submission where {question}"
        with pytest.raises(psycopg2.errors.DatatypeMismatch):
            cursor.execute(ask)


@pytest.mark.parametrize("cost", ["0", "1e-300", "1e307"])
def test_no_setting_makes_texts_cheap(place: Hidden, cost: str) -> None:
    """What an operator costs is everyone's own setting; only what a function costs in operators decides."""
    with contextlib.closing(psycopg2.connect(place.database.dsn())) as line, line.cursor() as cursor:
        login = place.logins["clerk"]
        found, said = place.row(cursor, login, "app.opinion", "text") or ("", "")
        cursor.execute(f"set cpu_operator_cost = {cost}")
        row, asked = f"from app.opinion where {found}", pairs("text", "text", said)
        assert _told(cursor, login, "table", row, asked, failing("text", "text")) == []


def test_partial_indexes_tell_of_states_and_kinds_alone(place: Hidden) -> None:
    """A new one on another column of text would tell that too: then docs/roles.md has to say so."""
    assert place.told <= {"app.reflection.status", "app.reflection.kind", "app.petition.state"}


def test_no_number_of_an_author_or_a_place_is_there_to_be_compared(place: Hidden) -> None:
    """Comparisons of numbers run before the policy: what names a person or a place is granted to nobody in a table that
    hides rows, but whose duty it is, and where."""
    found = place.database.rows(
        "select k.conrelid::regclass || '.' || a.attname as name from pg_constraint k"
        " join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) where k.contype = 'f'"
        " and k.confrelid in ('app.staff'::regclass, 'app.area'::regclass, 'app.village'::regclass)"
        " and k.conrelid::regclass::text = any (%s)"
        " and has_column_privilege('langnghe_user', k.conrelid, a.attnum, 'select')",
        (list(place.texts),),
    )
    assert {row["name"] for row in found} == {"app.duty.staff_id", "app.duty.area_id"}


_FUNCTIONS = """
select p.oid::regprocedure::text as name, p.proname, p.proargnames[:p.pronargs] as names,
       array(select t::regtype::text from unnest(p.proargtypes) t) as types
from pg_proc p where p.pronamespace = 'app'::regnamespace and has_function_privilege('langnghe_user', p.oid, 'execute')
and 'uuid' = any (array(select t::regtype::text from unnest(p.proargtypes) t)) order by 1
"""
#: What is said besides the key: any value of the type will do, and of these names only some.
_ANY = {
    "text": "'x'", "integer": "1", "boolean": "false", "date": "'2023-10-01'", "uuid": "%(key)s::uuid", "jsonb": "'{}'",
    "uuid[]": "'{}'", "text[]": "'{}'", "integer[]": "'{1}'",
}  # fmt: skip
_NAMED = {"table_name": "'opinion'", "field": "'text'", "attempt": "gen_random_uuid()"}


@pytest.mark.parametrize("who", ["clerk", "reviewer", "national", "administrator"])
def test_every_function_answers_of_a_hidden_record_as_of_one_that_is_not_there(place: Hidden, who: str) -> None:
    keys = "select id from app.reflection union all select id from app.opinion union all select id from app.returning"
    found = place.database.rows(f"select id::text from ({keys}) k where id::text like '0189%'")
    hidden_ones = [row["id"] for row in found]
    told, asked = [], 0
    with contextlib.closing(psycopg2.connect(place.database.dsn(place.logins[who]))) as line, line.cursor() as cursor:
        for function in place.database.rows(_FUNCTIONS):
            by_name = dict(zip(function["names"], function["types"], strict=True))
            if "uuid" not in {kind for name, kind in by_name.items() if name != "attempt"}:
                continue
            asked += 1
            values = [_NAMED.get(name) or _ANY[kind] for name, kind in by_name.items()]
            ask = f"select * from app.{function['proname']}({', '.join(values)})"
            nothing = _answer(cursor, ask, str(uuid7()))
            told += [(function["name"], key) for key in hidden_ones if _answer(cursor, ask, key) != nothing]
    assert told == []
    assert asked > 10 and len(hidden_ones) > 5


def _answer(cursor: Any, ask: str, key: str) -> object:
    try:
        cursor.execute(ask, {"key": key})
        return cursor.fetchall()
    except psycopg2.Error as error:
        return error.pgcode, error.diag.message_primary, error.diag.message_detail
    finally:
        cursor.connection.rollback()
