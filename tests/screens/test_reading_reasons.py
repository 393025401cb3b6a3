"""A reviewer reads what looked as if it named a person, and why its writer says that it does not."""

from __future__ import annotations

from pathlib import Path

from db.core import storage
from db.core.ids import uuid7
from db.duties.monthly_report import commands
from db.duties.monthly_report.report import GENERAL
from tests.screens.followed import CLERK, FollowedTown, at_home, followed, opens_review, plays

__all__ = ["followed"]
MOC_BAC = "Hội ND xã Mộc Bắc"


@plays
async def test_findings_and_reasons_stand_under_the_texts_of_the_report_and_of_what_was_sent(
    town: FollowedTown, folder: Path
) -> None:
    report = town.report(town.organisation(MOC_BAC), sent=False)
    town.change(report, town.items(report)[0], text="Bà Mận và ông Tư lo giá phân bón.", set_aside="Tên hai cán bộ")
    with town.session(CLERK) as session:
        texts = {"general": "Nhân dân yên tâm", "forecast": "Gọi 0912345678 mà hỏi", "set_aside": "Số của cơ quan"}
        storage.save(session, GENERAL, texts, attempt=uuid7(), id=report, version=town.version(report))
        commands.set_paper(session, report, town.version(report), attempt=uuid7(), number="Bà Mận 7", date=None,
                           set_aside="Tên quỹ của xã")  # fmt: skip
    town.send(report)
    async with at_home(town, folder) as reviewer:
        await opens_review(reviewer)
        await reviewer.sees(
            "Cảnh báo: có vẻ nêu tên người “Bà Mận”. Lý do bỏ qua: Tên quỹ của xã",
            "Cảnh báo: có vẻ nêu tên người “Bà Mận”, “ông Tư”. Lý do bỏ qua: Tên hai cán bộ",
        )
        await reviewer.presses("end")
        await reviewer.sees("Cảnh báo: có vẻ nêu số điện thoại “0912345678”. Lý do bỏ qua: Số của cơ quan")
        await reviewer.sees_no("(đã sửa)")
