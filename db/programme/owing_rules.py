"""Owing rules of a programme: who owes what of a target, how often, how much, and where the duty comes from.

Source: design §1 (*What is owed, what was done*), domain §2. Obligations are computed from these rules, never stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from db.programme.scorecard import in_force

LEVELS = ("province", "town", "commune")
PERIODS = ("year", "quarter", "month", "week", "once", "request", "register")

# What a duty is about, and where it may come from; the first is meant where a rule names none. `rule`: from this rule
# alone; `roster`: from who holds a post; `request`: from a request that came; `allotment`: from a share of the whole
# that was given out.
SOURCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "organisation": ("rule", "allotment"),
        "area": ("rule",),
        "village": ("rule",),
        "post": ("roster",),
        "document": ("rule",),
        "campaign": ("rule",),
        "request": ("request",),
    }
)
SUBJECTS = tuple(SOURCES)
# An organisation owes for itself, an area and a village by a body that leads; of the others either may be said.
BY_BODIES = ("organisation", "post", "document", "campaign", "request")
BY_RESPONSIBLE = ("area", "village", "post", "document", "campaign", "request")
# One meeting or festival may count for several subjects of these.
JOINT = ("area", "village", "post")
# Only these may wait for something.
CONDITIONAL = ("organisation", "area")
# `draft`: owed only once a draft was sent to the subject, or chosen by it.
CONDITIONS = ("draft",)
# How many months a due rule's periods have for a period of the programme; None for weeks and for requests.
MONTHS: Mapping[str, int | None] = MappingProxyType(
    {"year": 12, "quarter": 3, "month": 1, "once": 12, "week": None, "request": None}
)


@dataclass(frozen=True, slots=True)
class OwingRule:
    """One rule of a target, in force from `opens` to `closes` (its last day; None: until a later rule of its code).

    `subject` × `levels` say of what there is one duty in each `period`. Either `bodies` owe it, each for itself, or the
    body `responsible` for all of the subject's level, with `credited` bodies for whom it counts too. `posts` are the
    groups of posts (list `posts`) whose holders are meant. `least` things of the measure are owed; None: the measure's
    own floor is to be reached, or shared out. `most` is a ceiling only if `ceiling` says so.
    """

    code: str
    measure: str
    subject: str
    levels: tuple[str, ...]
    period: str
    source: str
    opens: dt.date
    bodies: tuple[str, ...] = ()
    responsible: str = ""
    credited: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    due: str = ""
    least: int | None = None
    most: int | None = None
    ceiling: bool = False
    condition: str = ""
    joint: bool = False
    closes: dt.date | None = None


def rules_on(rules: tuple[OwingRule, ...], day: dt.date) -> list[OwingRule]:
    """The rules of one target that are in force on a day."""
    return in_force(rules, lambda rule: rule.code, day)


def owing_rule(item: Mapping[str, Any], target: Mapping[str, Any], year: int) -> OwingRule:
    """The rule of a checked table of a target. What it leaves out is the target's (`due`, its only measure), the first
    source of its subject, the first day of the year.
    """
    values = dict(item)
    values |= {key: tuple(value) for key, value in item.items() if isinstance(value, list)}
    opens, closes = values.pop("from", dt.date(year, 1, 1)), values.pop("to", None)
    defaults = {
        "measure": target["measures"][0]["code"],
        "source": SOURCES[item["subject"]][0],
        "due": "" if item["period"] == "register" else target.get("due", ""),
    }
    return OwingRule(**{**defaults, **values}, opens=opens, closes=closes)
