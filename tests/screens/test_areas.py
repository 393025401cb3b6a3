"""Two areas with programmes of one year: each screen shows a record, a due day and the programme by their own area."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.screens.clerks import at_home, play
from tests.town import CLERK, TOWN, Town
from tests.two_towns import FARMERS_KIM_BANG, FARMERS_THUY_LOI, KIM_BANG, PROVINCE, both, of_kim_bang, towns

__all__ = ["both", "towns"]


@pytest.fixture
def above(both: Town) -> str:
    """Somebody who follows both towns."""
    return both.hire("province", ("reviewer", None, PROVINCE, None))


def test_the_programme_is_the_clerks_own(both: Town, tmp_path: Path) -> None:
    clerk = both.hire("kb", ("clerk", FARMERS_THUY_LOI, None, None))

    async def scene() -> None:
        for login, own in ((clerk, "Kim Bảng"), (CLERK, "Duy Tiên")):
            async with at_home(both, tmp_path / login, both.database.dsn(login)) as person:
                await person.sees("VIỆC CẦN LÀM")
                await person.presses("4")
                await person.sees(f"CHƯƠNG TRÌNH NĂM 2023 · thị xã {own}")
                await person.presses("1")  # there is nothing to choose
                await person.sees(f"CHƯƠNG TRÌNH NĂM 2023 · thị xã {own}")

    play(scene())


def test_who_follows_both_chooses_whose_programme_is_read(both: Town, above: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_home(both, tmp_path, both.database.dsn(above)) as person:
            await person.sees("ĐANG THEO DÕI")
            await person.presses("4")
            await person.sees("NĂM 2023 · thị xã Duy Tiên", "> 16 Phản ánh tình hình", "1 địa bàn")
            await person.presses("1")
            await person.sees("NĂM 2023 · chọn địa bàn", "> thị xã Duy Tiên thị xã Kim Bảng", "Enter xem")
            await person.presses("escape")
            await person.sees("NĂM 2023 · thị xã Duy Tiên", "> 16 Phản ánh")
            await person.presses("1", "slash")
            await person.types("kim")
            await person.presses("enter", "enter")
            await person.sees("NĂM 2023 · thị xã Kim Bảng", "> 12 Nắm tình hình", "Chương trình Kim Bảng")

    play(scene())


def test_the_grids_the_reminder_and_home_name_each_areas_due_day(both: Town, above: str, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_home(both, tmp_path, both.database.dsn(above)) as person:
            await person.sees("Tháng 10/2023: đã gửi 0/2, chưa gửi 2 25/10 còn 9 ngày")
            await person.sees("Tháng 10/2023: đã gửi 0/4, chưa gửi 4 20/10 còn 4 ngày")
            await person.presses("enter")
            await person.sees("THÁNG 10/2023 · tỉnh Hà Nam · hạn 20/10–25/10 · đã gửi 0/6")
            await person.presses("4")
            await person.sees("Chưa gửi báo cáo tháng 10/2023 (hạn 20/10): 4 tổ chức. Thị xã Duy Tiên: Nông dân")
            await person.sees("Chưa gửi báo cáo tháng 10/2023 (hạn 25/10): 2 tổ chức. Thị xã Kim Bảng: Nông dân")

    play(scene())


def test_who_follows_two_areas_reads_both_names(both: Town, tmp_path: Path) -> None:
    follows = both.hire("two", ("reviewer", None, TOWN, None), ("reviewer", None, KIM_BANG, None))

    async def scene() -> None:
        async with at_home(both, tmp_path, both.database.dsn(follows)) as person:
            await person.sees("LẮNG NGHE thị xã Duy Tiên, thị xã Kim Bảng", "đã gửi 0/2", "đã gửi 0/4")
            await person.presses("5")
            await person.sees("THÁNG 10/2023 · thị xã Duy Tiên, thị xã Kim Bảng · hạn 20/10–25/10")

    play(scene())


def test_a_year_keeps_each_month_in_its_column_where_a_programme_has_but_some(towns: Town, tmp_path: Path) -> None:
    above = towns.hire("province", ("reviewer", None, PROVINCE, None))
    towns.rows("delete from app.period where programme_id = 2 and month <> '2023-09-01'")

    async def scene() -> None:
        async with at_home(towns, tmp_path, towns.database.dsn(above)) as person:
            await person.sees("ĐANG THEO DÕI")
            await person.presses("6", "5")
            await person.sees("xếp: theo tên", "HND Kim Bảng")
            line = next(line for line in person.lines if "HND Kim Bảng" in line)
            heads = next(line for line in person.lines if "T1" in line)
            assert line.split("0/1")[0].rstrip() == "  HND Kim Bảng".ljust(heads.index("T9")) + "!"

    play(scene())


def test_a_report_reads_in_the_words_of_its_own_area(towns: Town, tmp_path: Path) -> None:
    above = towns.hire("province", ("reviewer", None, PROVINCE, None))
    clerk = towns.hire("kb", ("clerk", FARMERS_THUY_LOI, None, None))
    theirs = towns.report(clerk, FARMERS_THUY_LOI, general=None)
    towns.opinion(theirs, clerk, **of_kim_bang(topic="DT", place="1"))
    towns.send(theirs, clerk)

    async def scene() -> None:
        async with at_home(towns, tmp_path, towns.database.dsn(above)) as person:
            await person.sees("CHỜ NHẬN: 1 báo cáo")
            await person.presses("7")
            await person.sees("Khen 0 · lo lắng 0 · đề nghị 1", "đề nghị · đi lại · vài người nhà nông")
            await person.sees("Thôn Trung → sở")

    play(scene())


def test_a_successors_clerk_finds_what_is_open_in_section_b_with_whose_it_was(towns: Town, tmp_path: Path) -> None:
    old, clerk = (towns.hire("kb", ("clerk", id, None, None)) for id in (FARMERS_THUY_LOI, FARMERS_KIM_BANG))
    towns.set_clock("2023-09-16 09:00+07")
    report = towns.report(old, FARMERS_THUY_LOI, month=dt.date(2023, 9, 1))
    towns.opinion(report, old, **of_kim_bang(place="1"))
    towns.send(report, old)
    towns.set_clock("2023-10-16 09:00+07")
    towns.rows("update app.organisation set closed = '2023-10-01' where id = 31")
    towns.rows("insert into app.succession (from_id, to_id, on_date) values (5, 4, '2023-10-01')")

    async def scene() -> None:
        async with at_home(towns, tmp_path, towns.database.dsn(clerk)) as person:
            await person.sees("VIỆC CẦN LÀM")
            await person.presses("1")
            await person.sees("B Kiến nghị kỳ trước 1 còn mở: 1 tiếp nhận")
            await person.presses("down", "enter")
            await person.sees("9/2023 · tiếp nhận · sở · Thôn Trung · nhận từ HND Thụy Lôi: Lo giá")

    play(scene())
