"""The program at terminals that answer in every way, or never: how long a clerk waits, and what idling costs.

    python -m tests.bench.terminals [--idle 5]

For each manner: the seconds from the home screen to the form of an opinion and a letter in it, keys pressed as fast as
screens come; then bytes and processor time while nobody types; and whether the screen is what a full repaint shows.
Ends with 1 if the screen is wrong or idling writes a byte; times hang on the machine, they are only compared.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from db import demo
from tests import servers
from tests.bench.session import cpu_ms
from tests.drivers.answering import (
    Answering,
    Lost,
    Manner,
    after,
    between_others,
    garbage,
    in_pieces,
    never,
    truly,
    twice,
)

MOST_CPU = 5  # milliseconds while idle
MOST_WAIT = 1.5  # seconds more than at a terminal that answers at once
_SETTLED = 1.0
MANNERS: Mapping[str, Manner] = {
    "at once": truly, "never": never, "garbage": garbage, "twice": twice, "Shift+F3 before": between_others,
    "after 0.6 s": after(0.6), "after 6 s": after(6), "half of them lost": Lost(2), "in pieces": in_pieces,
}  # fmt: skip


def works(clerk: Answering) -> float:
    """Seconds from the home screen to a letter in a new opinion."""
    clerk.sees("VIỆC CẦN LÀM", "1 báo cáo tháng", patience=30)
    begin = time.perf_counter()
    clerk.presses("1").sees("Ctrl+N thêm ý kiến", patience=30).presses("ctrl+n").sees("Nội dung", patience=30)
    for code in ("2", "gc", "3"):
        clerk.types(code).presses("enter")
    clerk.writes("Bà con lo").sees("Bà con lo", patience=30)
    return time.perf_counter() - begin


def is_right(clerk: Answering) -> bool:
    """Whether a full repaint changes nothing."""
    shown, before = clerk.lines, clerk.received
    clerk.presses("ctrl+l").hears_more_than(before)
    return clerk.rests(_SETTLED).lines == shown


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--idle", type=float, default=5.0)
    options = parser.parse_args()
    failed, first = False, None
    with servers.running(18) as cluster, tempfile.TemporaryDirectory(dir="/tmp") as folder:
        database = cluster.copy_of("demo", demo.build)
        for number, (name, manner) in enumerate(MANNERS.items()):
            with Answering(state=Path(folder) / str(number), dsn=database.dsn("nd-mocbac"), manner=manner) as clerk:
                seconds = works(clerk)
                first = seconds if first is None else first
                clerk.rests(7.0)  # later than the latest answer
                cpu, received = cpu_ms(clerk.pid), clerk.received
                clerk.rests(options.idle)
                cpu, written, right = cpu_ms(clerk.pid) - cpu, clerk.received - received, is_right(clerk)
            failed |= written > 0 or not right
            print(
                f"answers {name}: opinion typed after {seconds:.2f} s (goal: {first + MOST_WAIT:.2f});"
                f" idle: {written} bytes (goal: 0), {cpu:.1f} ms (goal: {MOST_CPU});"
                f" screen {'right' if right else 'WRONG'}"
            )
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
