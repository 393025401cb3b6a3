"""Several paragraphs were pasted into a report: what will become of them, before it does."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from tui import keys
from tui.frame import Frame
from tui.i18n import N_, _, _n
from tui.lists.layout import Line, clip, fit
from tui.lists.page import PageView

MAKE = keys.OPEN.named(N_("thêm vào danh sách"), N_("Mỗi đoạn thành một mục, còn phải ghi mã."), id="make")


class Pasted(Frame):
    """`paragraphs` as they will be kept. Leaves with True when they are to become items."""

    commands = (MAKE, keys.NEXT_PAGE, keys.PREVIOUS_PAGE, keys.BACK)

    def __init__(self, paragraphs: Sequence[str]) -> None:
        super().__init__()
        self._paragraphs = list(paragraphs)
        self._page = PageView(self._lines)

    def heading(self) -> Sequence[Line]:
        title = _n("ĐÃ DÁN {n} ĐOẠN", len(self._paragraphs))
        return ([(title, "strong"), (" · " + _(N_("mỗi đoạn thành một mục còn phải ghi mã")), "")], "")

    def body(self) -> ComposeResult:
        yield self._page

    def _lines(self, width: int) -> list[Line]:
        rows: list[Line] = []
        for number, text in enumerate(self._paragraphs, 1):
            size = _n("{n} ký tự", len(text))
            rows.append(f"{number:>3}  " + fit(" ".join(text.split()), width - 19) + " " + clip(size, 13).rjust(13))
        return rows

    def do_make(self) -> None:
        self.shell.back(tuple(self._paragraphs))
