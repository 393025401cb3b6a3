"""Nothing typed is lost and nothing is overwritten unseen: kills, second sessions, two people, a server that stops."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers, town
from tests.drivers.person import Person
from tests.drivers.waiting import eventually
from tests.servers import Cluster, Database
from tests.town import CLERK

LONG = "Bà con mong sớm có nước sạch, nhiều hộ đăng ký từ năm ngoái mà chưa được lắp"


@pytest.fixture
def office(server18: Cluster) -> Iterator[Database]:
    """The small town, with nothing written."""
    copy = server18.copy_of("town", town.build)
    yield copy
    copy.drop()


@contextlib.contextmanager
def at_work(database: Database, state: Path) -> Iterator[Person]:
    """The clerk at the month's report."""
    with Person(state=state, dsn=database.dsn(CLERK)) as person:
        person.sees("Báo cáo tháng 10/2023").presses("1").sees("BÁO CÁO TÌNH HÌNH NHÂN DÂN")
        yield person


def stored(database: Database, columns: str = "text") -> list[dict[str, object]]:
    return database.rows(f"select {columns} from app.opinion order by id")


def one_opinion(person: Person, text: str = LONG) -> None:
    person.presses("ctrl+n").types("2").presses("enter").types("mt").presses("enter").types("1").presses("enter")
    person.writes(text)


def test_killed_in_mid_typing_the_text_is_offered_again_and_stored_once(office: Database, tmp_path: Path) -> None:
    with at_work(office, tmp_path) as clerk:
        one_opinion(clerk)
        clerk.sees("giữ ở bản nháp", LONG[-30:])
        drafts = tmp_path / "state"
        eventually(lambda: any(LONG in path.read_text() for path in drafts.rglob("*.json")), True)
        clerk.killed()
    assert stored(office) == []
    with Person(state=tmp_path, dsn=office.dsn(CLERK)) as clerk:
        clerk.sees("CHƯA LƯU, CÒN Ở BẢN NHÁP", "Bà con mong sớm").presses("1").sees("chưa lưu, còn ở bản nháp")
        clerk.presses("down", "enter").sees("Ý KIẾN 1 ·", LONG[-30:]).writes(" đặt.").presses("ctrl+s").sees("đã lưu")
    assert stored(office) == [{"text": LONG + " đặt."}]
    assert not list((tmp_path / "state").rglob("opinion-*.json"))


def test_a_save_that_was_asked_for_before_a_kill_is_repeated(office: Database, tmp_path: Path) -> None:
    """The server is not there when the save is asked for, and the program is killed before it comes back."""
    with servers.running(18) as cluster:
        own = cluster.copy_of("town", town.build)
        with at_work(own, tmp_path) as clerk:
            clerk.presses("ctrl+n").sees("Ý KIẾN 1 ·")
            cluster.server.stop()
            clerk.types("2").presses("enter").types("mt").presses("enter").types("1").presses("enter").writes(LONG)
            clerk.presses("ctrl+s").sees("mất kết nối")
            eventually(lambda: any('"sending"' in p.read_text() for p in (tmp_path / "state").rglob("*.json")), True)
            clerk.killed()
        cluster.server.start()
        with at_work(own, tmp_path) as clerk:
            clerk.sees_line("1  Bà con mong").sees_no("chưa lưu")
            assert stored(own) == [{"text": LONG}]
            eventually(lambda: list((tmp_path / "state").rglob("opinion-*.json")), [])


def test_a_server_that_stops_and_comes_back_has_the_report_once(tmp_path: Path) -> None:
    with servers.running(18) as cluster:
        own = cluster.copy_of("town", town.build)
        with at_work(own, tmp_path) as clerk:
            one_opinion(clerk, "Ý kiến thứ nhất ghi khi máy chủ còn chạy")
            clerk.presses("ctrl+n").sees("Ý KIẾN 2 ·").types("3").presses("enter")
            cluster.server.stop()
            clerk.types("mt").presses("enter").types("1").presses("enter")
            clerk.writes("Ý kiến thứ hai ghi khi máy chủ đã dừng").presses("ctrl+n").sees("Ý KIẾN 3 ·")
            clerk.types("1").presses("enter").types("dt").presses("enter").types("2").presses("enter")
            clerk.writes("Ý kiến thứ ba, gõ tiếp như không có gì").presses("ctrl+t")
            clerk.sees("mất kết nối", "chưa lưu: chờ máy chủ xác nhận", "Gửi 3 ý kiến").presses("ctrl+y")
            clerk.sees("đang chờ gửi")
            cluster.server.start()
            clerk.sees("Đã gửi báo cáo tháng 10/2023.", "chưa ai mở", patience=20)
        texts = [row["text"] for row in stored(own)]
        assert [str(text)[:13] for text in texts] == ["Ý kiến thứ nh", "Ý kiến thứ ha", "Ý kiến thứ ba"]
        assert own.value("select count(*) from app.reflection where status = 'submitted'") == 1
        assert own.value("select count(*) from audit.entry where table_name = 'opinion' and operation = 'insert'") == 3


def test_two_people_on_one_item_choose_field_by_field(office: Database, tmp_path: Path) -> None:
    with at_work(office, tmp_path / "a") as first:
        one_opinion(first)
        first.presses("ctrl+s").sees("đã lưu")
        with at_work(office, tmp_path / "b") as second:
            second.presses("down", "enter").sees("Ý KIẾN 1 ·").types("3").presses("enter")
            second.presses("enter").types("4").presses("ctrl+s").sees("đã lưu")
            first.writes(" xong").presses("shift+tab", "shift+tab", "shift+tab").types("4").presses("ctrl+s")
            first.sees("Bản ghi đã được sửa từ nơi khác", "Ctrl+S: xem hai bản").presses("ctrl+s")
            first.sees("HAI BẢN KHÁC NHAU", "Loại", "Mức độ", "Nội dung")
            first.presses("1", "ctrl+y").sees("Ý KIẾN 1 ·", "đã lưu")
    row = {"nature": "4", "breadth": "4", "text": LONG + " xong"}
    assert stored(office, "nature, breadth, text") == [row]


def test_a_second_session_of_one_person_sees_it_read_only_and_may_take_it_over(
    office: Database, tmp_path: Path
) -> None:
    with at_work(office, tmp_path) as first:
        one_opinion(first)
        first.presses("ctrl+s").sees("đã lưu").writes(" nhé").sees("giữ ở bản nháp")
        eventually(lambda: any("nhé" in path.read_text() for path in (tmp_path / "state").rglob("*.json")), True)
        with at_work(office, tmp_path) as second:
            second.sees("đang mở ở phiên khác").presses("down", "enter").sees("Phiên khác đang mở mục này", "nhé")
            second.writes("không vào được").presses("ctrl+o").sees_no("Phiên khác").sees("nhé")
            second.writes(" bà con").presses("ctrl+s").sees("đã lưu")
            first.writes(" thêm").sees("phiên khác nhận")
            first.presses("escape").sees("Ý KIẾN (1)")
    assert stored(office) == [{"text": LONG + " nhé bà con"}]
    with at_work(office, tmp_path) as clerk:  # what the first session typed after that is the other version of it
        clerk.sees("Ý KIẾN (1)").presses("down", "enter").sees("Bản ghi đã được sửa từ nơi khác", "nhé thêm")
        clerk.presses("ctrl+s").sees("Ctrl+S: xem hai bản").presses("ctrl+s").sees("HAI BẢN KHÁC NHAU")
        clerk.presses("2", "ctrl+y").sees("Ý KIẾN 1 ·", "đã lưu")
    assert stored(office) == [{"text": LONG + " nhé bà con"}]
    assert not list((tmp_path / "state").rglob("opinion-*.json"))


def test_a_new_item_taken_over_and_typed_on_in_both_windows_is_one_item_with_both_versions(
    office: Database, tmp_path: Path
) -> None:
    with at_work(office, tmp_path) as first:
        one_opinion(first)
        first.sees("giữ ở bản nháp")
        eventually(lambda: any(LONG in path.read_text() for path in (tmp_path / "state").rglob("*.json")), True)
        with at_work(office, tmp_path) as second:
            second.presses("down", "enter").sees("Phiên khác đang mở mục này", LONG).presses("ctrl+o")
            second.sees_no("Phiên khác").writes(" ở hai").sees("ở hai")
            # the first window has not noticed, and saves: nothing goes out that the second does not know
            first.writes(" ở một").presses("ctrl+s").sees("phiên khác nhận")
            assert stored(office) == []
            second.presses("ctrl+s").sees("đã lưu")
            assert stored(office) == [{"text": LONG + " ở hai"}]
            first.presses("escape").sees("Ý KIẾN (1)")
            second.presses("escape").sees("Ý KIẾN (1)", "Bản ghi đã được sửa từ nơi khác")
            second.presses("enter").sees("ở một").presses("ctrl+s").sees("Ctrl+S: xem hai bản").presses("ctrl+s")
            second.sees("HAI BẢN KHÁC NHAU", "ở một", "ở hai").presses("1", "ctrl+y").sees("đã lưu")
    assert stored(office) == [{"text": LONG + " ở một"}]
