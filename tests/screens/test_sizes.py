"""Every screen in windows of any size: what is too small covers it and takes no key, and what is larger shows all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from tests.drivers.pilot import PilotPerson
from tests.screens.followed import CLERK, FollowedTown, at_home, followed, plays
from tui.shell.app import LangNghe

__all__ = ["followed"]
SMALL = ((40, 10), (59, 24), (80, 19))
# Keys to each screen, and what is seen there.
REVIEWED: Sequence[tuple[Sequence[str], str]] = (
    ((), "ĐANG THEO DÕI"), (("ctrl+g",), "CÁC PHÍM"), (("escape", "4"), "CHƯƠNG TRÌNH"),
    (("escape", "5"), "THÁNG 10/2023"), (("4",), "ĐÔN ĐỐC"), (("escape", "3"), "AI ĐÃ BÁO CÁO"),
    (("slash", "m", "o", "c"), "Tìm: moc"), (("escape", "1"), "Xem khối nào?"),
    (("escape", "escape", "7"), "CHỜ NHẬN 1/1"), (("2",), "TRẢ LẠI"), (("escape", "escape"), "ĐANG THEO DÕI"),
)  # fmt: skip
WRITTEN: Sequence[tuple[Sequence[str], str]] = (
    ((), "VIỆC CẦN LÀM"), (("1",), "BÁO CÁO TÌNH HÌNH"), (("enter",), "Tình hình chung"),
    (("escape", "ctrl+n"), "Nội dung"), (("2", "enter", "d", "t"), "Nội dung"), (("escape", "1"), "Số"),
    (("escape", "escape"), "VIỆC CẦN LÀM"),
)  # fmt: skip


async def shrinks_and_grows(person: PilotPerson[LangNghe], size: tuple[int, int]) -> None:
    """In the small window nothing is seen but that it is; back in the large one all is as it was."""
    await person.settles()
    await person.pilot.pause()
    before, screen = person.lines, person.app.screen
    await person.resizes(*size)
    await person.sees("Cửa sổ nhỏ quá")
    assert not any(line in person.lines for line in before if line.strip("- "))
    await person.presses("0", "enter", "ctrl+y", "1", "delete", "escape", "ctrl+t")
    await person.resizes(80, 24)
    await person.until(lambda: person.lines == before, "sees all of it again:\n" + "\n".join(before) + "\n")
    assert person.app.screen is screen


@plays
async def test_a_screen_that_was_covered_is_whole_again(town: FollowedTown, folder: Path) -> None:
    town.report(town.organisation("Hội ND xã Mộc Bắc"))
    for login, screens in (("followed-reviewer", REVIEWED), (CLERK, WRITTEN)):
        async with at_home(town, folder / login, login) as person:
            for number, (keys, words) in enumerate(screens):
                await person.presses(*keys)
                await person.sees(words)
                await shrinks_and_grows(person, SMALL[number % len(SMALL)])


@plays
async def test_a_report_is_not_sent_from_a_covered_screen(town: FollowedTown, folder: Path) -> None:
    async with at_home(town, folder, CLERK) as clerk:
        await clerk.presses("1")
        await clerk.sees("BÁO CÁO TÌNH HÌNH")
        await clerk.resizes(40, 10)
        await clerk.presses("0", "enter", "ctrl+y", "ctrl+t", "ctrl+y")
        await clerk.settles()
        assert town.rows("select from app.reflection where month = %s", (dt.date(2023, 10, 1),)) == []


@plays
async def test_a_filter_stays_in_a_year_without_a_programme(town: FollowedTown, folder: Path) -> None:
    async with at_home(town, folder) as reviewer:
        await reviewer.presses("6")
        await reviewer.sees("AI ĐÃ BÁO CÁO · 2023")
        await reviewer.presses("2", "8")
        await reviewer.sees("AI ĐÃ BÁO CÁO · 2022")
        await reviewer.settles()
        place = reviewer.lines[0].split(" · ")[2]
        await reviewer.presses("3", "3", "9")
        await reviewer.sees("AI ĐÃ BÁO CÁO · 2023 · " + place)
