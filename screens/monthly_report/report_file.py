"""One report with all that is under way of it: what is stored, and what is typed over it. No widgets: the screen shows
it and passes on what the person wants. What is asked of the server is in `screens.monthly_report.report_commands`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from db.core.ids import uuid7
from db.core.records.base import Record, Value, Values
from db.duties.monthly_report.report import GENERAL, PAPER
from db.people.who import Organisation
from screens.monthly_report import items as listed
from screens.monthly_report import month_data as months
from screens.monthly_report import report_parts
from screens.monthly_report.items import Item, ItemStatus, standing
from screens.monthly_report.month_data import MonthData
from tui.database.save_queue import SaveQueue
from tui.editing.edit_session import EditSession
from tui.editing.edit_sessions import EditSessions
from tui.editing.form_context import FormContext, Lists
from tui.editing.kinds import Kind
from tui.editing.state import EditState
from tui.wording.i18n import N_, _


class ReportFile:
    """The report of an organisation: the month's periodic one, or (with `report`) any of its own; `adhoc` begins one.
    `data` and `items` are there after the first `read`."""

    data: MonthData

    def __init__(
        self,
        edit_sessions: EditSessions,
        organisation: Organisation,
        month: dt.date,
        report: UUID | None,
        adhoc: bool,
        lists: Lists,
        today: dt.date,
    ) -> None:
        self.organisation, self.month = organisation, month
        self.form_context = FormContext(lists, today, month)
        self.items: list[Item] = []
        self.sending = False  # whether the report itself is on its way
        self.dropping = False  # whether it is about to be dropped whole
        self._edit_sessions = edit_sessions
        self._asked = report
        self._adhoc = adhoc
        self._id = report or uuid7()
        self._removed: set[UUID] = set()
        self._first = True

    # What is there

    async def read(self, work: SaveQueue) -> None:
        """Read what is stored, and (the first time) what earlier sessions left in drafts. Raises `db.core.errors`."""
        key = self._id if self._asked or self._adhoc else None
        self.data = await work.ask(months.read, self.organisation, self.month, key)
        self.form_context = replace(
            self.form_context, today=self.data.today
        )  # it may be another day than when the screen was opened
        if self.data.report is not None:
            self._id = self.data.report.id
        if self._first:
            self._first = False
            self._take_up_drafts()
        for edit in self._under():
            done_with = edit.state is EditState.STORED and not edit.shown
            if done_with and edit.version <= self._version_of(edit):
                self._edit_sessions.drop(edit)
        self.update()

    def _take_up_drafts(self) -> None:
        self._edit_sessions.read(self._place, self._chain)
        under = self._under()
        if self.data.report is None and under and not self._adhoc:
            self._id = UUID(under[0].about["report"])

    def _version_of(self, edit: EditSession) -> int:
        """The stored version of a record as it was last read; 0 if it was not there."""
        report = self.data.report
        if report is None:
            return 0
        if edit.kind is not report_parts.OPINIONS:
            return report.version
        return next((opinion.version for opinion in report.opinions if opinion.id == edit.id), 0)

    def update(self) -> None:
        """Weigh what is stored and what is typed again."""
        report, returned = self.data.report, self.data.returned
        self.items = listed.items(
            report.opinions if report else (),
            [edit for edit in self._under() if edit.kind is report_parts.OPINIONS],
            self.form_context,
            named=returned.items if returned else (),
            removed=self._removed,
        )

    @property
    def closed(self) -> str:
        """Why nothing can be written, as a sentence; empty when it can."""
        if self.dropping:
            return _(N_("Bản nháp đang chờ bỏ; sẽ bỏ ngay khi có kết nối."))
        return _(N_("Báo cáo đang chờ gửi; sẽ gửi ngay khi có kết nối.")) if self.sending else self.data.closed()

    @property
    def id(self) -> UUID:
        """The key that the report has, or will have."""
        return self._id

    @property
    def about(self) -> dict[str, str]:
        return report_parts.about(self.organisation.id, self.month, self.data.kind, self._id)

    @property
    def _place(self) -> dict[str, str]:
        return report_parts.place(self.organisation.id, self.month, self.data.kind, self._id)

    @property
    def _chain(self) -> str:
        return report_parts.chain_of(self._place)

    def has(self, edit: EditSession) -> bool:
        """Whether an edit session is part of this report."""
        return edit in self._under()

    def _under(self) -> list[EditSession]:
        return self._edit_sessions.under(self._place)

    # Its texts and its paper

    def general(self) -> Values:
        """The texts around the opinions as they stand now."""
        return self._now(report_parts.GENERALS.name, GENERAL)

    def paper(self) -> tuple[str | None, dt.date | None]:
        """Number and date of the signed paper as they stand now."""
        found = self._now(report_parts.PAPERS.name, PAPER)
        number, date = found.get("paper_number"), found.get("paper_date")
        return (number if isinstance(number, str) else None), (date if isinstance(date, dt.date) else None)

    def _now(self, kind: str, record: Record) -> Values:
        edit = self._edit_sessions.find(kind, self._id)
        if edit is not None and edit.state is not EditState.UNTOUCHED:
            return standing(edit, self.form_context).values
        return self._stored(record)

    def _stored(self, record: Record) -> dict[str, Value]:
        names = [field.name for field in record.fields] + ([record.reason] if record.reason else [])
        return {name: getattr(self.data.report, name, None) for name in names}

    def general_trouble(self) -> str:
        """Why what is typed into the texts cannot go, if it cannot; each is named."""
        found = self._texts_standing()
        if found is None or found.savable or found.waiting:
            return ""
        whole = found.troubles.get("")
        return _(N_("tình hình chung, dự báo, đề xuất: {trouble}")).format(trouble=whole) if whole else found.trouble

    def part_standing(self, names: Sequence[str]) -> ItemStatus | None:
        """How these of the texts stand, if they are not stored as they stand: their own trouble, or the common one."""
        found = self._texts_standing()
        if found is None:
            return None
        own = [found.troubles[name] for name in names if name in found.troubles]
        common = not own and set(found.troubles) <= {""}
        if own:
            return replace(found, trouble=" · ".join(own))
        stored = self._stored(GENERAL)
        return found if common and any(found.values.get(name) != stored.get(name) for name in names) else None

    def _texts_standing(self) -> ItemStatus | None:
        edit = self._edit_sessions.find(report_parts.GENERALS.name, self._id)
        return standing(edit, self.form_context) if edit is not None and edit.pending else None

    @property
    def elsewhere(self) -> bool:
        """Whether another session has some of it open."""
        return any(edit.elsewhere for edit in self._under())

    def blank(self) -> bool:
        """Whether nothing arose could be said: it is not sent (any more), and nothing is written, stored or typed."""
        return self.data.kind == "periodic" and self.data.status in ("draft", "returned") and not self._written()

    @property
    def nil(self) -> bool:
        """Whether it says that nothing arose. What is written into one that came back takes the mark away."""
        return self.data.report is not None and self.data.report.nil and not self._written()

    def _written(self) -> bool:
        return bool(self.items) or any(value for name, value in self.general().items() if name != GENERAL.reason)

    # Records to type into

    def edit(self, item: Item) -> EditSession:
        """The edit session of an item of the list."""
        if item.edit is not None:
            return item.edit
        return self._edit_sessions.take(
            report_parts.OPINIONS, item.id, version=item.version, base=item.values, about=self.about, chain=self._chain
        )

    def beside(self, id: UUID, step: int) -> tuple[EditSession, int] | None:
        """The item so many steps from that one in the list as it stands now; None past either end. One that is not in
        the list (nothing is typed into it yet) comes after the last."""
        self.update()
        here = next((at for at, item in enumerate(self.items) if item.id == id), len(self.items))
        if not 0 <= here + step < len(self.items):
            return None
        item = self.items[here + step]
        return self.edit(item), item.number

    def new_edit(self) -> EditSession:
        """A new opinion, of the stratum that the organisation speaks for."""
        base: Values = {"stratum": self.organisation.stratum}
        return self._edit_sessions.take(report_parts.OPINIONS, uuid7(), base=base, about=self.about, chain=self._chain)

    def text_edit(self, kind: Kind) -> EditSession:
        """The edit session of the texts around the opinions, or of the paper."""
        version = self.data.report.version if self.data.report else 0
        return self._edit_sessions.take(
            kind, self._id, version=version, base=self._stored(kind.record), about=self.about, chain=self._chain
        )

    def add(self, paragraphs: Sequence[str]) -> UUID:
        """Make an item of each paragraph; what cannot be stored yet stays a draft. Returns the first one's key."""
        made = [self.new_edit() for _paragraph in paragraphs]
        for edit, text in zip(made, paragraphs, strict=True):
            model = self.form_context.model(edit)
            model.restore({"text": text})
            edit.typed(model.raw())
            if not listed.send(edit, self.form_context):
                edit.close()
        self.update()
        return made[0].id

    def forget_typing(self, item: Item) -> None:
        """Drop what is typed into a stored item; what is stored stands."""
        if item.edit is not None:
            item.edit.discard()
            self._edit_sessions.drop(item.edit)
            self._edit_sessions.changed(item.edit)
            self.update()
