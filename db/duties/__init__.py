"""The duties of the programme, a folder each. None imports another. One that is not named here is not built."""

from __future__ import annotations

from db.core.records.kinds import register

register(
    monthly_report="db.duties.monthly_report.record:KIND",
)
