"""Drafts of another version of the program, or edited by hand: whatever they say, the program runs, and they stay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from db.core.ids import uuid7
from screens.monthly_report import report_parts
from tests.drivers.pilot import drafts_of
from tests.drivers.waiting import until_async
from tests.screens.clerks import at_home, play
from tests.town import CLERK, FARMERS_MOC_BAC, Town, town

__all__ = ["town"]


def draft(kind: str = "opinion", values: Any = None, **about: Any) -> dict[str, Any]:
    """A draft as this version writes it, but for what is given."""
    place = {"organisation": str(FARMERS_MOC_BAC), "month": "2023-10-01", "kind": "periodic", "report": str(uuid7())}
    own = {"id": str(uuid7()), "version": "0", "attempt": str(uuid7())}
    rest = {"base": "{}", "state": "typed", "asked": "", "error": ""}
    return {
        "format": 1, "record": f"{kind}-{own['id']}", "kind": kind,
        "values": {"text": "Bà con lo giá phân bón"} if values is None else values,
        "about": {**place, **own, **rest, **about}, "when": "2023-10-16T01:00:00+00:00", "stamp": f"{'0' * 32}-1",
    }  # fmt: skip


STRANGE = {
    "an unknown kind": draft("dialogue"),
    "a screen that types nothing": draft("matrix"),
    "an unknown field": draft(values={"text": "Bà con", "urgency": "2"}),
    "a later format": {**draft(), "format": 2},
    "values that are no texts": draft(values={"text": ["Bà con"]}),
    "no month": draft(month="tháng mười"),
    "a day for a month": draft(month="2023-10-07"),
    "no organisation": draft(organisation="Hội"),
    "a number past all numbers": draft(version="9" * 5000),
    "no id": draft(id="một"),
    "no attempt": draft(attempt=""),
    "another kind of report": draft(kind_of_report="x") | {"about": {**draft()["about"], "kind": "quarterly"}},
    "a save of other fields": draft(state="sending", asked='{"text": "Bà con", "urgency": "2"}'),
    "a save that is broken": draft(state="sending", asked="{"),
    "a cursor past all numbers": draft(values={"text": "Bà con", ".cursor": "9" * 5000}),
    "a command about nothing": draft("returning", values={"reason": "Chưa rõ"}, subject="x"),
    "a command of no version": draft("returning", values={"reason": "Chưa rõ"}, subject=str(uuid7()), version="hai"),
}
HARMLESS = {
    "an unknown state": draft(state="dreaming"),
    "an unknown error": draft(state="refused", error='{"family": "Lost", "code": "x", "field": 7, "params": {}}'),
    "an error that is broken": draft(state="refused", error="["),
    "a base that is broken": draft(base="[1"),
    "an unknown place of the cursor": draft(values={"text": "Bà con", ".focus": "urgency", ".cursor": "-1"}),
}


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A folder with all of them in it."""
    drafts = drafts_of(CLERK, tmp_path)
    drafts.prepare()
    for content in {**STRANGE, **HARMLESS}.values():
        drafts.path(content["record"]).write_text(json.dumps(content), encoding="utf-8")
    return tmp_path


def test_strange_drafts_are_listed_and_kept_and_everything_else_goes_on(town: Town, state: Path) -> None:
    async def scene() -> None:
        async with at_home(town, state) as clerk:
            await clerk.sees("CHƯA LƯU, CÒN Ở BẢN NHÁP")
            assert len(clerk.app.drafts.strange()) == len(STRANGE)
            while not any(line.startswith(">") and "Bản nháp của bản langnghe khác" in line for line in clerk.lines):
                await clerk.presses("down")
            await clerk.presses("enter")
            await clerk.sees("Bản langnghe khác ghi bản nháp này; nó còn nguyên trên máy.")
            await clerk.presses("1")
            await clerk.sees("BÁO CÁO TÌNH HÌNH", f"Ý KIẾN ({len(HARMLESS)})")
            for _opinion in HARMLESS:
                await clerk.presses("enter")
                await clerk.sees("Ctrl+S lưu")
                await clerk.presses("escape", "down")
                await clerk.sees(f"Ý KIẾN ({len(HARMLESS)})")
            await clerk.presses("escape")
            await clerk.sees("LẮNG NGHE", "CHƯA LƯU, CÒN Ở BẢN NHÁP")
            assert not clerk.app.failed

    play(scene())
    kept = [path.read_text(encoding="utf-8") for path in drafts_of(CLERK, state).folder.glob("*.json")]
    assert [name for name, content in STRANGE.items() if json.dumps(content) not in kept] == []


def test_what_this_version_writes_it_understands(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at_home(town, tmp_path) as clerk:
            await clerk.sees("VIỆC CẦN LÀM")
            await clerk.presses("1")
            await clerk.sees("Ctrl+N")
            await clerk.presses("ctrl+n")
            await clerk.sees("Nội dung")
            await clerk.presses("2", "enter")
            drafts = drafts_of(CLERK, tmp_path)
            await until_async(lambda: [draft.kind for draft in drafts.all()] == [report_parts.OPINIONS.name])
            assert drafts.strange() == []

    play(scene())
