"""Who has reported: the month's matrix, the year, the reminder list, and what can be done from a cell."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from db.duties.monthly_report.months import MonthRow
from db.duties.monthly_report.overview import overview
from db.rules import duties
from db.rules.overview import rates, tallies
from tests.drivers.pilot import PilotPerson
from tests.screens.followed import (
    DECIDER,
    FARMERS,
    REVIEWER,
    FollowedTown,
    at_home,
    followed,
    plays,
)
from tui.shell.app import LangNghe

__all__ = ["followed"]
MOC_BAC = "Hội ND xã Mộc Bắc"


async def opens_matrix(person: PilotPerson[LangNghe]) -> None:
    await person.presses("5")
    await person.settles()
    await person.sees("THÁNG 10/2023")


def row(person: PilotPerson[LangNghe], name: str) -> str:
    """The line of the grid that begins with a name, without the cursor, blanks between its columns folded."""
    line = next(line[2:] for line in person.lines if line[2:].startswith(name))
    return " ".join(line.replace("[", " ").replace("]", " ").split())


@plays
async def test_the_month_is_areas_by_bodies_with_the_town_first_and_sums_on_both_sides(
    town: FollowedTown, folder: Path
) -> None:
    town.report(town.organisation(MOC_BAC))
    town.report(town.organisation("MTTQ xã Mộc Bắc"))
    accepted = town.report(town.organisation("Đoàn TN phường Đồng Văn"))
    town.accept(accepted)
    returned = town.report(town.organisation("Hội CCB phường Đồng Văn"))
    town.give_back(returned)
    town.report(town.organisation("Hội LHPN xã Yên Nam"), sent=False)
    async with at_home(town, folder) as reviewer:
        await opens_matrix(reviewer)
        await reviewer.sees("THÁNG 10/2023 · thị xã Duy Tiên · hạn 20/10, còn 4 ngày · đã gửi 3/102")
        await reviewer.sees("MTTQ HND CCB LHPN CĐ ĐTN")
        names = [line[2:17].split("[")[0].strip() for line in reviewer.lines[2:19]]
        assert names == [
            "Thị xã", "P. Bạch Thượng", "P. Châu Giang", "P. Duy Hải", "P. Duy Minh", "P. Đồng Văn", "P. Hòa Mạc",
            "P. Hoàng Đông", "P. Tiên Nội", "P. Yên Bắc", "Chuyên Ngoại", "Mộc Bắc", "Mộc Nam", "Tiên Ngoại",
            "Tiên Sơn", "Trác Văn", "Yên Nam",
        ]  # fmt: skip
        await reviewer.sees("đã gửi chưa đúng hạn")
        assert row(reviewer, "Mộc Bắc") == "Mộc Bắc g g . . . . 2 4 –"
        assert row(reviewer, "P. Đồng Văn") == "P. Đồng Văn . . t . . + 1 5 –"
        assert row(reviewer, "Yên Nam") == "Yên Nam . . . . . . 0 6 –"
        assert row(reviewer, "Đã gửi") == "Đã gửi 1 1 0 0 0 1 3 99"
        assert row(reviewer, "Đúng hạn, %") == "Đúng hạn, % – – – – – – –"
        await reviewer.sees("+ đúng hạn g chờ nhận t trả lại . chưa đến hạn")


@plays
async def test_a_cell_opens_its_report_or_says_how_it_stands(town: FollowedTown, folder: Path) -> None:
    town.report(town.organisation("MTTQ xã Mộc Bắc"))
    town.report(town.organisation("Hội CCB xã Mộc Bắc"), sent=False)
    async with at_home(town, folder) as reviewer:
        await opens_matrix(reviewer)
        await reviewer.presses(*["down"] * 11, "enter")
        await reviewer.sees("CHỜ NHẬN 1/1 · Ủy ban MTTQ Việt Nam xã Mộc Bắc")
        await reviewer.presses("escape")
        await reviewer.settles()
        await reviewer.presses("right", "enter")
        await reviewer.sees("Hội ND xã Mộc Bắc tháng 10: chưa gửi, hạn 20/10, còn 4 ngày")
        await reviewer.presses("right", "enter")
        await reviewer.sees("Hội CCB xã Mộc Bắc tháng 10: đang soạn, hạn 20/10")
        await reviewer.presses("8")
        await reviewer.sees("THÁNG 9/2023 · thị xã Duy Tiên · hạn 20/09, quá 26 ngày · đã gửi 23/102")
        assert row(reviewer, "Mộc Bắc") == "Mộc Bắc + + m m m ! 5 1 33 %"
        assert row(reviewer, "Đúng hạn, %") == "Đúng hạn, % 24 24 18 18 18 18 20 %"
        await reviewer.presses("end", "enter")
        await reviewer.sees("Đoàn TN xã Mộc Bắc tháng 9: chưa gửi, quá 26 ngày, đã khóa (6 mở lại)")


@plays
async def test_an_area_or_an_organisation_is_found_by_its_words_and_the_other_grid_begins_there(
    town: FollowedTown, folder: Path
) -> None:
    async with at_home(town, folder) as reviewer:
        await opens_matrix(reviewer)
        await reviewer.presses("slash")
        await reviewer.writes("phuong hoang")
        await reviewer.sees("> P. Hoàng Đông")
        await reviewer.presses("enter", "right", "right", "3")
        await reviewer.sees("AI ĐÃ BÁO CÁO", "> Hội CCB phường Hoàng Đông")
        await reviewer.presses("left", "ctrl+f")
        await reviewer.writes("lhpn moc b")
        await reviewer.sees("> Hội LHPN xã Mộc Bắc")
        await reviewer.presses("enter", "3")
        await reviewer.sees("THÁNG 9/2023", "> Mộc Bắc")


@plays
async def test_months_go_back_and_on_and_beyond_the_programme_there_is_nothing(
    town: FollowedTown, folder: Path
) -> None:
    async with at_home(town, folder) as reviewer:
        await opens_matrix(reviewer)
        await reviewer.presses(*["9"] * 2)
        await reviewer.sees("THÁNG 12/2023", ". chưa đến hạn")
        await reviewer.presses("9")
        await reviewer.settles()
        await reviewer.sees("THÁNG 1/2024")
        await reviewer.presses("8")
        await reviewer.settles()
        await reviewer.sees("THÁNG 12/2023", "P. Hòa Mạc")


@plays
async def test_a_body_and_an_area_are_looked_at_alone_and_the_year_keeps_the_choice(
    town: FollowedTown, folder: Path
) -> None:
    async with at_home(town, folder) as reviewer:
        await opens_matrix(reviewer)
        await reviewer.presses("1")
        await reviewer.sees("Xem khối nào?", "1 MTTQ · 2 HND · 3 CCB · 4 LHPN · 5 CĐ · 6 ĐTN · 0 tất cả")
        await reviewer.presses("2")
        await reviewer.sees("thị xã Duy Tiên · HND", "đã gửi 0/17")
        await reviewer.presses("3")
        await reviewer.settles()
        await reviewer.sees("AI ĐÃ BÁO CÁO · 2023 · thị xã Duy Tiên · HND", "1-17/17", "> Hội ND thị xã")
        await reviewer.presses("1", "0")
        await reviewer.sees("/102")
        await reviewer.presses("2")
        await reviewer.sees("1-6/6")
        await reviewer.presses("2")
        await reviewer.sees("/102")
        await reviewer.presses("escape")
        await reviewer.settles()
        await reviewer.sees("ĐANG THEO DÕI")


@plays
async def test_the_year_puts_first_who_is_missing_most_and_says_how_much_came_on_time(
    town: FollowedTown, folder: Path
) -> None:
    async with at_home(town, folder) as reviewer:
        await reviewer.presses("6")
        await reviewer.settles()
        await reviewer.sees("AI ĐÃ BÁO CÁO · 2023 · thị xã Duy Tiên · xếp: thiếu nhiều trước · 1-16/102")
        assert row(reviewer, "MTTQ phường Bạch Thượng") == "MTTQ phường Bạch Thượng ! ! ! ! ! ! ! ! ! . . . 0/9 0 %"
        await reviewer.presses(*["pagedown"] * 8)
        await reviewer.sees("87-102/102")
        assert row(reviewer, "Đoàn TN thị xã") == "Đoàn TN thị xã ! ! ! ! ! ! ! ! + . . . 1/9 11 %"
        await reviewer.presses("5")
        await reviewer.sees("xếp: theo tên")
        await reviewer.presses("1", "6")
        await reviewer.sees("· ĐTN ·", "/17")


@plays
async def test_the_reminder_is_plain_text_that_can_be_copied(town: FollowedTown, folder: Path) -> None:
    for short in ("MTTQ xã Mộc Bắc", "Hội CCB xã Mộc Bắc"):
        town.report(town.organisation(short))
    returned = town.report(town.organisation("Đoàn TN xã Mộc Bắc"))
    town.give_back(returned)
    area = town.value("select area_id from app.organisation where id = %s", (town.organisation(MOC_BAC),))
    async with at_home(town, folder) as reviewer:
        reviewer.app.open("reminder", month=dt.date(2023, 10, 1), area=area)
        await reviewer.settles()
        await reviewer.sees("Chưa gửi báo cáo")
        assert reviewer.lines[2:7] == [
            "Chưa gửi báo cáo tháng 10/2023 (hạn 20/10): 3 tổ chức.",
            "Xã Mộc Bắc: HND, LHPN, CĐ",
            "Đã trả lại, chưa gửi lại: 1 tổ chức.",
            "Xã Mộc Bắc: ĐTN",
            "",
        ]
        await reviewer.presses("1")
        await reviewer.sees("Hội Nông dân: xã Mộc Bắc")
        assert reviewer.lines[3:6] == [
            "Hội Nông dân: xã Mộc Bắc", "Hội LHPN: xã Mộc Bắc", "Liên đoàn Lao động: xã Mộc Bắc",
        ]  # fmt: skip
        await reviewer.presses("slash")
        await reviewer.writes("veterans")
        await reviewer.sees("Không có chỗ nào có “veterans”.")


@plays
async def test_the_reminder_is_written_to_a_file_of_the_person_alone(town: FollowedTown, folder: Path) -> None:
    with pytest.MonkeyPatch.context() as account:
        account.setenv("HOME", str(folder))
        async with at_home(town, folder) as reviewer:
            await opens_matrix(reviewer)
            await reviewer.presses("4")
            await reviewer.sees("ĐÔN ĐỐC · tháng 10/2023")
            await reviewer.presses("2")
            await reviewer.sees("Đã ghi ra")
    written = folder / "don-doc-2023-10.txt"
    assert written.stat().st_mode & 0o777 == 0o600
    text = written.read_text(encoding="utf-8")
    assert text.startswith("Chưa gửi báo cáo tháng 10/2023 (hạn 20/10): 102 tổ chức.\nThị xã Duy Tiên: MTTQ, HND")


@plays
async def test_a_locked_month_is_opened_again_for_one_organisation(town: FollowedTown, folder: Path) -> None:
    organisation = town.organisation("Đoàn TN xã Mộc Bắc")
    async with at_home(town, folder) as reviewer:
        await opens_matrix(reviewer)
        await reviewer.presses("6")
        await reviewer.sees("Chỉ mở lại được ô chưa có báo cáo của tháng đã khóa.")
        await reviewer.presses("escape", "8", *["down"] * 11, "end", "6")
        await reviewer.sees("MỞ LẠI THÁNG 9/2023 · Đoàn TNCS Hồ Chí Minh xã Mộc Bắc", "23/10/2023")
        await reviewer.writes("Đơn vị thay cán bộ")
        await reviewer.presses("enter", "ctrl+s")
        await reviewer.sees("Mở lại 9/2023 cho Đoàn TN xã Mộc Bắc đến hết 23/10/2023?")
        await reviewer.presses("ctrl+y")
        await reviewer.settles()
        await reviewer.sees("THÁNG 9/2023")
        await reviewer.presses("enter")
        await reviewer.sees("Đoàn TN xã Mộc Bắc tháng 9: chưa gửi, quá 26 ngày, mở lại đến 23/10")
    stored = town.rows("select organisation_id, month, reason, until from app.reopening")
    assert stored == [
        {"organisation_id": organisation, "month": dt.date(2023, 9, 1), "reason": "Đơn vị thay cán bộ",
         "until": dt.date(2023, 10, 23)}
    ]  # fmt: skip
    town.report(organisation, dt.date(2023, 9, 1))


@plays
async def test_an_organisation_is_excused_and_leaves_the_sums(town: FollowedTown, folder: Path) -> None:
    async with at_home(town, folder) as reviewer:
        await opens_matrix(reviewer)
        await reviewer.sees("đã gửi 0/102")
        await reviewer.presses("down", "7")
        await reviewer.sees("MIỄN BÁO CÁO · Ủy ban MTTQ Việt Nam phường Bạch Thượng", "10/2023")
        await reviewer.presses("enter", "1", "1", "enter")
        await reviewer.writes("Đang kiện toàn tổ chức")
        await reviewer.presses("ctrl+s")
        await reviewer.sees("Miễn 10/2023–11/2023 cho")
        await reviewer.presses("ctrl+y")
        await reviewer.settles()
        await reviewer.sees("đã gửi 0/101")
        assert row(reviewer, "P. Bạch Thượng") == "P. Bạch Thượng ~ . . . . . 0 5 –"
        await reviewer.presses("9")
        assert row(reviewer, "P. Bạch Thượng") == "P. Bạch Thượng ~ . . . . . 0 5 –"


@plays
async def test_who_follows_one_body_sees_that_body_only(town: FollowedTown, folder: Path) -> None:
    async with at_home(town, folder, FARMERS) as farmers:
        await opens_matrix(farmers)
        await farmers.sees("đã gửi 0/17")
        await farmers.sees_no("MTTQ", "CCB")


@plays
async def test_whoever_decides_sees_everyone_and_is_not_offered_reopening(town: FollowedTown, folder: Path) -> None:
    async with at_home(town, folder, DECIDER) as decider:
        await opens_matrix(decider)
        await decider.sees("đã gửi 0/102")
        await decider.presses("8", *["down"] * 11, "end", "6", "7")
        await decider.sees("THÁNG 9/2023")
        await decider.presses("enter")
        await decider.sees("quá 26 ngày, đã khóa")
        await decider.sees_no("(6 mở lại)")


@plays
async def test_a_larger_terminal_shows_more_rows(town: FollowedTown, folder: Path) -> None:
    async with at_home(town, folder, size=(120, 40)) as reviewer:
        await reviewer.presses("6")
        await reviewer.sees("1-32/102", "5 xếp", "9 năm sau · Esc về")


@pytest.mark.usefixtures("unmeasured")
def test_a_year_of_everyone_takes_20_ms_of_python(followed: FollowedTown) -> None:
    with followed.session(REVIEWER) as session:
        rows = overview(session, 2023).rows
    assert len(rows) >= 102 * 12
    best = min(_seconds(rows) for _ in range(5))
    assert best < 0.02, f"{best * 1000:.1f} ms"


def _seconds(rows: Sequence[MonthRow]) -> float:
    """What both grids work out of a year, in processor time."""
    start = time.process_time()
    rates((row.organisation_id, row.month, row.fact) for row in rows)
    tallies((row.area_id, row.body, row.fact) for row in rows if row.month.month == 10)
    for row in rows:
        duties.mark(row.fact)
    return time.process_time() - start
