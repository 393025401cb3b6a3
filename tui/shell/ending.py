"""Ctrl+Q: what is typed is kept, saves on their way get a moment to arrive, and nothing is lost without being asked."""

from __future__ import annotations

from typing import Any

from textual.app import App

from tui.database.save_queue import SaveQueue
from tui.drafts.store import Drafts
from tui.shell.base_screen import BaseScreen
from tui.shell.connection_status import ConnectionStatus
from tui.wording.i18n import N_, _

QUIT_PATIENCE = 3.0  # seconds that Ctrl+Q waits for saves that are on their way


class Ending(App[Any]):
    """Mixed into the application."""

    work: SaveQueue
    drafts: Drafts
    standing: ConnectionStatus
    _ending = False

    @property
    def frame(self) -> BaseScreen:
        """The screen on top."""
        raise NotImplementedError

    def keep_typing(self) -> None:
        """Whatever is typed on any screen goes into its draft, now."""
        raise NotImplementedError

    def all_kept(self) -> bool:
        """The same, and whether the disk has taken it."""
        self.keep_typing()
        return not self.drafts.unwritten

    def quit(self) -> None:
        """Keep what is typed, give saves on their way a moment to arrive, and end. A second time it ends at once; what
        was not confirmed stays a draft. What could not even be written as a draft is asked about."""
        self.keep_typing()
        if self._ending or not self.standing.sending:
            self._leave_or_ask()
            return
        self._ending = True
        self.frame.say(_("Đang gửi nốt; Ctrl+Q lần nữa để thoát ngay, bản nháp được giữ."))
        self.run_worker(self._quit_when_settled(), name="quit")

    async def _quit_when_settled(self) -> None:
        await self.work.settle(QUIT_PATIENCE)
        self._leave_or_ask()

    def _leave_or_ask(self) -> None:
        if self.all_kept():
            self._leave(0)
            return
        self._ending = False
        question = _("Nháp chưa ghi được, thoát là mất chữ. Vẫn thoát?")
        self.frame.confirm(question, N_("thoát, bỏ chữ"), lambda: self._leave(0))

    def _leave(self, code: int) -> None:
        self._ending = True
        self.work.close()
        self.exit(code, return_code=code)

    async def action_quit(self) -> None:
        self.quit()
