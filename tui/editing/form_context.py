"""What a form needs besides its record: the code lists, the day, the month at hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.core.records.base import Choice, Values
from tui.editing.edit_session import EditSession
from tui.editing.state import EditState
from tui.forms.model import FormModel

Lists = Mapping[str, Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class FormContext:
    """The lists in force in a month, and today."""

    lists: Lists
    today: dt.date
    month: dt.date

    def model(self, edit: EditSession, *, last: Values | None = None, read_only: bool = False) -> FormModel:
        """The form of an edit session, as it was left: what is stored, and over it what was typed."""
        model = FormModel(
            edit.kind.record, self.lists, edit.base,
            today=self.today, month=self.month, version=edit.version or None, last=last, read_only=read_only,
        )  # fmt: skip
        if edit.raw and edit.state not in (EditState.STORED, EditState.UNTOUCHED):
            model.restore(edit.raw)
        return model
