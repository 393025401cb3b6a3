"""A real session on a real terminal, for the tests that end it from outside: `python -m tests.shell.program FOLDER`.
With `wire` behind the folder it is drawn by our own driver, else by Textual's.

One screen that keeps every character typed into it in a draft. Ctrl+D says that something is wrong; Ctrl+T is an error
that nobody caught, and after Ctrl+R the screen can no longer be drawn.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.app import ComposeResult

from tests.shell.stage import NoServer
from tui.database.save_queue import SaveQueue
from tui.drafts.autosaver import DraftAutosaver
from tui.drafts.store import Drafts
from tui.shell import registry
from tui.shell.app import LangNghe, run
from tui.shell.base_screen import BaseScreen
from tui.shell.keys import LAST, REASON, SEND, UNDO
from tui.shell.settings import Settings
from tui.widgets.layout import Line
from tui.widgets.lines import Lines
from tui.wire.driver import WireDriver
from tui.wire.plain_driver import PlainDriver

FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()


class Page(Lines):
    """Where the typed text stands."""

    can_focus = True


class Typing(BaseScreen):
    """Everything typed is kept."""

    commands = (SEND, LAST, UNDO, REASON)
    drawable = True

    def __init__(self) -> None:
        super().__init__()
        self.page = Page([""])
        self.text = ""
        self.autosaver: DraftAutosaver | None = None

    def heading(self) -> Sequence[Line]:
        if not Typing.drawable:
            raise RuntimeError("nor this")
        return ("GÕ Ở ĐÂY",)

    def body(self) -> ComposeResult:
        yield self.page

    async def fetch(self) -> None:
        self.autosaver = DraftAutosaver(self.shell.drafts, "0190-record", "opinion")
        self.text = self.autosaver.found.values["text"] if self.autosaver.found else ""
        self.page.show([f"sẵn sàng: {self.text}"])

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character and self.autosaver:
            self.text += event.character
            self.page.show([self.text])
            self.autosaver.typed({"text": self.text})

    def leaving(self) -> None:
        if self.autosaver:
            self.autosaver.flush()

    def do_last(self) -> None:
        self.say("một lỗi", "error")

    def do_reason(self) -> None:
        Typing.drawable = False
        self.retitle()

    def do_send(self) -> None:
        raise RuntimeError("nobody caught this")


def main() -> int:
    registry.register(typing="tests.shell.program:Typing")
    drafts = Drafts("nd-mocbac", "test", FOLDER / "drafts")
    driver = WireDriver if "wire" in sys.argv[2:] else PlainDriver
    settings = Settings(FOLDER / "settings.json")
    app = LangNghe(SaveQueue(NoServer), drafts, "typing", settings=settings, driver_class=driver)
    return run(app)


if __name__ == "__main__":
    sys.exit(main())
