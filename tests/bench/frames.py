"""Random screens on an emulated terminal: after each of them every cell, colour and the cursor are looked at.

    python -m tests.bench.frames [--count 20000] [--seed 1] [--tmux 300] [--screen 300]

Drawn by hypothesis: texts with wide and combining characters, styles, rows that scroll, come in, become empty or are
pushed along, windows that are resized, screens that are never sent because the terminal lags. `--tmux`, `--screen`:
how many of them on a real tmux and GNU screen besides, where one is installed. Ends with 1 if a cell was wrong or a
frame is missing.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.wire import on_screen, on_tmux
from tests.wire.pane import Pane
from tests.wire.random_frames import LARGE, Frame, Tally, frames, play, terminal_of
from tests.wire.terminfo import can
from tui.wire.abilities import ALL, Abilities

_AT_ONCE = 100  # examples


def round_of(number: int) -> Tally:
    """What came of one run of hypothesis."""
    tally = Tally()

    @seed(number)
    @settings(max_examples=_AT_ONCE, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(frames(sizes=LARGE), st.booleans())
    def plays(drawn: list[Frame], stays: bool) -> None:
        play(drawn, terminal_of(drawn, stays=stays), tally)

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


def on_multiplexer(kind: type[Pane], ables: list[Abilities], count: int, first: int) -> Tally:
    """So many frames on a real one, with each of these abilities."""
    tally = Tally()
    with kind(80, 24) as terminal:
        while tally.sent < count:

            @seed(first)
            @settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
            @given(frames(sizes=((80, 24),)), st.sampled_from(ables))
            def plays(drawn: list[Frame], able: Abilities) -> None:
                play(drawn, terminal, tally, able)

            plays()
            first += 1
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tmux", type=int, default=300 if on_tmux.INSTALLED else 0)
    parser.add_argument("--screen", type=int, default=300 if on_screen.INSTALLED else 0)
    options = parser.parse_args()
    begin = time.perf_counter()
    tally = played(options.count, options.seed)
    print(
        f"frames drawn: {tally.drawn}; sent and looked at: {tally.sent} (goal: at least {options.count}); the others"
        f" passed while the terminal lagged; {time.perf_counter() - begin:.0f} s"
    )
    print(f"cells looked at: {tally.cells}; bytes sent: {tally.received} ({tally.received / tally.sent:.0f} a frame)")
    print(f"wrong cells: {tally.wrong} (goal: 0)")
    failed = tally.wrong > 0 or tally.sent < options.count
    for name, kind, ables, asked in (
        ("tmux", on_tmux.Tmux, [ALL, can("tmux-256color")], options.tmux),
        ("GNU screen", on_screen.GnuScreen, [can("screen-256color")], options.screen),
    ):
        shown = on_multiplexer(kind, ables, asked, options.seed) if asked else Tally()
        print(f"frames on a real {name}: {shown.sent} (asked for: {asked}); wrong cells: {shown.wrong} (goal: 0)")
        failed |= shown.wrong > 0 or shown.sent < asked
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
