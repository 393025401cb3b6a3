"""Home: what I owe, most pressing first; what I follow and what waits for me; unsent drafts; what is done."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from db.core.errors import DataError, Unreachable
from db.core.ids import uuid7
from db.duties.monthly_report import home as homes
from db.duties.monthly_report import months
from db.duties.monthly_report.months import MonthRow
from db.rules import todo_order
from db.rules.duties import Status
from db.rules.periods import format_date, weekday
from screens.home.command_drafts import Unsent, months_asked, unsent
from screens.home.rows import month_name, rows
from tui.database.save import Save
from tui.drafts.draft import Draft
from tui.editing import resuming
from tui.editing.edit_sessions import EditSessions
from tui.editing.kinds import opening_of
from tui.editing.state import EditState
from tui.shell import keys
from tui.shell.keys import Command, digit
from tui.shell.search_line import SearchableScreen
from tui.widgets.layout import Line, clip
from tui.widgets.list_view import ListView
from tui.wording.i18n import N_, _
from tui.wording.messages import sentence_of

if TYPE_CHECKING:
    from tui.editing.edit_session import EditSession

NIL = digit(0, "nil", N_("không phát sinh"), N_("Báo cáo rằng tháng này không có gì phát sinh."))
MONTH = digit(1, "month", N_("báo cáo tháng"), N_("Mở báo cáo của tháng này."), in_line=False)
ADHOC = digit(2, "adhoc", N_("báo cáo đột xuất"), N_("Viết một báo cáo đột xuất."), in_line=False)
ACCEPTED = digit(3, "accepted", N_("báo cáo đã nhận"), N_("Xem báo cáo đã nhận của cả nước."), in_line=False)
PROGRAMME = digit(4, "programme", N_("chương trình năm"), N_("Xem các chỉ tiêu của năm."), in_line=False)
MATRIX = digit(5, "matrix", N_("ai đã báo cáo"), N_("Xem tháng này đơn vị nào đã báo cáo."), in_line=False)
YEAR = digit(6, "year", N_("cả năm"), N_("Xem cả năm, từng đơn vị, từng tháng."), in_line=False)
WAITING = digit(7, "waiting", N_("chờ nhận"), N_("Đọc lần lượt các báo cáo đang chờ."), in_line=False)
LEAVE = keys.QUIT.named(N_("thoát"), in_line=True)


class Home(SearchableScreen):
    """The first screen. A person who both writes and follows has both parts, what is owed first."""

    commands = (keys.OPEN, NIL, MONTH, ADHOC, ACCEPTED, MATRIX, YEAR, WAITING, PROGRAMME, keys.SEARCH, LEAVE)

    def __init__(self) -> None:
        super().__init__()
        self._home: homes.Home | None = None
        self._drafts: list[Draft] = []
        self._asked: Sequence[MonthRow] = ()  # what commands that were being written are about
        self._given: list[Unsent] = []
        self._list = ListView()
        self._resumed = False

    def on_mount(self) -> None:
        self._edit_sessions = EditSessions.of(self.shell)
        self._edit_sessions.listeners.append(self._edit_changed)
        super().on_mount()

    def on_unmount(self) -> None:
        self._edit_sessions.listeners.remove(self._edit_changed)

    def heading(self) -> Sequence[Line]:
        if self._home is None:
            return (_(N_("LẮNG NGHE")),)
        person = self.shell.cache.person
        whose = [organisation.name for organisation in person.organisations] or [person.reviewed_area, person.name]
        names = [name for name in whose if name]
        day = f"{_(weekday(person.today))} {format_date(person.today)}"
        head = "   ".join([_(N_("LẮNG NGHE")), *names[:1]])
        return ([(head, "strong"), ("   " + day, "")], "")

    def body(self) -> ComposeResult:
        yield self._list

    async def fetch(self) -> None:
        try:
            await self._read()
        except Unreachable:
            self._show_rows()  # the drafts are here, whatever the server says
            raise
        self.legend(self._sections())
        if not self._resumed:
            self._resumed = True
            resuming.begin(self.shell.settings, self._edit_sessions, self.shell.drafts)

    async def _read(self) -> None:
        await self.shell.cache.load()
        self._home = await self.shell.cache.home(homes.home)
        about = months_asked(self.shell.drafts.all())
        self._asked = await self.shell.work.ask(months.cells, about) if about else []
        self._show_rows()

    def _show_rows(self) -> None:
        if self._home is not None:
            there, strange = self.shell.drafts.all(), self.shell.drafts.strange()
            self._drafts = [draft for draft in there if "organisation" in draft.about]
            self._given = unsent(there, self._home.waiting, self._asked)
            self._list.show(rows(self._home, self.shell.cache.person, self._drafts, self._given, strange))

    def _edit_changed(self, edit: EditSession) -> None:
        """A save of an earlier session was answered, or one that was on its way when its form was left."""
        if edit.state in (EditState.STORED, EditState.REFUSED):
            resuming.answered(self.shell.settings)
        if self.shell.frame is self and edit.state is EditState.STORED:
            self.run_worker(self._read_quietly(), group="refresh", exclusive=True)
        elif self.shell.frame is self:
            self._show_rows()

    async def _read_quietly(self) -> None:
        with contextlib.suppress(DataError):  # what stands there stays; Ctrl+L says why
            await self._read()

    async def new_day(self) -> None:
        if not self.held:
            await self._read()
            self.retitle()

    def _sections(self) -> Sequence[Line]:
        """The digits that open something, and the rule."""
        digits = [command.shown for command in self.available() if command.keys[0].isdigit() and not command.in_line]
        width = self.size.width or 80
        return (clip("   ".join(digits), width), "-" * width)

    def available(self) -> Sequence[Command]:
        """A clerk's digits for clerks, a reviewer's for reviewers."""
        if self._home is None:
            return (LEAVE,)
        wanted: set[str] = {"programme", "quit"}
        person = self.shell.cache.person
        writes, follows = bool(person.organisations), person.has("reviewer", "decider")
        national = person.has("national")
        if writes or follows or self._drafts or national:
            wanted |= {"open", "search"}
        if writes:
            wanted |= {"nil", "month", "adhoc"}
        if follows:
            wanted |= {"matrix", "year"}
        if national:
            wanted.add("accepted")
        if self._home.waiting:
            wanted.add("waiting")
        return [command for command in self.commands if command.id in wanted]

    def ahead(self) -> Sequence[str]:
        """A clerk writes, a reviewer looks over the month and reads."""
        if self._home is None:
            return ()
        person = self.shell.cache.person
        writes, follows = bool(person.organisations), person.has("reviewer", "decider")
        return [*(("month", "opinion") if writes else ()), *(("matrix", "review") if follows else ())]

    # What is opened

    def on_list_view_chosen(self, event: ListView.Chosen) -> None:
        self._open(event.key)

    def do_open(self) -> None:
        if self._list.current is not None:
            self._open(self._list.current)

    def _open(self, key: Hashable) -> None:
        assert isinstance(key, tuple)
        opened: dict[str, Callable[..., object]] = {
            "month": self._open_month,
            "report": lambda organisation, month, id: self.shell.open(
                "month", organisation=organisation, month=month, report=id
            ),
            "draft": self._open_draft,
            "command": self._open_command,
            "strange": self._say_strange,
            "review": lambda id: self.shell.open("review", report=id),
            "area": lambda month, _area: self.shell.open("matrix", month=month),
            "accepted": self.do_accepted,
            "matrix": lambda month, _due: self.shell.open("matrix", month=month),
        }
        opened[key[0]](*key[1:])

    def _open_month(self, organisation: int, month: dt.date) -> None:
        row = self._row(organisation, month)
        item = row.returned_items[0] if row and row.returned_items else None
        self.shell.open("month", organisation=organisation, month=month, item=item)

    def _open_draft(self, record: str) -> None:
        """The report that a draft belongs to, on the item that was being typed."""
        for draft in self._drafts:
            if draft.record == record:
                screen, args = opening_of(draft)
                self.shell.open(screen, **args)

    def _open_command(self, record: str) -> None:
        """The form in which a command was being written."""
        for one in self._given:
            if one.draft.record == record:
                self.shell.open(one.screen, **one.args)

    def _say_strange(self, _path: str) -> None:
        self.say(sentence_of("draft_strange"), "warning")

    def _row(self, organisation: int, month: dt.date) -> MonthRow | None:
        rows = self._home.own if self._home else []
        return next((row for row in rows if row.organisation_id == organisation and row.month == month), None)

    def do_month(self) -> None:
        person = self.shell.cache.person
        chosen = self._chosen_row()
        organisation = chosen.organisation_id if chosen else person.organisations[0].id
        self._open_month(organisation, person.month)

    def do_adhoc(self) -> None:
        person = self.shell.cache.person
        chosen = self._chosen_row()
        organisation = chosen.organisation_id if chosen else person.organisations[0].id
        self.shell.open("month", organisation=organisation, month=person.month, adhoc=True)

    def do_accepted(self) -> None:
        self.shell.open("accepted")

    def do_programme(self) -> None:
        self.shell.open("programme")

    def do_matrix(self) -> None:
        self.shell.open("matrix")

    def do_year(self) -> None:
        self.shell.open("year")

    def do_waiting(self) -> None:
        self.shell.open("review")

    # Nothing arose

    def do_nil(self) -> None:
        """Offer "không phát sinh" for the month under the cursor if it is still empty, else for the most pressing one
        that is."""
        row = self._empty_month()
        if row is None:
            self.say(_(N_("Không có tháng nào còn trống để báo cáo không phát sinh.")), "warning")
            return
        question = _(N_("{report}: không phát sinh. Gửi báo cáo này?")).format(
            report=month_name(row, self.shell.cache.person)
        )
        self.confirm(question, N_("gửi"), lambda: self._send_nil(row))

    def _empty_month(self) -> MonthRow | None:
        rows = todo_order.to_do(self._home.own) if self._home else []
        blank = (None, Status.DRAFT)
        begun = {(draft.about["organisation"], draft.about.get("month")) for draft in self._drafts}
        empty = [
            row
            for row in rows
            if row.takes_entry() and not row.opinions and row.fact.status in blank
            and (str(row.organisation_id), row.month.isoformat()) not in begun
        ]  # fmt: skip
        chosen = self._chosen_row()
        return chosen if chosen in empty else next(iter(empty), None)

    def _chosen_row(self) -> MonthRow | None:
        key = self._list.current
        return self._row(key[1], key[2]) if isinstance(key, tuple) and key[0] == "month" else None

    def _send_nil(self, row: MonthRow) -> None:
        from db.duties.monthly_report import commands

        attempt, report = uuid7(), row.report_id or uuid7()
        self.shell.work.keep(
            Save(
                str(attempt),
                lambda session: commands.nothing_arose(
                    session, row.organisation_id, row.month, attempt=attempt, id=report
                ),
                done=lambda _version: self._nil_sent(row),
                refused=self._nil_refused,
            )
        )

    def _nil_refused(self, error: DataError) -> None:
        self.say_error(error)
        self.load()

    def _nil_sent(self, row: MonthRow) -> None:
        said = _(N_("Đã gửi: {report}, không phát sinh."))
        self.say(said.format(report=month_name(row, self.shell.cache.person)), "good")
        self.load()
