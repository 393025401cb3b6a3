"""A record like an opinion and its lists, for the tests of forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from db.core.records.base import Choice, Field, FieldType, Only, Record, Values, Warning
from tui.forms.model import FormModel

TODAY = dt.date(2023, 10, 16)
MONTH = dt.date(2023, 10, 1)


def choices(text: str) -> tuple[Choice, ...]:
    pairs = (line.strip().split(" ", 1) for line in text.strip().splitlines())
    return tuple(Choice(code, *label.split("|")) for code, label in pairs)


LISTS = {
    "natures": choices("1 đồng tình\n2 băn khoăn, lo lắng|băn khoăn\n3 bức xúc\n4 không đồng tình\n"
                       "5 kiến nghị, đề xuất|kiến nghị"),
    "topics": choices("dt đất đai, giải phóng mặt bằng|đất đai\nmt môi trường\ngt giao thông, hạ tầng|giao thông\n"
                      "nm nông nghiệp, nông thôn mới|n.nghiệp\nvl lao động, việc làm|việc làm\n"
                      "gc giá cả, đời sống|giá cả\ncs an sinh, người có công|an sinh\ngd giáo dục\nyt y tế\n"
                      "vh văn hóa\nnt an ninh trật tự|an ninh\ntc tham nhũng, tiêu cực|tham nhũng\n"
                      "xd công tác xây dựng Đảng|x.dựng Đảng\nqt thời sự, quốc tế|thời sự\nkh khác"),
    "breadths": choices("1 một số\n2 nhiều\n3 đa số\n4 tuyệt đại đa số"),
    "agencies": choices("1 UBND xã\n4 Phòng tài nguyên và môi trường|Phòng TN&MT\n"
                        "7 Chi nhánh tài nguyên, đăng ký đất đai|Chi nhánh VP đăng ký đất đai"),
    "places": choices("0 toàn xã\n1 thôn 1\n2 thôn 2\n3 thôn 3"),
    "strata": choices("nd nông dân\ncn công nhân\npn phụ nữ\ntn thanh niên, học sinh"),
}  # fmt: skip


def suspicious(values: Values) -> list[Warning]:
    text = values.get("text")
    if isinstance(text, str) and "bà Mận" in text:
        return [Warning("personal_data", "text", {"found": "bà Mận"})]
    return []


PETITION = Only("nature", frozenset({"5"}))
OPINION = Record(
    "opinion",
    "Ý kiến",
    (
        Field("nature", "Loại", FieldType.CHOICE, choices="natures", complete=True, help="Thái độ của người dân."),
        Field("topic", "Lĩnh vực", FieldType.CHOICE, choices="topics", complete=True),
        Field("breadth", "Mức độ", FieldType.CHOICE, choices="breadths", complete=True),
        Field("agency", "Nơi g.quyết", FieldType.CHOICE, choices="agencies", only=PETITION),
        Field("place", "Địa bàn", FieldType.CHOICE, choices="places", only=PETITION),
        Field("via_voters", "Qua TXCT", FieldType.YESNO, only=PETITION),
        Field("text", "Nội dung", FieldType.LONG, complete=True, least=10, most=2000),
        Field("stratum", "Tầng lớp", FieldType.CHOICE, choices="strata", carried=True),
    ),
    warnings=suspicious,
    reason="set_aside",
)

#: A record with every other kind of field.
MEETING = Record(
    "meeting",
    "Hội nghị",
    (
        Field("held", "Ngày", FieldType.DATE),
        Field("month", "Tháng", FieldType.MONTH),
        Field("people", "Số người", FieldType.COUNT, least=1, most=50_000),
        Field("joint", "Phối hợp", FieldType.YESNO),
        Field("chair", "Chủ trì", FieldType.TEXT, most=40),
        Field("minutes", "Biên bản", FieldType.ARTICLE),
    ),
)


def form(record: Record = OPINION, values: Values | None = None, **options: Any) -> FormModel:
    return FormModel(record, LISTS, values, today=TODAY, month=MONTH, **options)


def value_of(model: FormModel, field: str) -> object:
    values: Mapping[str, object] = model.values()
    return values[field]
