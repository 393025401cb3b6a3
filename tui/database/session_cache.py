"""What a session knows about the person at the keyboard, and the code lists that their forms draw from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from db.people import who
from db.people.who import Organisation, Person
from tui.database.save_queue import SaveQueue

if TYPE_CHECKING:
    from db.core.connect import Session
    from db.core.records.base import Choice

T = TypeVar("T")

MOST_LISTS = 50  # organisations and months whose lists are kept


class SessionCache:
    """The person, asked for once and again whenever home is shown; code lists, kept per organisation and month.
    `known` and `shown` are who signed in a moment ago and what their home has, which the first home need not ask again.
    """

    def __init__(self, work: SaveQueue, lang: str = "vi", known: Person | None = None, shown: object = None) -> None:
        self.lang = lang
        self._work = work
        self._known, self._shown = known, shown
        self._person: Person | None = None
        self._lists: dict[tuple[int, dt.date], Mapping[str, Sequence[Choice]]] = {}

    @property
    def person(self) -> Person:
        """Who signed in, with duties and today's date. Only after `load`."""
        assert self._person is not None
        return self._person

    async def load(self) -> Person:
        """Ask who this is (again: duties and the day change). Raises `db.core.errors`."""
        known, self._known = self._known, None
        person = known if known is not None else await self._work.ask(who.whoami)
        if self._person is not None and self._person.today != person.today:
            self._lists.clear()
        self._person = person
        return person

    async def home(self, query: Callable[[Session, Person], T]) -> T:
        """Ask for what the person's home shows; the first time it may be here already, from the sign-in. After `load`;
        raises `db.core.errors`."""
        shown, self._shown = self._shown, None
        return cast("T", shown) if shown is not None else await self._work.ask(query, self.person)

    async def lists(self, organisation: Organisation, month: dt.date) -> Mapping[str, Sequence[Choice]]:
        """The code lists in force in that month, with the places of the organisation. Raises `db.core.errors`."""
        key = (organisation.id, month)
        if key not in self._lists:
            from db.programme.code_lists import choices  # with the first form; home needs none of it

            if len(self._lists) >= MOST_LISTS:  # the oldest goes: whoever reads of the whole country comes to very many
                del self._lists[next(iter(self._lists))]
            self._lists[key] = await self._work.ask(choices, organisation, month, self.lang)
        return self._lists[key]
