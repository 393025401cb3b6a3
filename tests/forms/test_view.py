"""The form in a real Textual application at 80×24."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager

from textual import on
from textual.app import App, ComposeResult

from db.core.records.base import Record, Value
from tests.drivers.pilot import PilotPerson, played, sits_at
from tests.forms.sample import MEETING, OPINION, form
from tui.forms.events import Notice
from tui.forms.model import FormModel
from tui.forms.widget import FormView


class Desk(App[None]):
    """A screen with one form, which answers a save as the real screens do."""

    def __init__(self, record: Record, *, hardware_cursor: bool = False) -> None:
        super().__init__(ansi_color=True)
        self.record = record
        self.view = FormView(form(record), fresh=lambda old: form(record), hardware_cursor=hardware_cursor)
        self.saves: list[FormView.Save] = []
        self.said = Notice()
        self.drafts = 0

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.focus()

    @property
    def model(self) -> FormModel:
        return self.view.model

    def saved(self, save: int) -> Mapping[str, Value]:
        """The values that were to be saved then."""
        sent = self.saves[save].sent
        assert sent is not None
        return sent.values

    @on(FormView.Save)
    def save(self, message: FormView.Save) -> None:
        self.saves.append(message)
        if message.sent:
            message.model.saved(1, message.sent)

    @on(FormView.Said)
    def say(self, message: FormView.Said) -> None:
        self.said = message.notice

    @on(FormView.Changed)
    def draft(self) -> None:
        self.drafts += 1


def clerk_at(
    record: Record = OPINION, size: tuple[int, int] = (80, 24), *, hardware_cursor: bool = False
) -> AbstractAsyncContextManager[PilotPerson[Desk]]:
    return sits_at(Desk(record, hardware_cursor=hardware_cursor), size)


@played
async def test_a_petition_is_typed_and_saved_with_its_codes_beside() -> None:
    async with clerk_at() as clerk:
        await clerk.types("5⏎dt⏎2⏎tài ng")
        await clerk.sees_line("Loại          5    kiến nghị, đề xuất")
        await clerk.sees_line("Lĩnh vực      dt   đất đai, giải phóng mặt bằng")
        await clerk.sees_line(" Nơi g.quyết  tài ng  ? 2: 4 Phòng TN&MT · 7 Chi nhánh VP đăng ký đất đai")
        await clerk.presses(*["backspace"] * 6)
        await clerk.types("4⏎3⏎k⏎Bà con đề nghị sớm trả sổ đỏ⏎nd")
        await clerk.presses("ctrl+s")
        assert [save.new for save in clerk.app.saves] == [False]
        assert clerk.app.saved(0)["place"] == "3"
        await clerk.sees_line(" Qua TXCT     k    không")
        assert not clerk.app.model.changed()


@played
async def test_enter_on_the_last_field_brings_an_empty_form_for_what_is_typed_ahead() -> None:
    async with clerk_at() as clerk:
        await clerk.types("1⏎dt⏎2⏎Bà con đồng tình⏎nd⏎2⏎mt")
        assert [save.new for save in clerk.app.saves] == [True]
        assert clerk.app.saved(0)["stratum"] == "nd"
        await clerk.sees_line("Loại          2    băn khoăn, lo lắng")
        await clerk.sees_line("Lĩnh vực      mt   môi trường")


@played
async def test_an_item_with_an_error_is_left_as_a_draft_and_the_next_one_begins() -> None:
    async with clerk_at() as clerk:
        await clerk.types("1⏎zz")
        await clerk.presses("ctrl+n")
        await clerk.types("2")
        left = clerk.app.saves[0]
        assert left.sent is None
        assert left.blocked is not None
        assert left.blocked.code == "unknown_code"
        assert left.model.raw()["topic"] == "zz"
        await clerk.sees_line("Loại          2    băn khoăn")


@played
async def test_the_codes_of_the_form_are_shown_and_hidden() -> None:
    async with clerk_at() as clerk:
        await clerk.sees_line("Loại      1 đồng tình  2 băn khoăn  3 bức xúc  4 không đồng tình  5 kiến nghị")
        await clerk.sees_line("Mức độ    1 một số  2 nhiều  3 đa số  4 tuyệt đại đa số")
        await clerk.sees_line("Lĩnh vực  dt đất đai")
        await clerk.types("?")
        await clerk.sees_no("đồng tình")


@played
async def test_errors_and_warnings_reach_the_message_line() -> None:
    async with clerk_at() as clerk:
        await clerk.types("9⏎")
        assert (clerk.app.said.kind, clerk.app.said.code) == ("error", "unknown_code")
        await clerk.presses("up", "backspace")
        await clerk.types("1⏎dt⏎1⏎bà Mận khóc nhiều⏎")
        assert (clerk.app.said.kind, clerk.app.said.count) == ("warning", 1)
        await clerk.presses("ctrl+r")
        await clerk.types("cán bộ")
        assert (clerk.app.said.kind, clerk.app.said.text) == ("reason", "cán bộ")
        await clerk.types("⏎")
        assert clerk.app.said.kind == "none"


@played
async def test_a_long_text_wraps_grows_and_scrolls_within_its_room() -> None:
    async with clerk_at() as clerk:
        await clerk.types("1⏎dt⏎2⏎")
        await clerk.pastes("\n".join(f"dòng thứ {n}" for n in range(40)))
        await clerk.sees_line("  dòng thứ 39")
        assert "  dòng thứ 3" not in clerk.lines
        await clerk.sees_line("Tầng lớp")  # what comes next stays in sight
        await clerk.presses(*["up"] * 39)
        await clerk.sees_line("  dòng thứ 0")


@played
async def test_the_cursor_stands_where_the_next_letter_goes() -> None:
    async with clerk_at(hardware_cursor=True) as clerk:
        assert clerk.app.cursor_position == (14, 0)
        await clerk.types("2⏎dt")
        assert clerk.app.cursor_position == (16, 1)
        await clerk.types("⏎1⏎ếa")
        assert clerk.app.cursor_position == (4, 4)
        await clerk.presses("left", "left")
        assert clerk.app.cursor_position == (2, 4)


@played
async def test_a_small_terminal_still_shows_the_field_at_hand() -> None:
    async with clerk_at(MEETING, size=(60, 4)) as clerk:
        await clerk.types("7⏎9⏎12⏎c⏎Chủ tịch⏎một⏎hai")
        await clerk.sees_line("  hai")
        await clerk.presses("shift+tab")
        await clerk.sees_line("Chủ trì")


@played
async def test_each_edit_asks_for_a_draft() -> None:
    async with clerk_at() as clerk:
        await clerk.types("12")
        assert clerk.app.drafts == 2
        await clerk.presses("left")
        assert clerk.app.drafts == 2


@played
async def test_a_window_too_narrow_for_any_field_takes_keys_and_comes_back() -> None:
    async with clerk_at(OPINION, size=(80, 20)) as clerk:
        await clerk.types("2⏎")
        for width in (3, 1, 17, 18, 80):
            await clerk.resizes(width, 5 if width < 80 else 20)
            await clerk.types("d")
        await clerk.sees_line("Lĩnh vực      ddddd")


@played
async def test_a_long_value_is_seen_again_when_the_window_is_wide_again() -> None:
    async with clerk_at(MEETING, size=(60, 20)) as clerk:
        await clerk.types("7⏎9⏎12⏎c⏎" + "Chủ tịch Hội đồng nhân dân")
        await clerk.resizes(24, 20)
        await clerk.types("x")
        await clerk.resizes(60, 20)
        await clerk.types("y")
        await clerk.sees_line("Chủ tịch Hội đồng nhân dânxy")
