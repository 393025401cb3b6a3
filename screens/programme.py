"""The year's programme: its targets, a row each, how often they are due, and where the programme comes from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult

from db.queries import programme as programmes
from db.queries.programme import Programme, Target
from tui import keys
from tui.finding import Finding
from tui.i18n import N_, _
from tui.keys import digit
from tui.lists.layout import Line, wrap
from tui.lists.view import ListView, Row, heading
from tui.programme_words import reading, row

OPEN = keys.OPEN.named(N_("đọc"), N_("Đọc chỉ tiêu ở dòng đang chọn, ở dưới danh sách."))
CLOSE = OPEN.named(N_("thôi đọc"))
EARLIER = digit(8, "earlier", N_("năm trước"), N_("Xem chương trình năm trước."))
LATER = digit(9, "later", N_("năm sau"), N_("Xem chương trình năm sau."))

PART = 3  # of the screen: what a target has at most below the list without need


class ProgrammePage(Finding):
    """A list to read; nothing is changed here (`langnghe programme load` is the way in)."""

    commands = (OPEN, keys.SEARCH, EARLIER, LATER, keys.BACK)

    def __init__(self, year: int | None = None) -> None:
        super().__init__()
        self._year = year
        self._years: list[int] = []
        self._programme: Programme | None = None
        self._reading = False  # the target under the cursor, below the list
        self._list = ListView(empty=_(N_("Chưa nạp chương trình của năm nào.")))

    def heading(self) -> Sequence[Line]:
        if self._programme is None:
            return (_(N_("CHƯƠNG TRÌNH NĂM")),)
        title = _(N_("CHƯƠNG TRÌNH NĂM {year} · {area}")).format(year=self._programme.year, area=self._programme.area)
        return ([(title, "strong")], "")

    def body(self) -> ComposeResult:
        yield self._list

    async def fetch(self) -> None:
        ask = self.shell.work.ask
        self._years = await ask(programmes.years)
        year = self._year or self.shell.desk.person.today.year
        if year not in self._years and self._years:
            year = self._years[0]
        self._year = year
        self._programme = await ask(programmes.programme, year, self.shell.desk.lang)
        if self._programme is not None:
            targets = self._programme.targets
            rows = [Row(target.number, partial(_row, target, targets)) for target in targets]
            source = _(N_("Nguồn: {source}")).format(source=self._programme.source)
            told = (Row(None, partial(wrap, words)) for words in (self._programme.title, source))
            self._list.show([*rows, heading(), *told])
            self._read()

    def available(self) -> Sequence[keys.Command]:
        """Only the years that there are."""
        there = {"back", "search"}
        if self._targets():
            there.add("open")
        if self._year is not None:
            there |= {"earlier"} if self._year - 1 in self._years else set()
            there |= {"later"} if self._year + 1 in self._years else set()
        found = [command for command in self.commands if command.id in there]
        return [CLOSE if command is OPEN and self._reading else command for command in found]

    # The target under the cursor, read below the list

    def on_list_view_chosen(self, event: ListView.Chosen) -> None:
        self._reading = not self._reading
        self._read()

    def on_list_view_moved(self, event: ListView.Moved) -> None:
        if self._reading:
            self._read()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self._read()

    def do_back(self) -> None:
        if self._reading:
            self._reading = False
            self._read()
        else:
            super().do_back()

    def _read(self) -> None:
        """Show the target at hand, or no more."""
        target = next((one for one in self._targets() if one.number == self._list.current), None)
        if target is None or not self._reading:
            self.legend(())
            return
        width, height = self.size
        tallest = max(len(reading(one, width)) for one in self._targets())
        lines = reading(target, width)
        spare = [""] * (min(tallest, height // PART) - len(lines))  # so that the list stays where it is, where it can
        self.legend([*lines, *spare, "-" * width])

    def _targets(self) -> Sequence[Target]:
        return self._programme.targets if self._programme is not None else ()

    def do_earlier(self) -> None:
        self._go(-1)

    def do_later(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        assert self._year is not None
        self._year += step
        self.load()


def _row(target: Target, targets: Sequence[Target], width: int) -> Sequence[Line]:
    return (row(target, targets, width),)
