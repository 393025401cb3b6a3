"""What must be there after a program died: compares what was typed with the drafts on the disk and with PostgreSQL."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.crash.typist import CODES, Form, Opinion
from tests.servers import Database
from tui.drafts.draft import Draft
from tui.drafts.store import Drafts

ALLOWED = 1.0  # seconds of typing that may be lost
FIELDS = (*CODES, "text")


def settled(form: Mapping[str, Any]) -> dict[str, str]:
    """What a form says, however it was typed: codes in one case, texts composed and without blanks around them."""
    found = {}
    for name in FIELDS:
        words = " ".join(unicodedata.normalize("NFC", str(form.get(name) or "")).split())
        if words:
            found[name] = words if name == "text" else words.casefold()
    return found


@dataclass
class Kept:
    """One opinion as it is kept: in a draft, in the database, or in both (then the person sees the draft)."""

    draft: Draft | None = None
    row: Mapping[str, Any] | None = None

    @property
    def form(self) -> dict[str, str]:
        if self.draft is not None:
            return settled(self.draft.values)
        return settled(self.row or {})


@dataclass
class Ledger:
    """All that one clerk typed about one month, life after life of the program. `faults` are sentences, `oldest` the
    seconds of typing that each death cost."""

    database: Database
    login: str
    organisation: str
    drafts_folder: Path
    identity: str
    known: dict[str, dict[str, str]] = field(default_factory=dict)  # id -> how it was kept when it was last looked at
    asked: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # id -> what might be in the database
    faults: list[str] = field(default_factory=list)
    oldest: list[float] = field(default_factory=list)

    def drafts(self) -> list[Draft]:
        return Drafts(self.login, self.identity, self.drafts_folder).all()

    def rows(self) -> list[dict[str, Any]]:
        """Every opinion of the month in the database, in the order of the list, with its petition and how often the
        audit saw it begin."""
        return self.database.rows(
            "select o.id::text, o.nature, o.topic, o.breadth, o.stratum, o.text, p.opinion_id is not null as followed,"
            " p.agency, p.place, case p.via_voters when true then 'c' when false then 'k' end as via_voters,"
            " (select count(*) from audit.entry e where e.record = o.id::text and e.table_name like '%%opinion'"
            "  and e.operation = 'insert')::int as begun"
            " from app.opinion o join app.organisation g on g.id = o.organisation_id"
            " left join app.petition p on p.opinion_id = o.id"
            " where g.short = %s and o.month = '2023-10-01' order by o.position, o.id",
            (self.organisation,),
        )

    def last(self) -> dict[str, str]:
        """How the opinion at the end of the month's list was kept: what is not stored yet stands after what is."""
        stored = [row["id"] for row in self.rows()]
        unstored = sorted(draft.about["id"] for draft in self.drafts() if draft.kind == "opinion")
        return self.known[[*stored, *(id for id in unstored if id not in stored)][-1]]

    def look(self, typed: Sequence[Opinion], died: float, what: str) -> None:
        """Compare after a death at that moment (`time.monotonic`). `typed`: the opinions of this life, in order."""
        before = len(self.faults)
        kept = self._kept()
        for id, form in self.known.items():
            if kept.get(id, Kept()).form != form:
                self.faults.append(f"kept by an earlier life and not now: {form} is {kept.get(id, Kept()).form}")
        new = sorted(id for id in kept if id not in self.known)
        if len(new) > len(typed):
            self.faults.append(f"{len(new)} records of {len(typed)} opinions")
        worst = 0.0
        for index, opinion in enumerate(typed):
            id = new[index] if index < len(new) else ""
            worst = max(worst, self._compare(id, kept.get(id, Kept()), opinion, died))
        self.oldest.append(worst)
        for row in self.rows():
            self._whole(row)
        self.faults[before:] = [f"{what}: {fault}" for fault in self.faults[before:]]

    def _kept(self) -> dict[str, Kept]:
        found: dict[str, Kept] = {}
        for draft in self.drafts():
            if draft.kind == "opinion":
                found.setdefault(draft.about["id"], Kept()).draft = draft
        for row in self.rows():
            found.setdefault(row["id"], Kept()).row = row
        return found

    def _compare(self, id: str, kept: Kept, opinion: Opinion, died: float) -> float:
        """Whether an opinion is kept as it stood at most a second before. Returns the seconds of typing lost."""
        states: list[tuple[float, Form]] = [(at, settled(form)) for at, form in opinion.states]
        may_be = [settled(form) for form in opinion.since(died - ALLOWED)]
        if id:
            self.known[id] = kept.form
            self.asked[id] = [settled(form) for form in opinion.asked]
        if kept.form not in may_be:
            self.faults.append(f"typed {may_be[0]}, kept {kept.form or 'nothing'}")
        lost = Opinion(states).lost_at(kept.form)
        return 0.0 if lost is None else max(0.0, died - lost)

    def _whole(self, row: Mapping[str, Any]) -> None:
        """Whether a stored opinion is one that was asked to be stored, with its petition, and once."""
        form = settled(row)
        if form not in self.asked.get(row["id"], []):
            self.faults.append(f"stored and never asked for: {form}")
        if row["stratum"] is None or row["followed"] is not (form.get("nature") == "5"):
            self.faults.append(f"half a record: {dict(row)}")
        if row["begun"] != 1:
            self.faults.append(f"begun {row['begun']} times in the audit: {form}")

    def twice(self) -> list[str]:
        """Texts that are stored more than once without having been typed more than once."""
        stored = [settled(row).get("text", "") for row in self.rows()]
        typed = [form.get("text", "") for form in self.known.values()]
        return sorted({text for text in stored if stored.count(text) > max(1, typed.count(text))})
