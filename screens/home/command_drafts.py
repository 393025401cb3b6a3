"""Commands that were being written and not given: a return, a reopening, an exemption, a redaction; as home lists them.

Of a report that waits no more, or a month that needs it no more, nothing is listed: the draft stays on the disk and is
offered where the command can be given again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from db.duties.monthly_report.listed import Waiting
from db.duties.monthly_report.months import MonthRow
from db.rules.duties import sent
from db.rules.periods import month_label
from tui.drafts.draft import Draft
from tui.wording.i18n import N_, _
from tui.wording.times import moment


class Unsent(NamedTuple):
    """One of them: its draft, what it is about in words, and the screen that goes on with it."""

    draft: Draft
    name: str
    screen: str
    args: Mapping[str, Any]

    @property
    def words(self) -> str:
        """`Trả lại Hội ND xã Mộc Bắc, 9/2023, gõ dở 22/11 21:52: “Chưa rõ…”`"""
        said = " ".join(self.draft.values.get("reason", "").split()) or _(N_("chưa có nội dung"))
        how = _(N_("{report}, gõ dở {when}: “{words}”"))
        return how.format(report=self.name, when=moment(self.draft.when), words=said)


def months_asked(drafts: Iterable[Draft]) -> list[tuple[int, dt.date]]:
    """The organisations and months that such drafts are about, whatever their year."""
    subjects = [draft.about.get("subject", "") for draft in drafts if draft.kind in _OF_A_MONTH]
    parts = [subject.partition("-") for subject in subjects if subject]
    return [(int(organisation), dt.date.fromisoformat(f"{month}-01")) for organisation, _dash, month in parts]


def unsent(drafts: Iterable[Draft], waiting: Sequence[Waiting], months: Sequence[MonthRow]) -> list[Unsent]:
    """Those whose command can still be given, in the order of the drafts. `months` are those of `months_asked`."""
    return [one for draft in drafts for one in _about(draft, waiting, months)]


def _about(draft: Draft, waiting: Sequence[Waiting], months: Sequence[MonthRow]) -> Iterator[Unsent]:
    subject = draft.about.get("subject", "")
    if draft.kind == "returning":
        for report in waiting:
            if str(report.id) == subject:
                name = _named(N_("Trả lại {name}, {month}"), report.organisation, report.month)
                version = draft.about.get("version", "")
                args = {"report": report.id, "version": int(version) if version else None}
                yield Unsent(draft, name, draft.kind, args)
    elif draft.kind == "redacting" and subject:
        yield Unsent(draft, _(N_("Xóa tên người trong báo cáo")), draft.kind, {"report": UUID(subject)})
    elif draft.kind in _OF_A_MONTH:
        for row in months:
            if f"{row.organisation_id}-{row.month:%Y-%m}" == subject and not sent(row.fact):
                name = _named(_OF_A_MONTH[draft.kind], row.organisation, row.month)
                yield Unsent(draft, name, draft.kind, {"organisation": row.organisation_id, "month": row.month})


_OF_A_MONTH = {"reopening": N_("Mở lại cho {name}, {month}"), "exempting": N_("Miễn cho {name}, {month}")}


def _named(pattern: str, organisation: str, month: dt.date) -> str:
    return _(pattern).format(name=organisation, month=month_label(month))
