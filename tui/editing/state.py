"""How far a record that is being typed has come."""

from __future__ import annotations

from enum import StrEnum


class EditState(StrEnum):
    """How far what is typed has come."""

    UNTOUCHED = "untouched"  # nothing typed that is not stored
    TYPED = "typed"  # a draft; nobody asked to save what stands in it now
    SENDING = "sending"  # asked for, and not confirmed yet
    REFUSED = "refused"  # the server said no, `error` says why
    STORED = "stored"  # confirmed as it stands
