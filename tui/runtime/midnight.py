"""The town's next day, for sessions that stay open over midnight."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

from tui.wording.times import ZONE, local

_SPREAD = 20.0  # seconds over which the sessions of a server ask for the new day, not all at once


def until_midnight(now: dt.datetime) -> float:
    """Seconds from a moment to the town's next day."""
    here = local(now)
    return (dt.datetime.combine(here.date() + dt.timedelta(1), dt.time(), ZONE) - here).total_seconds()


class Midnight:
    """Calls `begin_day` a little after each midnight, on the timers of `set_timer` (seconds, what to call)."""

    def __init__(
        self, set_timer: Callable[[float, Callable[[], None]], object], begin_day: Callable[[], object]
    ) -> None:
        self._set_timer, self._begin_day = set_timer, begin_day

    def wait(self) -> None:
        """Wait for the next one, and so on."""
        self._set_timer(until_midnight(dt.datetime.now(dt.UTC)) + 1 + random.uniform(0, _SPREAD), self._come)

    def _come(self) -> None:
        self._begin_day()
        self.wait()
