"""The way of a report on its screen: sent after one question that says what goes, taken back, nothing arose, or dropped
before it ever was sent; and the lines above the keys, in which that is said."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from textual import events

from db.core.errors import DataError
from screens.monthly_report import month_data as months
from screens.monthly_report import returned, rows, sending
from screens.monthly_report.report_commands import Done, Refused, ReportCommands
from tui.shell.search_line import SearchableScreen
from tui.widgets.layout import clip
from tui.wording.i18n import N_, _
from tui.wording.messages import sentence_of


class ReportTransitions(SearchableScreen):
    """Base of the screen that shows a report: it gives `show_file`, `read_again` and `go_to`."""

    def __init__(self) -> None:
        super().__init__()
        self._file: ReportCommands | None = None
        self._explained = False  # whether the lines above the keys say what goes, or what stands against it

    @property
    def file(self) -> ReportCommands:
        """The report and what is under way of it. Only after the first load."""
        assert self._file is not None
        return self._file

    def show_file(self) -> None:
        """Show the report as it stands now."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Read what is stored, without holding the keys."""
        raise NotImplementedError

    def go_to(self, key: Hashable) -> None:
        """Put the cursor on a row."""
        raise NotImplementedError

    # The lines above the keys

    def show_digits(self) -> None:
        """What the digits open, and the rule."""
        digits = sorted(command.shown for command in self.available() if command.keys[0].isdigit())
        rule = "-" * self.size.width
        self.legend([clip("   ".join(digits), self.size.width), rule] if digits else [rule])

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        if self._file is not None:
            self.show_digits()

    # The report's way

    def do_send(self) -> None:
        """Say what goes and ask, or say what is missing."""
        file = self.file
        if file.closed:
            self.say(file.closed, "warning")
            return
        against = sending.obstacles(file.items, file.general(), file.general_trouble())
        if against:
            self._explain(against)
            first = next((item for item in file.items if not item.ready), None)
            self.go_to(first.id if first else rows.GENERAL)
            self.say(_(N_("Chưa gửi được:")), "error")
            return
        paper = any(file.paper())
        told = sending.summary(file.items, file.general(), paper, file.form_context.lists, file.unsaved())
        untouched = returned.untouched(file.data, file.items)
        self._explain([untouched, *told] if untouched else told)
        question = _(N_("Gửi {report}?")).format(report=months.report_title(file.data))
        self.confirm(question, N_("gửi"), self._send)

    def _explain(self, lines: Sequence[str]) -> None:
        self._explained = True
        self.legend([*sending.laid_out(lines, self.size.width), "-" * self.size.width])

    def intercept(self, event: events.Key) -> bool:
        used = super().intercept(event)
        if self._explained:
            self._explained = False
            self.show_digits()
        return used

    def _send(self) -> None:
        shell, name = self.shell, months.report_title(self.file.data)

        def done() -> None:
            shell.frame.say(_(N_("Đã gửi {report}.")).format(report=name), "good")
            self._after_move()

        self._move(self.file.send, done)

    def do_nil(self) -> None:
        if not self.file.blank():
            self.say(sentence_of("nil_has_items"), "warning")
            return
        self.confirm(months.nothing_arose_question(self.file.data), N_("gửi"), self._send_nil)

    def _send_nil(self) -> None:
        shell, name = self.shell, months.report_title(self.file.data)

        def done() -> None:
            shell.frame.say(_(N_("Đã gửi {report}: không phát sinh.")).format(report=name), "good")
            self._after_move()

        self._move(self.file.send_nil, done)

    def do_take_back(self) -> None:
        report = self.file.data.report
        if report is None or report.opened is not None:
            self.say(sentence_of("already_opened"), "warning")
            return
        self.confirm(months.take_back_question(self.file.data), N_("rút lại"), self._take_back)

    def _take_back(self) -> None:
        def done() -> None:
            self.say(_(N_("Đã rút lại: sửa rồi gửi lại.")), "good")
            self._after_move()

        self._move(self.file.take_back, done)

    def do_drop(self) -> None:
        """Ask whether the whole draft may go."""
        file = self.file
        if file.elsewhere:
            self.say(_(N_("Có mục đang mở ở phiên khác.")), "warning")
            return
        question = months.drop_question(file.data, len(file.items), file.general())
        self.confirm(question, N_("bỏ cả"), self._drop)

    def _drop(self) -> None:
        shell, name, adhoc = self.shell, months.report_title(self.file.data), self.file.data.kind == "adhoc"

        def done() -> None:
            if shell.frame is self and adhoc:
                shell.back()
            elif shell.frame.can_reload():
                shell.frame.load()
            shell.frame.say(_(N_("Đã bỏ {report}.")).format(report=name), "good")

        self._move(self.file.drop, done)

    def _move(self, command: Callable[[Done, Refused], None], done: Done) -> None:
        """Ask for a move of the report; whichever screen is on top then says what came of it."""
        shell = self.shell

        def refused(error: DataError) -> None:
            shell.frame.say_error(error)
            self._after_move()

        command(done, refused)
        self.show_file()

    def _after_move(self) -> None:
        if self.shell.frame is self:
            self.read_again()
