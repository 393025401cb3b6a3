"""After midnight the screens are those of the new day, for a session that stayed open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screens.clerks import at, at_home, play
from tests.town import Town, town
from tui.runtime.midnight import Midnight, until_midnight
from tui.wording.times import ZONE

__all__ = ["town"]


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        (dt.datetime(2023, 10, 16, 23, 59, 30, tzinfo=ZONE), 30),
        (dt.datetime(2023, 10, 16, 17, 0, tzinfo=dt.UTC), 24 * 3600),  # midnight itself: a whole day
        (dt.datetime(2023, 12, 31, 16, 59, tzinfo=dt.UTC), 60),
    ],
)
def test_midnight_is_the_towns_whatever_the_servers_zone(moment: dt.datetime, seconds: float) -> None:
    assert until_midnight(moment) == seconds


def test_every_midnight_comes_a_little_late_and_then_the_next_is_waited_for() -> None:
    waits: list[tuple[float, Callable[[], None]]] = []
    days: list[str] = []
    midnight = Midnight(lambda seconds, call: waits.append((seconds, call)), lambda: days.append("new"))
    midnight.wait()
    (seconds, come) = waits[0]
    assert 0 < seconds - until_midnight(dt.datetime.now(dt.UTC)) < 22
    come()
    assert days == ["new"] and len(waits) == 2


def test_home_is_the_new_days(town: Town, tmp_path: Path) -> None:
    town.set_clock("2023-10-31 23:00+07")

    async def scene() -> None:
        async with at_home(town, tmp_path) as clerk:
            await clerk.sees("31/10/2023", "Báo cáo tháng 10/2023")
            town.set_clock("2023-11-01 00:00:05+07")
            await clerk.app.begin_day()
            await clerk.sees("01/11/2023", "Báo cáo tháng 11/2023")
            await clerk.presses("1")
            await clerk.sees("tháng 11/2023", "còn 19 ngày")

    play(scene())


def test_a_month_that_is_open_counts_its_days_anew_and_its_forms_know_the_day(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("hạn 20/10, còn 4 ngày")
            town.set_clock("2023-10-17 00:00:05+07")
            await clerk.app.begin_day()
            await clerk.sees("hạn 20/10, còn 3 ngày")
            await clerk.presses("1")
            await clerk.sees("SỐ, NGÀY")
            await clerk.presses("tab", "t", "tab")
            await clerk.sees("17/10/2023")

    play(scene())


def test_a_month_knows_the_day_whenever_it_is_read(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("còn 4 ngày")
            town.set_clock("2023-10-19 09:00+07")
            await clerk.presses("ctrl+l")
            await clerk.sees("còn 1 ngày")

    play(scene())


def test_a_session_without_its_server_goes_on_with_the_day_it_has(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_home(town, tmp_path) as clerk:
            await clerk.sees("16/10/2023")
            town.database.drop()
            await clerk.app.begin_day()
            await clerk.sees("16/10/2023")

    play(scene())
