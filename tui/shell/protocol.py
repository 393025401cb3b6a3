"""What a screen may ask of the application, written down apart so that neither needs to import the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from tui.database.save_queue import SaveQueue
    from tui.database.session_cache import SessionCache
    from tui.drafts.store import Drafts
    from tui.runtime.suspend import Suspension
    from tui.shell.connection_status import ConnectionStatus
    from tui.shell.settings import Settings


class Said(Protocol):
    """The screen on top, as far as another part of the program speaks through it."""

    def say(self, text: str, tone: str = "") -> None: ...

    def say_error(self, error: Any) -> None: ...

    def load(self) -> None: ...

    def can_reload(self) -> bool: ...


class Shell(Protocol):
    """The application (`tui.shell.app.LangNghe`), as a screen sees it."""

    work: SaveQueue
    drafts: Drafts
    cache: SessionCache
    settings: Settings
    standing: ConnectionStatus
    terminal_cursor: bool
    repaint_terminal: Callable[[], None]
    suspension: Suspension

    @property
    def frame(self) -> Said:
        """The screen on top."""
        ...

    def open(self, name: str, /, *, instead: bool = False, **args: Any) -> object:
        """Open a screen by its name, on top or `instead` of the one that is there."""
        ...

    def back(self, result: object = None) -> None:
        """Leave the screen on top; the one beneath gets `result`."""
        ...

    def show_help(self) -> None:
        """The keys of the screen on top."""
        ...

    def quit(self) -> None:
        """Keep what is typed, and end."""
        ...

    def play_typed(self) -> None:
        """A screen has its data now: give it the keys that waited."""
        ...

    def drop_typed(self) -> None:
        """A screen cannot be had: what was typed for it goes nowhere else."""
        ...
