"""How many keys the main jobs take, counted at real terminals: every key but the characters of free text.

    python -m tests.bench.keys

The same scenes as in `tests/scenarios` and `tests/screens/test_monday.py`. Ends with 1 if one takes more than it may.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from db import demo
from tests import servers
from tests.drivers.person import Person
from tests.scenarios import month
from tests.scenarios.month import MOST
from tests.screens import followed, test_monday
from tests.servers import Cluster, Database

T = TypeVar("T")


def count(cluster: Cluster, state: Path) -> Mapping[str, int]:
    """Plays every scene. The names are those of `MOST`."""
    database = cluster.copy_of("demo", demo.build)
    keys = dict(_at(database, month.CLERK, state, month.reports_october))
    _at(database, month.REVIEWER, state, month.returns_it)
    keys["corrected"] = _at(database, month.CLERK, state, month.corrects_it)
    month.has_an_open_october(database)
    keys["nothing arose"] = _at(database, month.OTHER_CLERK, state, month.says_nothing_arose)
    copy = cluster.copy_of("followed", followed.build)
    town = followed.FollowedTown(copy.cluster, copy.name)
    test_monday.begins_with_waiting_reports(town)
    keys["monday"] = _at(town, followed.REVIEWER, state, test_monday.works_through_monday)
    return keys


def _at(database: Database, login: str, state: Path, scene: Callable[[Person], T]) -> T:
    with Person(state=state / login, dsn=database.dsn(login)) as person:
        return scene(person)


def main() -> int:
    with servers.running(18) as cluster, tempfile.TemporaryDirectory(dir="/tmp") as folder:
        found = count(cluster, Path(folder))
    for name, most in MOST.items():
        print(f"{name}: {found[name]} keys (at most {most})")
    return int(any(found[name] > most for name, most in MOST.items()))


if __name__ == "__main__":
    raise SystemExit(main())
