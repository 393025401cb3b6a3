"""`langnghe` without a command: sign in and open the program. Also how every command finds its server."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from tui.wording import i18n
from tui.wording.i18n import N_, _

if TYPE_CHECKING:
    import argparse

    from textual.driver import Driver

    from db.core.connect import Session
    from db.people.who import Person
    from tui.database.save_queue import SaveQueue
    from tui.drafts.draft import Draft

T = TypeVar("T")

_with_password: dict[str, str] = {}  # connection strings, each with the password that was typed for it


def dsn() -> str:
    """libpq's connection string of LANGNGHE_DSN; empty leaves all to libpq: PGSERVICE, PGHOST …"""
    return os.environ.get("LANGNGHE_DSN", "")


def run(arguments: argparse.Namespace) -> int:
    """Open the program as its options say."""
    return start(plain=arguments.plain_driver)


def start(*, plain: bool) -> int:
    """Open the program on the server of the environment."""
    if complained():
        return 1
    return opened(dsn(), plain=plain)


def add_driver(parser: argparse.ArgumentParser) -> None:
    """The option of the commands that open the screens."""
    parser.add_argument(
        "--plain-driver", action="store_true",
        help=_(N_("vẽ màn hình theo cách của Textual, để so sánh hoặc khi màn hình hiện sai (tốn đường truyền hơn)")),
    )  # fmt: skip


def complained() -> bool:
    """Whether this terminal will not do; then it was said why."""
    from tui.runtime import terminal

    complaint = terminal.complaint()
    if complaint:
        print(complaint, file=sys.stderr)
    return bool(complaint)


def asking(connect: Callable[[str], T], where: str | None = None) -> T:
    """`connect` with that connection string (by default `dsn()`). Raises `db.core.errors`.

    Where the server wants a password and libpq has none (PGPASSWORD, ~/.pgpass, a service), it is asked for once at the
    terminal if there is one, without being shown; later calls of this process know it.
    """
    from db.core.connect import with_password
    from db.core.errors import Denied

    where = dsn() if where is None else where
    try:
        return connect(_with_password.get(where, where))
    except Denied as error:
        password = _asked_password() if error.code == "password_needed" else None
        if password is None:
            raise
    given = with_password(where, password)
    result = connect(given)
    _with_password[where] = given
    return result


def _asked_password() -> str | None:
    """What is typed at the terminal this process belongs to, wherever its input and output go. None without one."""
    import getpass

    try:
        with open("/dev/tty", "rb"):
            pass
        return getpass.getpass(_(N_("Mật khẩu đăng nhập: ")))
    except (OSError, EOFError):
        return None


def opened(where: str, former: str = "", *, plain: bool = False) -> int:
    """Sign in with a connection string and run the screens until they end. Raises `db.core.errors` if that cannot be.

    `plain` draws with Textual's own driver; `former` is what told one server's drafts from another's before databases
    had an id, where the connection string did not.
    """
    from tui.runtime.terminal import speak_utf8

    speak_utf8()
    work, database, person, home = asking(_at_work, where)
    from db.core.connect import server_name
    from tui.database.session_cache import SessionCache
    from tui.drafts.former import take_up
    from tui.drafts.store import Drafts
    from tui.shell.app import LangNghe
    from tui.shell.app import run as run_app

    drafts = Drafts(person.login, database, understands=_understood)
    cache = SessionCache(work, i18n.language(), person, home)
    take_up(drafts, person.login, former or server_name(where))
    return run_app(LangNghe(work, drafts, cache=cache, driver_class=_driver(plain)))


def _driver(plain: bool) -> type[Driver]:
    if plain:
        from tui.wire.plain_driver import PlainDriver

        return PlainDriver
    from tui.wire.driver import WireDriver

    return WireDriver


def read_first() -> None:
    """Read what the first screen needs."""
    import tui.shell.app
    import tui.wire.driver  # noqa: F401
    from tui.shell import registry

    registry.screen_class("home")


def _understood(draft: Draft) -> bool:
    """Whether this version of the program can go on with a draft. Only who has drafts reads what it takes to say so."""
    from tui.editing.understood import understood

    return understood(draft)


def _at_work(where: str) -> tuple[SaveQueue, str, Person, object]:
    """The database side of a session, signed in; the database's id, who that is, and what their home shows."""
    from db.core.connect import Session
    from db.core.errors import DataError
    from db.people import who
    from db.schema import versions
    from tui.database.save_queue import SaveQueue
    from tui.shell import registry

    databases: list[str] = []
    people: list[Person] = []
    shown: list[object] = []

    def sign_in() -> Session:
        session = Session(where)
        try:
            databases.append(versions.require(session))
            person = who.whoami(session)
        except BaseException:
            session.close()
            raise
        if not people:
            people.append(person)
            query = registry.home_query()
            with contextlib.suppress(DataError):  # it is asked again, and then said
                if query is not None:
                    shown.append(query(session, person))
        return session

    work = SaveQueue(sign_in)
    work.begin()
    read_first()  # while the server looks who that is
    work.open()
    return work, databases[0], people[0], shown[0] if shown else None


@contextlib.contextmanager
def signed_in() -> Iterator[Session]:
    """A session for a command, on a database that has this program's schema. Raises `db.core.errors`."""
    from db.core.connect import Session
    from db.schema import versions

    session = asking(Session)
    try:
        versions.require(session)
        yield session
    finally:
        session.close()
