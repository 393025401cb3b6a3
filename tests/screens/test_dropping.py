"""A draft that was begun by mistake is dropped whole; what taking back costs; commands that somebody else overtook."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from db.core.ids import uuid7
from db.duties.monthly_report import commands
from tests.screens.clerks import at, at_home, play
from tests.town import CLERK, REVIEWER, Town, town

__all__ = ["town"]

KEPT = "select count(*) from app.reflection"


def test_an_ad_hoc_draft_begun_by_mistake_is_dropped_from_its_screen(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_home(town, tmp_path) as clerk:
            await clerk.sees("VIỆC CẦN LÀM", "2 báo cáo đột xuất")
            await clerk.presses("2")
            await clerk.sees("BÁO CÁO ĐỘT XUẤT", "1 số, ngày")
            await clerk.presses("4")  # nothing is begun yet
            await clerk.presses("ctrl+n", "2", "enter", "d", "t", "enter", "1", "enter", *"Lo", "ctrl+n", "3", "escape")
            await clerk.sees("Ý KIẾN (2)", "4 bỏ báo cáo")
            await clerk.presses("4")
            await clerk.sees("Bỏ cả báo cáo đột xuất tháng 10/2023 (2 ý kiến)?", "Ctrl+Y bỏ cả · Esc thôi")
            await clerk.presses("enter")  # what somebody presses who thinks of another screen
            await clerk.sees("Ý KIẾN 2 ·")
            await clerk.presses("escape", "4", "ctrl+y")
            await clerk.sees("Đã bỏ báo cáo đột xuất tháng 10/2023.", "VIỆC CẦN LÀM")

    play(scene())
    assert town.value(KEPT) == 0
    assert not list(tmp_path.rglob("opinion-*.json"))


def test_an_empty_draft_of_the_month_is_dropped_and_the_month_begins_anew(town: Town, tmp_path: Path) -> None:
    report: UUID = town.report(kind="periodic", general=None)

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("3 lịch sử 4 bỏ báo cáo")
            await clerk.presses("4")
            await clerk.sees("Bỏ cả báo cáo tháng 10/2023 (chưa ghi gì)?")
            await clerk.presses("ctrl+y")
            await clerk.sees("Đã bỏ báo cáo tháng 10/2023.", "0 không phát sinh 1 số, ngày ---")
            assert town.value(KEPT) == 0
            await clerk.presses("ctrl+n", "2", "enter", "d", "t", "ctrl+s")
            await clerk.sees("đã lưu")

    play(scene())
    assert town.value("select count(*) from app.opinion o join app.reflection r on r.id = o.reflection_id") == 1
    assert town.value("select id from app.reflection") != report


def test_what_was_typed_elsewhere_into_a_report_that_was_dropped_begins_it_again(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Ý KIẾN (0)")
            await clerk.presses("ctrl+n", "2", "ctrl+s")
            await clerk.sees("đã lưu")
            report = town.value("select id from app.reflection")
            seen = {town.value("select id from app.opinion"): 1}
            commands.remove_report(town.at_work(CLERK), report, 1, attempt=uuid7(), opinions=seen)
            await clerk.presses("ctrl+n", "3", "ctrl+s")
            await clerk.sees("đã lưu")

    play(scene())
    assert town.rows("select nature from app.opinion") == [{"nature": "3"}]


def test_a_colleagues_item_is_not_dropped_unseen(town: Town, tmp_path: Path) -> None:
    report: UUID = town.report(kind="periodic")

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("4 bỏ báo cáo")
            town.opinion(report)
            await clerk.presses("4", "ctrl+y")
            await clerk.sees("Vừa có người khác sửa; đã tải lại, xem rồi làm lại.", "1 Lo giá phân bón", "Ctrl+T gửi")
            await clerk.presses("4")
            await clerk.sees("(1 ý kiến, phần A)?")

    play(scene())
    assert town.value(KEPT) == 1


def test_what_was_sent_once_is_not_offered_to_be_dropped(town: Town, tmp_path: Path) -> None:
    report: UUID = town.report(kind="periodic")
    town.send(report)
    town.take_back(report)

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Đang soạn", "3 lịch sử")
            assert "4 bỏ báo cáo" not in " ".join(clerk.lines)
            await clerk.presses("4", "ctrl+y", "delete")
            await clerk.sees("Chọn một ý kiến để bỏ. Bỏ cả báo cáo đang soạn: phím 4.")

    play(scene())
    assert town.value(KEPT) == 1


def test_sending_what_a_colleague_changed_meanwhile_asks_for_another_look(town: Town, tmp_path: Path) -> None:
    report: UUID = town.report(kind="periodic")

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Nhân dân yên tâm")
            await clerk.presses("ctrl+t")
            await clerk.sees("Gửi báo cáo tháng 10/2023?", "dự báo: chưa ghi")
            general = "update app.reflection set general = 'Nhân dân lo giá phân bón' where id = %s"
            town.rows(general, (report,), login=CLERK)
            await clerk.presses("ctrl+y")
            await clerk.sees("Vừa có người khác sửa; đã tải lại, xem rồi làm lại.", "A Tình hình chung Nhân dân lo giá")
            await clerk.presses("ctrl+t", "ctrl+y")
            await clerk.sees("Đã gửi báo cáo tháng 10/2023.")

    play(scene())
    assert town.status(report) == "submitted"


@pytest.mark.parametrize(
    ("sent", "asked", "question", "timely"),
    [
        ("10-16", "10-17", "Rút lại để sửa? Gửi lại sau hạn 20/10 sẽ tính là chậm.", True),
        ("10-16", "10-23", "Rút lại để sửa? Đã quá hạn 20/10: gửi lại sẽ tính là chậm.", False),
        ("10-22", "10-23", "Rút lại để sửa? Báo cáo đã chậm; gửi lại vẫn tính là chậm.", False),
    ],
)
def test_taking_back_says_what_it_costs(
    town: Town, tmp_path: Path, sent: str, asked: str, question: str, timely: bool
) -> None:
    town.set_clock(f"2023-{sent} 09:00+07")
    report: UUID = town.report(kind="periodic")
    town.send(report)
    town.set_clock(f"2023-{asked} 09:00+07")
    _take_back_and_send(town, tmp_path, question)
    late = "select app.local_date(first_submitted) > '2023-10-20' from app.reflection where id = %s"
    assert town.value(late, (report,)) is not timely


@pytest.mark.parametrize(
    ("asked", "question", "missed"),
    [
        ("10-17", "Rút lại để sửa? Gửi lại sau hạn 18/10 sẽ tính là chậm.", False),
        ("10-19", "Rút lại để sửa? Đã quá hạn 18/10: gửi lại sẽ tính là chậm.", True),
    ],
)
def test_taking_back_an_answer_to_a_return_goes_by_the_returns_date(
    town: Town, tmp_path: Path, asked: str, question: str, missed: bool
) -> None:
    report: UUID = town.report(kind="periodic")
    town.send(report)
    town.give_back(report, due="2023-10-18")
    town.send(report)
    town.set_clock(f"2023-{asked} 09:00+07")
    _take_back_and_send(town, tmp_path, question)
    assert town.value("select return_missed from app.reflection where id = %s", (report,)) is missed


def _take_back_and_send(town: Town, state: Path, question: str) -> None:
    async def scene() -> None:
        async with at(town, state) as clerk:
            await clerk.sees("chưa ai mở", "2 rút lại")
            await clerk.presses("2")
            await clerk.sees(question, "Ctrl+Y rút lại · Esc thôi")
            await clerk.presses("ctrl+y")
            await clerk.sees("Đã rút lại: sửa rồi gửi lại.", "Ctrl+T gửi")
            await clerk.presses("ctrl+t", "ctrl+y")
            await clerk.sees("Đã gửi báo cáo tháng 10/2023.", "chưa ai mở")

    play(scene())


def test_a_report_that_was_accepted_meanwhile_is_shown_as_accepted(town: Town, tmp_path: Path) -> None:
    report: UUID = town.report(kind="periodic")
    town.send(report)

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("chưa ai mở", "2 rút lại")
            town.accept(report, REVIEWER)
            await clerk.presses("2", "ctrl+y")
            await clerk.sees("Vừa có người khác sửa; đã tải lại, xem rồi làm lại.", "Đã nhận · 16/10")

    play(scene())
