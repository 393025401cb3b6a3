"""What was typed for a form does nothing where that form is not: no sending, taking back or removing by typed keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.clerks import at, at_home, play
from tests.screens.followed import FollowedTown, followed, plays
from tests.screens.followed import at_home as reviewer_at_home
from tests.town import Town, town

__all__ = ["followed", "town"]

#: Whatever somebody types who believes to be in a form: codes, a text, the keys that go on, save, send and mend.
TYPED = (
    "2", "enter", "g", "c", "enter", "3", "enter", *"Lo 0 1 2 4 gia", "delete", "enter", "backspace", "tab", "down",
    "up", "ctrl+d", "ctrl+s", "4", "enter", "0", "enter", "delete", "1", "ctrl+n", "2", "ctrl+t", "enter",
)  # fmt: skip
WRITTEN = (
    "select (select count(*) from app.opinion), (select count(*) from app.submission),"
    " (select string_agg(status || version || coalesce(paper_number, ''), ' ' order by id) from app.reflection)"
)


def _typed(text: tuple[str, ...]) -> list[str]:
    return ["space" if key == " " else key for key in text]


def test_on_a_sent_report_an_opinion_typed_ahead_takes_nothing_back(town: Town, tmp_path: Path) -> None:
    report = town.report(kind="periodic")
    town.opinion(report)
    town.send(report)
    before = town.rows(WRITTEN)

    async def scene() -> None:
        async with at_home(town, tmp_path) as clerk:
            await clerk.sees("Báo cáo tháng 10/2023")
            await clerk.presses("1", "ctrl+n", *_typed(TYPED))
            await clerk.sees("Báo cáo đã gửi: chỉ xem.", "Esc gõ tiếp", "BÁO CÁO TÌNH HÌNH NHÂN DÂN")
            await clerk.presses("escape")
            await clerk.sees("2 rút lại", "Báo cáo đã gửi: chỉ xem.")
            await clerk.presses("2")
            await clerk.sees("Rút lại để sửa?", "Ctrl+Y rút lại")

    play(scene())
    assert town.rows(WRITTEN) == before
    assert not list((tmp_path / "drafts").rglob("*.json"))


def test_a_paste_for_a_form_that_did_not_open_goes_nowhere(town: Town, tmp_path: Path) -> None:

    town.send(town.report(kind="periodic"))

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Đã gửi")
            await clerk.presses("ctrl+n")
            await clerk.pastes("một đoạn văn bản")
            await clerk.presses("enter")
            await clerk.sees("Báo cáo đã gửi: chỉ xem.", "Esc gõ tiếp")
            await clerk.presses("escape")
            await clerk.sees("Enter xem")

    play(scene())


@pytest.mark.parametrize(
    ("general", "key", "question"),
    [
        ("Nhân dân yên tâm", "ctrl+t", "Gửi báo cáo tháng 10/2023?"),
        ("Nhân dân yên tâm", "4", "Bỏ cả báo cáo tháng 10/2023"),
        (None, "0", "không phát sinh. Gửi báo cáo này?"),
    ],
)
def test_no_key_of_typing_says_yes(town: Town, tmp_path: Path, general: str | None, key: str, question: str) -> None:
    report = town.report(kind="periodic", general=general)

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Ctrl+T gửi")
            for answer in ("enter", "1", "4", "delete", "tab", "ctrl+n", "ctrl+s"):
                await clerk.presses(key)
                await clerk.sees(question, "Ctrl+Y")
                await clerk.presses(answer)
                while clerk.app.frame.asking or len(clerk.app.screen_stack) > 1:  # it did what it always does
                    await clerk.presses("escape")
            await clerk.app.work.settle(5)

    play(scene())
    assert town.status(report) == "draft"


def test_an_item_and_what_is_typed_over_it_go_one_after_the_other(town: Town, tmp_path: Path) -> None:
    report = town.report(kind="periodic")
    town.opinion(report)

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("1 Lo giá phân bón")
            await clerk.presses("down", "enter", "3", "escape")
            await clerk.sees("! chưa lưu, còn ở bản nháp")
            await clerk.presses("delete")
            await clerk.sees("Bỏ phần gõ chưa lưu của mục 1: “Lo giá phân bón tăng cao”?")
            await clerk.presses("enter")
            await clerk.sees("Ý KIẾN 1 ·")
            await clerk.presses("escape", "delete", "ctrl+y")
            await clerk.sees("1 Lo giá phân bón tăng cao")
            await clerk.presses("delete")
            await clerk.sees("Bỏ mục 1: “Lo giá phân bón tăng cao”?")
            await clerk.presses("ctrl+y")
            await clerk.sees("Ý KIẾN (0)")
            await clerk.app.work.settle(5)

    play(scene())
    assert town.value("select count(*) from app.opinion") == 0


@plays
async def test_what_was_typed_for_a_reopening_that_is_not_possible_does_nothing_in_the_grid(
    town: FollowedTown, folder: Path
) -> None:
    async with reviewer_at_home(town, folder) as reviewer:
        await reviewer.presses("5")
        await reviewer.settles()
        await reviewer.presses("6", *"May 3", "enter", "2", "8", "enter", "7")
        await reviewer.sees("Chỉ mở lại được ô chưa có báo cáo của tháng đã khóa.", "Esc gõ tiếp", "THÁNG 10/2023")
        await reviewer.presses("escape")
        await reviewer.sees("8 tháng trước")


def test_a_return_that_was_not_heeded_is_said_in_the_form_and_at_the_sending(town: Town, tmp_path: Path) -> None:
    report = town.report(kind="periodic")
    first, second, _third = (town.opinion(report) for _ in range(3))
    town.send(report)
    town.give_back(report, items=[first, second])

    async def scene() -> None:
        async with at(town, tmp_path) as clerk:
            await clerk.sees("Lý do trả lại (mục 1, 2): Cần nói rõ hơn", "3 Lo giá")
            await clerk.presses("enter")
            await clerk.sees("Ý KIẾN 1 ·", "Lý do trả lại: Cần nói rõ hơn")
            await clerk.presses("4", "pagedown")
            await clerk.sees("Ý KIẾN 2 ·", "Lý do trả lại: Cần nói rõ hơn")
            await clerk.presses("pagedown")
            await clerk.sees("Ý KIẾN 3 ·", "Ctrl+G trợ giúp")
            assert "Lý do trả lại" not in " ".join(clerk.lines)
            await clerk.presses("ctrl+t")
            await clerk.sees("Được nêu khi trả lại mà chưa sửa: mục 2.", "Gửi 3 ý kiến")
            await clerk.presses("ctrl+y")
            await clerk.sees("Đã gửi báo cáo tháng 10/2023.")

    play(scene())
    assert town.status(report) == "submitted"
