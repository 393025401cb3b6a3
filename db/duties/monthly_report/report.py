"""The month's report of the people's situation: what stands before and after its opinions. Source: programme row 16."""

from __future__ import annotations

from db.core.records.base import Field, FieldType, Record
from db.core.records.persons import names_a_person
from db.rules.words import N_

_TEXTS = ("general", "forecast", "proposals")

GENERAL = Record(
    name="reflection",
    title=N_("Báo cáo tình hình Nhân dân"),
    reason="set_aside",
    warnings=lambda values: names_a_person(values, *_TEXTS),
    fields=(
        Field(
            "general",
            N_("Tình hình chung"),
            FieldType.ARTICLE,
            most=8000,
            help=N_("Tâm trạng chung của nhân dân trong tháng. Enter xuống dòng, Tab sang ô sau."),
        ),
        Field(
            "forecast", N_("Dự báo"), FieldType.ARTICLE, most=8000, help=N_("Việc có thể nảy sinh trong thời gian tới.")
        ),
        Field("proposals", N_("Đề xuất"), FieldType.ARTICLE, most=8000, help=N_("Đề nghị với cấp trên.")),
    ),
)

# The signed paper often follows the sending, so its number and date are a record of their own with a way of their own.
PAPER = Record(
    name="paper",
    title=N_("Số, ngày văn bản"),
    reason="paper_set_aside",
    warnings=lambda values: names_a_person(values, "paper_number"),
    fields=(
        Field("paper_number", N_("Số"), FieldType.TEXT, most=40, help=N_("Ví dụ: 07/BC-HND.")),
        Field("paper_date", N_("Ngày"), FieldType.DATE, help=N_("Ngày ký văn bản.")),
    ),
)

RETURNING = Record(
    name="returning",
    title=N_("Trả lại để sửa"),
    reason="set_aside",
    warnings=lambda values: names_a_person(values, "reason"),
    fields=(
        Field(
            "reason",
            N_("Lý do"),
            FieldType.LONG,
            complete=True,
            least=5,
            most=2000,
            help=N_("Cần sửa gì, để người viết làm được ngay."),
        ),
        Field(
            "items",
            N_("Mục cần sửa"),
            FieldType.TEXT,
            most=100,
            help=N_("Số của các mục, cách nhau bằng dấu phẩy: 4, 7."),
        ),
        Field(
            "due",
            N_("Gửi lại trước"),
            FieldType.DATE,
            complete=True,
            help=N_("Ngày cuối cùng để gửi lại mà không bị tính là chậm."),
        ),
    ),
)

REOPENING = Record(
    name="reopening",
    title=N_("Mở lại tháng đã khóa"),
    reason="set_aside",
    warnings=lambda values: names_a_person(values, "reason"),
    fields=(
        Field(
            "reason",
            N_("Lý do"),
            FieldType.TEXT,
            complete=True,
            least=5,
            most=300,
            help=N_("Vì sao tháng này được mở lại."),
        ),
        Field("until", N_("Đến hết ngày"), FieldType.DATE, complete=True, help=N_("Sau ngày này tháng lại khóa.")),
    ),
)
