"""What a report said each time it was sent: read from what a submission keeps, and compared with the first.

Source: design §3: a return cannot quietly soften what was said first. So the reader of a report is shown what changed
since its first sending, which natures became others, and what was left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

TEXTS = ("general", "forecast", "proposals")


@dataclass(frozen=True, slots=True)
class Item:
    """One opinion; `agency`, `place` and `via_voters` belong to petitions alone. `id` is a UUID as text."""

    id: str
    nature: str | None
    topic: str | None
    breadth: str | None
    stratum: str | None
    text: str | None
    agency: str | None = None
    place: str | None = None
    via_voters: bool | None = None
    set_aside: str | None = field(default=None, compare=False)  # why a warning was; no change of what is said


@dataclass(frozen=True, slots=True)
class Version:
    """A report as it was sent, or as it stands. The number of an item is its place in `items`, from 1."""

    nil: bool
    general: str | None
    forecast: str | None
    proposals: str | None
    items: tuple[Item, ...]
    paper_number: str | None = None
    paper_date: dt.date | None = None
    set_aside: str | None = None
    paper_set_aside: str | None = None

    def item(self, id: str) -> Item | None:
        """The item of that id, if it is (still) there."""
        return next((item for item in self.items if item.id == id), None)


def of_content(content: Mapping[str, Any]) -> Version:
    """Read what app.content_of made. Keys that it does not have count as empty."""
    date = content.get("paper_date")
    return Version(
        nil=bool(content.get("nil")),
        general=content.get("general"),
        forecast=content.get("forecast"),
        proposals=content.get("proposals"),
        items=tuple(_item(item) for item in content.get("opinions", ())),
        paper_number=content.get("paper_number"),
        paper_date=dt.date.fromisoformat(date) if isinstance(date, str) else date,
        set_aside=content.get("set_aside"),
        paper_set_aside=content.get("paper_set_aside"),
    )


def _item(content: Mapping[str, Any]) -> Item:
    names = ("nature", "topic", "breadth", "stratum", "text", "agency", "place", "via_voters", "set_aside")
    return Item(str(content["id"]), **{name: content.get(name) for name in names})


def counts(version: Version, natures: Sequence[str]) -> list[tuple[str, int]]:
    """How many items of each nature, in the order of the list; natures that the list does not know come last."""
    found = [item.nature for item in version.items if item.nature]
    order = list(dict.fromkeys([*natures, *sorted(set(found))]))
    return [(nature, found.count(nature)) for nature in order]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one item: `natures` are the ones it had, one after the other, when there were several."""

    named: bool = False  # the last return named it
    changed: bool = False
    added: bool = False  # it was not in the first sending
    natures: tuple[str, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether the reader's eye belongs here."""
        return self.named or self.changed or self.added


@dataclass(frozen=True, slots=True)
class Comparison:
    """The version that is read, beside all that was sent before it."""

    changes: Mapping[str, Change]
    removed: tuple[Item, ...]  # as they were first sent
    texts: frozenset[str]  # which of TEXTS are not what they were first

    def of(self, item: Item) -> Change:
        return self.changes.get(item.id, Change())


def compare(earlier: Sequence[Version], read: Version, named: Collection[str] = ()) -> Comparison:
    """What changed since the first of the earlier sendings. `named` are the items that the last return named."""
    first = earlier[0] if earlier else read
    sent: dict[str, Item] = {}
    for version in earlier:
        for item in version.items:
            sent.setdefault(item.id, item)
    changes = {item.id: _change(item, first, earlier, sent.get(item.id, item), item.id in named) for item in read.items}
    still_there = set(changes)
    removed = tuple(item for id, item in sent.items() if id not in still_there)
    texts = frozenset(name for name in TEXTS if getattr(first, name) != getattr(read, name))
    return Comparison(changes, removed, texts)


def _change(item: Item, first: Version, earlier: Sequence[Version], before: Item, named: bool) -> Change:
    natures: list[str] = []
    for was in [*(version.item(item.id) for version in earlier), item]:
        if was and was.nature and natures[-1:] != [was.nature]:
            natures.append(was.nature)
    added = first.item(item.id) is None and bool(earlier)
    change = Change(named=named, changed=before != item, added=added)
    return replace(change, natures=tuple(natures)) if len(natures) > 1 else change
