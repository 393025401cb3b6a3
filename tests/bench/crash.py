"""How much is lost when the program dies at random moments of typing.

    python -m tests.bench.crash [--count 200] [--seed 1]

Five clerks type at once on a copy of the demo; see `tests/crash/lives.py`. Ends with 1 if a goal is missed.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from db import demo
from tests import servers
from tests.crash.ledger import ALLOWED
from tests.crash.lives import CLERKS, END, Figures, many_lives


def late(figures: Figures) -> int:
    """How many deaths took more typing along than they may."""
    return sum(oldest > ALLOWED for oldest in figures.oldest)


def say(figures: Figures) -> None:
    """The figures, a line each."""
    of = " · ".join(f"{name} {count}" for name, count in {**figures.deaths, **figures.moments}.items())
    print(f"moments: {figures.count} ({of})")
    print(f"typed: {figures.typed} bursts of keys; opinions in the database at the end: {figures.stored}")
    oldest = f"median {statistics.median(figures.oldest):.2f} s, most {max(figures.oldest):.2f} s"
    print(f"typing lost at a death: {oldest}; more than {ALLOWED:.0f} s: {late(figures)} (goal: 0)")
    if figures.ends:
        print(f"end without a terminal: most {max(figures.ends):.2f} s (goal: at most {END:.0f})")
    print(f"texts lost, half records, records stored twice, other faults: {len(figures.faults)} (goal: 0)")
    for fault in figures.faults:
        print(f"  {fault}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    lives = -(-options.count // len(CLERKS))
    with servers.running(18) as cluster, tempfile.TemporaryDirectory(dir="/tmp") as folder:
        figures = many_lives(cluster.copy_of("demo", demo.build), Path(folder), lives, options.seed)
    say(figures)
    return 1 if figures.faults or late(figures) or max(figures.ends, default=0) > END else 0


if __name__ == "__main__":
    raise SystemExit(main())
