"""The year's programme: every target with its wording, who owes it, how often, how much, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult

from db.queries import programme as programmes
from db.queries.programme import Programme, Target
from tui import keys
from tui.finding import Finding
from tui.i18n import N_, _
from tui.keys import digit
from tui.lists.layout import Line, wrap
from tui.lists.view import ListView, Row, heading

EARLIER = digit(8, "earlier", N_("năm trước"), N_("Xem chương trình năm trước."))
LATER = digit(9, "later", N_("năm sau"), N_("Xem chương trình năm sau."))

PERIODS = {
    "year": N_("cả năm"),
    "month": N_("hằng tháng"),
    "week": N_("hằng tuần"),
    "once": N_("một lần"),
    "request": N_("khi có yêu cầu"),
}


class ProgrammePage(Finding):
    """A list to read; nothing is changed here (`langnghe programme load` is the way in)."""

    commands = (keys.SEARCH, EARLIER, LATER, keys.BACK)

    def __init__(self, year: int | None = None) -> None:
        super().__init__()
        self._year = year
        self._years: list[int] = []
        self._programme: Programme | None = None
        self._list = ListView(empty=_(N_("Chưa nạp chương trình của năm nào.")))

    def heading(self) -> Sequence[Line]:
        if self._programme is None:
            return (_(N_("CHƯƠNG TRÌNH NĂM")),)
        title = _(N_("CHƯƠNG TRÌNH NĂM {year} · {area}")).format(
            year=self._programme.year, area=self._programme.area
        )
        return ([(title, "strong")], self._programme.title, "")

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
            rows = [Row(target.number, partial(_lines, target)) for target in self._programme.targets]
            source = self._programme.source
            rows.append(Row("source", lambda width: wrap(_(N_("Nguồn: {source}")).format(source=source), width)))
            self._list.show([row for each in rows for row in (each, heading())])

    def available(self) -> Sequence[keys.Command]:
        """Only the years that there are."""
        there = {"back", "search"}
        if self._year is not None:
            there |= {"earlier"} if self._year - 1 in self._years else set()
            there |= {"later"} if self._year + 1 in self._years else set()
        return [command for command in self.commands if command.id in there]

    def do_earlier(self) -> None:
        self._go(-1)

    def do_later(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        assert self._year is not None
        self._year += step
        self.load()


def _lines(target: Target, width: int) -> Sequence[Line]:
    lead = f"{target.number:>2}  "
    wording = wrap(target.wording, width, len(lead))
    wording[0] = lead + wording[0].lstrip()
    periods = ", ".join(_(PERIODS.get(period, period)) for period in target.periods)
    facts = [
        _(N_("Ai làm: {owes}")).format(owes=target.owes),
        _(N_("Kỳ: {periods} · Mức: {limit}")).format(periods=periods, limit=target.limit),
    ]
    if target.note:
        facts.append(_(N_("Ghi chú: {note}")).format(note=target.note))
    return [
        [(wording[0], "strong")],
        *([(line, "strong")] for line in wording[1:]),
        *(line for fact in facts for line in wrap(fact, width, len(lead))),
    ]
