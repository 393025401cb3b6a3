"""Accepting and returning are said, and Ctrl+Z undoes them while nobody has acted on it."""

from __future__ import annotations

from pathlib import Path

from tests.screens.followed import FollowedTown, at_home, followed, opens_review, plays

__all__ = ["followed"]


@plays
async def test_what_was_accepted_by_mistake_waits_again_and_the_queue_goes_on(town: FollowedTown, folder: Path) -> None:
    first, second, third = (town.report(organisation) for organisation in town.some_organisations(3))
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        for number in (1, 2):
            await reviewer.sees(f"CHỜ NHẬN {number}/3")
            await reviewer.presses("space", "1")
            await reviewer.sees("Đã nhận ", " 10/2023. Ctrl+Z hoàn tác.", f"CHỜ NHẬN {number + 1}/3")
        await reviewer.settles()
        await reviewer.presses("ctrl+z", "ctrl+z")
        await reviewer.settles()
        await reviewer.sees("Đã hoàn tác: ", "lại chờ nhận.", "CHỜ NHẬN 1/3")
        assert [town.status(report) for report in (first, second, third)] == ["submitted"] * 3
        for number in (1, 2, 3):
            await reviewer.sees(f"CHỜ NHẬN {number}/3")
            await reviewer.presses("space", "1")
        await reviewer.sees("Vừa nhận 3, trả lại 0.")
        await reviewer.settles()
    assert [town.status(report) for report in (first, second, third)] == ["accepted"] * 3


@plays
async def test_a_return_is_undone_until_its_clerk_has_begun(town: FollowedTown, folder: Path) -> None:
    report = town.report(town.some_organisations(1)[0])
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        for _turn in range(2):
            await reviewer.presses("2")
            await reviewer.writes("Chưa rõ nơi xảy ra")
            await reviewer.presses("enter", "3", "ctrl+s")
            await reviewer.sees("Đã trả lại ", "Ctrl+Z hoàn tác.", "Vừa nhận 0, trả lại 1.")
            await reviewer.settles()
            if _turn:
                town.change(report, town.items(report)[2], nature="2")
            await reviewer.presses("ctrl+z")
            await reviewer.settles()
            if not _turn:
                await reviewer.sees("Đã hoàn tác: ", "CHỜ NHẬN 1/1", "mục 3, hẹn 19/10, đã hoàn tác 16/10")
        await reviewer.sees("Chưa hoàn tác được ", "Báo cáo đã có thay đổi", "Vừa nhận 0, trả lại 1.")
    assert town.status(report) == "returned"


@plays
async def test_a_decision_of_another_day_is_undone_where_it_is_read(town: FollowedTown, folder: Path) -> None:
    report, other = (town.report(organisation) for organisation in town.some_organisations(2))
    town.accept(report)
    async with at_home(town, folder) as reviewer:
        reviewer.app.open("review", report=report)
        await reviewer.sees("ĐÃ NHẬN 16/10")
        await reviewer.presses("ctrl+z")
        await reviewer.settles()
        await reviewer.sees("Đã hoàn tác: ", "CHỜ NHẬN")
        await reviewer.presses("3")
        await reviewer.settles()
        await reviewer.sees("nhận báo cáo", "hoàn tác việc nhận")
        await reviewer.presses("escape", "escape")
        reviewer.app.open("review", report=other)
        await reviewer.sees("CHỜ NHẬN")
        await reviewer.presses("ctrl+z")
        await reviewer.sees("Chưa nhận hay trả lại báo cáo nào để hoàn tác.")
    assert town.status(report) == "submitted"
