"""One target of the year's programme: its wording, who owes it, how often, how much, and what else is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from db.queries.programme import Programme
from tui import keys
from tui.frame import Frame
from tui.i18n import N_, _
from tui.keys import Command, digit
from tui.lists.layout import Line
from tui.lists.page import PageView
from tui.programme_words import page

EARLIER = digit(8, "earlier", N_("chỉ tiêu trước"), N_("Xem chỉ tiêu đứng trước."))
LATER = digit(9, "later", N_("chỉ tiêu sau"), N_("Xem chỉ tiêu đứng sau."))


class TargetPage(Frame):
    """A page to read. Whoever leaves it comes back to the list at the target that was read last."""

    commands = (EARLIER, LATER, keys.NEXT_PAGE, keys.PREVIOUS_PAGE, keys.BACK)

    def __init__(self, programme: Programme, number: int) -> None:
        super().__init__()
        self._programme = programme
        self._at = next(at for at, target in enumerate(programme.targets) if target.number == number)
        self._page = PageView(self._lines)

    def heading(self) -> Sequence[Line]:
        title = _(N_("CHỈ TIÊU {number}/{all} · chương trình năm {year} · {area}")).format(
            number=self._programme.targets[self._at].number, all=len(self._programme.targets),
            year=self._programme.year, area=self._programme.area,
        )  # fmt: skip
        return ([(title, "strong")], "")

    def body(self) -> ComposeResult:
        yield self._page

    def _lines(self, width: int) -> Sequence[Line]:
        return page(self._programme.targets[self._at], width)

    def available(self) -> Sequence[Command]:
        """Only the neighbours and pages that there are."""
        without = set()
        if self._at == 0:
            without.add(EARLIER)
        if self._at == len(self._programme.targets) - 1:
            without.add(LATER)
        if self._page.pages == 1:
            without |= {keys.NEXT_PAGE, keys.PREVIOUS_PAGE}
        return [command for command in self.commands if command not in without]

    def do_earlier(self) -> None:
        self._go(-1)

    def do_later(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        self._at += step
        self._page.show(self._lines)
        self.retitle()

    def do_back(self) -> None:
        self.shell.back(self._programme.targets[self._at].number)
