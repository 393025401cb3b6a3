"""Keys and pastes as Textual's messages."""

from __future__ import annotations

import unicodedata

from textual import events
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.message import Message

from tui.wire.input import Event, Key, Pasted


def message_of(event: Event) -> Message | None:
    """The message that tells Textual of a key or a paste; None for what is neither."""
    if isinstance(event, Key):
        return events.Key(textual_name(event.name), event.character)
    if isinstance(event, Pasted):
        return events.Paste(event.text)
    return None


def textual_name(name: str) -> str:
    """A key's name as Textual has it: of a sign its name in Unicode."""
    if len(name) != 1 or name.isalnum():
        return name
    known = unicodedata.name(name, name).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(known, known)
