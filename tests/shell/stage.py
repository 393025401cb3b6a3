"""A small stage for the shell: screens without a database, a terminal of 80×24, and what a person sees on it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from textual.app import ComposeResult

from tests.drivers.pilot import PilotPerson, settings_of, sits_at
from tui.database.save_queue import SaveQueue
from tui.drafts.store import Drafts
from tui.shell import registry
from tui.shell.app import LangNghe
from tui.shell.keys import BACK, NEW, OPEN, REMOVE, SAVE, SEARCH, Command
from tui.shell.search_line import SearchableScreen
from tui.widgets.grid import Grid, GridRow, GridView
from tui.widgets.layout import Line
from tui.widgets.list_view import ListView, Row, heading
from tui.widgets.page import PageView


class NoServer:
    """A session that answers nothing; the shell's tests ask it nothing."""

    def close(self) -> None:
        pass

    def abort(self) -> None:
        pass


class People(SearchableScreen):
    """A list of six names under a heading."""

    commands: Sequence[Command] = (OPEN, NEW.named("thêm"), REMOVE, SAVE, BACK, SEARCH.hidden())  # type: ignore[misc,assignment]

    def __init__(self, gate: asyncio.Event | None = None) -> None:
        super().__init__()
        self.gate = gate
        self.list = ListView(empty="(chưa có)")
        self.done: list[str] = []

    def heading(self) -> Sequence[Line]:
        return ("DANH SÁCH", "")

    def body(self) -> ComposeResult:
        yield self.list

    async def fetch(self) -> None:
        if self.gate is not None:
            await self.gate.wait()
        names = ("An", "Bình", "Chi", "Dung", "Em", "Giang")
        rows = [Row(name, (name, f"   dòng hai của {name}") if name == "Chi" else (name,)) for name in names]
        self.list.show([heading("NGƯỜI"), *rows])

    def on_list_view_chosen(self, event: ListView.Chosen) -> None:
        self.done.append(f"mở {event.key}")
        self.shell.open("pages", name=event.key)

    def do_new(self) -> None:
        self.done.append("thêm")

    def do_save(self) -> None:
        self.say("Đã lưu", "good")

    def do_remove(self) -> None:
        self.confirm(f"Bỏ {self.list.current}?", "bỏ", lambda: self.done.append("bỏ"))


class Pages(SearchableScreen):
    """A text of 50 lines; its data come when the test says so."""

    commands = (SEARCH, BACK)
    gate: asyncio.Event | None = None

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.of = name
        self.view = PageView()
        self.last = 0

    def heading(self) -> Sequence[Line]:
        return (f"VĂN BẢN {self.of}",)

    def body(self) -> ComposeResult:
        yield self.view

    async def fetch(self) -> None:
        if Pages.gate is not None:
            await Pages.gate.wait()
        self.view.show([f"dòng {number}" for number in range(1, 51)])

    def on_page_view_last_page(self) -> None:
        self.last += 1


class Months(SearchableScreen):
    """102 organisations × 12 months."""

    commands = (OPEN, SEARCH, BACK)

    def __init__(self) -> None:
        super().__init__()
        self.grid = GridView()
        self.opened: list[tuple[Any, Any]] = []

    def heading(self) -> Sequence[Line]:
        return ("AI ĐÃ BÁO CÁO · 2023",)

    def body(self) -> ComposeResult:
        yield self.grid

    async def fetch(self) -> None:
        months = [(month, f"T{month}" if month < 10 else str(month)) for month in range(1, 13)]
        rows = [
            GridRow(number, f"Hội ND xã số {number}", "+m0+!+g+t.~/", f"{number % 10}/9   44 %")
            for number in range(1, 103)
        ]
        totals = GridRow("all", "Đúng hạn, %", ("99",) * 12, "96 %")
        self.grid.show(Grid(months, rows, "Tổ chức", ("đúng hạn", "/đến hạn"), (totals,)))

    def on_grid_view_cell(self, event: GridView.Cell) -> None:
        self.opened.append((event.row, event.column))


def play(
    scene: Callable[[PilotPerson[LangNghe]], Awaitable[None]],
    tmp_path: Path,
    home: str = "people",
    size: tuple[int, int] = (80, 24),
    faults: int = 0,
    **home_args: Any,
) -> None:
    """Run the application on a terminal of that size and let the scene happen; so many faults nobody catches."""
    registry.register(
        people="tests.shell.stage:People", pages="tests.shell.stage:Pages", months="tests.shell.stage:Months"
    )

    async def run() -> None:
        drafts = Drafts("nd-mocbac", "test", tmp_path / "drafts")
        app = LangNghe(SaveQueue(NoServer), drafts, home, home_args, settings=settings_of(tmp_path))
        async with sits_at(app, size, faults) as person:
            await person.until(lambda: not app.frame.held or bool(home_args), "sees home loaded")
            await person.pilot.pause()
            await scene(person)

    asyncio.run(run())
