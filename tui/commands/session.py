"""`langnghe` without a command: sign in and open the program. Also how every command finds its server."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui import i18n
from tui.commands.usage import say

if TYPE_CHECKING:
    from db.connect import Session


def dsn() -> str:
    """libpq's connection string of LANGNGHE_DSN; empty leaves all to libpq: PGSERVICE, PGHOST …"""
    return os.environ.get("LANGNGHE_DSN", "")


def run(_arguments: argparse.Namespace) -> int:
    """Open the program on the server of the environment."""
    if complained():
        return 1
    return opened(dsn())


def complained() -> bool:
    """Whether this terminal will not do; then it was said why."""
    from tui import terminal

    complaint = terminal.complaint()
    if complaint:
        say(complaint)
    return bool(complaint)


def opened(where: str, server: str = "") -> int:
    """Sign in with a connection string and run the screens until they end. Raises `db.errors` if that cannot be.

    `server` tells one server's drafts from another's where the connection string does not.
    """
    from db import schema
    from db.connect import Session, server_name
    from db.queries import who
    from tui.app import LangNghe
    from tui.app import run as run_app
    from tui.desk import Desk
    from tui.drafts import Drafts
    from tui.terminal import speak_utf8
    from tui.work import Work

    logins = []

    def sign_in() -> Session:
        session = Session(where)
        try:
            schema.require(session)
            logins.append(who.whoami(session).login)
        except BaseException:
            session.close()
            raise
        return session

    speak_utf8()
    work = Work(sign_in)
    work.open()
    drafts = Drafts(logins[0], server or server_name(where))
    return run_app(LangNghe(work, drafts, desk=Desk(work, i18n.language())))


@contextlib.contextmanager
def signed_in() -> Iterator[Session]:
    """A session for a command, on a database that has this program's schema. Raises `db.errors`."""
    from db import schema
    from db.connect import Session

    session = Session(dsn())
    try:
        schema.require(session)
        yield session
    finally:
        session.close()
