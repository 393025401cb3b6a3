"""A person at the model of a form, without a screen: nothing is waited for, since all happens at once."""

from __future__ import annotations

from typing import Any, Self

from tests.drivers.keys import ENTER
from tests.drivers.sight import Sight
from tui.forms.actions import DEFAULT_KEYS
from tui.forms.events import Event
from tui.forms.model import FormModel
from tui.forms.paint import Painter
from tui.forms.rows import Picture, plain_text

SIZE = 80, 19  # of a form on a screen of 80×24


class FormPerson(Sight):
    """Somebody typing into `model`; `told` is what the form told its screen."""

    def __init__(self, model: FormModel) -> None:
        self.model = model
        self.told: list[Event] = []
        self._painter = Painter(lambda message: message)

    # Doing

    def presses(self, *keys: str) -> Self:
        for key in keys:
            self.keys += 1
            self.told += self.model.act(DEFAULT_KEYS[key]) or []
        return self

    def types(self, codes: str) -> Self:
        """Type characters that count as keys; `⏎` is the Enter key."""
        self.keys += len(codes)
        return self.writes(codes)

    def writes(self, text: str) -> Self:
        """Type free text, which is not counted."""
        for character in text:
            self.told += (
                (self.model.act(DEFAULT_KEYS["enter"]) or []) if character == ENTER else self.model.type(character)
            )
        return self

    def pastes(self, text: str) -> Self:
        self.keys += 1
        self.told += self.model.paste(text)
        return self

    # Seeing

    def sees(self, *texts: str) -> Self:
        """All of these stand in the form (folds of white space do not matter)."""
        missing = self.missing(*texts)
        assert not missing, f"the person sees no {missing!r}; the form was:\n{self.screen}"
        return self

    def sees_no(self, *texts: str) -> Self:
        """None of these stands in the form."""
        there = self.shown(*texts)
        assert not there, f"the person still sees {there!r}; the form was:\n{self.screen}"
        return self

    def settles(self) -> Self:
        """Nothing moves in a form by itself."""
        return self

    def painted(self, width: int = SIZE[0], height: int = SIZE[1]) -> Picture:
        """Draw the form in a room of so many columns and rows."""
        return self._painter.paint(self.model, width, height)

    @property
    def lines(self) -> list[str]:
        """The form, a string a row, blanks at the end cut off."""
        return [plain_text(row).rstrip() for row in self.painted().rows]

    def text_of(self, field: str) -> str:
        """Return the text of a field, as typed."""
        return self.model.states[field].buffer.text

    def was_told(self, kind: type) -> list[Any]:
        return [event for event in self.told if isinstance(event, kind)]
