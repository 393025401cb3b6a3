"""Months that take no entry, rights that end, refusals of the server: said in one sentence, and nothing is lost."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path
from uuid import UUID

import pytest

from db.core.ids import uuid7
from db.duties.monthly_report import commands
from tests.drivers.pilot import PilotPerson
from tests.screens.clerks import at, play
from tests.town import CLERK, FARMERS_MOC_BAC, Town, town
from tui.shell.app import LangNghe

__all__ = ["town"]

TEXT = "Lo giá phân bón tăng cao"


@pytest.mark.parametrize(
    ("month", "sentence"),
    [
        (dt.date(2023, 9, 1), "Tháng 9/2023 đã khóa."),
        (dt.date(2023, 11, 1), "Tháng 11/2023 chưa tới"),
        (dt.date(2022, 12, 1), "Tháng 12/2022 chưa có chương trình nào"),
    ],
)
def test_a_month_that_takes_no_entry_says_so_and_may_be_read(
    town: Town, tmp_path: Path, month: dt.date, sentence: str
) -> None:
    async def scene() -> None:
        async with at(town, tmp_path, month=month) as clerk:
            await clerk.sees(sentence, "Ý KIẾN (0)")
            await clerk.presses("ctrl+n", "ctrl+t")  # neither opens nor sends anything
            await clerk.sees(sentence)

    play(scene())
    assert town.rows("select * from app.reflection") == []


def test_a_closed_organisation_says_so(town: Town, tmp_path: Path) -> None:
    town.rows("update app.organisation set closed = '2023-10-01' where id = %s", (FARMERS_MOC_BAC,))

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Đơn vị không hoạt động trong tháng 10/2023.")

    play(scene())


def test_somebody_elses_month_cannot_be_opened(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at(town, tmp_path, organisation=12) as clerk:
            await clerk.sees("không thuộc quyền")

    play(scene())


async def _types_an_opinion(clerk: PilotPerson[LangNghe], text: str = TEXT) -> None:
    await clerk.presses("ctrl+n", "2", "enter", "d", "t", "enter", "1", "enter")
    await clerk.types(text)


def test_what_postgresql_refuses_lands_at_its_field_and_stays_a_draft(town: Town, tmp_path: Path) -> None:
    """The topic is taken out of the programme while the form is open."""

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Ý KIẾN (0)")
            await _types_an_opinion(clerk)
            town.rows("update app.code set to_date = '2023-09-30' where list = 'topics' and code = 'DT'")
            await clerk.presses("ctrl+s")
            await clerk.sees("Lĩnh vực: Không có mã “DT”")
            assert clerk.app.frame.form.model.focus == "topic"  # type: ignore[attr-defined]
            await clerk.presses("g", "t", "ctrl+s")
            await clerk.sees("đã lưu")

    play(scene())
    assert town.rows("select topic from app.opinion") == [{"topic": "GT"}]


def test_a_refusal_after_going_on_is_in_the_list_and_sends_nothing(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Ý KIẾN (0)")
            await _types_an_opinion(clerk)
            town.rows("update app.code set to_date = '2023-09-30' where list = 'topics' and code = 'DT'")
            await clerk.presses("ctrl+n")
            await clerk.sees("Ý KIẾN 2 ·", "Không có mã “DT”")
            await clerk.presses("escape")
            await clerk.sees("1 Lo giá phân bón", "! Lĩnh vực: Không có mã “DT”")
            await clerk.presses("ctrl+t")
            await clerk.sees("Chưa gửi được:", "mục 1: Lĩnh vực: Không có mã")

    play(scene())
    assert town.rows("select * from app.opinion") == []


def test_a_report_does_not_go_without_the_item_whose_save_is_refused_on_the_way(town: Town, tmp_path: Path) -> None:
    """The save waits at the server; the person sends the report behind it; then the save is refused."""

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Ý KIẾN (0)")
            await _types_an_opinion(clerk)
            town.rows("update app.code set to_date = '2023-09-30' where list = 'topics' and code = 'DT'")
            with contextlib.closing(town.database.connect()) as gate:
                gate.autocommit = False
                gate.cursor().execute("lock table app.opinion in access exclusive mode")
                await clerk.presses("ctrl+t")
                await clerk.sees("Gửi 1 ý kiến", "chưa lưu: chờ máy chủ xác nhận")
                await clerk.presses("ctrl+y")
                await clerk.sees("đang chờ gửi")
            await clerk.sees("! Lĩnh vực: Không có mã “DT”", "Ctrl+T gửi")

    play(scene())
    assert town.rows("select status from app.reflection where status <> 'draft'") == []


def test_a_month_that_locks_while_one_types_refuses_with_its_sentence(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Ý KIẾN (0)")
            await _types_an_opinion(clerk)
            town.set_clock("2023-11-15 09:00+07")
            await clerk.presses("ctrl+s")
            await clerk.sees("Tháng 10/2023 đã khóa.", "chưa lưu")

    play(scene())
    kept = [path.read_text() for path in (tmp_path / "drafts").rglob("opinion-*.json")]
    assert len(kept) == 1
    assert TEXT in kept[0]


def test_another_clerk_of_the_organisation_began_the_report_first(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Ý KIẾN (0)")
            other = town.report(kind="periodic", general=None)
            await _types_an_opinion(clerk)
            await clerk.presses("ctrl+s")
            await clerk.sees("đã lưu")
            await clerk.presses("escape")
            await clerk.sees("1 Lo giá phân bón")
            assert town.value("select reflection_id from app.opinion") == other

    play(scene())


def test_a_report_that_was_sent_from_elsewhere_takes_no_more(town: Town, tmp_path: Path) -> None:
    report: UUID = town.report(kind="periodic")

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Nhân dân yên tâm")
            await _types_an_opinion(clerk)
            town.send(report)
            await clerk.presses("ctrl+s")
            await clerk.sees("Báo cáo đã gửi, không sửa được nữa.")
            await clerk.presses("escape")
            await clerk.sees("Báo cáo đã gửi: chỉ xem.", "1 Lo giá phân bón")

    play(scene())


@pytest.mark.parametrize("back", ["take_back", "give_back"])
def test_nothing_arose_that_came_back_takes_an_opinion_and_is_sent(town: Town, tmp_path: Path, back: str) -> None:
    report = uuid7()
    with town.session(CLERK) as session:
        commands.nothing_arose(session, FARMERS_MOC_BAC, dt.date(2023, 10, 1), attempt=uuid7(), id=report)
    getattr(town, back)(report)

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("không phát sinh", "Ý KIẾN (0)", "0 không phát sinh")
            await _types_an_opinion(clerk)
            await clerk.presses("ctrl+s")
            await clerk.sees("đã lưu")
            await clerk.presses("escape")
            await clerk.sees("Ý KIẾN (1)")
            assert "không phát sinh" not in " ".join(clerk.lines)
            await clerk.presses("ctrl+t")
            await clerk.sees("Gửi 1 ý kiến")
            await clerk.presses("ctrl+y")
            await clerk.sees("Đã gửi báo cáo tháng 10/2023.")

    play(scene())
    sent = town.value("select content from app.submission order by number desc limit 1")
    assert (sent["nil"], [item["text"] for item in sent["opinions"]]) == (False, [TEXT])


def test_the_general_text_and_the_paper_do_not_get_in_each_others_way(town: Town, tmp_path: Path) -> None:
    """Both are columns of one row: the version goes up for both, and neither is a conflict of the other."""
    report: UUID = town.report(kind="periodic")

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Nhân dân yên tâm")
            await clerk.presses("enter")
            await clerk.types(" hon")
            version = town.version(report)
            town.rows("select app.set_paper(gen_random_uuid(), 'x', %s, %s, '5', null)", (report, version), login=CLERK)
            await clerk.presses("ctrl+s")
            await clerk.sees("đã lưu")

    play(scene())
    stored = town.rows("select general, paper_number from app.reflection where id = %s", (report,))
    assert stored == [{"general": "Nhân dân yên tâm sản xuất hon", "paper_number": "5"}]


async def _writes_ahead(clerk: PilotPerson[LangNghe], text: str) -> None:
    """Types the forecast, the second text of the form of A and C."""
    await clerk.presses("enter", "tab")
    await clerk.types(text)


def test_all_that_looks_like_a_person_is_listed_at_its_text_and_marked_in_the_months_list(
    town: Town, tmp_path: Path
) -> None:
    town.report(kind="periodic")

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Nhân dân yên tâm")
            await _writes_ahead(clerk, "Bà Mận và ông Tư, 0912345678, sẽ khiếu kiện")
            await clerk.presses("ctrl+s")
            await clerk.sees(
                "Cảnh báo (3) · Ctrl+R ghi lý do",
                "Dự báo: Có vẻ nêu tên người “Bà Mận”, “ông Tư”; số điện thoại “0912345678”",
            )
            await clerk.presses("escape")
            await clerk.sees("!C Dự báo, đề xuất", "! Dự báo: Có vẻ nêu tên người “Bà Mận”, “ông Tư”; số điện thoại")
            assert "!A" not in clerk.words
            await clerk.presses("ctrl+t")
            await clerk.sees("Chưa gửi được:", "Dự báo: Có vẻ nêu tên người")
            await clerk.presses("end", "enter", "ctrl+r")
            await clerk.types("Theo chuc vu can bo")
            await clerk.presses("ctrl+s")
            await clerk.sees("đã lưu")
            await clerk.presses("escape")
            await clerk.sees("C Dự báo, đề xuất Bà Mận")
            assert "Có vẻ nêu" not in " ".join(clerk.lines)

    play(scene())
    assert town.value("select set_aside from app.reflection") == "Theo chuc vu can bo"


def test_what_is_typed_into_the_general_situation_and_not_saved_has_its_mark(town: Town, tmp_path: Path) -> None:
    town.report(kind="periodic")

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Nhân dân yên tâm")
            await clerk.presses("enter")
            await clerk.types(" hon")
            await clerk.presses("escape")
            await clerk.sees(">!A Tình hình chung", "! chưa lưu, còn ở bản nháp")
            assert "!C" not in clerk.words

    play(scene())
