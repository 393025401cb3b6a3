"""Which codes stand under a form: those of all its fields, as many as there is room for, or the list of one field
alone, page by page. `?` goes through them. What stands there changes by `?`, by words that narrow a list that stands
alone, and when such a list is left, never by going from field to field alone: on a slow line that would cost more than
the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.core.records.base import Choice
from db.rules import fold


@dataclass(slots=True)
class CodePages:
    """`page` is the page, from 0, of the list of the field at hand; None while the codes of the form stand there.

    `fits` and `pages` are as it was painted last (None: not yet): the fields whose lists are whole among the codes of
    the form, and how many pages the list that stands alone has."""

    shown: bool = True
    page: int | None = None
    fits: frozenset[str] | None = None
    pages: int = 1

    def turn(self, name: str) -> bool:
        """`?` in a field (without a list: no name). True if the codes were shown or hidden by it."""
        alone = bool(name) and self.fits is not None and name not in self.fits
        if not self.shown:
            self.shown, self.page = True, 0 if alone else None
            return True
        following = 0 if self.page is None else self.page + 1
        if alone and following < (1 if self.page is None else self.pages):
            self.page = following
            return False
        self.shown, self.page = False, None
        return True


def narrowed(choices: Sequence[Choice], typed: str) -> Sequence[Choice]:
    """The choices that words mean. All of them while what is typed may still become a code, and where nothing fits."""
    start = fold.fold(typed).strip()
    if not start or any(fold.fold(choice.code).startswith(start) for choice in choices):
        return choices
    return fold.match(typed, choices) or choices
