"""What `db upgrade` lays, as text: `python -m tests.rights update` writes db/schema/sql/rights.txt anew, which `db
status` compares with. Read the difference before it is committed: each line is a right that somebody has from now
on."""

from __future__ import annotations

import contextlib
import sys

import psycopg2

from db.schema import migrate, rights
from tests import servers
from tests.servers import Database


def described(database: Database) -> str:
    """The rights of a database, as the file has them."""
    with contextlib.closing(psycopg2.connect(database.dsn())) as line, line.cursor() as cursor:
        return "\n".join(rights.described(cursor)) + "\n"


def update() -> None:
    """Write the file from a server of its own."""
    with servers.running(18) as cluster:
        database = cluster.empty_database()
        migrate.upgrade(database.dsn())
        rights.DESCRIPTION.write_text(described(database), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["update"]:
        sys.exit("python -m tests.rights update")
    update()
