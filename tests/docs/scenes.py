"""What is done before each capture: a clerk's month and a reviewer's, key by key.

Each scene has a database of its own, so that none depends on another. What is waited for is given in Vietnamese and
translated as the program translates it, so that one scene serves both languages.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from tests.demo import hired_for_the_country
from tests.docs.picture import Cell
from tests.drivers.person import Person
from tests.servers import Database
from tui.wording.i18n import _

CLERK, REVIEWER = "nd-mocbac", "giamsat"

PRICES = "Bà con lo giá phân bón, thức ăn chăn nuôi tăng trong khi giá lợn hơi giảm."
ROAD = "Nhân dân đồng tình chủ trương mở rộng đường trục xã, sẵn sàng hiến đất."
CANAL = "Đề nghị nạo vét kênh tiêu trước vụ đông để chống úng cho chân ruộng trũng."
ADDRESSEE = {"vi": "thuy", "en": "irri"}  # the first letters of a word of it
NAMED = "Hộ bà Đỗ Thị Mận và 14 hộ khác đã nộp hồ sơ từ tháng 3 mà chưa được hẹn ngày."
UNNAMED = "Một số hộ đã nộp hồ sơ từ tháng 3 mà chưa được hẹn ngày trả sổ đỏ."
STREET = "Mong sớm sửa mặt đường cụ Phan Bội Châu, đoạn qua chợ, ổ gà nhiều."
PASTED = (
    "1. Lo đường ra đồng xuống cấp sau mưa, xe chở lúa khó đi.\n\n"
    "2. Người cao tuổi phấn khởi vì được khám bệnh tại trạm y tế.\n\n"
    "3. Băn khoăn về tiến độ thi công trường mầm non của xã."
)


class Stage:
    """One scene: its database, its people, and the screens that were taken (`taken`, by name)."""

    def __init__(self, database: Database, language: str, folder: Path) -> None:
        self.database, self.taken = database, dict[str, list[str]]()
        self.home: list[list[Cell]] = []
        self.language, self._folder = language, folder
        self._people = contextlib.ExitStack()

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_error: object) -> None:
        self._people.close()

    def enters(self, login: str, machine: str = "") -> Person:
        """A person signs in; two of one login have their drafts together unless they sit at different machines."""
        state = self._folder / login / machine
        state.mkdir(parents=True, exist_ok=True)
        arguments = ["--lang", self.language]
        return self._people.enter_context(Person(arguments, state=state, dsn=self.database.dsn(login)))

    def take(self, name: str, person: Person) -> None:
        """Keep the screen as it is once nothing on it changes any more."""
        self.taken[name] = person.settles().lines
        if name == "home":
            self.home = [[Cell(one.data, one.fg, one.bold) for one in row] for row in person.cells]


def codes(person: Person, *typed: str) -> Person:
    """Type codes, each left with Enter."""
    for code in typed:
        person.types(code).presses("enter")
    return person


def at_desk(stage: Stage) -> Person:
    """The clerk has signed in and sees what is owed."""
    clerk = stage.enters(CLERK)
    clerk.sees(_("VIỆC CẦN LÀM"), _("Báo cáo tháng {month}").format(month="10/2023"), _("thoát"), patience=30)
    return clerk


def october(stage: Stage) -> Person:
    """The clerk's empty report of October."""
    clerk = at_desk(stage)
    clerk.presses("1").sees(_("thêm ý kiến"), _("không phát sinh"))
    return clerk


def form(clerk: Person, number: int) -> Person:
    clerk.sees(_("Ý KIẾN {number}").format(number=number) + " ·")
    return clerk


def clerk_home(stage: Stage) -> None:
    clerk = at_desk(stage)
    stage.take("home", clerk)
    clerk.presses("ctrl+g").sees(_("CÁC PHÍM CỦA MÀN HÌNH"))
    stage.take("help", clerk)
    clerk.presses("escape").sees(_("VIỆC CẦN LÀM")).presses("0").sees(_("thôi"))
    stage.take("nothing-arose", clerk)
    clerk.presses("escape").sees_no(_("thôi")).presses("4")
    programme = _("CHƯƠNG TRÌNH NĂM {year} · {area}").format(year=2023, area="thị xã Duy Tiên")
    clerk.sees(programme, "> 1")
    stage.take("programme", clerk)
    clerk.presses("down", "down", "enter").sees(_("Ai làm: {owes}").format(owes=""))
    stage.take("target", clerk)
    clerk.presses("escape").sees_no(_("Ai làm: {owes}").format(owes="")).presses("escape").sees(_("VIỆC CẦN LÀM"))
    clerk.presses("2").sees(_("thêm ý kiến"))
    stage.take("ad-hoc", clerk)


def clerk_month(stage: Stage) -> None:
    clerk = october(stage)
    stage.take("month-empty", clerk)
    clerk.presses("ctrl+n")
    codes(form(clerk, 1), "2", "gc", "3").writes(PRICES).presses("ctrl+n")
    codes(form(clerk, 2), "1", "gt", "4").writes(ROAD).presses("ctrl+n")
    codes(form(clerk, 3), "5", "nm", "2").types(ADDRESSEE[stage.language])
    stage.take("form-codes", clerk)
    codes(clerk.presses("enter"), "3", "k").writes(CANAL).presses("ctrl+n")
    codes(form(clerk, 4), "3", "dt", "2").writes(NAMED).presses("enter").sees("Đỗ Thị Mận”")
    stage.take("form-warning", clerk)
    clerk.presses("up", "end", *["backspace"] * len(NAMED)).writes(UNNAMED).presses("ctrl+n")
    codes(form(clerk, 5), "5", "gt", "1", "1", "0", "k").writes(STREET).presses("enter").sees("Phan Bội Châu”")
    clerk.presses("ctrl+r").writes("Tên đường").sees(_("Lý do: ") + "Tên đường")
    stage.take("form-reason", clerk)
    clerk.presses("enter", "ctrl+n")
    form(clerk, 6).presses("escape").sees(_("Ý KIẾN ({count})").format(count=5))
    stage.take("month", clerk)
    clerk.pastes(PASTED).sees("3  Băn khoăn")
    stage.take("pasted", clerk)
    clerk.presses("enter").sees(_("Ý KIẾN ({count})").format(count=8), _("Còn thiếu: "))
    clerk.sees_no(_("đang lưu")).presses("ctrl+t").sees(_("Chưa gửi được:"))
    stage.take("send-missing", clerk)
    for number, typed in ((6, ("2", "gt", "1")), (7, ("1", "yt", "2")), (8, ("2", "gd", "1"))):
        clerk.presses("enter")
        codes(form(clerk, number), *typed).presses("ctrl+s").sees(_("đã lưu")).presses("escape")
        clerk.sees(_("Ý KIẾN ({count})").format(count=8)).presses("down")
    clerk.presses("ctrl+t").sees(_("Gửi {report}?").format(report=_("báo cáo tháng {month}").format(month="10/2023")))
    stage.take("send", clerk)
    clerk.presses("ctrl+y").sees(_("rút lại"), _("lịch sử"))
    clerk.sees(_("Đã gửi {report}.").format(report=_("báo cáo tháng {month}").format(month="10/2023")))
    stage.take("sent", clerk)
    clerk.presses("1").sees(_("Ngày")).types("10/BC-HND").presses("enter").types("t")
    stage.take("paper", clerk)


def clerk_returned(stage: Stage) -> None:
    clerk = at_desk(stage)
    clerk.presses("enter").sees(_("TRẢ LẠI"), "* 4")
    stage.take("returned", clerk)
    clerk.presses("3").sees(_("trang {page}/{pages}").format(page=1, pages=5)).presses("end")
    clerk.sees(_("CẤP TRÊN ĐÃ ĐỌC"))
    stage.take("history", clerk)
    clerk.presses("escape").sees("* 4").presses("enter")
    form(clerk, 4).presses("ctrl+g")
    stage.take("form", clerk)


def clerk_drafts(stage: Stage) -> None:
    """Killed in the middle of a word; two at one record; two versions of it; and no server."""
    clerk = october(stage)
    clerk.presses("ctrl+n")
    codes(form(clerk, 1), "2", "gc", "3").writes(PRICES).sees(_("giữ ở bản nháp")).rests(1.2)
    clerk.killed()
    clerk = at_desk(stage)
    clerk.sees("Bà con lo giá phân bón")
    stage.take("home-draft", clerk)
    clerk.presses("enter").sees("* 4").presses("enter")
    form(clerk, 4)
    second = at_desk(stage)
    second.presses("enter").sees("* 4").presses("enter")
    form(second, 4).sees(_("Phiên khác đang mở mục này; ở đây chỉ xem. Ctrl+O: gõ tiếp ở đây."))
    stage.take("elsewhere", second)


def clerk_conflict(stage: Stage) -> None:
    clerk, other = at_desk(stage), stage.enters(CLERK, "elsewhere")
    for person in (clerk, other):
        person.sees("9/2023", patience=30).presses("enter").sees("* 4").presses("enter")
        form(person, 4)
    codes(other, "5", "nm", "3").presses("ctrl+s").sees(_("đã lưu"))
    codes(clerk, "5", "nm", "1").presses("ctrl+s").sees("Ctrl+S")
    clerk.sees(_("Ctrl+S: xem hai bản.")).presses("ctrl+s").sees(_("HAI BẢN KHÁC NHAU"))
    stage.take("conflict", clerk)


def clerk_lost(stage: Stage) -> None:
    clerk = october(stage)
    clerk.presses("ctrl+n")
    codes(form(clerk, 1), "2", "gc", "3").writes(PRICES)
    server = stage.database.cluster.server
    server.stop()
    clerk.presses("ctrl+n")
    form(clerk, 2).sees(_("mất kết nối"))
    codes(clerk, "1", "gt", "4").writes(ROAD)
    stage.take("lost", clerk)
    server.start()
    clerk.sees_no(_("mất kết nối"), patience=40)


def at_watch(stage: Stage) -> Person:
    """The reviewer has signed in and sees what waits."""
    reviewer = stage.enters(REVIEWER)
    return reviewer.sees(_("ĐANG THEO DÕI"), _("thoát"), patience=30)


def reviewer_month(stage: Stage) -> None:
    reviewer = at_watch(stage)
    stage.take("reviewer-home", reviewer)
    reviewer.presses("5").sees("P. Hòa Mạc")
    stage.take("matrix", reviewer)
    reviewer.presses("4").sees("Xã Mộc Bắc")
    stage.take("reminder", reviewer)
    reviewer.presses("escape").sees("P. Hòa Mạc").presses("3").sees("/102").presses(*["pageup"] * 7).sees("1-15/102")
    stage.take("year", reviewer)
    reviewer.presses("7").sees(_("Đến hết tháng"))
    stage.take("exempting", reviewer)
    reviewer.presses("escape").sees("[.]").presses("left").sees("[!]").presses("6").sees(_("Đến hết ngày"))
    stage.take("reopening", reviewer)


def reviewer_reads(stage: Stage) -> None:
    reviewer = at_watch(stage)
    reviewer.presses("7").sees("1/14", _("trang sau"))
    reviewer.presses("6").sees("2/14", _("trang sau"))
    stage.take("review-first", reviewer)
    reviewer.presses("end").sees(f"1 {_('nhận')}")
    stage.take("review-last", reviewer)
    reviewer.presses("2").sees(_("Gửi lại trước"))
    reviewer.writes("Mục 1 nêu rõ xảy ra ở đâu, từ khi nào.").presses("enter").types("1").presses("enter")
    stage.take("returning", reviewer)
    reviewer.presses("escape").sees(_("để sau")).presses("5").sees(_("Mục"))
    stage.take("redacting", reviewer)


def national_reads(stage: Stage) -> None:
    reader = stage.enters(hired_for_the_country(stage.database))
    reader.sees(_("ĐỌC TOÀN QUỐC"), patience=30).presses("3").sees(_("cả nước"), "thị xã Duy Tiên")
    stage.take("accepted", reader)


Scene = Callable[[Stage], None]
SCENES: tuple[Scene, ...] = (
    clerk_home, clerk_month, clerk_returned, clerk_drafts, clerk_conflict, clerk_lost, reviewer_month, reviewer_reads,
    national_reads,
)  # fmt: skip
