"""Fixtures of the whole suite: PostgreSQL 18 and 15, and a freshly migrated database for each test that asks.

`database` is on 18; a test marked `both_versions` runs on both. The report says which versions ran, and how much of the
program did where coverage is measured.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import coverage_summary, servers
from tests.demo import demo_database as demo_database
from tests.servers import Cluster, Database

_ran: dict[int, str] = {}


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        servers.sweep()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that writes the summary on which servers this worker ran its share."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["ran"] = _ran


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _ran.update(getattr(node, "workeroutput", {}).get("ran", {}))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "any_server" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_versions") is not None
        majors = servers.versions() if both else [18]
        metafunc.parametrize("any_server", majors, indirect=True, scope="session", ids=lambda m: f"pg{m}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    checks = os.environ.get("LANGNGHE_CHECKS")
    if checks:
        terminalreporter.write_line(f"Checks: {checks}")
    if _ran:
        versions = ", ".join(_ran[major] for major in sorted(_ran))
        left_out = "" if 15 in servers.versions() else "; PostgreSQL 15 is not installed and was left out"
        terminalreporter.write_line(f"Ran on: {versions}{left_out}")
    if terminalreporter.config.getoption("cov_source", None):
        for line in coverage_summary.summary(coverage_summary.measured()):
            terminalreporter.write_line(line)


def _cluster(major: int) -> Iterator[Cluster]:
    with servers.running(major) as cluster:
        _ran[major] = f"PostgreSQL {Database(cluster, 'postgres').value('SHOW server_version')}"
        yield cluster


@pytest.fixture(scope="session")
def server18() -> Iterator[Cluster]:
    """PostgreSQL 18 of the wheel."""
    yield from _cluster(18)


@pytest.fixture(scope="session")
def server15() -> Iterator[Cluster]:
    """PostgreSQL 15 of Debian. Ask for it through `any_server`: where it is not installed it is left out."""
    yield from _cluster(15)


@pytest.fixture(scope="session")
def any_server(request: pytest.FixtureRequest) -> Cluster:
    """Both versions in turn for tests marked `both_versions`, else 18."""
    cluster: Cluster = request.getfixturevalue(f"server{request.param}")
    return cluster


@pytest.fixture
def database(any_server: Cluster) -> Iterator[Database]:
    """A freshly migrated database of its own: no places, no programme, no staff."""
    copy = any_server.copy_of("migrated", _upgrade)
    yield copy
    copy.drop()


@pytest.fixture
def empty_database(any_server: Cluster) -> Iterator[Database]:
    """A database without our schema."""
    made = any_server.empty_database()
    yield made
    made.drop()


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Measure no coverage, neither here nor in programs that are started: for tests that promise something about times
    or about what is imported, since coverage adds to both."""
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)


@pytest.fixture
def server_folder() -> Iterator[Path]:
    """An empty folder in /tmp for tests that start servers of their own; those are stopped at the end."""
    with servers.folder() as path:
        yield path


def _upgrade(dsn: str) -> list[str]:
    from db.schema import migrate  # only here: the tests of the embedded server stand without it

    return migrate.upgrade(dsn)
