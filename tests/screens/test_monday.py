"""A reviewer's Monday at a real terminal, every key counted but the characters of free text (figures: at most 45)."""

from __future__ import annotations

from pathlib import Path

from tests.drivers.person import Person
from tests.screens.followed import OCTOBER, REVIEWER, WAITING, FollowedTown, followed

__all__ = ["followed"]
MOST_KEYS = 45


def begins_with_waiting_reports(town: FollowedTown) -> None:
    """14 organisations have reported October."""
    for organisation in town.some_organisations(WAITING):
        town.report(organisation)


def works_through_monday(reviewer: Person) -> int:
    """The month's matrix, the reminder list, 14 reports of which the fifth is returned. Returns the keys it took."""
    reviewer.sees("CHỜ NHẬN: 14 báo cáo").presses("5")
    reviewer.sees("THÁNG 10/2023 · thị xã Duy Tiên · hạn 20/10, còn 4 ngày · đã gửi 14/102").presses("4")
    reviewer.sees("Chưa gửi báo cáo tháng 10/2023 (hạn 20/10): 88 tổ chức.").presses("escape")
    reviewer.presses("escape").sees("CHỜ NHẬN: 14 báo cáo").presses("7")
    for number in range(1, WAITING + 1):
        reviewer.sees(f"CHỜ NHẬN {number}/14", "trang 1/2").presses("space").sees("trang 2/2")
        if number == 5:
            reviewer.presses("2").sees("Mục cần sửa").writes("Nêu rõ cơ quan đã nhận kiến nghị")
            reviewer.presses("enter").types("4").presses("ctrl+s")
        else:
            reviewer.presses("1")
    reviewer.sees("Không còn báo cáo nào chờ nhận. Vừa nhận 13, trả lại 1.").presses("escape")
    reviewer.sees("ĐANG THEO DÕI").sees_no("CHỜ NHẬN")
    return reviewer.keys


def test_the_months_matrix_the_reminder_and_14_reports_of_which_one_is_returned(
    followed: FollowedTown, tmp_path: Path
) -> None:
    begins_with_waiting_reports(followed)
    with Person(state=tmp_path, dsn=followed.dsn(REVIEWER)) as reviewer:
        assert works_through_monday(reviewer) <= MOST_KEYS
    counted = "select status, count(*)::int as n from app.reflection where month = %s group by 1"
    states = followed.rows(counted, (OCTOBER,))
    assert {row["status"]: row["n"] for row in states} == {"accepted": 13, "returned": 1}
