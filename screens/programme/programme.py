"""The year's programme: its targets, a row each, how often they are due, and where the programme comes from.

It is that of the person's own area; who follows areas that have several of one year chooses among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult

from db.programme import queries as programmes
from db.programme.queries import Loaded, Programme, Target
from screens.programme.wording import reading, row
from tui.shell import keys
from tui.shell.keys import digit
from tui.shell.search_line import SearchableScreen
from tui.widgets.layout import Line, wrap
from tui.widgets.list_view import ListView, Row, heading
from tui.wording.i18n import N_, _

OPEN = keys.OPEN.named(N_("đọc"), N_("Đọc chỉ tiêu ở dòng đang chọn, ở dưới danh sách."))
CLOSE = OPEN.named(N_("thôi đọc"))
CHOOSE = keys.OPEN.named(N_("xem"), N_("Xem chương trình của địa bàn ở dòng đang chọn."))
AREA = digit(1, "area", N_("địa bàn"), N_("Chọn chương trình của địa bàn khác."))
EARLIER = digit(8, "earlier", N_("năm trước"), N_("Xem chương trình năm trước."))
LATER = digit(9, "later", N_("năm sau"), N_("Xem chương trình năm sau."))

PART = 3  # of the screen: what a target has at most below the list without need


class ProgrammePage(SearchableScreen):
    """A list to read; nothing is changed here (`langnghe programme load` is the way in)."""

    commands = (OPEN, keys.SEARCH, AREA, EARLIER, LATER, keys.BACK)

    def __init__(self, year: int | None = None) -> None:
        super().__init__()
        self._year = year
        self._area: int | None = None  # whose programme was chosen
        self._loaded: list[Loaded] = []
        self._choosing = False  # the areas are listed, not the targets
        self._programme: Programme | None = None
        self._reading = False  # the target under the cursor, below the list
        self._list = ListView(empty=_(N_("Chưa nạp chương trình của năm nào.")))

    def heading(self) -> Sequence[Line]:
        if self._programme is None:
            return (_(N_("CHƯƠNG TRÌNH NĂM")),)
        if self._choosing:
            title = _(N_("CHƯƠNG TRÌNH NĂM {year} · chọn địa bàn")).format(year=self._programme.year)
            return ([(title, "strong")], "")
        title = _(N_("CHƯƠNG TRÌNH NĂM {year} · {area}")).format(year=self._programme.year, area=self._programme.area)
        return ([(title, "strong")], "")

    def body(self) -> ComposeResult:
        yield self._list

    async def fetch(self) -> None:
        ask = self.shell.work.ask
        self._loaded = await ask(programmes.loaded)
        self._year = self._year or self.shell.cache.person.today.year
        if not self._of_the_year() and self._loaded:
            self._year = self._loaded[0].year
        there = self._of_the_year()
        if there:
            wanted = next((one for one in there if one.area_id == self._area), there[0])
            self._programme = await ask(programmes.programme, wanted.id, self.shell.cache.lang)
            self._show_targets()

    def _of_the_year(self) -> list[Loaded]:
        return [one for one in self._loaded if one.year == self._year]

    def _show_targets(self) -> None:
        assert self._programme is not None
        targets = self._programme.targets
        rows = [Row(target.number, partial(_row, target, targets)) for target in targets]
        source = _(N_("Nguồn: {source}")).format(source=self._programme.source)
        told = (Row(None, partial(wrap, words)) for words in (self._programme.title, source))
        self._list.show([*rows, heading(), *told])
        self._read()

    def _show_areas(self) -> None:
        self.legend(())
        self._list.show([Row(("area", one.area_id), (one.area,)) for one in self._of_the_year()])

    def available(self) -> Sequence[keys.Command]:
        """Only the areas and years that there are."""
        if self._choosing:
            return (CHOOSE, keys.SEARCH, keys.BACK)
        there = {"back", "search"}
        if self._targets():
            there.add("open")
        if len(self._of_the_year()) > 1:
            there.add("area")
        if self._year is not None:
            years = {one.year for one in self._loaded}
            there |= {"earlier"} if self._year - 1 in years else set()
            there |= {"later"} if self._year + 1 in years else set()
        found = [command for command in self.commands if command.id in there]
        return [CLOSE if command is OPEN and self._reading else command for command in found]

    # The target under the cursor, read below the list

    def on_list_view_chosen(self, event: ListView.Chosen) -> None:
        if self._choosing:
            assert isinstance(event.key, tuple)
            self._area, self._choosing = event.key[1], False
            self.load()
        else:
            self._reading = not self._reading
            self._read()

    def on_list_view_moved(self, event: ListView.Moved) -> None:
        if self._reading:
            self._read()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self._read()

    def do_back(self) -> None:
        if self._choosing:
            self._choosing = False
            self._show_targets()
            self.retitle()
        elif self._reading:
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

    def do_area(self) -> None:
        self._choosing, self._reading = True, False
        self._show_areas()
        self.retitle()

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
