"""The history of a report: what was done and when, on which clock, and finding in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.screens.followed import FollowedTown, at_home, followed, plays
from tui.wording.history_wording import clock_words

__all__ = ["followed"]
MOC_BAC = "Hội ND xã Mộc Bắc"


@plays
async def test_a_returned_report_tells_its_way_on_both_clocks_and_is_searched(town: FollowedTown, folder: Path) -> None:
    report = town.report(town.organisation(MOC_BAC))
    item = town.items(report)[0]
    town.give_back(report, item)
    town.change(report, item, text="Giá phân bón tăng, bà con xã nhà lo vụ này thua lỗ.")
    town.send(report)
    async with at_home(town, folder) as reviewer:
        reviewer.app.open("history", report=report)
        await reviewer.sees(
            "LỊCH SỬ · Báo cáo tháng 10/2023 · Hội Nông dân xã Mộc Bắc",
            "trong ngoặc là ngày giờ của chương trình, nay 16/10/2023.",
            "Cán bộ các đơn vị · gửi báo cáo (16/10/2023 09:00)",
            "Người theo dõi · trả lại (16/10/2023 09:00)",
            "Cán bộ các đơn vị · sửa mục 1",
            "Cán bộ các đơn vị · gửi lại",
        )
        await reviewer.sees_no("sửa lời trả lại")
        await reviewer.presses("slash")
        await reviewer.writes("sua muc")
        await reviewer.sees("Tìm: sua muc", "Enter ở lại đây")
        await reviewer.presses("enter")
        await reviewer.sees_no("Tìm:")


def test_where_the_program_has_the_day_of_the_server_one_clock_needs_no_words() -> None:
    day = dt.date(2026, 11, 22)
    assert clock_words(day, day) == ""
    assert "nay 22/11/2026" in clock_words(day, dt.date(2023, 10, 16))
