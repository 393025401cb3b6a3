"""What a reviewer types: the return of a report with its reason, and the redaction of a text."""

from __future__ import annotations

from pathlib import Path

from db.core.ids import uuid7
from db.duties.monthly_report import commands
from tests.screens.followed import CLERK, OCTOBER, FollowedTown, at_home, followed, opens_review, plays

__all__ = ["followed"]
MOC_BAC = "Hội ND xã Mộc Bắc"


@plays
async def test_returning_needs_a_reason_and_items_that_there_are(town: FollowedTown, folder: Path) -> None:
    report = town.report(town.organisation(MOC_BAC))
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.presses("2", "ctrl+s")
        await reviewer.sees("Lý do: Chưa điền ô này.")
        await reviewer.writes("Chưa rõ")
        await reviewer.presses("enter", "9", "ctrl+s")
        await reviewer.sees("Không có mục “9”; báo cáo có 6 mục.")
        await reviewer.presses("backspace", "enter")
        await reviewer.writes("1")
        await reviewer.presses("ctrl+s")
        await reviewer.sees("Ngày phải gửi lại không được ở trước hôm nay.")
        await reviewer.settles()
    assert town.status(report) == "submitted"


@plays
async def test_a_reason_that_was_being_typed_is_there_again_after_the_program_was_left(
    town: FollowedTown, folder: Path
) -> None:
    report = town.report(town.organisation(MOC_BAC))
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.presses("2")
        await reviewer.writes("Thiếu nơi giải quyết ở")
        await reviewer.presses("ctrl+q")
    async with at_home(town, folder) as reviewer:
        await reviewer.sees("CHƯA LƯU, CÒN Ở BẢN NHÁP", "Trả lại Hội ND xã Mộc Bắc, 10/2023, gõ dở")
        await reviewer.presses("down", "enter")
        await reviewer.sees("TRẢ LẠI · Hội Nông dân", "Thiếu nơi giải quyết ở", "Đã mở lại bản nháp gõ dở.")
        await reviewer.writes(" mục bốn, hỏi bà Lụa")
        await reviewer.presses("ctrl+s")
        await reviewer.sees("Cảnh báo (1) Có vẻ nêu tên người: “bà Lụa” · Ctrl+R ghi lý do")
        await reviewer.presses("ctrl+r")
        await reviewer.writes("Bà Lụa là trưởng thôn")
        await reviewer.presses("enter")
        await reviewer.sees("Lý do cũng không nêu người")
        await reviewer.presses(*["backspace"] * len("Bà Lụa là trưởng thôn"))
        await reviewer.writes("Trưởng thôn, ghi theo chức vụ")
        await reviewer.presses("enter")
        await reviewer.settles()
        await reviewer.sees("ĐANG THEO DÕI")
        await reviewer.sees_no("CHỜ NHẬN", "BẢN NHÁP")
    assert town.rows("select reason, set_aside from app.returning where reflection_id = %s", (report,)) == [
        {"reason": "Thiếu nơi giải quyết ở mục bốn, hỏi bà Lụa", "set_aside": "Trưởng thôn, ghi theo chức vụ"}
    ]
    assert not list((folder / "drafts").rglob("returning*.json"))


@plays
async def test_a_text_that_names_a_person_is_made_unreadable_after_a_question(town: FollowedTown, folder: Path) -> None:
    report = town.report(town.organisation(MOC_BAC))
    town.give_back(report)
    town.send(report)
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.presses("5", "3", "enter")
        await reviewer.writes("Nêu tên một hộ")
        await reviewer.presses("ctrl+s")
        await reviewer.sees("Xóa hẳn mục 3: “Nước thải từ khu công nghiệp")
        await reviewer.presses("ctrl+y")
        await reviewer.sees("[đã xóa", "CHỜ NHẬN 1/1")
        await reviewer.settles()
        await reviewer.presses("5", "d", "1", "enter")
        await reviewer.writes("Nêu tên một hộ")
        await reviewer.presses("ctrl+s")
        await reviewer.sees("Xóa hẳn lý do trả lại lần 1: “Chưa rõ nơi xảy ra”?")
        await reviewer.presses("ctrl+y")
        await reviewer.settles()
    assert "Nước thải" not in str(town.rows("select content from app.submission where reflection_id = %s", (report,)))
    assert town.value("select reason from app.returning where reflection_id = %s", (report,)).startswith("[đã xóa")


@plays
async def test_an_item_that_was_removed_and_an_old_version_are_chosen_by_number_or_words(
    town: FollowedTown, folder: Path
) -> None:
    report = town.report(town.organisation(MOC_BAC))
    removed, changed, *_rest = town.items(report)
    town.give_back(report)
    with town.session(CLERK) as session:
        commands.remove_opinion(session, removed, 1, attempt=uuid7())
    town.change(report, changed, text="Đồng tình mở rộng đường trục xã.")
    town.send(report)
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.presses("5", "1", "c", "enter")
        await reviewer.sees("mục 1, các bản trước: “Đồng tình chủ trương mở rộng đường trục")
        await reviewer.writes("Nêu tên một hộ")
        await reviewer.presses("ctrl+s")
        await reviewer.sees("Xóa hẳn mục 1, các bản trước: “Đồng tình chủ trương")
        await reviewer.presses("ctrl+y")
        await reviewer.settles()
        await reviewer.presses("3")
        await reviewer.sees("5 xóa tên người")
        await reviewer.presses("5")
        await reviewer.writes("gia phan bon")
        await reviewer.presses("enter")
        await reviewer.sees("x1", "mục đã bỏ, thứ 1: “Giá phân bón")
        await reviewer.writes("Nêu tên một hộ")
        await reviewer.presses("ctrl+s", "ctrl+y")
        await reviewer.settles()
    sent = str(town.rows("select content from app.submission where reflection_id = %s", (report,)))
    assert "Giá phân bón" not in sent
    assert "Đồng tình chủ trương" not in sent
    assert "Đồng tình mở rộng đường trục xã." in sent
    assert town.value("select text from app.opinion where id = %s", (changed,)) == "Đồng tình mở rộng đường trục xã."


@plays
async def test_a_clerk_redacts_from_the_report_itself(town: FollowedTown, folder: Path) -> None:
    organisation = town.organisation(MOC_BAC)
    report = town.report(organisation)
    async with at_home(town, folder, CLERK) as clerk:
        clerk.app.open("month", organisation=organisation, month=OCTOBER)
        await clerk.sees("5 xóa tên người")
        await clerk.presses("5", "3", "enter")
        await clerk.writes("Nêu tên một hộ")
        await clerk.presses("ctrl+s")
        await clerk.sees("Xóa hẳn mục 3: “Nước thải")
        await clerk.presses("ctrl+y")
        await clerk.sees("Đã xóa chỗ nêu tên người", "[đã xóa")
    assert "Nước thải" not in str(town.rows("select content from app.submission where reflection_id = %s", (report,)))
