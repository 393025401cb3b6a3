"""Anything is pressed, at the real program, as a clerk, a reviewer and an administrator: no fault, no end by itself.

    python -m tests.bench.random_keys [--count 30000] [--seed 1] [--only giamsat]

Keys of every command, digits, letters, pieces of escape sequences, pastes, windows from 1×1 to 200×60. A fault does not
end the program: it is counted by what the log says, each kind printed once with the events before it. Ends with 1 if
there was one.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from db import demo
from tests import servers
from tests.wire.random_keys import presses

WHO = {"clerk": "nd-mocbac", "reviewer": "giamsat", "administrator": "quantri"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=30_000, help="events of each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="one of these logins")
    options = parser.parse_args()
    failed = False
    with servers.running(18) as cluster:
        for role, login in WHO.items():
            if options.only not in ("", login):
                continue
            database, begin = cluster.copy_of("demo", demo.build), time.perf_counter()
            with tempfile.TemporaryDirectory(prefix="langnghe-keys-", dir="/tmp") as folder:
                met = presses(database.dsn(login), Path(folder), options.count, options.seed)
            print(
                f"{role}: {met.events} events in {met.sessions} sessions, seed {options.seed},"
                f" {time.perf_counter() - begin:.0f} s; kinds of faults: {len(met.faults)} (goal: 0)", flush=True
            )  # fmt: skip
            for kind, entry in met.faults.items():
                print(f"--- {kind}\n{entry}\n", flush=True)
            failed |= bool(met.faults)
            database.drop()
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
