"""The main job as people do it at real terminals: a clerk reports October, the reviewer returns it, it comes again and
is accepted. Each function is one person's part; those of a clerk begin at home and return the keys that they took,
counted as the project counts them: every key but the characters of free text.
"""

from __future__ import annotations

import re

from tests.drivers.person import Person
from tests.screens.clerks import forget_month
from tests.servers import Database

CLERK, OTHER_CLERK, REVIEWER = "nd-mocbac", "pn-hoamac", "giamsat"
NAME, SHORT = "Hội Nông dân xã Mộc Bắc", "Hội ND xã Mộc Bắc"
MOST = {"report": 100, "opinion": 8, "petition": 14, "nothing arose": 3, "corrected": 12, "monday": 45}

#: Nature, topic, breadth, stratum (empty: the body's own), and what was said.
OPINIONS = (
    ("2", "gc", "3", "", "Bà con lo giá phân bón, thức ăn chăn nuôi tăng trong khi giá lợn hơi giảm."),
    ("1", "gt", "4", "", "Nhân dân đồng tình chủ trương mở rộng đường trục xã, sẵn sàng hiến đất."),
    ("3", "mt", "2", "", "Nước thải chảy vào kênh tưới, có mùi hôi, cá chết nhiều nơi."),
    ("2", "gt", "1", "", "Lo đường ra đồng xuống cấp sau mưa, xe chở lúa khó đi."),
    ("2", "dt", "2", "", "Mong sớm trả sổ đỏ sau dồn điền đổi thửa để yên tâm sản xuất."),
    ("2", "gd", "1", "", "Băn khoăn về tiến độ thi công trường mầm non của xã."),
    ("2", "vl", "2", "cn", "Công nhân lo thiếu việc làm cuối năm, thu nhập giảm."),
    ("1", "vl", "1", "pn", "Chị em phấn khởi vì có lớp học nghề may tại địa phương."),
    ("1", "yt", "2", "nc", "Người cao tuổi phấn khởi vì được khám bệnh tại trạm y tế."),
)
PETITION = "Đề nghị nạo vét kênh tiêu thôn 3 trước vụ đông để chống úng."
WRONG_ITEM = 4  # its breadth is said to be too small


def writes_an_opinion(clerk: Person, nature: str, topic: str, breadth: str, stratum: str, text: str) -> int:
    """From an empty form to the next empty form."""
    before = clerk.keys
    for code in (nature, topic, breadth):
        clerk.types(code).presses("enter")
    clerk.writes(text)
    if stratum:
        clerk.presses("enter").types(stratum)
    clerk.presses("ctrl+n")
    return clerk.keys - before


def writes_a_petition(clerk: Person) -> int:
    """From an empty form to its last key, which asks to send the report."""
    before = clerk.keys
    for code in ("5", "nm", "2", "1", "3", "k"):  # nature, topic, breadth, agency, place, not through voters' contact
        clerk.types(code).presses("enter")
    clerk.writes(PETITION).presses("ctrl+t")
    return clerk.keys - before


def reports_october(clerk: Person) -> dict[str, int]:
    """Ten opinions, three of another stratum, the last a petition; sent. Keys of the dearest opinion without a stratum
    of its own, of the petition, and of the whole."""
    clerk.sees("VIỆC CẦN LÀM", "Báo cáo tháng 10/2023")
    clerk.keys = 0
    clerk.presses("1").presses("ctrl+n")
    keys = [writes_an_opinion(clerk, *opinion) for opinion in OPINIONS]
    clerk.sees("Ý KIẾN 10 ·")
    petition = writes_a_petition(clerk)
    clerk.sees("Gửi báo cáo tháng 10/2023?", "Gửi 10 ý kiến", "kiến nghị 1").presses("ctrl+y")
    clerk.sees("Đã gửi báo cáo tháng 10/2023.", "chưa ai mở")
    plain = [taken for taken, opinion in zip(keys, OPINIONS, strict=True) if not opinion[3]]
    return {"report": clerk.keys, "opinion": max(plain), "petition": petition}


def returns_it(reviewer: Person) -> None:
    """Sees it waiting, reads it, returns it with a reason on one item. Ends at home."""
    reviewer.sees("CHỜ NHẬN", "ĐANG THEO DÕI")
    opens_the_waiting(reviewer, SHORT).sees(f"{NAME} · tháng 10/2023")
    reads_to_the_end(reviewer).presses("2").sees(f"TRẢ LẠI · {NAME}", "Mục cần sửa")
    reviewer.writes("Xem lại mức độ: các xã bên đều ghi nhiều người nói").presses("enter").types(str(WRONG_ITEM))
    reviewer.presses("ctrl+s").sees_no("TRẢ LẠI ·")
    comes_home(reviewer)


def corrects_it(clerk: Person) -> int:
    """Finds at home that October came back, corrects the item that was named, and sends."""
    clerk.sees("VIỆC CẦN LÀM").sees_line("Báo cáo tháng 9/2023", "TRẢ LẠI")
    clerk.sees_line("Báo cáo tháng 10/2023", f"TRẢ LẠI: xem mục {WRONG_ITEM}")
    clerk.keys = 0
    clerk.presses("down", "enter").sees("Lý do trả lại", "Xem lại mức độ").sees_line(f">* {WRONG_ITEM}", "Lo đường")
    clerk.presses("enter").sees(f"Ý KIẾN {WRONG_ITEM} ·").presses("down", "down").types("2").presses("ctrl+t")
    clerk.sees("Gửi báo cáo tháng 10/2023?").presses("ctrl+y").sees("Đã gửi báo cáo tháng 10/2023.")
    return clerk.keys


def accepts_it(reviewer: Person) -> None:
    """Sees it again with what was changed, and accepts it on its last page. Ends at home."""
    reviewer.sees("CHỜ NHẬN", "gửi lại")
    opens_the_waiting(reviewer, SHORT).sees(f"{NAME} · tháng 10/2023", "Xem lại mức độ")
    reads_to_the_end(reviewer).presses("1").sees_no(NAME)
    comes_home(reviewer)


def sees_it_in_both_grids(reviewer: Person) -> None:
    """The month's matrix and the year have it as accepted in time."""
    reviewer.sees("LẮNG NGHE").presses("5").sees("THÁNG 10/2023 · thị xã Duy Tiên", "đã gửi")
    assert marks(reviewer, "Mộc Bắc")[1] == "+", "the farmers' cell of the month"
    reviewer.presses("3").sees("AI ĐÃ BÁO CÁO · 2023", "Đúng hạn, %")
    reviewer.presses("/").writes("nd xa moc bac").sees_line(f"> {SHORT}", "%").presses("enter")
    assert marks(reviewer, SHORT)[9] == "+", "October of the farmers"


def has_an_open_october(database: Database) -> None:
    """The other clerk's October, which the demo has as sent, is as if it had not been written yet."""
    forget_month(database, "Hội LHPN phường Hòa Mạc", "2023-10-01")


def says_nothing_arose(clerk: Person) -> int:
    """From home to submitted, for the month under the cursor."""
    clerk.sees("VIỆC CẦN LÀM", "Báo cáo tháng 10/2023")
    clerk.keys = 0
    clerk.presses("0").sees("không phát sinh. Gửi báo cáo này?").presses("ctrl+y").sees("Đã gửi:", "không phát sinh.")
    return clerk.keys


# What these parts are made of


def opens_the_waiting(reviewer: Person, name: str) -> Person:
    """Enter on that report in the list of those that wait, at home."""
    place = re.compile(r"^> .*" + re.escape(name))
    for _row in range(200):
        if any(place.search(line) for line in reviewer.lines):
            return reviewer.presses("enter")
        before = reviewer.lines
        reviewer.presses("down").sees_other_than(before)
    raise AssertionError(f"{name} is not in the list:\n" + "\n".join(reviewer.lines))


def reads_to_the_end(reviewer: Person) -> Person:
    """Page after page, to the last."""
    pages = int(re.search(r"trang 1/(\d+)", reviewer.sees("trang 1/").words)[1])  # type: ignore[index]
    for page in range(2, pages + 1):
        reviewer.presses("space").sees(f"trang {page}/{pages}")
    return reviewer


def comes_home(person: Person) -> Person:
    """Esc, from a review that has gone on to the next report or has none left."""
    return person.presses("escape").sees("LẮNG NGHE")


def marks(person: Person, name: str) -> list[str]:
    """The marks of a row of a grid, without the brackets around the one under the cursor."""
    line = next(line for line in person.lines if name in line)
    return line.split(name, 1)[1].replace("[", " ").replace("]", " ").split()
