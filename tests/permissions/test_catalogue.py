"""The catalogue has no fault; and the walk sees each kind of fault when somebody makes one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest

from db.schema import rights
from tests.permissions import catalogue
from tests.servers import Cluster, Database
from tests.town import build

pytestmark = pytest.mark.both_versions

_DEFINER = "language sql security definer as 'select 1'"
_PINNED = "set search_path = pg_catalog, pg_temp"

# What somebody does by mistake, and the words by which the walk tells of it.
_MISTAKES: list[tuple[str, str]] = [
    ("create table app.note (id integer); alter table app.note owner to langnghe_owner",
     "app.note has no row security"),
    ("alter table app.opinion disable row level security", "app.opinion has no row security"),
    ("alter table audit.entry disable row level security", "audit.entry has no row security"),
    (f"create function app.f() returns integer {_DEFINER}", "app.f() runs as its owner without search_path"),
    (f"create function app.f() returns integer {_DEFINER} set search_path = app, pg_temp", "app.f() runs as its owner"),
    (f"create function app.f() returns integer {_DEFINER} set search_path = pg_temp, pg_catalog",
     "app.f() runs as its"),
    (f"create function public.f() returns integer {_DEFINER}; alter function public.f() owner to langnghe_staffer",
     "public.f() runs as its owner"),
    ("alter function app.my_id() reset search_path", "app.my_id() runs as its owner"),
    ("create function app.f() returns integer language sql as 'select 1'", "app.f() has no search_path of its own"),
    ("create view app.v as select id from app.opinion", "app.v shows rows by its owner's rights"),
    ("create view app.v with (security_invoker = false) as select 1 as i", "app.v shows rows by its owner's rights"),
    ("create materialized view app.v as select id from app.opinion", "app.v shows rows by its owner's rights"),
    ("grant select on app.reflection to public", "everyone has SELECT on app.reflection"),
    ("grant select (text) on app.opinion to public", "everyone has SELECT on app.opinion.text"),
    ("grant execute on function app.missing_of(uuid) to public", "everyone has EXECUTE on app.missing_of(uuid)"),
    (f"create function app.f() returns integer {_DEFINER} {_PINNED}", "everyone has EXECUTE on app.f()"),
    ("grant usage on schema audit to public", "everyone has USAGE on schema audit"),
    ("grant delete on app.opinion to langnghe_user", "langnghe_user has DELETE on the whole of app.opinion"),
    ("grant truncate on audit.entry to langnghe_user", "langnghe_user has TRUNCATE on the whole of audit.entry"),
    ("grant update on app.reflection to langnghe_user", "langnghe_user has UPDATE on the whole of app.reflection"),
    ("grant insert on app.reflection to langnghe_user", "langnghe_user has INSERT on the whole of app.reflection"),
    ("grant references on app.reflection to langnghe_user", "langnghe_user has REFERENCES on the whole"),
    ("grant trigger on app.reflection to langnghe_national", "langnghe_national has TRIGGER on the whole"),
    ("grant usage on sequence audit.entry_id_seq to langnghe_user", "langnghe_user has USAGE on the counter"),
    ("grant update (status) on app.reflection to langnghe_user", "langnghe_user may UPDATE app.reflection.status"),
    ("grant insert (created_by) on app.opinion to langnghe_user", "langnghe_user may INSERT app.opinion.created_by"),
    ("grant update (version) on app.opinion to langnghe_user", "langnghe_user may UPDATE app.opinion.version"),
    ("grant update (organisation_id) on app.reflection to langnghe_user", "may UPDATE app.reflection.organisation_id"),
    ("grant select on app.opinion to langnghe_user with grant option",
     "langnghe_user may pass on SELECT of app.opinion"),
    ('grant select on app.opinion to "town-clerk"', "is granted SELECT of its own"),
    ("alter function app.my_id() owner to langnghe_dba", "app.my_id() belongs to langnghe_dba"),
    ("alter function app.my_id() owner to langnghe_staffer", "app.my_id() belongs to langnghe_staffer"),
    ("alter function app.staff_add(uuid, text, text, text) owner to langnghe_owner",
     "app.staff_add(uuid,text,text,text) belongs to"),
    ("alter table app.opinion owner to langnghe_dba", "app.opinion belongs to langnghe_dba"),
    ("alter domain app.line owner to langnghe_dba", "type line belongs to langnghe_dba"),
    ("alter role langnghe_owner login", "langnghe_owner has powers it needs not"),
    ("alter role langnghe_owner bypassrls", "langnghe_owner has powers it needs not"),
    ("alter role langnghe_user createrole", "langnghe_user has powers it needs not"),
    ('grant langnghe_owner to "town-clerk"', "is a member of langnghe_owner"),
    ('create role "extra-member" login; grant langnghe_staffer to "extra-member"', "is a member of langnghe_staffer"),
    ("create policy everyone on app.opinion using (true)", "policy everyone on app.opinion is for everyone"),
    ("create policy p on app.petition to langnghe_national using (true)", "lets a group in without the duty"),
    ("drop trigger audit_note on app.opinion", "changes of app.opinion are not audited"),
    ("alter table app.petition add remark app.long_text", "the audit keeps what drafts say in app.petition.remark"),
    ("drop trigger audit_note on app.reflection; create trigger audit_note after insert or update on app.reflection"
     " for each row execute function audit.note()", "the audit keeps what drafts say in app.reflection.forecast"),
    ("alter table app.opinion disable trigger audit_note", "trigger audit_note on app.opinion can be switched off"),
    ("alter table app.opinion enable trigger fill", "trigger fill on app.opinion can be switched off"),
    ("alter table app.opinion add remark text; grant update (remark) on app.opinion to langnghe_user",
     "app.opinion.remark takes any character"),
]  # fmt: skip

# The same for what hardening takes from everyone; `db upgrade` itself looks after these.
_GIVEN_BACK: list[tuple[str, str]] = [
    ("grant temporary on database {} to public", "TEMPORARY on the database"),
    ("grant connect on database {} to public", "CONNECT on the database"),
    ("grant connect on database postgres to public", "CONNECT on database postgres"),
    ("grant create on schema public to public", "CREATE on schema public"),
    ("grant usage on language plpgsql to public", "USAGE on language plpgsql"),
    ("grant execute on function pg_catalog.lo_create(oid) to public", "EXECUTE on function lo_create(oid)"),
    (
        "grant execute on function pg_catalog.pg_sleep(double precision) to public",
        "EXECUTE on function pg_sleep(double precision)",
    ),
    (
        "grant execute on function pg_catalog.pg_advisory_lock(bigint) to public",
        "EXECUTE on function pg_advisory_lock(bigint)",
    ),
    ("grant select on pg_catalog.pg_roles to public", "SELECT on table pg_roles"),
    ("grant select on pg_catalog.pg_stat_activity to public", "SELECT on table pg_stat_activity"),
    (
        "grant execute on function app.begin(uuid, text, uuid, text, integer) to public",
        "EXECUTE on function app.begin(uuid,text,uuid,text,integer)",
    ),
]


@pytest.fixture(scope="module")
def walked(any_server: Cluster) -> Iterator[Database]:
    """A town whose catalogue is walked; what a test does to it is rolled back."""
    copy = any_server.copy_of("town", build)
    yield copy
    copy.drop()


@contextlib.contextmanager
def _undone(database: Database) -> Iterator[Any]:
    with contextlib.closing(psycopg2.connect(database.dsn())) as connection, connection.cursor() as cursor:
        cursor.execute("set search_path = pg_catalog")
        yield cursor
        connection.rollback()


def test_the_catalogue_has_no_fault(walked: Database) -> None:
    with _undone(walked) as cursor:
        assert catalogue.faults(cursor) == []
        assert rights.of_everyone(cursor) == []


@pytest.mark.parametrize(("mistake", "words"), _MISTAKES, ids=[mistake[:60] for mistake, _ in _MISTAKES])
def test_the_walk_sees(walked: Database, mistake: str, words: str) -> None:
    with _undone(walked) as cursor:
        cursor.execute(mistake)
        assert any(words in fault for fault in catalogue.faults(cursor)), catalogue.faults(cursor)


@pytest.mark.parametrize(("mistake", "words"), _GIVEN_BACK, ids=[mistake[:60] for mistake, _ in _GIVEN_BACK])
def test_the_upgrades_own_check_sees(walked: Database, mistake: str, words: str) -> None:
    with _undone(walked) as cursor:
        cursor.execute(mistake.format(f'"{walked.name}"'))
        assert f"right: {words} to everyone" in rights.of_everyone(cursor)
