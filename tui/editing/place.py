"""Where records that are being typed belong, as far as each of them needs to know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from tui.database.save_queue import SaveQueue
    from tui.drafts.store import Drafts

Typed = TypeVar("Typed", contravariant=True)


class Place(Protocol[Typed]):
    """Where an edit session belongs (`tui.editing.edit_sessions`), as far as it needs to know it."""

    work: SaveQueue
    drafts: Drafts

    def changed(self, edit: Typed) -> None:
        """Its state changed otherwise than by typing."""

    def left(self, edit: Typed) -> None:
        """Nobody here has it open any more."""
