"""The year's programme in words: a target as a row of the list, and all of it."""

from __future__ import annotations

from collections.abc import Sequence

from db.programme.queries import Target
from tui.widgets.layout import Line, clip, fit, width_of, wrap
from tui.wording.i18n import N_, _

PERIODS = {
    "year": N_("cả năm"),
    "quarter": N_("hằng quý"),
    "month": N_("hằng tháng"),
    "week": N_("hằng tuần"),
    "once": N_("một lần"),
    "request": N_("khi có yêu cầu"),
    "register": N_("khi có"),
}

_LEAD = 4  # columns of the number
_GAP = 2
_PERIODS = 14  # columns of how often, unless there is room for more
_WORTH = 24  # columns from which on something more is said


def periods_of(target: Target) -> str:
    """hằng tháng; năm, tháng, tuần as they are: cả năm, hằng tháng, hằng tuần."""
    return ", ".join(_(PERIODS.get(period, period)) for period in target.periods)


def row(target: Target, targets: Sequence[Target], width: int) -> str:
    """Number, wording and how often, in columns; then how much, who and the note, where a width has room for them."""
    room = width - _LEAD - _GAP
    wording = max(width_of(one.wording) for one in targets)
    periods = min(max(width_of(periods_of(one)) for one in targets), max(room - wording, _PERIODS))
    wording = min(wording, room - periods)
    line = f"{target.number:>2}  {fit(target.wording, wording)}{' ' * _GAP}{clip(periods_of(target), periods)}"
    if width - width_of(line) < _WORTH:
        return line
    return clip(" · ".join(filter(None, (line, target.limit, target.owes, target.note))), width)


def reading(target: Target, width: int) -> list[Line]:
    """All of it, for below the list."""
    facts = [
        _(N_("Ai làm: {owes}")).format(owes=target.owes),
        _(N_("Kỳ: {periods} · Mức: {limit}")).format(periods=periods_of(target), limit=target.limit),
    ]
    if target.note:
        facts.append(_(N_("Ghi chú: {note}")).format(note=target.note))
    wording: list[Line] = [[(line, "strong")] for line in wrap(target.wording, width)]
    return [*wording, *(line for fact in facts for line in wrap(fact, width))]
