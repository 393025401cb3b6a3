"""A program that ended between a key and the server's answer: what the next start shows is what the server has."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from tests.drivers.pilot import PilotPerson, settings_of
from tests.drivers.waiting import until_async
from tests.proxy import Fate, Loss, Proxy, proxied
from tests.screens.clerks import at_home, play
from tests.town import CLERK, Town, town
from tui.editing.edit_session import EditSession
from tui.editing.resuming import RESUMING
from tui.shell.app import LangNghe

__all__ = ["town"]

Line = tuple[Proxy, list[Fate]]
Life = Callable[[PilotPerson[LangNghe]], Awaitable[None]]
STATUS = "select coalesce(max(status), 'none') from app.reflection"


@pytest.fixture
def losing(town: Town) -> Iterator[Line]:
    """A line to the server, and what is to happen to it from now on."""
    fates: list[Fate] = []
    with proxied(town.database.dsn(), lambda: fates[0] if fates else None) as proxy:
        yield proxy, fates


@pytest.mark.parametrize(
    ("loss", "after", "shown"),
    [(Loss.SILENCE, "submitted", "không phát sinh, chờ nhận"), (Loss.REQUEST, "none", "sắp đến hạn")],
)
def test_nothing_arose_cut_off_by_a_kill_is_shown_as_it_came_out(
    town: Town, tmp_path: Path, losing: Line, loss: Loss, after: str, shown: str
) -> None:
    async def presses_and_dies(clerk: PilotPerson[LangNghe]) -> None:
        await clerk.sees("Báo cáo tháng 10/2023", "sắp đến hạn")
        await clerk.presses("0")
        await clerk.sees("không phát sinh. Gửi báo cáo này?")
        await _cut_off(losing, loss, clerk, "ctrl+y")

    _two_starts(town, tmp_path, losing, presses_and_dies, shown)
    assert town.value(STATUS) == after


@pytest.mark.parametrize(
    ("loss", "after", "shown"), [(Loss.SILENCE, "submitted", "chờ nhận"), (Loss.REQUEST, "draft", "đang soạn")]
)
def test_a_sending_cut_off_by_a_kill_is_shown_as_it_came_out(
    town: Town, tmp_path: Path, losing: Line, loss: Loss, after: str, shown: str
) -> None:
    town.report(kind="periodic")

    async def presses_and_dies(clerk: PilotPerson[LangNghe]) -> None:
        await clerk.sees("Báo cáo tháng 10/2023", "đang soạn")
        await clerk.presses("1", "ctrl+t")
        await clerk.sees("Gửi báo cáo tháng 10/2023?")
        await _cut_off(losing, loss, clerk, "ctrl+y")

    _two_starts(town, tmp_path, losing, presses_and_dies, shown)
    assert town.value(STATUS) == after


@pytest.mark.parametrize(
    ("loss", "after", "shown"), [(Loss.SILENCE, "draft", "đang soạn"), (Loss.REQUEST, "submitted", "chờ nhận")]
)
def test_a_taking_back_cut_off_by_a_kill_is_shown_as_it_came_out(
    town: Town, tmp_path: Path, losing: Line, loss: Loss, after: str, shown: str
) -> None:
    town.send(town.report(kind="periodic"))

    async def presses_and_dies(clerk: PilotPerson[LangNghe]) -> None:
        await clerk.sees("Báo cáo tháng 10/2023", "chờ nhận")
        await clerk.presses("1", "2")
        await clerk.sees("Rút lại để sửa?")
        await _cut_off(losing, loss, clerk, "ctrl+y")

    _two_starts(town, tmp_path, losing, presses_and_dies, shown)
    assert town.value(STATUS) == after


@pytest.mark.parametrize("keys", [("ctrl+n", "2"), ("enter", *"Dan yen tam"), ("1", *"12/BC")])
def test_a_save_that_was_never_answered_is_repeated_at_home(
    town: Town, tmp_path: Path, losing: Line, keys: tuple[str, ...]
) -> None:
    """An opinion, the texts around them, the paper: home lists it, and repeats it without the month being opened."""
    proxy, fates = losing

    async def scene() -> None:
        async with at_home(town, tmp_path, proxy.through(town.database.dsn(CLERK))) as clerk:
            await clerk.sees("Báo cáo tháng 10/2023")
            await clerk.presses("1")
            await clerk.sees("Ý KIẾN (0)")
            await clerk.presses(*("space" if key == " " else key for key in keys))
            fates.append(Fate(Loss.REQUEST, "COMMIT"))
            await clerk.presses("ctrl+s")
            await clerk.sees("mất kết nối, 1 mục chưa lưu")
            await clerk.presses("escape", "escape")
            await clerk.sees("CHƯA LƯU, CÒN Ở BẢN NHÁP", "Tháng 10/2023, đang lưu từ")
            shutil.copytree(tmp_path / "drafts", tmp_path / "later" / "drafts")  # what a kill leaves: locked by nobody
        assert town.value(STATUS) == "none"
        async with at_home(town, tmp_path / "later") as clerk:
            await until_async(lambda: town.value(STATUS) == "draft", "it is stored")
            await clerk.sees("đang soạn")
            await until_async(lambda: not list((tmp_path / "later").rglob("*-*.json")), "the draft is gone")

    play(scene())


def test_a_save_that_a_start_fails_over_is_not_repeated_over_and_over(
    town: Town, tmp_path: Path, losing: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is listed, and repeated when the person opens it: in the home that a fault leads to, and in the start after
    one that ended over it."""
    proxy, fates = losing

    async def listed(clerk: PilotPerson[LangNghe]) -> None:
        await clerk.sees("CHƯA LƯU, CÒN Ở BẢN NHÁP", "Tháng 10/2023, đang lưu từ")
        await clerk.presses("down", "down")
        assert town.value(STATUS) == "none"

    async def scene() -> None:
        async with at_home(town, tmp_path, proxy.through(town.database.dsn(CLERK))) as clerk:
            await clerk.presses("1", "ctrl+n", "2")
            fates.append(Fate(Loss.REQUEST, "COMMIT"))
            await clerk.presses("ctrl+s")
            await clerk.sees("mất kết nối, 1 mục chưa lưu")
            for life in ("faulty", "next"):
                shutil.copytree(tmp_path / "drafts", tmp_path / life / "drafts")
        with monkeypatch.context() as broken:
            broken.setattr(EditSession, "send_again", _fails)
            async with at_home(town, tmp_path / "faulty", faults=1) as clerk:
                await listed(clerk)
        settings_of(tmp_path / "next").set(RESUMING, True)
        async with at_home(town, tmp_path / "next") as clerk:
            await listed(clerk)

    play(scene())


def _fails(_edit: EditSession) -> None:
    raise ZeroDivisionError


async def _cut_off(losing: Line, loss: Loss, clerk: PilotPerson[LangNghe], key: str) -> None:
    """The key, and the end of the program before any answer."""
    proxy, fates = losing
    fates.append(Fate(loss, "COMMIT"))
    await clerk.presses(key)
    await until_async(lambda: loss in proxy.losses, "the command was lost on its way")


def _two_starts(town: Town, state: Path, losing: Line, first: Life, shown: str) -> None:
    async def scene() -> None:
        async with at_home(town, state, losing[0].through(town.database.dsn(CLERK))) as clerk:
            await first(clerk)
        async with at_home(town, state) as clerk:
            await clerk.sees("Báo cáo tháng 10/2023", shown)

    play(scene())
