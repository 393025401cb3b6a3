"""The real town as those who follow it have it on 16 October 2023, and a person at one of its screens.

Two months of reports by one clerk who writes for every organisation: the tests of review and of the grids need many
reports, not many clerks. Made once per cluster; each test has a copy.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg2
import pytest
from psycopg2.extensions import make_dsn

from db.core import storage
from db.core.connect import Session
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from db.duties.monthly_report.opinion import OPINION
from db.duties.monthly_report.report import GENERAL
from db.programme import load
from db.programme.places import load as read_places
from db.programme.programme import load as read_programme
from db.schema import migrate
from tests.drivers.pilot import PilotPerson, signs_in
from tests.drivers.program import ROOT
from tests.servers import Cluster, Database
from tui.shell.app import LangNghe

PLACES, PROGRAMME = ROOT / "db" / "places" / "duy-tien.toml", ROOT / "db" / "programmes" / "2023.toml"
TODAY = "2023-10-16 09:00+07"
SEPTEMBER, OCTOBER = dt.date(2023, 9, 1), dt.date(2023, 10, 1)
CLERK, REVIEWER, DECIDER, FARMERS = "followed-clerk", "followed-reviewer", "followed-decider", "followed-farmers"
TOWN = 3  # the area of thị xã Duy Tiên
WAITING = 14

#: What is written in every report of the tests: nature, topic, breadth, stratum, text.
OPINIONS = (
    ("2", "GC", "3", "ND", "Giá phân bón, thức ăn chăn nuôi còn cao, trong khi giá lợn hơi giảm, bà con lo thua lỗ."),
    ("1", "GT", "4", "ND", "Đồng tình chủ trương mở rộng đường trục xã, nhiều hộ sẵn sàng hiến đất."),
    ("3", "MT", "2", "ND", "Nước thải từ khu công nghiệp chảy vào kênh tưới, có mùi, cá chết."),
    ("5", "NM", "2", "ND", "Đề nghị nạo vét kênh tiêu trước vụ đông để chống úng cho chân ruộng trũng."),
    ("2", "GT", "1", "ND", "Lo đường ra đồng xuống cấp sau mưa, xe chở lúa khó đi."),
    ("2", "VL", "1", "TN", "Thanh niên lo khó tìm việc gần nhà, nhiều người phải đi làm xa cả tuần."),
)
GENERAL_WORDS = (
    "Nhân dân phấn khởi trước kết quả vụ mùa; tập trung thu hoạch, làm vụ đông. An ninh nông thôn ổn định, không có "
    "việc nổi cộm."
)


class FollowedTown(Database):
    """The database, and what its one clerk does in it."""

    def organisation(self, short: str) -> int:
        """The organisation of 2023 with that short name."""
        sql = "select id from app.organisation where short = %s and opened <= %s and coalesce(closed, 'infinity') > %s"
        return int(self.value(sql, (short, SEPTEMBER, OCTOBER)))

    def some_organisations(self, count: int) -> list[int]:
        """Organisations of the communes that have reported nothing yet for October."""
        sql = (
            "select o.id from app.organisation o join app.duty d on d.organisation_id = o.id where o.area_id <> %s"
            " order by o.id desc limit %s"
        )
        return [row["id"] for row in self.rows(sql, (TOWN, count))]

    @contextlib.contextmanager
    def session(self, login: str) -> Iterator[Session]:
        session = Session(self.dsn(login))
        try:
            yield session
        finally:
            session.close()

    def report(self, organisation: int, month: dt.date = OCTOBER, *, sent: bool = True, login: str = CLERK) -> UUID:
        """A report of six opinions, one of them a petition: two pages of 80×24."""
        with self.session(login) as session:
            return write(session, organisation, month, sent=sent)

    def items(self, report: UUID) -> list[UUID]:
        found = self.rows("select id from app.opinion where reflection_id = %s order by id", (report,))
        return [row["id"] for row in found]

    def version(self, report: UUID) -> int:
        return int(self.value("select version from app.reflection where id = %s", (report,)))

    def status(self, report: UUID) -> str:
        return str(self.value("select status from app.reflection where id = %s", (report,)))

    def send(self, report: UUID) -> None:
        with self.session(CLERK) as session:
            commands.submit(session, report, self.version(report), attempt=uuid7())

    def take_back(self, report: UUID) -> None:
        with self.session(CLERK) as session:
            commands.take_back(session, report, self.version(report), attempt=uuid7())

    def accept(self, report: UUID) -> None:
        with self.session(REVIEWER) as session:
            commands.accept(session, report, self.version(report), attempt=uuid7())

    def give_back(self, report: UUID, *items: UUID, due: dt.date = dt.date(2023, 10, 19)) -> None:
        with self.session(REVIEWER) as session:
            commands.return_report(
                session, report, self.version(report), attempt=uuid7(), reason="Chưa rõ nơi xảy ra", due=due,
                items=list(items),
            )  # fmt: skip

    def change(self, report: UUID, item: UUID, **changes: Any) -> None:
        """The clerk changes one opinion of a report that is not sent."""
        with self.session(CLERK) as session:
            stored = storage.stored_values(session, OPINION, item)
            assert stored is not None
            version = int(stored.pop("version"))
            storage.save(session, OPINION, {**stored, **changes}, attempt=uuid7(), id=item, version=version)

    def goes_away(self) -> None:
        """Nobody has a connection any more, or gets one."""
        self.cluster.run(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS false')
        self.cluster.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'")

    def comes_back(self) -> None:
        self.cluster.run(f'ALTER DATABASE "{self.name}" ALLOW_CONNECTIONS true')


def write(session: Session, organisation: int, month: dt.date, *, sent: bool) -> UUID:
    """One report through the program's own commands."""
    report = uuid7()
    owner: dict[str, Any] = {"organisation_id": organisation, "month": month}
    storage.save(session, GENERAL, {"general": GENERAL_WORDS}, attempt=uuid7(), id=report, version=0, owner=owner)
    for nature, topic, breadth, stratum, text in OPINIONS:
        values: dict[str, Any] = {
            "nature": nature, "topic": topic, "breadth": breadth, "stratum": stratum, "text": text,
        }  # fmt: skip
        if nature == "5":
            values |= {"agency": "1", "place": "3", "via_voters": True}
        storage.save(session, OPINION, values, attempt=uuid7(), id=uuid7(), version=0, owner={"reflection_id": report})
    if sent:
        version = int(session.value("select version from app.reflection where id = %s", (report,)))
        commands.submit(session, report, version, attempt=uuid7())
    return report


def build(dsn: str) -> None:
    """Fill an empty database. As superuser."""
    migrate.upgrade(dsn)
    with contextlib.closing(psycopg2.connect(dsn)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("insert into app.clock (at) values ('2023-09-18 09:00+07')")
    owner = Session(dsn)
    load.places(owner, read_places(PLACES))
    load.programme(owner, read_programme(PROGRAMME), "")
    there = [
        row["id"]
        for row in owner.rows(
            "select o.id from app.organisation o join app.area a on a.id = o.area_id"
            " where o.opened <= '2023-01-01' and coalesce(o.closed, 'infinity') > '2023-12-31'"
            " and (a.parent_id = 3 or a.id = 3) order by a.level desc, o.id"
        )
    ]
    with contextlib.closing(psycopg2.connect(dsn)) as connection, connection, connection.cursor() as cursor:
        _hire(cursor, there)
    with contextlib.closing(Session(make_dsn(dsn, user=CLERK))) as clerk:
        for organisation in there[:20]:
            write(clerk, organisation, SEPTEMBER, sent=True)
        owner.rows("update app.clock set at = '2023-09-25 09:00+07'")
        for organisation in there[20:23]:
            write(clerk, organisation, SEPTEMBER, sent=True)
    with contextlib.closing(Session(make_dsn(dsn, user=REVIEWER))) as reviewer:
        for row in owner.rows("select id, version from app.reflection order by id"):
            commands.accept(reviewer, row["id"], row["version"], attempt=uuid7())
    owner.rows("update app.clock set at = %s", (TODAY,))
    owner.close()


def _hire(cursor: Any, organisations: list[int]) -> None:
    staff = {CLERK: "Cán bộ các đơn vị", REVIEWER: "Người theo dõi", DECIDER: "Thường trực", FARMERS: "Nông dân thị xã"}
    for login, name in staff.items():
        cursor.execute("select app.staff_add(gen_random_uuid(), 'd', %s, %s)", (login, name))
    duties: list[tuple[str, str, int | None, int | None, int | None]] = [
        (REVIEWER, "reviewer", None, TOWN, None),
        (DECIDER, "decider", None, TOWN, None),
        (FARMERS, "reviewer", None, TOWN, 2),
        *((CLERK, "clerk", organisation, None, None) for organisation in organisations),
    ]
    for duty in duties:
        cursor.execute("select app.duty_give(gen_random_uuid(), 'd', %s, %s, %s, %s, %s, '2023-01-01', null)", duty)


@pytest.fixture
def followed(any_server: Cluster) -> Iterator[FollowedTown]:
    """The town of its own for one test."""
    copy = any_server.copy_of("followed", build)
    town = FollowedTown(copy.cluster, copy.name)
    yield town
    town.drop()


@contextlib.asynccontextmanager
async def at_home(
    town: FollowedTown, folder: Path, login: str = REVIEWER, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[PilotPerson[LangNghe]]:
    """A person who has just started the program."""
    async with signs_in(town.dsn(login), login, folder, size=size) as person:
        await person.settles()
        yield person


async def opens_review(person: PilotPerson[LangNghe]) -> None:
    """From home to the first report that waits."""
    await person.sees("CHỜ NHẬN")
    await person.presses("7")
    await person.settles()


def plays(scene: Callable[[FollowedTown, Path], Coroutine[Any, Any, None]]) -> Callable[[FollowedTown, Path], None]:
    """A scene as a test, in an event loop of its own."""

    def play(followed: FollowedTown, tmp_path: Path) -> None:
        asyncio.run(scene(followed, tmp_path))

    play.__name__, play.__doc__ = scene.__name__, scene.__doc__
    return play
