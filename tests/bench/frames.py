"""Random screens on an emulated terminal: after each of them every cell, colour and the cursor are looked at.

    python -m tests.bench.frames [--count 20000] [--seed 1]

Drawn by hypothesis: texts with wide and combining characters, pens, rows that scroll, come in, become empty or are
pushed along, windows that are resized, screens that are never sent because the terminal lags.
Ends with 1 if a cell was wrong or a frame is missing.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.wire.random_frames import LARGE, Frame, Tally, frames, play

_AT_ONCE = 200  # examples


def round_of(number: int) -> Tally:
    """What came of one run of hypothesis."""
    tally = Tally()

    @seed(number)
    @settings(max_examples=_AT_ONCE, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(frames(sizes=LARGE), st.booleans())
    def plays(drawn: list[Frame], stays: bool) -> None:
        play(drawn, stays, tally)

    plays()
    return tally


def played(count: int, first: int) -> Tally:
    """At least so many frames that were sent, by all processors."""
    tally = Tally()
    with ProcessPoolExecutor() as processes:
        while tally.sent < count:
            for one in processes.map(round_of, range(first, first + 4)):
                tally.add(one)
            first += 4
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begin = time.perf_counter()
    tally = played(options.count, options.seed)
    print(
        f"frames drawn: {tally.drawn}; sent and looked at: {tally.sent} (goal: at least {options.count}); the others"
        f" passed while the terminal lagged; {time.perf_counter() - begin:.0f} s"
    )
    print(f"cells looked at: {tally.cells}; bytes sent: {tally.received} ({tally.received / tally.sent:.0f} a frame)")
    print(f"wrong cells: {tally.wrong} (goal: 0)")
    return int(tally.wrong > 0 or tally.sent < options.count)


if __name__ == "__main__":
    raise SystemExit(main())
