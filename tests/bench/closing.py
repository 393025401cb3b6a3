"""Accounts that are closed, and duties that are ended, by the real command while their holder opens sessions as fast as
they can: how many sessions live on with what they had. `python -m tests.bench.closing [--count 100]`; ends with 1 if
any does.
"""

from __future__ import annotations

import argparse
import sys

from tests import servers
from tests.commands.running import langnghe
from tests.integrity.together import opening_sessions, scopes
from tests.town import ADMINISTRATOR, FARMERS_MOC_BAC, Town, build

_DUTY = "select d.id from app.duty d join app.staff s on s.id = d.staff_id where s.role = %s"


def main() -> int:
    """Both commands, that many times each, on PostgreSQL 18 and 15."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    count = parser.parse_args().count
    worst = 0
    for major in servers.versions():
        with servers.running(major) as cluster:
            town = Town(cluster.copy_of("town", build))
            for how in ("close", "duty"):
                lived = sum(_round(town, how) for _ in range(count))
                print(f"PostgreSQL {major}, staff {how}: {lived} of {count} lived on (goal: 0)", flush=True)
                worst = max(worst, lived)
            town.close()
    return 1 if worst else 0


def _round(town: Town, how: str) -> bool:
    """Whether any session kept what it had."""
    login = town.hire("racer", ("clerk", FARMERS_MOC_BAC, None, None))
    what = [login] if how == "close" else [login, "--end", str(town.value(_DUTY, (login,)))]
    with opening_sessions(town.database, login) as opened:
        ended = langnghe("staff", how, *what, dsn=town.database.dsn(ADMINISTRATOR))
    assert ended.code == 0, ended
    return not scopes(opened) <= ({0} if how == "duty" else set())


if __name__ == "__main__":
    sys.exit(main())
