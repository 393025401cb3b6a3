"""Several paragraphs were pasted into a report: what will become of them, before it does.

They stay here until they are stored and the list can be shown with them: on a slow line a list that is drawn before and
changes with every item costs seconds.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from textual.app import ComposeResult
from textual.worker import Worker

from tui.shell import keys
from tui.shell.base_screen import BaseScreen
from tui.widgets.layout import Line, fit
from tui.widgets.page import PageView
from tui.wording.i18n import N_, _, _n

MAKE = keys.OPEN.named(N_("thêm vào danh sách"), N_("Mỗi đoạn thành một mục, còn phải ghi mã."), id="make")


SIZE = 7  # columns of how many characters there are


class Pasted(BaseScreen):
    """`paragraphs` as they will be kept. `make` has them made into items; `stored` returns when they need not be waited
    for any more, and the screen is left with its answer. Left without making them, it gives None."""

    commands = (MAKE, keys.NEXT_PAGE, keys.PREVIOUS_PAGE, keys.BACK)

    def __init__(
        self,
        paragraphs: Sequence[str],
        make: Callable[[Sequence[str]], None],
        stored: Callable[[], Awaitable[bool]],
    ) -> None:
        super().__init__()
        self._paragraphs = list(paragraphs)
        self._make, self._stored = make, stored
        self._making = False
        self._page = PageView(self._lines)

    def heading(self) -> Sequence[Line]:
        title = _n("ĐÃ DÁN {n} ĐOẠN", len(self._paragraphs))
        what = [(title, "strong"), (" · " + _(N_("mỗi đoạn thành một mục còn phải ghi mã")), "")]
        return (what, fit(_(N_("ký tự")), self.size.width, "right"))

    def body(self) -> ComposeResult:
        yield self._page

    def _lines(self, width: int) -> list[Line]:
        rows: list[Line] = []
        for number, text in enumerate(self._paragraphs, 1):
            rows.append(f"{number:>3}  {fit(' '.join(text.split()), width - 5 - SIZE)}{len(text):>{SIZE}}")
        return rows

    def do_make(self) -> None:
        """Make the items at once. What is typed from now on is for the list; the frame says if it takes long."""
        self._making = self.held = True
        self._make(self._paragraphs)
        _worker: Worker[None] = self.run_worker(self._wait, group="stored")

    async def _wait(self) -> None:
        self._leave(await self._stored())

    def _leave(self, complete: bool) -> None:
        if self.shell.frame is self:
            self.shell.back(complete)

    def do_back(self) -> None:
        """While they are being stored: to the list as it stands by then."""
        if self._making:
            self._leave(False)
        else:
            super().do_back()

    def can_reload(self) -> bool:
        return not self._making
