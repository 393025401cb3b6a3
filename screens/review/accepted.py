"""Accepted reports of the whole country, for a national reader: a month, the newest first, of all, an area or a body.

A page of them is there at a time, however many a month has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from textual.app import ComposeResult

from db.duties.monthly_report import accepted
from db.duties.monthly_report.accepted import Accepted as Report
from db.duties.monthly_report.accepted import Body, Place
from db.rules.periods import month_label, shift, short
from tui.shell import keys
from tui.shell.keys import Command, digit
from tui.shell.question import Answer
from tui.shell.search_line import SearchableScreen
from tui.widgets.layout import Line, fit, stretch
from tui.widgets.list_view import ListView, Row
from tui.wording.i18n import N_, _, _n
from tui.wording.times import local

PAGE = 100  # reports
HOW, DAY = 20, 5  # columns of how a report is and of the day on which it was accepted

READ = keys.OPEN.named(N_("đọc"), N_("Đọc báo cáo ở dòng đang chọn; đơn vị thấy được là ai đã đọc."))
CHOOSE = keys.OPEN.named(N_("chọn"), N_("Chỉ xem báo cáo của địa bàn ở dòng đang chọn."))
BODY = digit(1, "body", N_("khối"), N_("Chỉ xem một khối, hoặc lại xem tất cả."))
AREA = digit(2, "area", N_("địa bàn"), N_("Chọn tỉnh, rồi huyện, xã; hoặc lại xem cả nước."))
EARLIER = digit(8, "earlier", N_("tháng trước"), N_("Xem tháng trước."))
LATER = digit(9, "later", N_("tháng sau"), N_("Xem tháng sau."))
MORE = Command("more", ("space",), N_("trang sau"), N_("Xem các báo cáo được nhận trước đó."))
LESS = Command("less", ("backspace",), N_("trang trước"), N_("Về các báo cáo được nhận sau đó."), False)


class Accepted(SearchableScreen):
    """The list, or (while one is chosen) the areas by which it can be narrowed."""

    commands = (READ, MORE, keys.SEARCH, BODY, AREA, EARLIER, LATER, LESS, keys.BACK)

    def __init__(self) -> None:
        super().__init__()
        self._month: dt.date | None = None
        self._reports: list[Report] = []
        self._more = False  # the month has more of them than these
        self._before: list[Report | None] = [None]  # after which report each page up to this one begins
        self._bodies: list[Body] = []
        self._body: Body | None = None
        self._area: list[Place] = []  # the area that was chosen, after those that it lies in
        self._choosing = False
        self._list = ListView(empty=_(N_("Chưa có báo cáo nào được nhận.")))

    def heading(self) -> Sequence[Line]:
        title = _(N_("BÁO CÁO ĐÃ NHẬN"))
        if self._month is None:
            return ([(title, "strong")], "")
        where = self._area[-1].name if self._area else _(N_("cả nước"))
        parts = [title, _(N_("tháng {month}")).format(month=month_label(self._month)), where]
        parts += [self._body.short] if self._body else []
        parts += [_(N_("chọn địa bàn"))] if self._choosing else []
        return ([(" · ".join(parts), "strong")], "")

    def body(self) -> ComposeResult:
        yield self._list

    async def fetch(self) -> None:
        ask = self.shell.work.ask
        person = self.shell.cache.person
        self._bodies = self._bodies or await ask(accepted.bodies)
        self._month = self._month or await ask(accepted.newest_month, person.today) or person.month
        if self._choosing:
            within = self._area[-1].id if self._area else None
            self._show_areas(await ask(accepted.places, within, self._month))
            return
        found = await ask(
            accepted.page, self._month, limit=PAGE + 1, after=self._before[-1],
            area=self._area[-1].id if self._area else None, body=self._body.id if self._body else None,
        )  # fmt: skip
        self._reports, self._more = found[:PAGE], len(found) > PAGE
        self._show()

    def _show(self) -> None:
        ids = [report.id for report in self._reports]
        rows = [Row(report.id, partial(_row, report)) for report in self._reports]
        self._list.show(rows, None if self._list.current in ids else next(iter(ids), None))

    def _show_areas(self, below: Sequence[Place]) -> None:
        """The areas below the one that is chosen, after the ways back up."""
        around = [_(N_("cả nước")), *(place.name for place in self._area[:-1])] if self._area else []
        back = [Row(number, (f"← {name}",)) for number, name in enumerate(around)]
        self._list.show([*back, *(Row(place, (place.name,)) for place in below)], below[0] if below else 0)

    def available(self) -> Sequence[Command]:
        """Only what there is: another page, a later month that has begun."""
        if self._choosing:
            return (CHOOSE, keys.SEARCH, keys.BACK)
        month = self._month
        if month is None:
            return (keys.BACK,)
        there = {BODY.id, AREA.id, EARLIER.id, keys.BACK.id}
        if self._reports:
            there |= {READ.id, keys.SEARCH.id}
        if self._more:
            there.add(MORE.id)
        if len(self._before) > 1:
            there.add(LESS.id)
        if shift(month, 1) <= self.shell.cache.person.month:
            there.add(LATER.id)
        return [command for command in self.commands if command.id in there]

    # What is chosen

    def on_list_view_chosen(self, event: ListView.Chosen) -> None:
        if isinstance(event.key, UUID):
            self.shell.open("accepted_report", report=event.key)
        elif isinstance(event.key, Place):
            self._narrow([*self._area, event.key])
        elif isinstance(event.key, int):  # so many of the areas around are left
            self._narrow(self._area[: event.key])

    def _narrow(self, area: list[Place]) -> None:
        self._area, self._choosing = area, False
        self._from_the_newest()

    def _from_the_newest(self) -> None:
        self._before = [None]
        self.load()

    def do_area(self) -> None:
        self._choosing = True
        self.load()

    def do_body(self) -> None:
        """One digit chooses a body; 0 shows them all."""
        answers = [
            Answer(str(number), body.short, lambda body=body: self._of(body))  # type: ignore[misc]
            for number, body in enumerate(self._bodies[:9], 1)
        ]
        self.ask(_("Xem khối nào?"), *answers, Answer("0", N_("tất cả"), lambda: self._of(None)))

    def _of(self, body: Body | None) -> None:
        self._body = body
        self._from_the_newest()

    # Pages and months

    def do_more(self) -> None:
        self._before.append(self._reports[-1])
        self.load()

    def do_less(self) -> None:
        self._before.pop()
        self.load()

    def do_earlier(self) -> None:
        self._go(-1)

    def do_later(self) -> None:
        self._go(1)

    def _go(self, step: int) -> None:
        assert self._month is not None
        self._month = shift(self._month, step)
        self._from_the_newest()

    def do_back(self) -> None:
        if self._choosing:
            self._choosing = False
            self._show()
            self.retitle()
        else:
            super().do_back()


def _row(report: Report, width: int) -> Sequence[Line]:
    """`HND xã Mộc Bắc, thị xã Duy Tiên   6 ý kiến   25/9`"""
    first = stretch((0, HOW, DAY), width)[0]
    name = ", ".join(filter(None, (report.organisation, report.above)))
    how = _(N_("không phát sinh")) if report.nil else _n("{n} ý kiến", report.opinions)
    if report.kind == "adhoc":
        how = _(N_("đột xuất")) + ", " + how
    day = short(local(report.decided).date())
    return (" ".join((fit(name, first), fit(how, HOW), fit(day, DAY, "right"))),)
