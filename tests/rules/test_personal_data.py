"""What is pointed out as perhaps naming a person. Every name, number and address here is invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.personal_data import HINTS, KIND_LABELS, PATTERNS, find, sql_patterns

NAMING = [
    ("hộ bà Đỗ Thị Mận và 14 hộ khác đã nộp hồ sơ", "person_name", "bà Đỗ Thị Mận"),
    ("Đề nghị xem xét trường hợp ông Nguyễn Văn A.", "person_name", "ông Nguyễn Văn A"),
    ("Ông Tám phản ánh", "person_name", "Ông Tám"),
    ("ông bà Lê Văn Tú", "person_name", "bà Lê Văn Tú"),
    ("anh, chị Hoa ở cuối xóm", "person_name", "chị Hoa"),
    ("gia đình chú Bảy", "person_name", "chú Bảy"),
    ("hộ Trần Thị Lụa xây lấn mương", "person_name", "hộ Trần Thị Lụa"),
    ("Gia đình Phạm Công Thành chưa di dời", "person_name", "Gia đình Phạm Công Thành"),
    ("đ/c Hưng trả lời chưa rõ", "person_name", "đ/c Hưng"),
    ("đồng chí Vũ Thị Thơm hứa", "person_name", "đồng chí Vũ Thị Thơm"),
    ("cụ Đặng Thị Sen, 90 tuổi", "person_name", "cụ Đặng Thị Sen"),
    ("cô Ánh, bác Ứng", "person_name", "cô Ánh"),
    ("ông Hồ Văn Bình, anh Dân", "person_name", "ông Hồ Văn Bình"),
    ("chị Chi và bà Đoàn Thị Na", "person_name", "bà Đoàn Thị Na"),
    ("chị Chi", "person_name", "chị Chi"),
    ("anh Dân", "person_name", "anh Dân"),
    ("ông nguyễn văn tèo nói", "person_name", "ông nguyễn văn tèo"),
    ("BÀ TRẦN THỊ LỤA KIẾN NGHỊ", "person_name", "BÀ TRẦN THỊ LỤA KIẾN NGHỊ"),
    ("ông\u00a0Nguyễn Văn Bình", "person_name", "ông\u00a0Nguyễn Văn Bình"),
    ("ông\nĐỗ Văn Bình", "person_name", "ông\nĐỗ Văn Bình"),
    ("CCCD 035123456789 cấp năm 2021", "id_number", "035123456789"),
    ("số 035 123 456 789", "id_number", "035 123 456 789"),
    ("0351 2345 6789", "id_number", "0351 2345 6789"),
    ("CMND 168123456", "id_number", "168123456"),
    ("CMND 168 123 456", "id_number", "168 123 456"),
    ("gọi 0912345678", "phone", "0912345678"),
    ("gọi 0912.345.678 gặp", "phone", "0912.345.678"),
    ("gọi 091 234 5678", "phone", "091 234 5678"),
    ("(0226) 3830 123", "phone", "0226) 3830 123"),
    ("+84 912 345 678", "phone", "+84 912 345 678"),
    ("84912345678", "phone", "84912345678"),
    ("thư về dan.lang3@vidu.vn nhé", "email", "dan.lang3@vidu.vn"),
    ("xe 90B1-123.45 đỗ chắn lối", "plate", "90B1-123.45"),
    ("xe 90A-12345", "plate", "90A-12345"),
    ("xe 29-H1 1234", "plate", "29-H1 1234"),
    ("xe 90b1-123.45", "plate", "90b1-123.45"),
    ("ở số nhà 12 phố chợ", "house_number", "số nhà 1"),
    ("Nhà số 7", "house_number", "Nhà số 7"),
    ("thửa 12, tờ 5", "plot", "thửa 12, tờ 5"),
    ("thửa đất số 12, tờ bản đồ số 5", "plot", "thửa đất số 12, tờ bản đồ số 5"),
    ("Tờ bản đồ 5 thửa 12 bị cấp nhầm", "plot", "Tờ bản đồ 5 thửa 12"),
    ("Thửa đất số 112", "plot", "Thửa đất số 112"),
]

NOT_NAMING = [
    "Hộ Đồng bào theo đạo, gia đình Công giáo, hộ Dân và hộ Có công đều đồng tình; đồng chí Trưởng thôn đã giải thích.",
    "Bà con thôn 3 đề nghị nạo vét kênh.",
    "Bà con Nhân dân phấn khởi.",
    "Anh em công nhân lo việc làm; anh chị em phụ nữ cũng vậy.",
    "Ông bà, cha mẹ mong con em được học bán trú.",
    "Cô giáo thiếu, lớp đông; cô, chú nuôi dạy trẻ vất vả.",
    "Hộ nghèo, hộ cận nghèo, hộ dân ven đường; hộ gia đình chính sách.",
    "Nhiều hộ Nông dân lo giá phân bón, hộ Kinh doanh lo thuế.",
    "Gia đình Văn hóa, gia đình Liệt sĩ, gia đình Chính sách được thăm hỏi.",
    "Đề nghị đồng chí Bí thư Chi bộ, đ/c Phó Chủ tịch UBND xã trả lời.",
    "Đồng chí Chủ tịch Hội Nông dân xã đã tiếp thu.",
    "Phụng dưỡng Bà Mẹ Việt Nam anh hùng.",
    "Học tập tư tưởng, đạo đức Bác Hồ. Làm theo lời Bác.",
    "Đường Hai Bà Trưng ngập sau mưa.",
    "Chị Hội trưởng phụ nữ vận động tốt.",
    "Trường có 12 cô. Nhân dân đồng tình.",
    "Cử tri hỏi ông. Đề nghị trả lời.",
    "Giá lợn hơi 52.000 đồng/kg, giảm so với năm 2022; tổng vốn 1.234.567.890 đồng.",
    "Kinh phí 150000000 đồng, diện tích 3.500 m2.",
    "Từ 01/07/2023 đến 08.12.2023, 15 hộ hiến 1.200 m2 đất.",
    "Giai đoạn 2021-2025, Nghị quyết số 34-NQ/TU ngày 30/12/2022.",
    "Thửa ruộng 12 sào bỏ hoang; mỗi thửa 2 sào, đã họp 5 buổi.",
    "Nhà văn hóa thôn thiếu ghế; số nhà xuống cấp là 3.",
    "Phân 12kg 10000 đồng; 10h 30 họp tổ dân phố số 4.",
    "BÀ CON THÔN 3; HỘ NGHÈO; ANH EM CÔNG NHÂN",
    "Báo cáo số 07/BC-HND ngày 18/09/2023.",
    "Khu công nghiệp Đồng Văn III, quốc lộ 38.",
    "Đài nói rõ; bàn cô đặc; chú ý an toàn; đông hộ; cụ thể Nhân dân nêu.",
]


@pytest.mark.parametrize(("text", "kind", "excerpt"), NAMING)
def test_what_names_a_person_is_pointed_out(text: str, kind: str, excerpt: str) -> None:
    assert (kind, excerpt) in [(finding.kind, finding.excerpt) for finding in find(text)]


@pytest.mark.parametrize("text", NOT_NAMING)
def test_ordinary_reports_raise_no_alarm(text: str) -> None:
    assert find(text) == []


def test_every_place_is_named_once_in_the_order_of_the_text() -> None:
    text = "ông Nguyễn Văn Bình, bà Đỗ Thị Mận (0912345678); ông Nguyễn Văn Bình nhắc lại"
    assert [finding.excerpt for finding in find(text)] == [
        "ông Nguyễn Văn Bình",
        "bà Đỗ Thị Mận",
        "0912345678",
    ]


def test_each_kind_has_words_and_a_pattern_for_postgresql() -> None:
    assert [kind for kind, _hint, _pattern in sql_patterns()] == [kind for kind, _ in PATTERNS] == list(KIND_LABELS)


def test_the_patterns_keep_to_what_both_dialects_understand() -> None:
    for _, source in PATTERNS:
        for peculiar in (r"\b", r"\w", r"\d", r"\s", r"\m", r"\y", "(?<", "(?P", "*?", "+?", "}?"):
            assert peculiar not in source


@given(st.text(alphabet="ông bàNguyễnĐỗ0123456789.-@/\n"))
def test_any_text_is_read_to_its_end(text: str) -> None:
    assert all(finding.excerpt in text for finding in find(text))


@pytest.mark.parametrize(("text", "kind", "excerpt"), NAMING)
def test_the_hint_of_a_kind_is_in_every_text_that_has_it(text: str, kind: str, excerpt: str) -> None:
    assert re.search(HINTS[kind], text)
    for finding in find(text):
        assert re.search(HINTS[finding.kind], text)


@given(st.lists(st.sampled_from([*(word for text, _, _ in NAMING for word in text.split()), " ", "\n", "-", "."])))
def test_no_pattern_finds_what_its_hint_does_not(words: list[str]) -> None:
    text = " ".join(words)
    for kind, hint, pattern in sql_patterns():
        assert not re.search(pattern, text) or re.search(hint, text), kind
