"""Two people changed one record: both versions field by field, and the person chooses."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from db.core.records.base import Values
from tui.editing.conflict_view import ConflictView
from tui.editing.edit_session import EditSession
from tui.forms.conflict import Resolution
from tui.forms.entry import Reader
from tui.shell import keys
from tui.shell.base_screen import BaseScreen
from tui.shell.keys import digit
from tui.widgets.layout import Line
from tui.wording.i18n import N_, _

MINE = digit(1, "mine", N_("lấy bản tôi gõ"), N_("Ở ô này lấy bản mà tôi gõ."))
THEIRS = digit(2, "theirs", N_("lấy bản đã lưu"), N_("Ở ô này lấy bản đang được lưu."))
SAVE = keys.CONFIRM.named(N_("lưu khi chọn xong"), N_("Lưu những gì đã chọn, khi mọi ô đã chọn xong."), in_line=True)
UP = keys.PREVIOUS.named(N_("ô trước"))
DOWN = keys.DOWN.named(N_("ô sau"))


class ConflictScreen(BaseScreen):
    """`mine` is what stands in the form, `edit` has what is stored now. Esc leaves it undecided, as a draft."""

    commands = (MINE, THEIRS, SAVE, UP, DOWN, keys.BACK)

    def __init__(self, edit: EditSession, reader: Reader, mine: Values) -> None:
        super().__init__()
        assert edit.conflict is not None
        assert edit.conflict.stored is not None
        self._edit, self._reader = edit, reader
        resolution = Resolution(edit.kind.record, mine, edit.base, edit.conflict.stored)
        self._view = ConflictView(resolution, reader)

    def heading(self) -> Sequence[Line]:
        title = _(N_("HAI BẢN KHÁC NHAU"))
        return ([(title, "strong"), (" · " + _(self._edit.kind.record.title), "")], "")

    def body(self) -> ComposeResult:
        yield self._view

    async def fetch(self) -> None:
        self.note(_(N_("Người khác cũng đã sửa mục này. Từng ô: 1 bản tôi gõ, 2 bản đã lưu.")))

    def on_conflict_view_resolved(self, message: ConflictView.Resolved) -> None:
        texts = {
            field.name: self._reader.show(field, message.values.get(field.name))
            for field in self._edit.kind.record.fields
        }
        self._edit.resolve(message.values, texts)
        self.shell.back("resolved")

    def do_confirm(self) -> None:
        self.say(_(N_("Còn ô chưa chọn: 1 hoặc 2.")), "warning")

    def do_mine(self) -> None:
        """The view takes the digits itself; with nothing to choose from there is nothing to do."""

    do_theirs = do_previous = do_down = do_mine
