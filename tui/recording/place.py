"""Where records that are being typed belong, as far as each of them needs to know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.drafts import Drafts
    from tui.recording.recording import Recording
    from tui.work import Work


class Place(Protocol):
    """Where a recording belongs (`tui.recording.shelf`), as far as it needs to know it."""

    work: Work
    drafts: Drafts

    def changed(self, recording: Recording) -> None:
        """Its state changed otherwise than by typing."""

    def left(self, recording: Recording) -> None:
        """Nobody here has it open any more."""
