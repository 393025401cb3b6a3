"""Paragraphs pasted into a report: they stay in sight until they are stored, then the list comes once, with all of
them. A server that does not answer holds nobody, and nothing pasted is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from screens.monthly_report import pasting
from tests.drivers.person import Person
from tests.drivers.pilot import PilotPerson
from tests.drivers.waiting import until_async
from tests.proxy import Fate, Loss, Proxy, proxied
from tests.screens.clerks import at, at_home, play
from tests.town import CLERK, Town, town
from tui.shell.app import LangNghe

__all__ = ["town"]

TEXTS = [f"Bà con thôn số {number} mong sớm có nước sạch" for number in range(1, 13)]
STORED = "select count(*) from app.opinion"
WAITING = "chưa lưu: chờ máy chủ xác nhận"


@pytest.fixture
def losing(town: Town) -> Iterator[tuple[Proxy, list[Fate]]]:
    """A line to the server, and what is to happen to it from now on."""
    fates: list[Fate] = []
    with proxied(town.database.dsn(), lambda: fates[0] if fates else None) as proxy:
        yield proxy, fates


async def pastes(clerk: PilotPerson[LangNghe], *texts: str) -> None:
    """Paste paragraphs into the month's list, and see what will become of them."""
    await clerk.sees("Ý KIẾN (")
    await clerk.pastes("\n".join(texts))
    await clerk.sees(f"ĐÃ DÁN {len(texts)} ĐOẠN")


def kept(state: Path, *texts: str) -> bool:
    """Whether each of these is in a draft."""
    drafts = " ".join(path.read_text() for path in (state / "drafts").rglob("opinion-*.json"))
    return all(text in drafts for text in texts)


def test_the_list_is_drawn_once_with_all_that_was_pasted(town: Town, tmp_path: Path) -> None:
    """Neither the list of before nor one in which items still wait crosses the line."""
    with Person(state=tmp_path, dsn=town.database.dsn(CLERK)) as clerk:
        clerk.sees("Báo cáo tháng 10/2023").presses("1").sees("hoặc dán các đoạn văn")
        clerk.pastes("Lo chuột phá lúa, mong được hỗ trợ").sees("ĐÃ DÁN 1 ĐOẠN").presses("enter")
        clerk.sees("Ý KIẾN (1)", "Còn thiếu: loại, lĩnh vực, mức độ của mục 1").pastes("\n".join(TEXTS))
        clerk.sees("ĐÃ DÁN 12 ĐOẠN")
        before = len(clerk.heard)
        clerk.presses("enter").sees("Ý KIẾN (13)", "Còn thiếu: loại, lĩnh vực, mức độ của mục 1–13").rests(0.5)
        clerk.sees_line(">  2  Bà con thôn số 1", "! chưa ghi mã")
        drawn = clerk.heard[before:].decode()
    assert WAITING not in drawn
    assert "Ý KIẾN (1)" not in drawn
    assert drawn.count("Còn thiếu") == 1
    assert drawn.count("chưa ghi mã") <= 13


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program waits for the server as long as the test does."""
    monkeypatch.setattr(pasting, "PATIENCE", 60.0)


def test_what_is_typed_while_they_are_stored_is_for_the_list(town: Town, tmp_path: Path, patient: None) -> None:
    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await pastes(clerk, *TEXTS[:2])
            with contextlib.closing(town.database.connect()) as gate:
                gate.autocommit = False
                gate.cursor().execute("lock table app.opinion in access exclusive mode")
                await clerk.presses("enter", "down", "enter")
                await clerk.sees("ĐÃ DÁN 2 ĐOẠN", "đang lưu")
            await clerk.sees("Ý KIẾN 2 ·", TEXTS[1])

    play(scene())
    assert town.value(STORED) == 2


def test_esc_brings_the_list_before_the_server_has_answered(town: Town, tmp_path: Path, patient: None) -> None:
    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await pastes(clerk, *TEXTS[:2])
            with contextlib.closing(town.database.connect()) as gate:
                gate.autocommit = False
                gate.cursor().execute("lock table app.opinion in access exclusive mode")
                await clerk.presses("enter", "escape")
                await clerk.sees("Ý KIẾN (2)", f"1 {TEXTS[0][:10]}", WAITING)
            await until_async(lambda: WAITING not in " ".join(clerk.lines), "both are stored")
            await clerk.sees("Ý KIẾN (2)", "loại, lĩnh vực, mức độ của mục 1, 2")

    play(scene())
    assert town.value(STORED) == 2


def test_a_paste_into_the_search_line_is_looked_for_once(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Ý KIẾN (0)")
            await clerk.presses("slash")
            await clerk.pastes("kien")
            await clerk.sees("Tìm: kien")
            await clerk.presses("g")
            await clerk.sees("Tìm: kieng")

    play(scene())


def test_esc_before_enter_makes_nothing_of_a_paste(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await pastes(clerk, *TEXTS)
            await clerk.presses("escape")
            await clerk.sees("Ý KIẾN (0)")

    play(scene())
    assert town.value(STORED) == 0


@pytest.mark.parametrize("loss", [Loss.REQUEST, Loss.SILENCE])
def test_a_server_that_does_not_answer_holds_nobody_and_loses_nothing(
    town: Town, tmp_path: Path, losing: tuple[Proxy, list[Fate]], loss: Loss
) -> None:
    """The line is cut, or stays open and silent: the list comes all the same, with what is not stored yet."""
    proxy, fates = losing

    async def scene() -> None:
        async with at_home(town, tmp_path, proxy.through(town.database.dsn(CLERK))) as clerk:
            await clerk.sees("Báo cáo tháng 10/2023")
            await clerk.presses("1")
            await pastes(clerk, *TEXTS[:3])
            fates.append(Fate(loss, "COMMIT"))
            await clerk.presses("enter")
            await clerk.sees("Ý KIẾN (3)", WAITING)
            assert kept(tmp_path, *TEXTS[:3])
            await clerk.presses("ctrl+n")
            await clerk.sees("Ý KIẾN 4 ·")
            await clerk.presses("escape")
            fates.clear()
            if loss is Loss.REQUEST:  # of a line that is only silent the program hears after its deadline
                await until_async(lambda: town.value(STORED) == 3, "all are stored")
                await clerk.sees("loại, lĩnh vực, mức độ của mục 1–3")

    play(scene())


def test_a_refused_paste_is_in_the_list_with_its_reason_and_kept(town: Town, tmp_path: Path) -> None:
    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await pastes(clerk, *TEXTS[:3])
            town.set_clock("2023-11-15 09:00+07")
            await clerk.presses("enter")
            await clerk.sees("Ý KIẾN (3)", f"! 1 {TEXTS[0][:10]}", "! Tháng 10/2023 đã khóa.")

    play(scene())
    assert kept(tmp_path, *TEXTS[:3])
    assert town.value(STORED) == 0
