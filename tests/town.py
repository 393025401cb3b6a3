"""A small town with its staff, for the tests of rights and of integrity.

Two communes, three bodies' organisations, the programme's target 16 with the months of 2023, code lists, villages; the
day is 16 October 2023. Made once per cluster and copied for each test (or module) that asks. Logins belong to the
cluster, so `hire` gives names that no other test uses, while the eight of `STAFF` are never changed by a test.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg2
import psycopg2.extras
import pytest
from psycopg2.extensions import connection as Connection

from db.core import storage
from db.core.connect import Session
from db.core.ids import uuid7
from db.demo.embedded import SUPERUSER
from db.duties.monthly_report import commands
from db.duties.monthly_report.opinion import OPINION
from db.duties.monthly_report.report import GENERAL
from tests.servers import Cluster, Database

TODAY = "2023-10-16 09:00+07"
OCTOBER = dt.date(2023, 10, 1)
TOWN, MOC_BAC, HOA_MAC = 1, 2, 3
FARMERS, WOMEN = 1, 2
REPORTS = "monthly_report"  # the target that everyone owes
# Organisations: the Farmers and the Women of Mộc Bắc, the Farmers of Hòa Mạc, the Farmers of the town.
FARMERS_MOC_BAC, WOMEN_MOC_BAC, FARMERS_HOA_MAC, FARMERS_TOWN = 11, 12, 21, 10

CLERK, NEIGHBOUR, STRANGER = "town-clerk", "town-neighbour", "town-stranger"
REVIEWER, FARMERS_REVIEWER, DECIDER = "town-reviewer", "town-farmers-reviewer", "town-decider"
ADMINISTRATOR, NATIONAL = "town-administrator", "town-national"

# Each login with its name and its duties: kind, organisation, area, body.
STAFF: dict[str, tuple[str, list[tuple[str, int | None, int | None, int | None]]]] = {
    CLERK: ("Cán bộ Nông dân Mộc Bắc", [("clerk", FARMERS_MOC_BAC, None, None)]),
    NEIGHBOUR: ("Cán bộ Phụ nữ Mộc Bắc", [("clerk", WOMEN_MOC_BAC, None, None)]),
    STRANGER: ("Cán bộ Nông dân Hòa Mạc", [("clerk", FARMERS_HOA_MAC, None, None)]),
    REVIEWER: ("Người theo dõi thị xã", [("reviewer", None, TOWN, None)]),
    FARMERS_REVIEWER: ("Nông dân thị xã", [("reviewer", None, TOWN, FARMERS)]),
    DECIDER: ("Thường trực thị xã", [("decider", None, TOWN, None)]),
    ADMINISTRATOR: ("Quản trị", [("administrator", None, None, None)]),
    NATIONAL: ("Người đọc toàn quốc", [("national", None, None, None)]),
}

_PLACES = """
insert into app.area (id, parent_id, level, kind, name, code, number, opened) values
    (1, null, 'town', 'thị xã', 'Duy Tiên', '349', 0, '2020-02-01'),
    (2, 1, 'commune', 'xã', 'Mộc Bắc', '13312', 1, '2000-01-01'),
    (3, 1, 'commune', 'phường', 'Hòa Mạc', '13324', 2, '2000-01-01');
insert into app.body (id, code, name, short, stratum) values
    (1, 'HND', 'Hội Nông dân', 'Nông dân', 'ND'), (2, 'LHPN', 'Hội Liên hiệp Phụ nữ', 'Phụ nữ', 'PN');
insert into app.organisation (id, body_id, area_id, name, short, opened) values
    (10, 1, 1, 'Hội Nông dân thị xã Duy Tiên', 'HND thị xã', '2020-02-01'),
    (11, 1, 2, 'Hội Nông dân xã Mộc Bắc', 'HND Mộc Bắc', '2000-01-01'),
    (12, 2, 2, 'Hội Phụ nữ xã Mộc Bắc', 'PN Mộc Bắc', '2000-01-01'),
    (21, 1, 3, 'Hội Nông dân phường Hòa Mạc', 'HND Hòa Mạc', '2000-01-01');
insert into app.village (id, area_id, number, name, opened) values
    (1, 2, 1, 'Thôn Hoàn Dương', '2000-01-01'), (2, 2, 2, 'Thôn Yên Bình', '2000-01-01'),
    (3, 3, 1, 'Tổ dân phố 1', '2000-01-01');
"""

_PROGRAMME = """
insert into app.programme (year, area_id, title, title_en, source, source_en, digest)
values (2023, 1, 'Chương trình 2023', 'Programme 2023', 'Thử', 'Trial', 'x');
insert into app.target (programme_id, number, code, wording, wording_en, owes, owes_en, periods, target_limit,
                        target_limit_en, due_rule)
select id, 16, 'monthly_report', 'Phản ánh tình hình', 'Reports', 'Mọi đơn vị', 'All', '{M}', '100 %', '100 %',
       'monthly' from app.programme;
insert into app.period (programme_id, rule, month, opens, due, locks)
select g.id, 'monthly', m, m, m + 19, m + 29 from app.programme g,
    lateral (select make_date(2023, n, 1) as m from generate_series(1, 12) n) months;
insert into app.code (programme_id, list, code, vi, en, position, from_date)
select g.id, list, code, code, code, row_number() over (), '2023-01-01' from app.programme g, (
    select 'natures' as list, n::text as code from generate_series(1, 5) n union all
    select 'breadths', n::text from generate_series(1, 4) n union all
    select 'topics', unnest(array['DT', 'MT', 'GT', 'TC']) union all
    select 'strata', unnest(array['ND', 'PN', 'NH']) union all
    select 'agencies', unnest(array['UB', 'HD'])) lists;
"""
_GIVE = "select app.duty_give(gen_random_uuid(), 'd', %s, %s, %s, %s, %s, '2023-01-01', null)"


def build(dsn: str) -> None:
    """Fill an empty database with the town. As superuser."""
    from db.schema import migrate

    migrate.upgrade(dsn)
    with contextlib.closing(psycopg2.connect(dsn)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("insert into app.clock (at) values (%s)", (TODAY,))
        cursor.execute(_PLACES + _PROGRAMME)
        for login, (name, duties) in STAFF.items():
            cursor.execute("select app.staff_add(gen_random_uuid(), 'd', %s, %s)", (login, name))
            for duty in duties:
                cursor.execute(_GIVE, (login, *duty))


@dataclass
class Town:
    """The town in one database, and what its people do there, each on a line that stays open."""

    database: Database
    sessions: dict[str, Session] = field(default_factory=dict, kw_only=True)
    lines: dict[str, Connection] = field(default_factory=dict, kw_only=True)

    @property
    def cluster(self) -> Cluster:
        return self.database.cluster

    @contextlib.contextmanager
    def session(self, login: str, **options: Any) -> Iterator[Session]:
        """A session of the program as that person."""
        session = Session(self.database.dsn(login), **options)
        try:
            yield session
        finally:
            session.close()

    def at_work(self, login: str) -> Session:
        """That person's session of the program, open until the test ends."""
        if login not in self.sessions:
            self.sessions[login] = Session(self.database.dsn(login))
        return self.sessions[login]

    def line(self, login: str) -> Connection:
        """That login's line as with psql, open until the test ends; whoever uses it commits or rolls back."""
        if login not in self.lines:
            self.lines[login] = psycopg2.connect(self.database.dsn(login))
        return self.lines[login]

    def close(self) -> None:
        for open_line in (*self.sessions.values(), *self.lines.values()):
            open_line.close()

    def rows(self, sql: str, params: Any = None, login: str = SUPERUSER) -> list[dict[str, Any]]:
        """What a statement gives that login; without a login, the superuser, who sees everything."""
        if sql.startswith(("set ", "begin")):
            return self.database.rows(sql, params, login)
        with self.line(login) as line, line.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
            cursor.execute(sql, params)
            return [dict(row) for row in cursor.fetchall()] if cursor.description else []

    def value(self, sql: str, params: Any = None, login: str = SUPERUSER) -> Any:
        return next(iter(self.rows(sql, params, login)[0].values()))

    def set_clock(self, moment: str) -> None:
        self.rows("update app.clock set at = %s", (moment,))

    def hire(self, stem: str, *duties: tuple[str, int | None, int | None, int | None]) -> str:
        """A new person with these duties; returns the login, which no other test uses."""
        login = self.cluster.new_login(stem)
        with contextlib.closing(self.database.connect()) as connection, connection.cursor() as cursor:
            cursor.execute("select app.staff_add(gen_random_uuid(), 'd', %s, %s)", (login, f"Người {login}"))
            for duty in duties:
                cursor.execute(_GIVE, (login, *duty))
        return login

    def report(
        self,
        login: str = CLERK,
        organisation: int = FARMERS_MOC_BAC,
        *,
        kind: str = "adhoc",
        general: str | None = "Nhân dân yên tâm sản xuất",
        month: dt.date = OCTOBER,
    ) -> UUID:
        """A draft report. Ad hoc by default, as a month takes any number of those."""
        id = uuid7()
        owner = {"organisation_id": organisation, "month": month, "kind": kind}
        storage.save(self.at_work(login), GENERAL, {"general": general}, attempt=uuid7(), id=id, version=0, owner=owner)
        return id

    def opinion(self, report: UUID, login: str = CLERK, **values: Any) -> UUID:
        """An opinion in a report that is not sent; complete unless `values` say otherwise."""
        id = uuid7()
        wanted = complete(**values)
        owner = {"reflection_id": report}
        storage.save(self.at_work(login), OPINION, wanted, attempt=uuid7(), id=id, version=0, owner=owner)
        return id

    def version(self, report: UUID) -> int:
        return int(self.value("select version from app.reflection where id = %s", (report,)))

    def status(self, report: UUID) -> str:
        return str(self.value("select status from app.reflection where id = %s", (report,)))

    def send(self, report: UUID, login: str = CLERK) -> None:
        commands.submit(self.at_work(login), report, self.version(report), attempt=uuid7())

    def accept(self, report: UUID, login: str = REVIEWER) -> None:
        commands.accept(self.at_work(login), report, self.version(report), attempt=uuid7())

    def give_back(
        self, report: UUID, login: str = REVIEWER, due: str = "2023-10-20", items: list[UUID] | None = None
    ) -> None:
        commands.return_report(
            self.at_work(login), report, self.version(report), attempt=uuid7(), reason="Cần nói rõ hơn",
            due=dt.date.fromisoformat(due), items=items or [],
        )  # fmt: skip

    def take_back(self, report: UUID, login: str = CLERK) -> None:
        commands.take_back(self.at_work(login), report, self.version(report), attempt=uuid7())

    def audit(self, record: UUID) -> list[dict[str, Any]]:
        """The entries of one record, oldest first."""
        return self.rows("select * from audit.entry where record = %s order by id", (str(record),))


def complete(**values: Any) -> dict[str, Any]:
    """The values of an opinion to which nothing is missing."""
    return {
        "nature": "2", "topic": "DT", "breadth": "1", "stratum": "ND", "text": "Lo giá phân bón tăng cao", **values,
    }  # fmt: skip


def petition(**values: Any) -> dict[str, Any]:
    """The values of an opinion that is a petition."""
    return complete(**{"nature": "5", "agency": "UB", "place": "1", "via_voters": False, **values})


@pytest.fixture
def town(any_server: Cluster) -> Iterator[Town]:
    """A town of its own for one test."""
    copy = any_server.copy_of("town", build)
    made = Town(copy)
    yield made
    made.close()
    copy.drop()
