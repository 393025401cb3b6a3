"""What the overview of a town costs: 102 organisations × 12 months, as its reviewer asks for it under row security.

    python -m tests.bench.overview [--runs 50]

On the demo's data, in milliseconds: what the server takes for the query, then from the question to rows in Python the
grids' year (the months, their areas and bodies) and the months alone as home has them, and what both grids work out of
them. Each line has the median and the best of the runs. The goal is the server's; ends with 1 if its median is more.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Mapping
from contextlib import closing

from db import demo
from db.connect import Session
from db.queries.months import explained, reviewed
from db.queries.overview import overview
from db.rules import duties
from db.rules.overview import rates, tallies
from tests import servers

REVIEWER = "giamsat"
YEAR, MONTH = 2023, 10
AT_THE_SERVER = "the query at the server"
GOAL = 20.0  # ms


def milliseconds(question: Callable[[], object]) -> Callable[[], float]:
    """How long a question takes, in milliseconds."""

    def timed() -> float:
        begin = time.perf_counter()
        question()
        return (time.perf_counter() - begin) * 1000

    return timed


def at_the_server(session: Session) -> Callable[[], float]:
    """Planning and execution of the query behind both screens, in milliseconds by the server's own count."""
    scope = session.value("select app.review_scope()")

    def timed() -> float:
        lines = explained(session, scope, YEAR)
        return sum(float(line.split()[-2]) for line in lines if line.startswith(("Planning Time", "Execution Time")))

    return timed


def measure(session: Session, runs: int) -> tuple[int, Mapping[str, list[float]]]:
    """How many organisation-months there are, and the milliseconds of each run by name, the first not counted."""
    rows = overview(session, YEAR).rows

    def sums() -> None:
        rates((row.organisation_id, row.month, row.fact) for row in rows)
        facts = [(row.area_id, row.body, row.fact) for row in rows if row.month.month == MONTH]
        tallies(facts), rates(facts)
        for row in rows:
            duties.mark(row.fact)

    questions = {
        AT_THE_SERVER: at_the_server(session),
        "the grids' year": milliseconds(lambda: overview(session, YEAR)),
        "home's months": milliseconds(lambda: reviewed(session, YEAR)),
        "sums and marks of both grids": milliseconds(sums),
    }
    return len(rows), {name: [ask() for _run in range(runs + 1)][1:] for name, ask in questions.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=50)
    runs = parser.parse_args().runs
    with servers.running(18) as cluster:
        database = cluster.copy_of("demo", demo.build)
        with closing(Session(database.dsn(REVIEWER))) as session:
            count, found = measure(session, runs)
    print(f"{count} organisation-months, median of {runs}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, spent in found.items():
        goal = f" (goal {GOAL:.0f})" if name == AT_THE_SERVER else ""
        print(f"{name}: {statistics.median(spent):.1f} ms, best {min(spent):.1f}{goal}")
    return int(statistics.median(found[AT_THE_SERVER]) > GOAL)


if __name__ == "__main__":
    raise SystemExit(main())
