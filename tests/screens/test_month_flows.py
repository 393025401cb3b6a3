"""A clerk's month at a real terminal, keys counted as the project counts them: all but the characters of free text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import demo
from tests.drivers.person import Person
from tests.drivers.waiting import eventually
from tests.screens.clerks import forget_month
from tests.servers import Cluster, Database

CLERK = "nd-mocbac"
TEXTS = (
    "Bà con lo giá phân bón, thức ăn chăn nuôi tăng trong khi giá lợn hơi giảm.",
    "Nhân dân đồng tình chủ trương mở rộng đường trục xã, sẵn sàng hiến đất.",
    "Nước thải chảy vào kênh tưới, có mùi hôi, cá chết nhiều nơi.",
    "Lo đường ra đồng xuống cấp sau mưa, xe chở lúa khó đi.",
    "Mong sớm trả sổ đỏ sau dồn điền đổi thửa để yên tâm sản xuất.",
    "Băn khoăn về tiến độ thi công trường mầm non của xã.",
    "Công nhân lo thiếu việc làm cuối năm, thu nhập giảm.",
    "Chị em mong có lớp học nghề may tại địa phương.",
    "Người cao tuổi phấn khởi vì được khám bệnh tại trạm y tế.",
)


@pytest.fixture(scope="module")
def demo_copy(server18: Cluster) -> Iterator[Database]:
    copy = server18.copy_of("demo", demo.build)
    yield copy
    copy.drop()


@pytest.fixture
def demo_database(demo_copy: Database) -> Database:
    """The demo with nothing written about October by this clerk."""
    forget_month(demo_copy, "Hội ND xã Mộc Bắc", "2023-10-01")
    return demo_copy


@pytest.fixture
def clerk(demo_database: Database, tmp_path: Path) -> Iterator[Person]:
    with Person(state=tmp_path, dsn=demo_database.dsn(CLERK)) as person:
        yield person.sees("VIỆC CẦN LÀM", "Báo cáo tháng 10/2023")


def october(database: Database, columns: str = "r.status") -> list[dict[str, object]]:
    """The opinions of October with their report, in the order in which they were begun."""
    return database.rows(
        f"select {columns} from app.reflection r join app.organisation g on g.id = r.organisation_id"
        " left join app.opinion o on o.reflection_id = r.id left join app.petition p on p.opinion_id = o.id"
        " where g.short = 'Hội ND xã Mộc Bắc' and r.month = '2023-10-01' and r.kind = 'periodic' order by o.id"
    )


def writes_an_opinion(person: Person, codes: tuple[str, str, str], text: str, stratum: str = "") -> int:
    """One opinion from an empty form to the next empty form. Returns the keys it took."""
    before = person.keys
    for code in codes:
        person.types(code).presses("enter")
    person.writes(text)
    if stratum:
        person.presses("enter").types(stratum)
    person.presses("ctrl+n")
    return person.keys - before


def test_october_with_ten_opinions_is_sent_with_at_most_100_keys(clerk: Person, demo_database: Database) -> None:
    """From home to submitted; 3 of another stratum, one a petition."""
    clerk.keys = 0
    clerk.presses("1").sees("BÁO CÁO TÌNH HÌNH NHÂN DÂN").presses("ctrl+n")
    codes = [("2", "gc", "3"), ("1", "gt", "4"), ("3", "mt", "2"), ("2", "gt", "1"), ("2", "dt", "2"), ("2", "gd", "1")]
    for code, text in zip(codes, TEXTS, strict=False):
        assert writes_an_opinion(clerk, code, text) <= 8
    for code, text, stratum in zip(
        [("2", "vl", "2"), ("5", "vl", "1"), ("1", "yt", "2")], TEXTS[6:], ("cn", "pn", "nc"), strict=True
    ):
        if code[0] != "5":
            writes_an_opinion(clerk, code, text, stratum)
            continue
        writes_an_opinion(clerk, ("1", *code[1:]), text, stratum)
    clerk.sees("Ý KIẾN 10 ·", patience=60)  # 900 keys typed ahead
    before = clerk.keys
    clerk.types("5").presses("enter").types("nm").presses("enter").types("2").presses("enter")
    clerk.types("1").presses("enter").types("3").presses("enter").types("k").presses("enter")
    clerk.writes("Đề nghị nạo vét kênh tiêu thôn 3 trước vụ đông để chống úng.").presses("ctrl+t")
    assert clerk.keys - before <= 14
    clerk.sees("Gửi báo cáo tháng 10/2023?", "Gửi 10 ý kiến", "kiến nghị 1", "ghi sau được").presses("ctrl+y")
    clerk.sees("Đã gửi báo cáo tháng 10/2023.", "chưa ai mở")
    assert clerk.keys <= 100, clerk.keys
    rows = october(demo_database, "r.status, o.nature, o.topic, o.stratum, o.text, p.agency, p.place, p.via_voters")
    assert {row["status"] for row in rows} == {"submitted"}
    assert [row["stratum"] for row in rows] == ["ND"] * 6 + ["CN", "PN", "NC", "ND"]
    assert [row["text"] for row in rows[:9]] == list(TEXTS)
    assert (rows[9]["agency"], rows[9]["place"], rows[9]["via_voters"]) == ("1", "3", False)


def test_nothing_arose_goes_from_the_month_too(clerk: Person, demo_database: Database) -> None:
    clerk.presses("1").sees("0 không phát sinh").presses("0").sees("không phát sinh. Gửi báo cáo này?")
    clerk.presses("ctrl+y").sees("Đã gửi báo cáo tháng 10/2023: không phát sinh.", "chưa ai mở", "2 rút lại")
    assert october(demo_database, "r.status, r.nil") == [{"status": "submitted", "nil": True}]


def test_what_is_incomplete_is_listed_and_not_sent(clerk: Person, demo_database: Database) -> None:
    clerk.presses("1").sees("Ctrl+N thêm ý kiến").presses("ctrl+n")
    clerk.types("3").presses("enter", "enter").types("2").presses("enter").writes(TEXTS[0]).presses("ctrl+n")
    clerk.sees("Ý KIẾN 2 ·").types("2").presses("enter").types("zz").presses("enter")
    clerk.sees("Lĩnh vực: Không có mã “zz”").types("1").presses("enter").writes("Ngắn").presses("ctrl+n")
    clerk.sees("Mục vừa rồi còn ở bản nháp", "Ý KIẾN 3 ·").presses("escape")
    clerk.sees_line("1  Bà con lo giá", "! thiếu lĩnh vực").sees_line("! 2  Ngắn").sees("Không có mã “zz”")
    clerk.presses("ctrl+t").sees("Chưa gửi được:", "mục 1: thiếu lĩnh vực", "mục 2: Lĩnh vực: Không có mã “zz”")
    assert [row["topic"] for row in october(demo_database, "o.topic")] == [None]
    clerk.presses("down", "enter").sees(
        "Ý KIẾN 2 ·", "Lĩnh vực: Không có mã “zz”"
    )  # any key takes the list away, and acts


def test_a_text_that_names_a_person_needs_a_reason(clerk: Person, demo_database: Database) -> None:
    clerk.presses("1").sees("Ctrl+N thêm ý kiến").presses("ctrl+n")
    clerk.types("2").presses("enter").types("dt").presses("enter").types("1").presses("enter")
    clerk.writes("Hộ bà Đỗ Thị Mận chưa được trả sổ đỏ từ tháng 3.").presses("ctrl+s")
    clerk.sees("Cảnh báo (1)", "Đỗ Thị Mận").presses("ctrl+r").writes("Nhầm rồi")
    clerk.presses("ctrl+u").writes("Tên lớp tập huấn, không phải tên người")
    clerk.presses("enter").sees("đã lưu")
    rows = october(demo_database, "o.set_aside, o.text")
    assert rows[0]["set_aside"] == "Tên lớp tập huấn, không phải tên người"


def test_decomposed_letters_are_stored_composed(clerk: Person, demo_database: Database) -> None:
    text = "Nhiều hộ đề nghị sửa đường ra đồng"
    clerk.presses("1").sees("Ctrl+N thêm ý kiến").presses("ctrl+n")
    clerk.types("2").presses("enter").types("gt").presses("enter").types("1").presses("enter")
    clerk.writes(unicodedata.normalize("NFD", text)).presses("ctrl+s").sees("đã lưu")
    assert october(demo_database, "o.text")[0]["text"] == text


def test_a_returned_report_is_corrected_and_sent_with_at_most_12_keys(clerk: Person) -> None:
    clerk.keys = 0
    clerk.presses("enter").sees("Lý do trả lại (mục 4)").sees_line(">* 4", "Đề nghị nạo vét")
    clerk.presses("enter").sees("Ý KIẾN 4 ·").presses("down", "down", "down").types("2").presses("ctrl+t")
    clerk.sees("Gửi báo cáo tháng 9/2023?").presses("ctrl+y").sees("Đã gửi báo cáo tháng 9/2023.")
    assert clerk.keys <= 12


def test_the_general_situation_is_typed_on_many_lines(clerk: Person, demo_database: Database) -> None:
    clerk.presses("1").sees("A  Tình hình chung    (chưa có)").presses("enter").sees("Tab ô sau")
    clerk.writes("Nhân dân phấn khởi.").presses("enter").writes("Tập trung làm vụ đông.").presses("tab")
    clerk.writes("Giá cả còn biến động.").presses("ctrl+n")
    clerk.sees_line("A  Tình hình chung", "Nhân dân phấn khởi. Tập trung").sees_line("C  Dự báo", "Giá cả còn")
    eventually(
        lambda: october(demo_database, "r.general, r.forecast, r.proposals"),
        [
            {
                "general": "Nhân dân phấn khởi.\nTập trung làm vụ đông.",
                "forecast": "Giá cả còn biến động.",
                "proposals": None,
            }
        ],
    )


def test_paragraphs_that_are_pasted_become_items_to_be_coded(clerk: Person, demo_database: Database) -> None:
    clerk.presses("1").sees("hoặc dán các đoạn văn").pastes(
        "1. " + TEXTS[0] + "\r\n\r\n- " + TEXTS[1] + "\r\n\r\n" + "ngắn\r\n"
    )
    clerk.sees("ĐÃ DÁN 3 ĐOẠN", TEXTS[0][:30]).presses("enter")
    clerk.sees_line("1  Bà con lo giá", "! chưa ghi mã").sees_line("2  Nhân dân", "! chưa ghi mã").sees(
        "3  ngắn", "Ngắn quá", "Còn thiếu: loại, lĩnh vực, mức độ của mục 1–3"
    )
    eventually(lambda: [row["text"] for row in october(demo_database, "o.text")], list(TEXTS[:2]))
    clerk.presses("enter").sees("Ý KIẾN 1 ·", TEXTS[0][:30])
    clerk.keys = 0
    for codes in (("2", "gc", "3"), ("1", "gt", "4")):  # typed ahead, from one item to the next
        clerk.types(codes[0]).presses("enter").types(codes[1]).presses("enter").types(codes[2]).presses("pagedown")
    assert clerk.keys == 14
    clerk.sees("Ý KIẾN 3 ·", "ngắn").presses("pagedown").sees("Đây là mục cuối của danh sách.")
    clerk.types("2").presses("enter", "escape", "pageup")
    clerk.sees("Ý KIẾN 2 ·", TEXTS[1][:30], "đồng tình").presses("escape").sees_line("1  Bà con lo giá", "băn khoăn")
    eventually(lambda: [row["breadth"] for row in october(demo_database, "o.breadth")], ["3", "4"])


def test_an_item_is_removed_after_one_question(clerk: Person, demo_database: Database) -> None:
    clerk.presses("1").sees("Ctrl+N thêm ý kiến").presses("ctrl+n")
    writes_an_opinion(clerk, ("2", "gc", "3"), TEXTS[0])
    writes_an_opinion(clerk, ("1", "gt", "4"), TEXTS[1])
    clerk.sees("Ý KIẾN 3 ·").presses("escape").sees_line(">  2  Nhân dân").presses("/").types("lo gia")
    clerk.sees_line(">  1  Bà con lo giá").presses("escape").sees_line(">  2  Nhân dân").presses("delete")
    clerk.sees("Bỏ mục 2:").presses("ctrl+y").sees("Ý KIẾN (1)").sees_no("2  Nhân dân")
    eventually(lambda: [row["text"] for row in october(demo_database, "o.text")], [TEXTS[0]])


def test_number_and_date_may_follow_on_an_accepted_report(clerk: Person, demo_database: Database) -> None:
    demo_database.rows("update app.reflection set paper_number = null, paper_date = null where month = '2023-08-01'")
    clerk.presses("/").types("thang 8").sees_line("> Báo cáo tháng 8/2023").sees("Tìm: thang 8").presses("enter")
    clerk.sees("Enter mở").presses("enter").sees("Báo cáo đã nhận: chỉ xem.")
    clerk.presses("1").sees("SỐ, NGÀY VĂN BẢN").types("08/BC-HND").presses("enter").types("17/8").presses("enter")
    clerk.sees("Số 08/BC-HND, ngày 17/08/2023", "Đã nhận")
    stored = "select paper_date::text from app.reflection where paper_number = '08/BC-HND' and month = '2023-08-01'"
    eventually(lambda: demo_database.rows(stored), [{"paper_date": "2023-08-17"}])


def test_an_ad_hoc_report_at_any_time(clerk: Person, demo_database: Database) -> None:
    clerk.presses("2").sees("BÁO CÁO ĐỘT XUẤT · tháng 10/2023").presses("ctrl+n")
    clerk.types("3").presses("enter").types("mt").presses("enter").types("3").presses("enter").writes(TEXTS[2])
    clerk.presses("ctrl+t").sees("Gửi báo cáo đột xuất tháng 10/2023?").presses("ctrl+y")
    clerk.sees("Đã gửi báo cáo đột xuất")
    stored = demo_database.rows(
        "select r.status, o.text from app.reflection r join app.opinion o on o.reflection_id = r.id"
        " where r.kind = 'adhoc' and o.text = %s",
        (TEXTS[2],),
    )
    assert stored == [{"status": "submitted", "text": TEXTS[2]}]


def test_taking_back_while_nobody_has_opened_it(clerk: Person, demo_database: Database) -> None:
    clerk.presses("1").sees("0 không phát sinh").presses("ctrl+n")
    clerk.types("2").presses("enter").types("gc").presses("enter").types("1").presses("enter").writes(TEXTS[0])
    clerk.presses("ctrl+t").sees("Ctrl+Y gửi").presses("ctrl+y").sees("chưa ai mở", "2 rút lại")
    clerk.presses("2").sees("Rút lại để sửa?").presses("ctrl+y").sees("Đã rút lại", "Đang soạn")
    clerk.presses("ctrl+t").sees("Ctrl+Y gửi").presses("ctrl+y").sees("chưa ai mở")
    report = demo_database.value("select id from app.reflection where month = '2023-10-01' and status = 'submitted'"
                                 " order by submitted desc limit 1")  # fmt: skip
    demo_database.rows("select app.open_report(gen_random_uuid(), 'd', %s)", (report,), login="giamsat")
    clerk.presses("2").sees("Rút lại để sửa?").presses("ctrl+y").sees("Người nhận đã mở báo cáo")
    assert [row["status"] for row in october(demo_database)] == ["submitted"]
