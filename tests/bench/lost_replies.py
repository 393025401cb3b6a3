"""`python tests/bench/lost_replies.py --count 4000`: saves whose reply was lost or whose backend was terminated.

Prints the row of "nothing lost" in the list of figures: lost, twice, torn, and how many replies were swallowed after
the server had committed; for each version of PostgreSQL that is here. Ends with 1 if anything was lost or stored twice.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests import servers
from tests.integrity.judge import Tally
from tests.integrity.storm import Storm, without_the_key
from tests.proxy import Loss
from tests.town import Town, build


def main() -> int:
    """Run the storm on each version asked for and print what came out."""
    parser = argparse.ArgumentParser(description="Commands on a line that loses replies, repeated until confirmed.")
    parser.add_argument("--count", type=int, default=4000, help="commands: insert, change, remove, send …")
    parser.add_argument("--version", type=int, choices=servers.versions(), action="append", help="default: 18")
    parser.add_argument("--workers", type=int, default=2, help="people at work at once")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    good = True
    for major in asked.version or [18]:
        with servers.running(major) as cluster:
            town = Town(cluster.copy_of("town", build))
            started = time.monotonic()
            tally = Storm(town, asked.seed).run(asked.count, asked.workers)
            _print(major, tally, time.monotonic() - started)
            commands, stored = without_the_key(town, 50)
            print(f"  control without the key: {commands} asked for, {stored} stored")
            good &= tally.faultless() and stored > commands
    return 0 if good else 1


def _print(major: int, tally: Tally, seconds: float) -> None:
    print(f"PostgreSQL {major}: {tally.commands} commands in {seconds:.0f} s, {tally.tries} tries,"
          f" {tally.retyped} times the text was changed between tries")  # fmt: skip
    print(f"  lost {tally.lost} · twice {tally.twice} · torn {tally.torn} · without their audit entry {tally.unlogged}"
          f" · otherwise wrong {len(tally.wrong)} (goal: 0 of each)")  # fmt: skip
    print(f"  replies swallowed after the commit: {tally.swallowed}")
    for loss in Loss:
        if loss in tally.losses:
            print(f"  {tally.losses[loss]:6} × {loss.value}")


if __name__ == "__main__":
    sys.exit(main())
