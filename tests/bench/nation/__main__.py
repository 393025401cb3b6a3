"""Every query and command that a screen or command issues, in a country of 1, 20 and 200 towns: time, buffers, growth.

    python -m tests.bench.nation --keep /var/tmp/nation       the three sizes (a quarter of an hour the first time)
    python -m tests.bench.nation --towns 1 20 --only home     two of them, and what has that word in its name

Each line is what one person does: who, what, milliseconds of the server's processor (all its statements, median) and
buffers, at each size; last how much dearer the largest is. All data are in memory, so the processor is what counts;
where a system does not tell (`/proc`), the milliseconds are those of a watch. Lines that grow with the country, and
not with what that person may see, are marked. Then what no line asked for: a new query belongs into `asked.py` or
`commanded.py`. The bench ends with 1 until it is there, and where a line grows or is over its goal.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from db.demo.embedded import SUPERUSER, Server
from db.demo.postgres_binaries import server_account
from tests.bench.nation import asked, commanded, printed
from tests.bench.nation.cases import case_of
from tests.bench.nation.measured import Country, Line, measure
from tests.bench.nation.places_in_code import unasked
from tests.servers import installed

_SETTINGS = {
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "3GB",
    "max_wal_size": "8GB", "wal_level": "minimal", "max_wal_senders": "0", "autovacuum": "off",
    "checkpoint_timeout": "30min", "max_parallel_workers_per_gather": "0",
}  # fmt: skip


@contextlib.contextmanager
def served(folder: Path | None, major: int = 18) -> Iterator[Server]:
    """A server in that folder, which is kept for the next run; without one, in a folder that goes with it."""
    with contextlib.ExitStack() as ending:
        account = server_account()
        if folder is None:
            path = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="langnghe-nation-", dir="/tmp")))
        else:
            path = folder
            path.mkdir(mode=0o700, exist_ok=True)
        account.give(path)
        server = Server(path, installed(major))
        server.init()
        server.start(_SETTINGS)
        ending.callback(server.stop)
        yield server


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--towns", type=int, nargs="+", default=[1, 20, 200])
    parser.add_argument("--months", type=int, default=60, help="months of reports before the month at hand")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--only", default="", help="lines that have this in their name, and nothing of the rest")
    parser.add_argument("--major", type=int, default=18, help="version of PostgreSQL (18, 15)")
    parser.add_argument("--keep", type=Path, help="folder that keeps the countries for later runs")
    options = parser.parse_args(arguments)
    found: dict[int, dict[str, Line]] = {}
    with served(options.keep, options.major) as server:
        for towns in options.towns:
            there = Country.of(server, towns, options.months)
            case = case_of(there.dsn(SUPERUSER), towns)
            acts = [act for act in (*asked.acts(case), *commanded.acts(case)) if options.only in act.name]
            found[towns] = measure(there, acts, options.runs)
    missing = [] if options.only else unasked()
    printed.table(found)
    for place in missing:
        print(f"NOT ASKED: {place}")
    return int(bool(missing) or printed.over(found))


if __name__ == "__main__":
    raise SystemExit(main())
