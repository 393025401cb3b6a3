"""Đôn đốc: who has not reported a month, as plain text to copy off the screen or into a file."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult

from db.duties.monthly_report import overview
from db.duties.monthly_report.months import MonthRow
from db.duties.monthly_report.overview import Overview
from db.rules.periods import month_label
from screens.overview.grid_wording import file_name, reminder
from tui.shell import keys
from tui.shell.keys import Command, digit
from tui.shell.search_line import SearchableScreen
from tui.widgets.layout import Line
from tui.widgets.page import PageView
from tui.wording.i18n import N_, _

BY_BODY = digit(1, "groups", N_("theo khối"), N_("Gộp theo khối, rồi lại theo xã, phường."))
BY_AREA = BY_BODY.named(N_("theo xã, phường"))
WRITE = digit(2, "write", N_("ghi ra tệp"), N_("Ghi danh sách ra một tệp trong thư mục riêng của anh chị."))
PAGES = (keys.NEXT_PAGE, keys.PREVIOUS_PAGE)
FILE_WIDTH = 10_000  # a paragraph a line: whoever pastes the file wraps it again


class Reminder(SearchableScreen):
    """The list of one month, under the filters of the grid that it was opened from."""

    commands = (keys.NEXT_PAGE, BY_BODY, WRITE, keys.SEARCH, keys.BACK, keys.PREVIOUS_PAGE)

    def __init__(self, month: dt.date, body: str | None = None, area: int | None = None) -> None:
        super().__init__()
        self._month, self._body, self._area = month, body, area
        self._overview: Overview | None = None
        self._by_body = False
        self._page = PageView(self._lines)

    def heading(self) -> Sequence[Line]:
        title = _("ĐÔN ĐỐC · tháng {month}").format(month=month_label(self._month))
        return ([(f"{title} · {self.shell.cache.person.reviewed_area}", "strong")], "")

    def body(self) -> ComposeResult:
        yield self._page

    def available(self) -> Sequence[Command]:
        """The next page only where there is one."""
        there = [command for command in self.commands if self._page.pages > 1 or command not in PAGES]
        return [BY_AREA if command is BY_BODY and self._by_body else command for command in there]

    async def fetch(self) -> None:
        self._overview = await self.shell.work.ask(overview.overview, self._month.year)
        self._page.show(self._lines)

    def _rows(self) -> list[MonthRow]:
        assert self._overview is not None
        return [
            row
            for row in self._overview.rows
            if row.month == self._month and self._body in (None, row.body) and self._area in (None, row.area_id)
        ]

    def _lines(self, width: int) -> Sequence[str]:
        if self._overview is None:
            return ()
        there = self._overview
        return reminder(self._rows(), there.areas, there.bodies, by_body=self._by_body, width=width)

    def do_groups(self) -> None:
        self._by_body = not self._by_body
        self._page.show(self._lines)
        self.retitle()

    def do_write(self) -> None:
        path = Path.home() / file_name(self._month)
        text = "\n".join(self._lines(FILE_WIDTH)) + "\n"
        try:
            _write(path, text)
        except OSError as error:
            self.say(_("Không ghi được {path}: {why}").format(path=path, why=error.strerror), "error")
        else:
            self.say(_("Đã ghi ra {path}").format(path=path), "good")


def _write(path: Path, text: str) -> None:
    """A file of this person alone, in place of an older list; never through a link. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
