"""A fault that nobody caught, in whatever screen, widget, timer or worker: it goes into the log, what is typed into its
draft, and the person to a home that is made anew and says so.

Textual ends the program at the first. Here only a home that fails twice in a row does.
"""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App

from db.core.errors import DataError
from tui.runtime import logs
from tui.wording.messages import sentence, sentence_of


class Rescued(App[Any]):
    """An application that outlives its screens. `faults` counts what was met; `failed`: it had to end."""

    faults = 0
    failed = False
    _home_failed = False  # and no key has come since
    _going_home = False

    def keep_typing(self) -> None:
        """Whatever is typed on any screen goes into its draft, now."""
        raise NotImplementedError

    def stand_at_home(self, words: str) -> None:
        """A new home is the only screen: say this there. What was typed for those that are gone does nothing."""
        raise NotImplementedError

    def watch_loop(self) -> None:
        """What fails in the event loop, outside of all screens, leaves them as they are, and is for the log."""
        asyncio.get_running_loop().set_exception_handler(lambda _loop, told: self._note(told.get("exception")))

    def _note(self, fault: BaseException | None) -> None:
        if fault is not None:
            self.faults += 1
            logs.record("unexpected", fault)

    def _handle_exception(self, error: Exception) -> None:
        """Textual gives each error that nobody caught to this, and is done with the widget or screen where it was."""
        fault = getattr(error, "error", error)  # that of a worker is wrapped
        self._note(fault)
        if self._going_home:  # those that are left may fail in leaving
            return
        self.keep_typing()
        at_home = len(self.screen_stack) == 1
        if self.screen_stack and not (at_home and self._home_failed) and self.call_later(self._go_home, fault):
            self._home_failed, self._going_home = at_home, True
        else:
            self._end(error)

    def _go_home(self, fault: Exception) -> None:
        left, anew = self.screen_stack, f"home {self.faults}"
        try:
            self.add_mode(anew, self.get_default_screen)
            self.switch_mode(anew)
            for screen in reversed(left):
                screen.remove()
            self.stand_at_home(sentence(fault) if isinstance(fault, DataError) else sentence_of("screen_failed"))
        except Exception as error:  # noqa: BLE001 - whatever it is, there is nowhere left to go
            self._note(error)
            self._end(error)
        finally:
            self._going_home = False

    def _end(self, error: Exception) -> None:
        self.failed = True
        super()._handle_exception(error)
