"""The national reader: accepted reports of a month, the newest first, narrowed and paged; one of them read whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import UUID

import pytest

from db.core.errors import Denied
from db.core.ids import uuid7
from db.duties.monthly_report import accepted, commands, reports
from db.duties.monthly_report.accepted import Accepted
from tests.screens.clerks import at_home, play
from tests.town import (
    CLERK,
    FARMERS_HOA_MAC,
    FARMERS_MOC_BAC,
    NATIONAL,
    NEIGHBOUR,
    OCTOBER,
    REVIEWER,
    STRANGER,
    WOMEN_MOC_BAC,
    Town,
    petition,
)
from tests.two_towns import FARMERS_THUY_LOI, KIM_BANG, PROVINCE, both, of_kim_bang

__all__ = ["both"]


@pytest.fixture(scope="module")
def country(both: Town) -> Town:
    """Two towns; in October five reports of four organisations were accepted, an hour one after the other."""
    town = both
    clerk, above = town.hire("kb", ("clerk", FARMERS_THUY_LOI, None, None)), town.hire("r", ("reviewer", None, 9, None))
    reports = [
        _written(town, CLERK, FARMERS_MOC_BAC, kind="periodic"),
        _written(town, NEIGHBOUR, WOMEN_MOC_BAC, kind="periodic"),
        _written(town, STRANGER, FARMERS_HOA_MAC, kind="periodic"),
        _written(town, clerk, FARMERS_THUY_LOI, kind="periodic"),
        _written(town, CLERK, FARMERS_MOC_BAC, kind="adhoc"),
    ]
    for hour, report in enumerate(reports, 10):
        town.set_clock(f"2023-10-16 {hour}:00+07")
        town.accept(report, above)
    waiting = town.report(general="Còn chờ nhận, chưa ai đọc")
    town.send(waiting)
    return town


def _written(town: Town, login: str, organisation: int, kind: str) -> UUID:
    report = town.report(login, organisation, kind=kind)
    values = of_kim_bang() if organisation == FARMERS_THUY_LOI else petition()
    town.opinion(report, login, **values)
    town.send(report, login)
    return report


def listed(town: Town, login: str = NATIONAL, **wanted: object) -> list[str]:
    with town.session(login) as session:
        return [_name(one) for one in accepted.page(session, OCTOBER, limit=50, **wanted)]  # type: ignore[arg-type]


def _name(one: Accepted) -> str:
    return one.organisation + (" +" if one.kind == "adhoc" else "")


ALL = [
    "Nông dân xã Mộc Bắc +", "Nông dân xã Thụy Lôi", "Nông dân phường Hòa Mạc", "Phụ nữ xã Mộc Bắc",
    "Nông dân xã Mộc Bắc",
]  # fmt: skip


@pytest.mark.both_versions
def test_a_month_is_listed_newest_first_and_narrowed_by_area_and_body(country: Town) -> None:
    assert listed(country) == ALL
    assert listed(country, area=PROVINCE) == ALL
    assert listed(country, area=KIM_BANG) == ["Nông dân xã Thụy Lôi"]
    assert listed(country, area=2, body=2) == ["Phụ nữ xã Mộc Bắc"]
    assert listed(country, body=1) == [name for name in ALL if not name.startswith("Phụ")]
    with country.session(NATIONAL) as session:
        assert accepted.page(session, dt.date(2023, 9, 1), limit=9) == []
        assert accepted.newest_month(session, dt.date(2023, 12, 1)) == OCTOBER


@pytest.mark.both_versions
def test_who_has_no_national_duty_sees_none_of_others_there(country: Town) -> None:
    assert listed(country, CLERK) == ["Nông dân xã Mộc Bắc +", "Nông dân xã Mộc Bắc"]
    assert listed(country, country.hire("none")) == []


@pytest.mark.both_versions
def test_reading_one_is_logged_where_its_organisation_sees_it_and_shows_neither_place_nor_people(country: Town) -> None:
    with country.session(NATIONAL) as session:
        one = accepted.page(session, OCTOBER, limit=1)[0]
        commands.open_report(session, one.id, attempt=uuid7())
        report = reports.report(session, one.id)
        waiting = country.value("select id from app.reflection where status = 'submitted'")
        for read in (lambda: commands.open_report(session, waiting, attempt=uuid7()),
                     lambda: reports.report(session, waiting)):  # fmt: skip
            with pytest.raises(Denied):
                read()
    assert report.opinions[0].values["text"] == "Lo giá phân bón tăng cao"
    assert [report.opinions[0].values[name] for name in ("place", "agency", "via_voters")] == [None] * 3
    assert (report.written_by, report.sent_by, report.decided_by) == (None, None, None)
    assert report.returns == report.sendings == ()
    readers = "select name, what from app.readers_of(%s)"
    assert country.rows(readers, (one.id,), CLERK) == [{"name": "Người đọc toàn quốc", "what": "report"}]
    assert country.rows(readers, (one.id,), REVIEWER) == []
    assert country.rows(readers, (waiting,), CLERK) == []


@pytest.mark.both_versions
def test_whoever_lost_the_duty_opens_nothing(country: Town) -> None:
    reader = country.hire("reader", ("national", None, None, None))
    report = country.value("select id from app.reflection where status = 'accepted' limit 1")
    whose = "(select id from app.staff where role = %s)"
    country.rows(f"update app.duty set to_date = '2023-10-15' where staff_id = {whose}", (reader,))
    with country.session(reader) as session, pytest.raises(Denied):
        commands.open_report(session, report, attempt=uuid7())
    assert country.rows(f"select * from app.reading where staff_id = {whose}", (reader,)) == []


def test_home_leads_to_the_list_and_enter_reads_a_report(country: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_home(country, tmp_path, country.database.dsn(NATIONAL)) as reader:
            await reader.sees("ĐỌC TOÀN QUỐC", "> Báo cáo đã nhận của cả nước", "3 báo cáo đã nhận")
            await reader.presses("enter")
            await reader.sees("BÁO CÁO ĐÃ NHẬN · tháng 10/2023 · cả nước", "> Nông dân xã Mộc Bắc, thị xã Duy Tiên")
            await reader.sees("Nông dân xã Thụy Lôi, thị xã Kim Bảng", "đột xuất, 1 ý kiến 16/10")
            await reader.presses("down", "enter")
            await reader.sees("ĐÃ NHẬN 16/10 · Hội Nông dân xã Thụy Lôi · tháng 10/2023")
            await reader.sees("đề nghị · kinh doanh · vài người nhà nông", "Lo giá phân bón tăng cao")
            assert not any(word in " ".join(reader.lines) for word in ("Thôn Trung", "sở", "Người kb"))
            await reader.presses("escape")
            await reader.sees("> Nông dân xã Thụy Lôi, thị xã Kim Bảng")

    play(scene())


def test_the_list_is_narrowed_by_digits_and_goes_page_by_page_and_month_by_month(
    country: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.review.accepted.PAGE", 2)

    async def scene() -> None:
        async with at_home(country, tmp_path, country.database.dsn(NATIONAL)) as reader:
            await reader.sees("ĐỌC TOÀN QUỐC")
            await reader.presses("3", "space")
            await reader.sees("> Nông dân phường Hòa Mạc", "Phụ nữ xã Mộc Bắc", "Dấu cách trang sau")
            await reader.presses("space")
            await reader.sees("> Nông dân xã Mộc Bắc, thị xã Duy Tiên 1 ý kiến")
            await reader.presses("backspace")
            await reader.sees("> Nông dân phường Hòa Mạc")
            await reader.presses("2")
            await reader.sees("cả nước · chọn địa bàn", "> tỉnh Hà Nam", "Enter chọn")
            await reader.presses("enter", "2")
            await reader.sees("tỉnh Hà Nam · chọn địa bàn", "← cả nước > thị xã Duy Tiên thị xã Kim Bảng")
            await reader.presses("down", "enter")
            await reader.sees("tháng 10/2023 · thị xã Kim Bảng", "> Nông dân xã Thụy Lôi")
            await reader.presses("1", "2")
            await reader.sees("thị xã Kim Bảng · Phụ nữ", "Chưa có báo cáo nào được nhận.")
            await reader.presses("1", "0", "2", "home", "enter")
            await reader.sees("tháng 10/2023 · cả nước", "> Nông dân xã Mộc Bắc")
            await reader.presses("9", "8")  # November has not begun
            await reader.sees("tháng 9/2023 · cả nước", "Chưa có báo cáo nào được nhận.")

    play(scene())


def test_the_list_fits_a_screen_of_60_by_20(country: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_home(country, tmp_path, country.database.dsn(NATIONAL), size=(60, 20)) as reader:
            await reader.sees("ĐỌC TOÀN QUỐC")
            await reader.presses("3")
            await reader.sees("BÁO CÁO ĐÃ NHẬN · tháng 10/2023", "> Nông dân xã Mộc Bắc", "16/10", "Ctrl+G trợ giúp")
            assert max(map(len, reader.lines)) <= 60

    play(scene())


def test_pages_meet_without_a_gap_and_without_a_repeat_whatever_is_accepted_meanwhile(country: Town) -> None:
    """Last of the file: it accepts what the others find waiting."""
    with country.session(NATIONAL) as session:
        found = accepted.page(session, OCTOBER, limit=2)
        country.accept(country.value("select id from app.reflection where status = 'submitted'"))
        while page := accepted.page(session, OCTOBER, limit=2, after=found[-1]):
            found += page
        assert [_name(one) for one in found] == ALL
