"""The opinions of a report as its writer has them before them: what is stored, and over it what is typed and not
stored yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from uuid import UUID

from db.core.records.base import Field, Values
from db.duties.monthly_report.opinion import OPINION, PETITION
from db.duties.monthly_report.reports import Opinion
from tui.editing.edit_session import EditSession
from tui.editing.form_context import FormContext
from tui.editing.state import EditState
from tui.editing.values import texts_of
from tui.forms.events import Sent
from tui.forms.model import FormModel
from tui.wording.i18n import N_, _
from tui.wording.messages import sentence, sentence_of
from tui.wording.warning_wording import all_of, of_field

CODES = frozenset({"nature", "topic", "breadth"})  # the stratum is there from the beginning


@dataclass(frozen=True, slots=True)
class Item:
    """One opinion of the list. `trouble` says why what is typed is not stored, `waiting` that the server has not
    confirmed it yet; `savable` that saving it needs nothing more from the person. `version` is 0 while it is nowhere
    but here."""

    id: UUID
    number: int
    values: Values
    version: int
    named: bool = False
    trouble: str = ""
    waiting: bool = False
    savable: bool = False
    edit: EditSession | None = None
    typed: Mapping[str, str] = made(default_factory=dict)

    @property
    def text(self) -> str:
        """What was said, as it stands in the form, in one line."""
        return " ".join((self.typed.get("text") or str(self.values.get("text") or "")).split())

    @property
    def missing(self) -> list[Field]:
        """Fields to fill before the report can be sent. One that is filled in wrongly is no gap, but a trouble."""
        return [field for field in OPINION.missing(self.values) if not self.typed.get(field.name, "").strip()]

    @property
    def uncoded(self) -> bool:
        """Whether it is as it was pasted: a text, and none of the codes that one gives it."""
        return {field.name for field in self.missing} == CODES

    @property
    def petition(self) -> bool:
        return self.values.get("nature") == PETITION

    @property
    def ready(self) -> bool:
        """Whether nothing of it stands against sending."""
        return not self.missing and (self.savable or not self.trouble)


def items(
    stored: Iterable[Opinion], edits: Iterable[EditSession], form_context: FormContext,
    *, named: Collection[UUID] = (), removed: Collection[UUID] = (),
) -> list[Item]:  # fmt: skip
    """The list: what is stored in the order in which it joined the report, then what is only here, as it was begun."""
    known = {opinion.id: opinion for opinion in stored}
    typed = {edit.id: edit for edit in edits if edit.state is not EditState.UNTOUCHED}
    found: list[Item] = []
    for id in (one for one in [*known, *sorted(typed.keys() - known)] if one not in removed):
        opinion, edit = known.get(id), typed.get(id)
        number = len(found) + 1
        if edit is None or (opinion and edit.state is EditState.STORED and edit.version <= opinion.version):
            assert opinion is not None
            found.append(Item(id, number, opinion.values, opinion.version, id in named))
        else:
            found.append(_typed(edit, number, form_context, id in named))
    return found


def _typed(edit: EditSession, number: int, form_context: FormContext, named: bool) -> Item:
    now = standing(edit, form_context)
    return Item(
        edit.id, number, now.values, edit.version, named, now.trouble, now.waiting, now.savable, edit,
        now.typed,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ItemStatus:
    """How an edit session stands: its values now, and what `Item` says of them."""

    values: Values
    trouble: str = ""
    waiting: bool = False
    savable: bool = False
    typed: Mapping[str, str] = made(default_factory=dict)
    troubles: Mapping[str, str] = made(default_factory=dict)  # field → what is wrong there, where that is known


def standing(edit: EditSession, form_context: FormContext) -> ItemStatus:
    """What is typed into a record and how far it has come."""
    if edit.state is EditState.STORED:
        return ItemStatus(edit.stored)
    if edit.state is EditState.SENDING and edit.asked is not None:
        return ItemStatus(edit.asked, waiting=True)
    model = form_context.model(edit)
    troubles = _troubles(edit, model)
    savable = not troubles
    words = " · ".join(troubles.values()) or _(N_("chưa lưu, còn ở bản nháp"))
    return ItemStatus(model.values(), words, savable=savable, typed=edit.raw, troubles=troubles)


def _troubles(edit: EditSession, model: FormModel) -> dict[str, str]:
    """Why what is typed cannot be stored as it stands, by the field that it is about; "" is the record as a whole."""
    record = edit.kind.record
    if edit.error is not None:
        field = edit.error.field or ""
        return {field: of_field(record, field, sentence(edit.error))}
    if edit.elsewhere:
        return {"": _(N_("đang mở ở phiên khác"))}
    if problem := model.check():
        return {problem.field: of_field(record, problem.field, sentence_of(problem.code, problem.params))}
    warnings = model.reasons.open if record.reason else []
    fields = dict.fromkeys(warning.field for warning in warnings)
    return {field: all_of([one for one in warnings if one.field == field], record) for field in fields}


def send(edit: EditSession, form_context: FormContext) -> bool:
    """Have what stands in a draft stored, if nothing is against it."""
    model = form_context.model(edit)
    savable = not _troubles(edit, model)
    if savable:
        raw = model.raw()
        edit.send(Sent(model.values(), texts_of(raw)), raw)
    return savable
