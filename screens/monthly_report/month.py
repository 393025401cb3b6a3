"""The report of a month (or an ad hoc one) as its organisation writes it: its texts, its opinions, its way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Sequence
from uuid import UUID

from textual.app import ComposeResult

from db.core.errors import DataError, Denied, Unreachable
from screens.monthly_report import month_data as months
from screens.monthly_report import returned, rows, sending
from screens.monthly_report.items import Item
from screens.monthly_report.pasting import ReportPasting
from screens.monthly_report.report_commands import ReportCommands
from screens.monthly_report.report_parts import GENERALS, PAPERS
from tui.editing.edit_session import EditSession
from tui.editing.edit_sessions import EditSessions
from tui.editing.record_form import SEND as SEND_ALL
from tui.editing.state import EditState
from tui.shell import keys
from tui.shell.keys import Command, digit
from tui.widgets.layout import Line, clip, wrap
from tui.widgets.list_view import ListView
from tui.wording.i18n import N_, _
from tui.wording.messages import sentence
from tui.wording.warning_wording import of_field

EDIT = keys.OPEN.named(N_("sửa"), N_("Sửa mục hay phần đang chọn; ở phần B: hiện, ẩn các kiến nghị."))
LOOK = keys.OPEN.named(N_("xem"), N_("Xem mục hay phần đang chọn."))
ADD = keys.NEW.named(N_("thêm ý kiến"), N_("Mở mẫu trống để ghi một ý kiến. Dán vài đoạn vào đây cũng thành ý kiến."))
NIL = digit(0, "nil", N_("không phát sinh"), N_("Báo cáo rằng tháng này không có gì phát sinh."), in_line=False)
PAPER = digit(
    1, "paper", N_("số, ngày"), N_("Ghi số, ngày của văn bản đã ký; ghi sau khi gửi cũng được."), in_line=False
)
TAKE_BACK = digit(2, "take_back", N_("rút lại"), N_("Rút lại báo cáo đã gửi, khi người nhận chưa mở."), in_line=False)
HISTORY = digit(3, "history", N_("lịch sử"), N_("Ai đã sửa gì, khi nào, và ai đã đọc."), in_line=False)
DROP = digit(4, "drop", N_("bỏ báo cáo"), N_("Bỏ cả báo cáo đang soạn, khi chưa gửi lần nào."), in_line=False)
REDACT = digit(5, "redact", N_("xóa tên người"), N_("Xóa hẳn một nội dung đã gửi vì có nêu tên người."), in_line=False)

MOST_REASON = 4  # lines of a return's reason that are shown


class Month(ReportPasting):
    """`month` is its first day. `report`: the key of any report of one's own, ad hoc ones too; `item`: the opinion to
    put the cursor on; `adhoc`: a new ad hoc report."""

    commands = (EDIT, ADD, keys.SEND, keys.REMOVE, TAKE_BACK, NIL, PAPER, HISTORY, DROP, REDACT, keys.SEARCH, keys.BACK)

    def __init__(
        self,
        organisation: int,
        month: dt.date,
        report: UUID | None = None,
        item: UUID | None = None,
        adhoc: bool = False,
    ) -> None:
        super().__init__()
        self._organisation, self._month, self._report, self._adhoc = organisation, month, report, adhoc
        self._wanted: UUID | None = item
        self._list = ListView()
        self._petitions_shown = False

    def heading(self) -> Sequence[Line]:
        if self._file is None:
            return ("", "", "")
        data = self._file.data
        lines: list[Line] = [
            [(months.title(data.organisation.name, data.month, data.kind), "strong")],
            [(months.state_words(data, self._file.paper(), nil=self._file.nil), "error" if data.returned else "")],
        ]
        if data.returned:
            why = wrap(months.return_words(data), self.size.width or 80)
            lines += [[(line, "error")] for line in why[:MOST_REASON]]
        return [*lines, ""]

    def body(self) -> ComposeResult:
        yield self._list

    # What is read and shown

    def on_mount(self) -> None:
        self._edit_sessions = EditSessions.of(self.shell)
        self._edit_sessions.listeners.append(self._edit_changed)
        super().on_mount()

    def on_unmount(self) -> None:
        self._edit_sessions.listeners.remove(self._edit_changed)

    async def fetch(self) -> None:
        try:
            await self._read()
        except Unreachable:
            if self._file is None:
                raise
        self.show_file()

    async def _read(self) -> None:
        if self._file is None:
            person = await self.shell.cache.load()
            organisation = next((known for known in person.organisations if known.id == self._organisation), None)
            if organisation is None:
                raise Denied("not_yours")
            lists = await self.shell.cache.lists(organisation, self._month)
            file = ReportCommands(
                self._edit_sessions, organisation, self._month, self._report, self._adhoc, lists, person.today
            )
            await file.read(self.shell.work)
            self._file = file
        else:
            await self._file.read(self.shell.work)

    def show_file(self) -> None:
        file = self.file
        file.update()
        if self._wanted is None and file.data.returned and file.data.returned.items and self._list.current is None:
            self._wanted = file.data.returned.items[0]
        general = file.general()
        empty = _(N_("(chưa có)"))
        after = ("forecast", "proposals")
        ahead = " · ".join(str(general[name]) for name in after if general.get(name))
        petitions = file.data.petitions
        listed = [
            rows.section(
                rows.GENERAL, "A", _(N_("Tình hình chung")), str(general.get("general") or empty),
                file.part_standing(["general"]),
            ),
            rows.opinions_head(len(file.items), can_add=not file.closed),
            *(rows.opinion(item, file.form_context.lists) for item in file.items),
            rows.petitions(petitions, shown=self._petitions_shown),
            rows.section(rows.FORECAST, "C", _(N_("Dự báo, đề xuất")), ahead or empty, file.part_standing(after)),
        ]  # fmt: skip
        self._list.show(listed, self._wanted)
        self._wanted = None
        if not self._explained:
            self.show_digits()
        self.note(file.closed or file.general_trouble() or sending.missing_line(file.items), "")

    def _edit_changed(self, edit: EditSession) -> None:
        if self._file is None or not self._file.has(edit):
            return
        if self.pasting:
            if edit.state is EditState.REFUSED and edit.error is not None:
                self.keep_refusal(edit.error)
            return
        self.show_file()
        if edit.state is EditState.REFUSED and not edit.shown and edit.error is not None:
            words = of_field(edit.kind.record, edit.error.field or "", sentence(edit.error))
            self.shell.frame.say(words, "error")
        if edit.state is EditState.STORED and self.shell.frame is self and not self._file.sending:
            self.read_again()

    def read_again(self) -> None:
        """Read again without holding the keys: what is typed and not stored stands over it anyway."""
        self.run_worker(self._read_quietly(), group="refresh", exclusive=True)

    async def _read_quietly(self) -> None:
        try:
            await self.file.read(self.shell.work)
        except Unreachable:
            return
        except DataError as error:
            self.say_error(error)
            return
        self.show_file()

    async def new_day(self) -> None:
        if self._file is not None:
            await self._file.read(self.shell.work)
            self.show_file()
            self.retitle()

    def returned(self, result: object) -> None:
        if self._file is None:
            self.load()
            return
        if self.pasting:
            self.pasted(complete=result is True)
            return
        if isinstance(result, UUID):
            self._wanted = self._last_typed(result)
        self.show_file()
        self.read_again()
        if result == SEND_ALL:
            self.do_send()

    def _last_typed(self, id: UUID) -> UUID | None:
        """Where the cursor belongs after a form: on what was typed last."""
        self.file.update()
        known = [item.id for item in self.file.items]
        if id in known or id == self.file.id or not known:
            return id if id in known else None
        return known[-1]

    def go_to(self, key: Hashable) -> None:
        self._list.go_to(key)

    # What can be done

    def available(self) -> Sequence[Command]:
        if self._file is None:
            return (keys.BACK,)
        file = self._file
        shown: list[Command] = [LOOK] if file.closed else [EDIT, ADD, keys.SEND, keys.REMOVE]
        if file.data.status == "submitted":
            shown.append(TAKE_BACK)
        if not file.closed and file.blank():
            shown.append(NIL)
        if file.data.report is not None or not file.closed:
            shown.append(PAPER)
        if file.data.report is not None:
            shown.append(HISTORY)
        if file.can_drop():
            shown.append(DROP)
        if file.data.report is not None and file.data.report.sendings:
            shown.append(REDACT)
        return [*shown, keys.SEARCH, keys.BACK]

    def unavailable(self, id: str) -> None:
        if self._file is None:
            return
        if id == ADD.id:
            self.refuse_form(self._file.closed)
        elif id in (keys.SEND.id, keys.REMOVE.id):
            self.say(self._file.closed, "warning")

    def _item(self) -> Item | None:
        return next((item for item in self.file.items if item.id == self._list.current), None)

    def _place(self) -> str:
        data = self.file.data
        return f"{months.report_title(data)} · {data.organisation.name}"

    def on_list_view_chosen(self, event: ListView.Chosen) -> None:
        self.do_open()

    def do_open(self) -> None:
        key, file = self._list.current, self.file
        if key == rows.PETITIONS:
            self._petitions_shown = not self._petitions_shown
            self.show_file()
        elif key in (rows.GENERAL, rows.FORECAST):
            edit = file.text_edit(GENERALS)
            self.shell.open(
                "general", edit=edit, form_context=file.form_context, place=self._place(), focus=key,
                closed=file.closed, reason=returned.reason_for(file.data),
            )  # fmt: skip
        elif (item := self._item()) is not None:
            self._open_opinion(file.edit(item), item.number)

    def do_new(self) -> None:
        self._open_opinion(self.file.new_edit(), len(self.file.items) + 1)

    def _open_opinion(self, edit: EditSession, number: int) -> None:
        file = self.file
        count = len(file.items)
        last = next((item.values for item in reversed(file.items) if item.id != edit.id), None)
        self.shell.open(
            "opinion", edit=edit, form_context=file.form_context, place=self._place(), number=number,
            next_number=max(count, number) + 1, beside=file.beside, again=file.new_edit, last=last,
            closed=file.closed, reason=lambda id: returned.reason_for(file.data, id),
        )  # fmt: skip

    def do_paper(self) -> None:
        self.shell.open(
            "paper", edit=self.file.text_edit(PAPERS), form_context=self.file.form_context, place=self._place()
        )

    def do_history(self) -> None:
        if self.file.data.report is not None:
            self.shell.open("history", report=self.file.data.report.id)

    def do_redact(self) -> None:
        if self.file.data.report is not None:
            self.shell.open("redacting", report=self.file.data.report.id)

    def do_remove(self) -> None:
        item = self._item()
        if item is None:
            self.say(_(N_("Chọn một ý kiến để bỏ. Bỏ cả báo cáo đang soạn: phím 4.")))
            return
        if item.edit is not None and item.edit.elsewhere:
            self.say(_(N_("Mục này đang mở ở phiên khác.")), "warning")
            return
        words = {"number": item.number, "words": clip(item.text, 40) or _("(trống)")}
        if item.version and item.edit is not None and not item.waiting:  # what is stored goes only after that
            question = _(N_("Bỏ phần gõ chưa lưu của mục {number}: “{words}”?"))
            self.confirm(question.format(**words), N_("bỏ phần gõ"), lambda: self.file.forget_typing(item))
        else:
            question = _(N_("Bỏ mục {number}: “{words}”?"))
            self.confirm(question.format(**words), N_("bỏ"), lambda: self._remove(item))

    def _remove(self, item: Item) -> None:
        def refused(error: DataError) -> None:
            self.shell.frame.say_error(error)
            self.read_again()

        self.file.remove(item, done=self.read_again, refused=refused)
        self.show_file()
