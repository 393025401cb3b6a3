"""The monthly report as a kind of record: its forms, what its tables refuse, and the words of its history."""

from __future__ import annotations

from db.core.errors import Closed, Duplicate, Invalid
from db.core.records.kinds import Kind, Refusal
from db.duties.monthly_report.opinion import OPINION
from db.duties.monthly_report.redaction import EXEMPTION, REDACTION
from db.duties.monthly_report.report import GENERAL, PAPER, REOPENING, RETURNING
from db.rules.words import N_

_REFUSALS = {
    "reflection_once_a_month": Refusal(Duplicate, "report_exists", "month"),
    "opinion_not_empty": Refusal(Invalid, "nothing_typed", "nature"),
    "reflection_paper_number_check": Refusal(Invalid, "text_too_long", "paper_number"),
    "reflection_paper_date": Refusal(Invalid, "paper_date_out_of_range", "paper_date"),
    "reflection_paper_set_aside_check": Refusal(Invalid, "reason_length"),
    "returning_reason_check": Refusal(Invalid, "reason_length", "reason"),
    "reopening_reason_check": Refusal(Invalid, "reason_length", "reason"),
    "exemption_reason_check": Refusal(Invalid, "reason_length", "reason"),
    "redaction_reason_check": Refusal(Invalid, "reason_length", "reason"),
    "exemption_check": Refusal(Invalid, "months_reversed", "last"),
    # the report was sent in the moment in which an item joined it
    "opinion_of_its_report": Refusal(Closed, "already_sent"),
    "reflection_nil_is_empty": Refusal(Invalid, "report_is_nil"),
    "reflection_nil_is_periodic": Refusal(Invalid, "report_is_nil"),
}

_DEEDS = {
    ("reflection", "insert"): N_("lập báo cáo"),
    ("reflection", "update"): N_("sửa báo cáo"),
    ("reflection", "redact"): N_("xóa chỗ nêu tên người trong báo cáo"),
    ("opinion", "insert"): N_("thêm {item}"),
    ("opinion", "update"): N_("sửa {item}"),
    ("opinion", "delete"): N_("bỏ {item}"),
    ("opinion", "redact"): N_("xóa chỗ nêu tên người trong {item}"),
    ("petition", "insert"): N_("lập kiến nghị của {item}"),
    ("petition", "update"): N_("sửa kiến nghị của {item}"),
    ("petition", "delete"): N_("bỏ kiến nghị của {item}"),
    ("returning", "insert"): N_("trả lại"),
    ("returning", "update"): N_("sửa lời trả lại"),
    ("returning", "redact"): N_("xóa chỗ nêu tên người trong lời trả lại"),
    ("redaction", "insert"): N_("ghi vì sao xóa chỗ nêu tên người"),
    ("redaction", "update"): N_("sửa lý do xóa chỗ nêu tên người"),
}


_LABELS = {
    "status": N_("Trạng thái"),
    "set_aside": N_("Lý do bỏ qua cảnh báo"),
    "paper_set_aside": N_("Lý do bỏ qua cảnh báo"),
    "nil": N_("Không phát sinh"),
    "state": N_("Giải quyết"),
}

_SILENT = frozenset({
    "id", "opinion_id", "reflection_id", "organisation_id", "month", "kind", "number", "area_id", "village_id",
    "first_submitted", "submitted", "submitted_by", "decided", "decided_by", "return_missed", "return_due", "answered",
    "withdrawn", "opened",
    "returned_at", "returned_by", "opened_at", "opened_by", "items", "table_name", "record", "field", "redacted_at",
    "redacted_by", "earlier",
})  # fmt: skip


KIND = Kind(
    name="monthly_report",
    title=N_("Báo cáo tình hình Nhân dân"),
    records=(OPINION, GENERAL, PAPER, RETURNING, REOPENING, REDACTION, EXEMPTION),
    refusals=_REFUSALS,
    deeds=_DEEDS,
    labels=_LABELS,
    silent=_SILENT,
)
