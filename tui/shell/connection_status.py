"""How it stands with the server and the drafts, as a word for the title line and a sentence for the message line."""

from __future__ import annotations

from collections.abc import Callable

from tui.database.save import QueueState
from tui.database.save_queue import SaveQueue
from tui.drafts.store import Drafts
from tui.wording.i18n import N_, _, _n
from tui.wording.messages import sentence, sentence_of

KEPT = N_("giữ ở bản nháp")  # what a form says beside its title

SAYS_SENDING = 0.4  # seconds that a save takes before it is said: mostly it is done by then


class ConnectionStatus:
    """Of one session. `later` calls something after so many seconds; `told` is called when a word has changed."""

    def __init__(
        self,
        work: SaveQueue,
        drafts: Drafts,
        later: Callable[[float, Callable[[], None]], object],
        told: Callable[[], None],
    ) -> None:
        self._work, self._drafts, self._later, self._told = work, drafts, later, told
        self._slow = False  # a save is under way for so long that it is said

    @property
    def lost(self) -> bool:
        """Whether the server cannot be reached."""
        return self._work.state.kind is QueueState.LOST

    @property
    def postponed(self) -> bool:
        """Whether the server is there and cannot save now."""
        return self._work.state.kind is QueueState.POSTPONED

    @property
    def sending(self) -> bool:
        """Whether a save is under way."""
        return self._work.state.kind is QueueState.SENDING

    def changed(self) -> None:
        """Something of it is otherwise."""
        if not self.sending:
            self._slow = False
        elif not self._slow:
            self._later(SAYS_SENDING, self._still_sending)
        self._told()

    def _still_sending(self) -> None:
        if self.sending and not self._slow:
            self._slow = True
            self._told()

    def beside(self, status: str) -> str:
        """A screen's own word and ours. None says that a draft is kept while another says that it is not."""
        drafts = _("nháp chưa ghi được") if self._drafts.unwritable else ""
        own = "" if drafts and status == _(KEPT) else status
        return " · ".join(dict.fromkeys(part for part in (own, self.word, drafts) if part))

    @property
    def word(self) -> str:
        """How it stands with the server, in a few words; empty when all is well."""
        if self.lost or self.postponed:
            what, waiting = _("mất kết nối") if self.lost else _("chưa lưu được"), self._work.state.waiting
            return what + ", " + _n("{n} mục chưa lưu", waiting) if waiting else what
        if self.sending and self._slow:
            return _("đang lưu")
        if self._work.turned_away:
            return _("máy chủ từ chối")
        return ""

    @property
    def sentence(self) -> str:
        """The same as a sentence."""
        if self._drafts.trouble:
            code, path = self._drafts.trouble
            return sentence_of(code, path=path)
        if self._work.turned_away:
            return sentence(self._work.turned_away)
        why = self._work.state.why
        if why is None:
            return ""
        return sentence_of("repeated", why=sentence(why).rstrip("."))
