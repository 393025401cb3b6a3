"""Signing in: a connection of psycopg2, or one of `db.core.errors` that says why there is none.

psycopg2 gives words but no SQLSTATE for a connection that was never made, and they are in the server's language. So a
sign-in that failed is tried once more through libpq itself (`db.core.libpq`), which names SQLSTATE and place; a failure
that has neither was not the server's, and is told by looking at the address (`db.core.address`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import psycopg2
from psycopg2.extensions import make_dsn

from db.core.errors import DataError, Denied, Unreachable

if TYPE_CHECKING:
    from db.core.libpq import Failure

PATIENCE = 3.0  # seconds for the second try: with the first one still within the program's own deadline

#: SQLSTATE and the server's function that raised it, where that tells several things apart.
_MEANINGS: Mapping[tuple[str, str], tuple[type[DataError], str]] = {
    ("28P01", ""): (Denied, "wrong_password"),
    ("28000", ""): (Denied, "person_not_accepted"),
    ("28000", "ClientAuthentication"): (Denied, "address_not_accepted"),
    ("3D000", ""): (Denied, "no_such_database"),
    ("42501", ""): (Denied, "no_connect"),
    ("42704", ""): (Denied, "wrong_settings"),
    ("22023", ""): (Denied, "wrong_settings"),
    ("55000", ""): (Denied, "database_closed"),
    ("53300", ""): (Unreachable, "server_full"),
    ("53300", "InitializeSessionUserId"): (Denied, "too_many_sessions"),
    ("53300", "CheckMyDatabase"): (Unreachable, "database_full"),
    ("57P03", ""): (Unreachable, "server_starting"),
    ("57P01", ""): (Unreachable, "server_starting"),
    ("57P02", ""): (Unreachable, "server_starting"),
    ("53100", ""): (Unreachable, "server_disk_full"),
    ("53200", ""): (Unreachable, "server_memory_full"),
}
_OF_THE_ROLE = ("28000", "InitializeSessionUserId")


def connect(dsn: str, **more: Any) -> Any:
    """A connection with these settings of libpq, `more` on top. Raises Denied and Unreachable."""
    whole = settings(dsn, **more)
    try:
        connection = psycopg2.connect(whole)
    except psycopg2.Error as error:
        raise reason(whole, str(error)) from error
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":  # it could not hold what people write, and says so only at the first letter that it lacks
        connection.close()
        raise Denied("database_not_utf8", encoding=encoding)
    return connection


class Where(NamedTuple):
    """The database at the other end: name, host (or folder of the socket), port, and PostgreSQL's version."""

    database: str
    host: str
    port: int
    version: str


def where(connection: Any) -> Where:
    """Where a connection has led to, as libpq knows it."""
    found = connection.info
    version = f"{found.server_version // 10000}.{found.server_version % 10000}"
    return Where(found.dbname, found.host or found.dsn_parameters.get("hostaddr", ""), found.port, version)


def settings(dsn: str, **more: Any) -> str:
    """One connection string of all of it. Raises Denied `wrong_settings` for one that libpq does not understand."""
    try:
        return str(make_dsn(dsn, **more))
    except psycopg2.Error as error:
        raise Denied("wrong_settings", detail=str(error)) from error


def reason(dsn: str, words: str) -> DataError:
    """Why there is no connection; `words` are what psycopg2 said of it, for the log."""
    from db.core import address, libpq  # only who is refused pays for reading them

    failure = libpq.failure(dsn, PATIENCE)
    if failure is None:
        return Unreachable("sign_in_interrupted", detail=words)
    if failure.state:
        return _of_the_server(dsn, failure)
    if failure.needs_password:
        return Denied("password_needed", detail=words)
    if not failure.late and libpq.settings_are_wrong(dsn):
        return Denied("wrong_settings", detail=words)
    wanted = failure.settings.get("target_session_attrs", "any")
    if wanted != "any" and libpq.failure(make_dsn(dsn, target_session_attrs="any"), PATIENCE) is None:
        return Unreachable("no_such_server", wanted=wanted, detail=words)
    return address.reason(failure)


def _of_the_server(dsn: str, failure: Failure) -> DataError:
    raised = (failure.state, failure.function)
    if raised == _OF_THE_ROLE:
        return Denied(_which_role(dsn, failure), detail=failure.words)
    if raised == ("28000", "ClientAuthentication") and failure.settings.get("sslmode") in ("disable", "allow"):
        return Denied("encryption_wanted", detail=failure.words)
    family, code = _MEANINGS.get(raised) or _MEANINGS.get((failure.state, "")) or (Denied, "sign_in_refused")
    return family(code, state=failure.state, detail=failure.words)


def _which_role(dsn: str, failure: Failure) -> str:
    """A role that is not there and one that may not sign in are one SQLSTATE of one function, but not of one line."""
    from db.core import libpq

    if failure.used_password:  # it was the right one, so the role is there
        return "account_closed"
    nobody = libpq.failure(make_dsn(dsn, user=f"langnghe-{uuid4()}"), PATIENCE)
    if nobody is None or (nobody.state, nobody.function) != _OF_THE_ROLE:
        return "account_missing_or_closed"
    return "no_such_account" if nobody.place == failure.place else "account_closed"
