"""The demo's folder: made once, shared, stopped by the last one out, and never somebody else's."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest

from db.core.errors import Conflict, Denied, Invalid
from db.demo import postgres_binaries
from db.demo.embedded import SUPERUSER, Server
from db.demo.home import DemoHome, default_home
from tests import servers
from tests.drivers.waiting import until
from tests.embedded.people import Visitor, build, reads


@pytest.fixture(scope="module")
def built() -> Iterator[Path]:
    """A demo that was built, with nobody in it."""
    with servers.folder() as folder:
        with DemoHome(folder / "home").enter(build):
            pass
        yield folder / "home"


@pytest.fixture
def home(built: Path) -> Iterator[DemoHome]:
    """That demo again; nobody is left in it after the test."""
    home = DemoHome(built)
    yield home
    home.stop()


def build_no_more(_: Server) -> None:
    raise AssertionError("it was built already")


def refusal(kind: type[Denied | Conflict | Invalid], home: DemoHome, **how: object) -> str:
    with pytest.raises(kind) as refused, home.enter(build, **how):  # type: ignore[arg-type]
        pass
    return refused.value.code


def test_of_two_first_starts_at_once_one_builds_and_the_other_waits(server_folder: Path) -> None:
    path = server_folder / "new" / "home"
    with Visitor(path) as one, Visitor(path) as other, ThreadPoolExecutor() as both:
        list(both.map(lambda visitor: visitor.hears("in"), (one, other)))
        assert ["building" in one.heard, "building" in other.heard].count(True) == 1
        assert reads(DemoHome(path).dsn("nd-mocbac")) == ["đường liên thôn"]
        one.leaves()
        other.leaves()
    assert not DemoHome(path).server.running


def test_a_first_start_that_was_killed_is_begun_again(server_folder: Path) -> None:
    home = DemoHome(server_folder / "home")
    with Visitor(home.path, "dawdle") as visitor:
        visitor.hears("building")
        visitor.is_killed()
    with home.enter(build):
        assert reads(home.dsn("nd-mocbac")) == ["đường liên thôn"]


def test_a_second_start_takes_the_same_data(home: DemoHome) -> None:
    with home.enter(build_no_more):
        assert reads(home.dsn("nd-mocbac")) == ["đường liên thôn"]


def test_the_last_one_out_stops_the_server(home: DemoHome) -> None:
    with Visitor(home.path) as other:
        other.hears("in")
        with home.enter(build_no_more):
            pass
        assert home.server.running
        other.leaves()
    assert not home.server.running


def test_one_who_was_killed_does_not_keep_the_server_from_stopping(home: DemoHome) -> None:
    with Visitor(home.path) as other:
        other.hears("in")
        other.is_killed()
    assert home.server.running
    with home.enter(build_no_more):
        pass
    assert not home.server.running


def test_a_server_that_is_to_be_kept_runs_until_it_is_stopped(home: DemoHome) -> None:
    with home.enter(build_no_more):
        home.keep()
    with home.enter(build_no_more):
        pass
    assert reads(home.dsn("nd-mocbac")) == ["đường liên thôn"]
    assert home.stop() is True
    assert home.stop() is False
    with home.enter(build_no_more):
        pass
    assert not home.server.running


def test_the_timer_that_ends_stale_sessions_lives_as_long_as_the_server(home: DemoHome) -> None:
    with home.enter(build_no_more):
        timer = home.timer
        assert timer is not None
        until(lambda: "langnghe timer" in reads(home.dsn(SUPERUSER), "SELECT application_name FROM pg_stat_activity"))
        assert timer.poll() is None
    assert timer.wait(10) == 0


def test_stop_and_reset_are_refused_while_a_session_is_open(home: DemoHome) -> None:
    with Visitor(home.path) as other:
        other.hears("in")
        for action in (home.stop, home.reset):
            with pytest.raises(Conflict, match="demo_in_use"):
                action()
        assert refusal(Conflict, home, reset=True) == "demo_in_use"
        other.leaves()


def test_stop_and_reset_are_refused_while_psql_is_connected(home: DemoHome) -> None:
    with home.enter(build_no_more):
        home.keep()
    with contextlib.closing(psycopg2.connect(home.dsn("nd-mocbac"))):
        for action in (home.stop, home.reset):
            with pytest.raises(Conflict) as refused:
                action()
            assert refused.value.params["count"] == 1
    assert home.stop() is True  # at once, though the server may not have ended that connection yet


def test_the_day_is_fixed_until_a_reset(server_folder: Path) -> None:
    home = DemoHome(server_folder / "home")
    day, other = dt.date(2023, 4, 21), dt.date(2023, 5, 2)
    with home.enter(build, today=day):
        assert home.today == day
    with home.enter(build_no_more, today=day):
        pass
    assert refusal(Invalid, home, today=other) == "demo_today_fixed"
    with home.enter(build, today=other, reset=True):
        assert home.today == other
        assert reads(home.dsn("nd-mocbac")) == ["đường liên thôn"]


def test_the_folder_is_for_one_account(home: DemoHome) -> None:
    home.path.chmod(0o755)
    with home.enter(build_no_more):
        assert stat.S_IMODE(home.path.stat().st_mode) == 0o700


def test_a_folder_with_something_else_in_it_is_refused_and_left_as_it_was(server_folder: Path) -> None:
    documents = server_folder / "documents"
    documents.mkdir(mode=0o750)
    (documents / "data").mkdir()
    (documents / "data" / "letter.txt").write_text("Kính gửi")
    home = DemoHome(documents)
    home.account.give(documents)
    assert refusal(Denied, home) == refusal(Denied, home, reset=True) == "home_not_ours"
    for action in (home.stop, home.reset):
        with pytest.raises(Denied, match="home_not_ours"):
            action()
    assert (documents / "data" / "letter.txt").read_text() == "Kính gửi"
    assert stat.S_IMODE(documents.stat().st_mode) == 0o750


def test_a_file_or_a_link_is_no_home(server_folder: Path) -> None:
    (server_folder / "file").write_text("")
    (server_folder / "elsewhere").mkdir()
    (server_folder / "link").symlink_to(server_folder / "elsewhere")
    for name in ("file", "link"):
        assert refusal(Denied, DemoHome(server_folder / name)) == "home_not_ours"
    assert list((server_folder / "elsewhere").iterdir()) == []


def test_stopping_where_there_is_no_demo_makes_none(server_folder: Path) -> None:
    home = DemoHome(server_folder / "none")
    assert home.stop() is False
    home.reset()
    assert not home.path.exists()


if os.geteuid() == 0:

    def test_root_is_refused_a_home_that_its_server_cannot_reach(tmp_path: Path) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        assert refusal(Denied, DemoHome(closed / "a" / "home")) == "home_closed_parent"
        assert list(closed.iterdir()) == []
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700

    def test_root_leaves_the_demo_of_another_account_alone(server_folder: Path) -> None:
        theirs = server_folder / "theirs"
        theirs.mkdir(mode=0o755)
        os.chown(theirs, 65534, 65534)
        if DemoHome(theirs).account.uid == 65534:
            os.chown(theirs, 65533, 65533)
        assert refusal(Denied, DemoHome(theirs)) == "home_not_ours"

    def test_an_ordinary_account_has_its_demo_at_the_same_time_as_root(home: DemoHome) -> None:
        programs = postgres_binaries.of_wheel(home.account)
        with servers.folder() as folder, home.enter(build_no_more):
            os.chown(folder, 65534, 65534)
            child = os.fork()
            if child == 0:
                failed = 1
                try:
                    failed = _as_nobody(folder, programs)
                finally:
                    os._exit(failed)  # whatever happens, this process runs no more of the suite
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
            assert (folder / "langnghe" / "demo").stat().st_uid == 65534
            assert reads(home.dsn("nd-mocbac")) == ["đường liên thôn"]

    def _as_nobody(folder: Path, programs: postgres_binaries.Binaries) -> int:
        """What an account other than root does, in a process that gave up root for good."""
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        os.environ.update(HOME=str(folder), XDG_DATA_HOME=str(folder))
        home = DemoHome(default_home())
        home.server = Server(home.path, programs)
        with home.enter(build):
            fine = reads(home.dsn("nd-mocbac")) == ["đường liên thôn"]
        return 0 if fine and not home.server.running else 1
