"""What a form needs besides its record: the code lists, the day, the month at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.core.records.base import Choice, Values
from tui.editing.edit_session import Recording
from tui.editing.state import State
from tui.forms.model import FormModel

Lists = Mapping[str, Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class FormDesk:
    """The lists in force in a month, and today."""

    lists: Lists
    today: dt.date
    month: dt.date

    def model(self, recording: Recording, *, last: Values | None = None, read_only: bool = False) -> FormModel:
        """The form of a recording, as it was left: what is stored, and over it what was typed."""
        model = FormModel(
            recording.kind.record, self.lists, recording.base,
            today=self.today, month=self.month, version=recording.version or None, last=last, read_only=read_only,
        )  # fmt: skip
        if recording.raw and recording.state not in (State.STORED, State.UNTOUCHED):
            model.restore(recording.raw)
        return model
