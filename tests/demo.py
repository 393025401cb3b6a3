"""The demo's data as a template, made once per session: `demo_database` is a fresh copy for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db import demo
from tests.servers import Cluster, Database


@pytest.fixture
def demo_database(server18: Cluster) -> Iterator[Database]:
    """The demo on 16 October 2023, PostgreSQL 18. `dsn(login)` signs in as one of `db.demo.LOGINS`."""
    copy = server18.copy_of("demo", demo.build)
    yield copy
    copy.drop()


def hired_for_the_country(database: Database) -> str:
    """A national reader, whom the demo does not have; returns the login."""
    login = database.cluster.new_login("national")
    database.rows("select app.staff_add(gen_random_uuid(), 'd', %s, 'Nguyễn Thị Lành')", (login,))
    database.rows(
        "select app.duty_give(gen_random_uuid(), 'd', %s, 'national', null, null, null, '2023-01-01', null)", (login,)
    )
    return login
