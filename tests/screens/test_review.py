"""A reviewer reads what waits: accepts it, returns it, and is told what changed and what went wrong."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from db.core.errors import Closed
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from tests.drivers.pilot import PilotPerson
from tests.screens.followed import (
    CLERK,
    DECIDER,
    OCTOBER,
    REVIEWER,
    SEPTEMBER,
    FollowedTown,
    at_home,
    followed,
    opens_review,
    plays,
)
from tui.shell.app import LangNghe

__all__ = ["followed"]
MOC_BAC = "Hội ND xã Mộc Bắc"


@plays
async def test_a_report_is_returned_for_one_item_comes_again_changed_and_is_accepted(
    town: FollowedTown, folder: Path
) -> None:
    report = town.report(town.organisation(MOC_BAC))
    discontent = town.items(report)[2]
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.sees("CHỜ NHẬN 1/1 · Hội Nông dân xã Mộc Bắc · tháng 10/2023")
        await reviewer.presses("2")
        await reviewer.sees("TRẢ LẠI · Hội Nông dân xã Mộc Bắc", "19/10/2023 thứ Năm")
        await reviewer.writes("Chưa rõ nơi xảy ra")
        await reviewer.presses("enter", "3", "ctrl+s")
        await reviewer.sees("Không còn báo cáo nào chờ nhận. Vừa nhận 0, trả lại 1.")
        await reviewer.settles()
    assert town.status(report) == "returned"
    assert town.rows("select reason, due, items from app.returning") == [
        {"reason": "Chưa rõ nơi xảy ra", "due": dt.date(2023, 10, 19), "items": [discontent]}
    ]
    town.change(report, discontent, nature="2", text="Nước thải chảy vào kênh tưới ở đầu xã, có mùi.")
    town.send(report)
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.sees("Trả lại 16/10 mục 3, hẹn 19/10: Chưa rõ nơi xảy ra")
        await reviewer.sees("* 3 băn khoăn · môi trường · nhiều nông dân (đã sửa) loại: bức xúc → băn khoăn")
        await reviewer.presses("4")
        await reviewer.sees("BẢN GỬI LẦN 1/2, 16/10 09:00", "3 bức xúc", "khu công nghiệp chảy vào kênh tưới, có mùi")
        await reviewer.presses("4")
        await reviewer.sees("BẢN GỬI LẦN 2/2", "3 băn khoăn")
        await reviewer.presses("1")
        await reviewer.sees("Đang xem bản của lần gửi trước")
        await reviewer.presses("4", "space", "1")
        await reviewer.sees("Vừa nhận 1, trả lại 0.")
        await reviewer.settles()
        assert town.status(report) == "accepted"
        await reviewer.presses("escape", "5")
        await reviewer.settles()
        await reviewer.sees("đã gửi 1/102")
        await reviewer.sees("Mộc Bắc . +")
        await reviewer.presses("3")
        await reviewer.settles()
        await reviewer.sees("AI ĐÃ BÁO CÁO · 2023")


@plays
async def test_accepting_before_the_last_page_says_so_and_accepts_nothing(town: FollowedTown, folder: Path) -> None:
    report = town.report(town.organisation(MOC_BAC))
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.presses("1")
        await reviewer.sees("Đọc đến trang cuối rồi mới nhận")
        await reviewer.presses("space")
        await reviewer.sees("1 nhận")
        await reviewer.presses("pageup")
        await reviewer.sees_no("1 nhận")
        await reviewer.settles()
    assert town.status(report) == "submitted"


@plays
async def test_a_key_typed_before_the_report_was_on_the_screen_does_not_accept_it(
    town: FollowedTown, folder: Path
) -> None:
    first, second = town.some_organisations(2)
    reports = [town.report(first), town.report(second)]
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.presses("space")
        await reviewer.sees("trang 2/2")
        gate = _slow_server(reviewer)
        await reviewer.bursts("1", "space", "1")
        await reviewer.pilot.pause(0.05)
        gate.set()
        await reviewer.sees("CHỜ NHẬN 2/2", "Báo cáo này vừa mở ra")
        await reviewer.settles()
    assert sorted(town.status(report) for report in reports) == ["accepted", "submitted"]


@plays
async def test_an_own_report_is_said_to_be_one_before_anybody_tries(town: FollowedTown, folder: Path) -> None:
    organisation = town.organisation(MOC_BAC)
    give = "select app.duty_give(gen_random_uuid(), 'd', %s, 'clerk', %s, null, null, '2023-01-01', null)"
    town.rows(give, (REVIEWER, organisation))
    report = town.report(organisation, login=REVIEWER)
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.sees("Báo cáo do chính anh chị viết hoặc gửi: người khác nhận.")
        await reviewer.presses("space")
        await reviewer.sees("trang 2/2")
        await reviewer.sees_no("1 nhận", "2 trả lại")
        await reviewer.presses("1")
        await reviewer.settles()
    assert town.status(report) == "submitted"


@plays
async def test_a_report_that_is_being_read_cannot_be_taken_back_and_one_taken_back_before_is_passed_over(
    town: FollowedTown, folder: Path
) -> None:
    first, second, third = (town.report(organisation) for organisation in town.some_organisations(3))
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.sees("CHỜ NHẬN 1/3")
        with pytest.raises(Closed, match="already_opened"):
            town.take_back(first)
        town.take_back(second)
        await reviewer.presses("space", "1")
        await reviewer.sees("CHỜ NHẬN 3/3", "đã rút lại, hoặc không còn theo dõi")
        await reviewer.settles()
    assert [town.status(report) for report in (first, second, third)] == ["accepted", "draft", "submitted"]


@plays
async def test_a_report_accepted_while_the_server_is_lost_is_accepted_once_it_is_back(
    town: FollowedTown, folder: Path
) -> None:
    reports = [town.report(organisation) for organisation in town.some_organisations(2)]
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.presses("space")
        await reviewer.sees("trang 2/2")
        town.goes_away()
        await reviewer.presses("1")
        await reviewer.sees("mất kết nối, 1 mục chưa lưu", "Chưa tải được, Ctrl+L thử lại.", "CHỜ NHẬN 1/2")
        await reviewer.sees_no("1 nhận")
        town.comes_back()
        await reviewer.sees("CHỜ NHẬN 2/2", "trang 1/2")
        await reviewer.settles()
    assert sorted(town.status(report) for report in reports) == ["accepted", "submitted"]


@plays
async def test_somebody_else_was_quicker(town: FollowedTown, folder: Path) -> None:
    report, other = (town.report(organisation) for organisation in town.some_organisations(2))
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.presses("space")
        await reviewer.sees("trang 2/2")
        town.accept(report)
        await reviewer.presses("1")
        await reviewer.sees("tháng 10/2023: đã thay đổi từ khi mở ra.", "CHỜ NHẬN 2/2")
        await reviewer.settles()
    assert town.status(other) == "submitted"


@plays
async def test_while_a_report_is_returned_its_reader_sees_what_was_sent_and_not_what_is_being_typed(
    town: FollowedTown, folder: Path
) -> None:
    report = town.report(town.organisation(MOC_BAC))
    item = town.items(report)[0]
    town.give_back(report, item)
    town.change(report, item, text="Đang sửa dở, chưa gửi lại cho ai cả.")
    async with at_home(town, folder) as reviewer:
        reviewer.app.open("review", report=report)
        await reviewer.sees("TRẢ LẠI 16/10 · Hội Nông dân xã Mộc Bắc", "Giá phân bón, thức ăn chăn nuôi còn cao")
        await reviewer.sees_no("Đang sửa dở", "1 nhận", "2 trả lại")


@plays
async def test_whoever_decides_reads_but_is_offered_neither_accepting_nor_returning(
    town: FollowedTown, folder: Path
) -> None:
    report = town.report(town.organisation(MOC_BAC))
    async with at_home(town, folder, DECIDER) as decider:
        decider.app.open("review", report=report)
        await decider.sees("CHỜ NHẬN · Hội Nông dân xã Mộc Bắc")
        await decider.presses("space")
        await decider.sees("trang 2/2")
        await decider.sees_no("1 nhận", "2 trả lại")
        await decider.presses("1", "2")
        await decider.settles()
    assert town.status(report) == "submitted"


@plays
async def test_a_report_without_anything_is_read_on_one_page(town: FollowedTown, folder: Path) -> None:
    organisation, report = town.organisation(MOC_BAC), uuid7()
    with town.session(CLERK) as clerk:
        commands.nothing_arose(clerk, organisation, OCTOBER, attempt=uuid7(), id=report)
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.sees("KHÔNG PHÁT SINH", "1 nhận")
        await reviewer.presses("1")
        await reviewer.settles()
    assert town.status(report) == "accepted"


@plays
async def test_an_accepted_report_is_opened_for_reading_alone(town: FollowedTown, folder: Path) -> None:
    found = town.rows("select id from app.reflection where month = %s order by id limit 1", (SEPTEMBER,))
    async with at_home(town, folder) as reviewer:
        reviewer.app.open("review", report=found[0]["id"])
        await reviewer.sees("ĐÃ NHẬN 25/09", "Gửi lần đầu 18/09, đúng hạn")
        await reviewer.presses("space", "1")
        await reviewer.sees_no("1 nhận")


def _slow_server(person: PilotPerson[LangNghe]) -> asyncio.Event:
    """Reading waits until the gate is opened, as on a slow line."""
    gate, work = asyncio.Event(), person.app.work
    ask = work.ask

    async def waits(*args: Any, **options: Any) -> Any:
        await gate.wait()
        return await ask(*args, **options)

    work.ask = waits  # type: ignore[method-assign]
    return gate
