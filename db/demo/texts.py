"""The texts of `texts.toml`, and what one organisation writes with them: never the same sentence twice in a round."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PETITION = "5"
# How many opinions a report has: fewer in the first months, which few look at while the first start waits for them.
_LATELY = 7
_COUNTS = {False: (1, 2, 2, 2, 3, 3), True: (3, 3, 4, 4, 5, 6)}
_BREADTHS = {"1": "2334", "2": "11223", "3": "1122", "4": "112", "5": "1122"}


@dataclass(frozen=True, slots=True)
class Said:
    """An opinion as it will be stored; the last three are a petition's."""

    nature: str
    topic: str
    breadth: str
    stratum: str
    text: str
    agency: str | None = None
    place: str | None = None
    via_voters: bool | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says."""

    general: str | None
    forecast: str | None
    proposals: str | None
    opinions: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """A return: which opinion (from 0), why, and what is added to it then. Days only where the story fixes them."""

    item: int
    reason: str
    added: str
    on: dt.date | None = None
    due: dt.date | None = None


class Texts:
    """The file, read once."""

    def __init__(self, path: Path = HERE / "texts.toml") -> None:
        self.data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        self.said = [{"topic": topic["code"], **item} for topic in self.data["topics"] for item in topic["said"]]

    def writer(self, login: str, body: str, stratum: str, kind: str, places: int) -> Writer:
        """Who writes for an organisation of that body, which speaks for `stratum`, in an area of that kind."""
        own = [
            item for item in self.said
            if body in item.get("bodies", [body]) and item.get("kind", kind) == kind
        ]  # fmt: skip
        special = [item for item in self.data["special"] if item["organisation"] == login]
        return Writer(self.data, own, special, login, stratum, places)

    def outside(self) -> Iterator[tuple[str, dt.datetime, bool, Content]]:
        """Ad hoc reports: login, moment, whether it still waits, and its one opinion."""
        for item in self.data["adhoc"]:
            said = Said(str(item["nature"]), item["topic"], "2", "NH", item["text"])
            yield item["organisation"], item["at"], item.get("waits", False), Content(None, None, None, (said,))


class Writer:
    """One organisation through the year."""

    def __init__(
        self,
        data: Mapping[str, Any],
        said: list[dict[str, Any]],
        special: list[dict[str, Any]],
        login: str,
        stratum: str,
        places: int,
    ) -> None:
        self._data = data
        self._special = {item["month"]: item for item in special}
        self._stratum = stratum
        self._places = places
        self._pile = list(said)
        random.Random(login).shuffle(self._pile)

    def report(self, chance: random.Random, month: dt.date) -> Content:
        """A month's report with one to six opinions."""
        if month.month in self._special:
            item = self._special[month.month]
            opinions = tuple(
                Said(**{**said, "nature": str(said["nature"]), "stratum": self._stratum}) for said in item["opinions"]
            )
            return Content(item["general"], None, None, opinions)
        general = self._data["general"]
        sentences = [*general["any"], *general.get(str(month.month), []) * 4]
        forecast, proposals = (
            chance.choice(self._data["more"][name]) if chance.random() < 0.4 else None
            for name in ("forecast", "proposals")
        )
        count = chance.choice(_COUNTS[month.month >= _LATELY])
        taken = [self._take(month.month) for _ in range(count)]
        return Content(chance.choice(sentences), forecast, proposals, tuple(self._say(chance, item) for item in taken))

    def returned(self, chance: random.Random, month: dt.date, count: int) -> Returned:
        """Why that month's report of `count` opinions comes back."""
        added = chance.choice(self._data["returns"]["added"])
        special = self._special.get(month.month, {}).get("returned")
        if special:
            return Returned(special["item"] - 1, special["reason"], added, special["on"], special["due"])
        return Returned(chance.randrange(count), chance.choice(self._data["returns"]["reasons"]), added)

    def _take(self, month: int) -> dict[str, Any]:
        """The next sentence that fits the month; it goes under the pile."""
        for place, item in enumerate(self._pile):
            if month in item.get("months", (month,)):
                self._pile.append(self._pile.pop(place))
                return item
        raise LookupError(month)

    def _say(self, chance: random.Random, item: Mapping[str, Any]) -> Said:
        nature = str(item["nature"])
        text = item["text"]
        if chance.random() < 0.5:
            text = f"{text} {chance.choice(self._data['tails'][nature])}"
        said = Said(nature, item["topic"], chance.choice(_BREADTHS[nature]), item.get("stratum", self._stratum), text)
        if nature != PETITION:
            return said
        place = str(chance.randint(0, self._places))
        return Said(said.nature, said.topic, said.breadth, said.stratum, said.text,
                    item["agency"], place, chance.random() < 0.3)  # fmt: skip
