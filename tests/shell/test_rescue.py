"""A fault inside one screen leaves the program running: home, a sentence, an entry in the log, and the drafts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.strip import Strip

from db.core.errors import Closed
from tests.drivers.pilot import PilotPerson
from tests.shell.stage import People, play
from tui.runtime import logs
from tui.shell import registry
from tui.shell.app import LangNghe
from tui.shell.base_screen import BaseScreen
from tui.shell.keys import BACK, SAVE
from tui.widgets.drawn_rows import Drawn
from tui.widgets.layout import Line

WORDS = "Bà con thôn 3"
SAID = "Màn hình vừa rồi gặp lỗi, nên đã về đây."


class Broken(RuntimeError):
    """What is thrown; its words are what somebody typed."""


class Told(Message):
    """Something that the widget tells its screen."""


class Pane(Drawn):
    """Where something is typed."""

    can_focus = True

    def render_line(self, y: int) -> Strip:
        if self.screen.fails == "drawing" and y == 2:  # type: ignore[attr-defined]
            raise Broken(WORDS)
        return super().render_line(y)

    def on_key(self, event: events.Key) -> None:
        if self.screen.fails == "a key" and event.key == "a":  # type: ignore[attr-defined]
            raise Broken(WORDS)

    def on_resize(self) -> None:
        if self.screen.fails == "another size" and self.size.width > 80:  # type: ignore[attr-defined]
            raise Broken(WORDS)


class Fragile(BaseScreen):
    """It fails where it is told to. `left` says that what is typed was kept."""

    commands = (SAVE, BACK)
    left = 0

    def __init__(self, fails: str) -> None:
        super().__init__()
        self.fails = ""
        self._wanted = fails
        if fails == "being made":
            raise Broken(WORDS)

    def heading(self) -> Sequence[Line]:
        if self.fails == "its title":
            raise Broken(WORDS)
        return ("MỎNG MANH",)

    def body(self) -> ComposeResult:
        if self._wanted == "being composed":
            raise Broken(WORDS)
        yield Pane()

    async def fetch(self) -> None:
        if self._wanted == "its data":
            raise Broken(WORDS)
        self.fails = self._wanted

    def leaving(self) -> None:
        Fragile.left += 1
        if self.fails == "being left":
            raise Broken(WORDS)

    def do_save(self) -> None:
        if self.fails == "a command":
            raise Broken(WORDS)
        if self.fails == "a refusal":
            raise Closed("month_locked", month="9/2023")
        if self.fails == "a message":
            self.post_message(Told())
        elif self.fails == "a timer":
            self.set_timer(0.01, self._breaks)
        elif self.fails == "later":
            self.call_later(self._breaks)
        elif self.fails == "after drawing":
            self.call_after_refresh(self._breaks)

    def on_told(self) -> None:
        self._breaks()

    def _breaks(self) -> None:
        raise Broken(WORDS)


class FailingHome(People):
    """A home that fails whenever it is drawn, or so often."""

    often = 0

    def heading(self) -> Sequence[Line]:
        if FailingHome.often:
            FailingHome.often -= 1
            raise Broken(WORDS)
        return super().heading()


registry.register(fragile="tests.shell.test_rescue:Fragile", failing="tests.shell.test_rescue:FailingHome")

#: Where it fails, and what a person does then.
PLACES: dict[str, Sequence[str]] = {
    "a key": ["a"], "a command": ["ctrl+s"], "a message": ["ctrl+s"], "a timer": ["ctrl+s"], "later": ["ctrl+s"],
    "after drawing": ["ctrl+s"], "being left": ["escape"],
    "drawing": [], "its title": [], "being made": [], "being composed": [], "its data": [],
}  # fmt: skip


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


async def stands_at_home(person: PilotPerson[LangNghe], said: str = SAID) -> None:
    """The sentence is there, what was written is in no log, and home does what it always does."""
    await person.until(lambda: len(person.app.screen_stack) == 1 and said in " ".join(person.lines), f"at home: {said}")
    assert isinstance(person.app.screen, People) and not person.app.frame.held
    await person.presses("down", "ctrl+n")
    assert person.app.screen.done == ["thêm"] and person.app.screen.list.current == "Bình"
    assert said not in " ".join(person.lines)
    written = logs.path().read_text()
    assert WORDS not in written and "test_rescue.py" in written


@pytest.mark.parametrize("place", PLACES)
def test_a_fault_in_a_screen_leads_home(place: str, tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        before = Fragile.left
        person.app.open("pages")
        person.app.call_later(person.app.open, "fragile", fails=place)
        if PLACES[place]:
            await person.until(lambda: isinstance(person.app.screen, Fragile) and not person.app.frame.held, "fragile")
            await person.presses(*PLACES[place])
        await stands_at_home(person)
        assert "Broken" in logs.path().read_text()
        assert Fragile.left > before or place == "being made"
        assert person.app.is_running and not person.app.failed
        person.app.faults = 1  # some fail more than once, as in each row that is drawn

    play(scene, tmp_path, faults=1)


def test_a_refusal_that_no_screen_expected_says_itself_at_home(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        person.app.open("fragile", fails="a refusal")
        await person.until(lambda: isinstance(person.app.screen, Fragile) and not person.app.frame.held, "fragile")
        await person.presses("ctrl+s")
        await stands_at_home(person, "Tháng 9/2023 đã khóa.")
        assert "Closed month_locked" in logs.path().read_text()

    play(scene, tmp_path, faults=1)


def test_a_size_that_a_screen_fails_at_leads_home(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        person.app.open("fragile", fails="another size")
        await person.until(lambda: isinstance(person.app.screen, Fragile) and not person.app.frame.held, "fragile")
        await person.resizes(100, 30)
        await stands_at_home(person)

    play(scene, tmp_path, faults=1)


def test_what_is_typed_ahead_for_the_screen_that_failed_does_nothing_at_home(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        person.app.open("fragile", fails="a key")
        await person.until(lambda: isinstance(person.app.screen, Fragile) and not person.app.frame.held, "fragile")
        await person.bursts("a", "ctrl+n", "enter", "ctrl+n")
        await stands_at_home(person)

    play(scene, tmp_path, faults=1)


def test_an_answer_that_a_screen_fails_over_keeps_no_other_from_its_answer(tmp_path: Path) -> None:
    from tui.database.save import Save

    def breaks(_result: object) -> None:
        raise Broken(WORDS)

    async def scene(person: PilotPerson[LangNghe]) -> None:
        person.app.work.keep(Save("1", lambda session: None, breaks, breaks))
        assert await person.app.work.ask(lambda session: "đây") == "đây"
        await stands_at_home(person)

    play(scene, tmp_path, faults=1)


def test_a_home_that_failed_once_is_there_again(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        FailingHome.often = 1
        person.app.frame.retitle()

    async def plays(person: PilotPerson[LangNghe]) -> None:
        person.app.call_later(scene, person)
        await person.until(lambda: person.app.faults == 1)
        await stands_at_home(person)

    play(plays, tmp_path, "failing", faults=1)


def test_a_home_that_fails_twice_in_a_row_ends_the_program(tmp_path: Path) -> None:
    async def scene(person: PilotPerson[LangNghe]) -> None:
        FailingHome.often = 1000
        person.app.call_later(person.app.frame.retitle)
        await person.until(lambda: person.app.failed)

    with pytest.raises(Broken):
        play(scene, tmp_path, "failing", faults=2)
    FailingHome.often = 0
    assert logs.path().read_text().count("unexpected") > 1


def test_the_log_has_the_place_and_the_kind_of_an_error_and_nothing_that_it_says(tmp_path: Path) -> None:
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as error:
            raise Closed("month_locked", text=WORDS) from error
    except Closed as error:
        logs.record("unexpected", error)
    written = logs.path().read_text()
    assert WORDS not in written and "KeyError\n" in written and "Closed month_locked\n" in written
    assert written.index("KeyError\n") < written.index("Closed month_locked\n")
