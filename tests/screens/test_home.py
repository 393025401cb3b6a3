"""Home: what a person sees first, and what one key does from there."""

from __future__ import annotations

from pathlib import Path

from tests.drivers.person import Person
from tests.drivers.waiting import eventually
from tests.servers import Database


def at_home(database: Database, login: str, state: Path) -> Person:
    """That person's session, with the home screen's data there."""
    return Person(state=state, dsn=database.dsn(login)).sees("LẮNG NGHE", "chương trình năm")


def test_a_returned_report_stands_first_and_opens_on_the_item_that_was_named(
    demo_database: Database, tmp_path: Path
) -> None:
    with at_home(demo_database, "nd-mocbac", tmp_path) as clerk:
        clerk.sees_line("> Báo cáo tháng 9/2023", "TRẢ LẠI").sees("9 tháng đến hạn: đúng hạn 7 · chậm 1 · trả lại 1")
        clerk.presses("enter").sees_line(">*", "nạo vét kênh")


def test_nothing_arose_takes_two_keys_and_waits_for_its_reader(demo_database: Database, tmp_path: Path) -> None:
    with at_home(demo_database, "nd-mocbac", tmp_path) as clerk:
        clerk.presses("0").sees("Báo cáo tháng 10/2023: không phát sinh. Gửi báo cáo này?")
        clerk.presses("ctrl+y").sees_line("Báo cáo tháng 10/2023", "không phát sinh, chờ nhận")
        assert clerk.keys == 2
    sent = "select nil, status from app.reflection where month = '2023-10-01' and organisation_id = 132"
    assert demo_database.rows(sent) == [{"nil": True, "status": "submitted"}]


def test_nothing_arose_can_be_thought_better_of(demo_database: Database, tmp_path: Path) -> None:
    with at_home(demo_database, "nd-mocbac", tmp_path) as clerk:
        clerk.presses("0").sees("không phát sinh. Gửi")
        clerk.presses("escape").sees_no("Gửi báo cáo này?")
    assert demo_database.value("select count(*) from app.reflection where organisation_id = 132 and nil") == 1  # July's


def test_a_month_with_something_typed_is_not_offered_as_nothing_arose(demo_database: Database, tmp_path: Path) -> None:
    with at_home(demo_database, "nd-mocbac", tmp_path) as clerk:
        clerk.presses("1").sees("Ý KIẾN (0)").presses("ctrl+n").sees("Ý KIẾN 1").types("2").presses("enter")
        clerk.presses("escape").sees("Ý KIẾN (1)").presses("escape")
        clerk.sees("CÒN Ở BẢN NHÁP").presses("0")
        clerk.sees("Không có tháng nào còn trống để báo cáo không phát sinh.")


def test_a_reviewer_sees_how_many_have_reported_who_has_not_and_what_waits(
    demo_database: Database, tmp_path: Path
) -> None:
    with at_home(demo_database, "giamsat", tmp_path) as reviewer:
        reviewer.sees("Tháng 10/2023: đã gửi 59/102, chưa gửi 43", "CHỜ NHẬN: 14 báo cáo")
        reviewer.presses("end").sees_line("Yên Bắc", "ĐTN")
        reviewer.presses("home", "enter").sees("THÁNG 10/2023", "đã gửi 59/102")


def test_a_decider_follows_without_anything_to_accept(demo_database: Database, tmp_path: Path) -> None:
    with at_home(demo_database, "thuongtruc", tmp_path) as decider:
        decider.sees("đã gửi 59/102").sees_no("CHỜ NHẬN", "7 chờ nhận")


def test_an_administrator_is_told_what_the_account_is_for(demo_database: Database, tmp_path: Path) -> None:
    with at_home(demo_database, "quantri", tmp_path) as administrator:
        administrator.sees("Tài khoản quản trị").presses("4").sees("CHƯƠNG TRÌNH NĂM 2023")


def test_the_history_says_who_did_what_and_who_read_it(demo_database: Database, tmp_path: Path) -> None:
    with at_home(demo_database, "nd-mocbac", tmp_path) as clerk:
        clerk.presses("enter").sees("TRẢ LẠI").presses("3").sees("LỊCH SỬ", "lập báo cáo")
        clerk.presses("end").sees("CẤP TRÊN ĐÃ ĐỌC", "được giao: người theo dõi, tổng hợp thị xã Duy Tiên")


def test_a_wrong_key_at_home_does_nothing_and_escape_stays(demo_database: Database, tmp_path: Path) -> None:
    with at_home(demo_database, "nd-mocbac", tmp_path) as clerk:
        clerk.presses("x", "escape", "ctrl+z", "ctrl+c", "ctrl+v").sees("Shift+Insert", "VIỆC CẦN LÀM")
    eventually(lambda: clerk.status, 0)
