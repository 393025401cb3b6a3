"""Making a text unreadable that names a citizen, and excusing an organisation: what a reviewer fills in for each."""

from __future__ import annotations

from db.core.records.base import Field, FieldType, Record
from db.core.records.persons import names_a_person
from db.rules.words import N_

REDACTION = Record(
    name="redaction",
    title=N_("Xóa chỗ nêu tên người"),
    reason="set_aside",
    warnings=lambda values: names_a_person(values, "reason"),
    fields=(
        Field(
            "item",
            N_("Mục"),
            FieldType.CHOICE,
            choices="texts",
            complete=True,
            help=N_("Số của mục, hoặc vài chữ của nội dung. Thêm c: chỉ các bản trước, giữ bản hiện nay."),
        ),
        Field(
            "reason",
            N_("Lý do"),
            FieldType.TEXT,
            complete=True,
            least=5,
            most=300,
            help=N_("Vì sao phải xóa, không nhắc lại tên người."),
        ),
    ),
)

EXEMPTION = Record(
    name="exemption",
    title=N_("Miễn báo cáo"),
    reason="set_aside",
    warnings=lambda values: names_a_person(values, "reason"),
    fields=(
        Field("first", N_("Từ tháng"), FieldType.MONTH, complete=True, help=N_("Tháng đầu tiên được miễn.")),
        Field("last", N_("Đến hết tháng"), FieldType.MONTH, complete=True, help=N_("Tháng cuối cùng được miễn.")),
        Field(
            "reason", N_("Lý do"), FieldType.TEXT, complete=True, least=5, most=300, help=N_("Vì sao đơn vị được miễn.")
        ),
    ),
)
