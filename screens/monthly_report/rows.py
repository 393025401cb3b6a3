"""The rows of a report's list: its sections and its opinions, laid into columns. No widgets."""

from __future__ import annotations

from collections.abc import Sequence

from db.core.records.base import Choice, Values
from db.duties.monthly_report.reports import Petition
from screens.monthly_report.items import Item, ItemStatus
from tui.editing.form_context import Lists
from tui.widgets.layout import Line, clip, fit, width_of
from tui.widgets.list_view import MARGIN, Row, heading
from tui.wording.i18n import N_, _, _n, language

GENERAL, PETITIONS, FORECAST = "general", "petitions", "forecast"

#: The columns of the codes, after number and text: what is put there, and its width.
Code = tuple[str, str, str, int]
CODES: tuple[Code, ...] = (
    ("nature", "natures", N_("loại"), 12),
    ("topic", "topics", N_("lĩnh vực"), 11),
    ("breadth", "breadths", N_("mức độ"), 12),
    ("stratum", "strata", N_("tầng lớp"), 11),
)
NUMBER = 2
LEAST_TEXT = 20  # columns that the text keeps: on a narrow screen the last codes give way to it
LABEL = 22  # of a section, with its letter

#: The states of a petition that is still open, in words.
STATES = {
    "received": N_("tiếp nhận"),
    "routed": N_("đã chuyển"),
    "in_progress": N_("đang giải quyết"),
    "answered": N_("đã trả lời"),
    "rerouted": N_("chuyển đúng thẩm quyền"),
}


def brief(lists: Lists, name: str, code: object) -> str:
    """What a code means, as briefly as the list says it; the code itself when it is not in the list (any more)."""
    if code is None:
        return ""
    found: Sequence[Choice] = lists.get(name, ())
    return next((choice.brief for choice in found if choice.code == code), str(code))


def section(key: str, letter: str, label: str, text: str, standing: ItemStatus | None = None) -> Row:
    """`A  Tình hình chung   Nhân dân phấn khởi…`, and like an item why it is not stored (`standing`), if it is not."""

    def lines(width: int) -> Sequence[Line]:
        head = fit(f"{letter}  {label}", LABEL) + " "
        words = " ".join(text.split())
        shown: list[Line] = [[(head, ""), (clip(words, width - LABEL - 1), "")]]
        return [*shown, *_not_stored(standing.waiting, standing.trouble, width)] if standing else shown

    return Row(key, lines, "!" if standing and standing.trouble else "")


def _not_stored(waiting: bool, trouble: str, width: int) -> Sequence[Line]:
    """Why something is not stored, in a line of its own."""
    if waiting:
        return [[("    " + clip(_(N_("chưa lưu: chờ máy chủ xác nhận")), width - 4), "warning")]]
    return [[("    " + clip("! " + trouble, width - 4), "error")]] if trouble else []


def opinions_head(count: int, can_add: bool) -> Row:
    """`Ý KIẾN (7)    loại    lĩnh vực …`"""

    def lines(width: int) -> Sequence[Line]:
        title = "     " + _(N_("Ý KIẾN ({count})")).format(count=count)
        codes = _codes_within(width - MARGIN)
        heads = " ".join(fit(_(head), room) for *_x, head, room in codes)
        return (fit(title, width - _room(codes) - 1) + " " + heads,)

    if count:
        return Row(None, lines)
    hint = N_("Ý KIẾN (0): Ctrl+N thêm, hoặc dán các đoạn văn vào đây") if can_add else N_("Ý KIẾN (0)")
    return heading("     " + _(hint))


def opinion(item: Item, lists: Lists) -> Row:
    """An opinion in one line; a petition's way, and why something is not stored, in a line of their own."""

    def lines(width: int) -> Sequence[Line]:
        codes = _codes_within(width)
        text = fit(item.text, width - NUMBER - _room(codes) - 3)
        head = f"{fit(str(item.number), NUMBER, 'right')}  {text} "
        shown: list[Line] = [[(head, ""), *_codes(item, lists, codes)]]
        if item.petition and (way := _petition(item.values, lists)):
            shown.append("    " + clip("→ " + way, width - 4))
        return [*shown, *_not_stored(item.waiting, item.trouble, width)]

    mark = "*" if item.named else "!" if item.trouble else ""
    return Row(item.id, lines, mark)


def _room(codes: Sequence[Code]) -> int:
    """Columns that these take side by side."""
    return sum(room for *_x, room in codes) + len(codes) - 1


def _codes_within(width: int) -> Sequence[Code]:
    """As many of the codes as leave the text its room, two at least."""
    counts = range(len(CODES), 2, -1)
    most = next((n for n in counts if width - NUMBER - 3 - _room(CODES[:n]) >= LEAST_TEXT), 2)
    return CODES[:most]


def _codes(item: Item, lists: Lists, codes: Sequence[Code]) -> list[tuple[str, str]]:
    """The columns of codes; what is missing stands in place of the first ones, as far as it needs."""
    cells = [fit(brief(lists, of, item.values.get(name)), room) for name, of, _head, room in codes]
    if not item.missing:
        return [(" ".join(cells), "")]
    lacks = _(N_("chưa ghi mã")) if item.uncoded else _(N_("thiếu {fields}")).format(fields=missing_words(item))
    words = "! " + lacks
    enough = (n for n in range(2, len(codes) + 1) if width_of(words) <= _room(codes[:n]))
    taken = next(enough, len(codes))
    rest = " ".join(cells[taken:])
    return [(fit(words, _room(codes[:taken])), "error"), (f" {rest}" if rest else "", "")]


def missing_words(item: Item) -> str:
    """`lĩnh vực, mức độ`"""
    labels = [_(field.label) for field in item.missing]
    return ", ".join(label[:1].lower() + label[1:] for label in labels)


def _petition(values: Values, lists: Lists) -> str:
    via = {"True": N_("có"), "False": N_("không")}.get(str(values.get("via_voters")))
    parts = [brief(lists, "agencies", values.get("agency")), brief(lists, "places", values.get("place"))]
    known = [part for part in parts if part]
    if via:
        known.append(_(N_("qua tiếp xúc cử tri: {answer}")).format(answer=_(via)))
    return " · ".join(known)


def petitions_words(petitions: Sequence[Petition]) -> str:
    """`2 còn mở: 1 đã chuyển, 1 tiếp nhận`"""
    if not petitions:
        return _(N_("(không còn kiến nghị nào mở)"))
    counts: dict[str, int] = {}
    for petition in petitions:
        counts[petition.state] = counts.get(petition.state, 0) + 1
    states = ", ".join(f"{count} {_(STATES.get(state, state))}" for state, count in counts.items())
    return _n("{n} còn mở", len(petitions)) + ": " + states


def petitions(found: Sequence[Petition], *, shown: bool) -> Row:
    """The open petitions of earlier months: counted, and one by one when they are wanted."""
    head = section(PETITIONS, "B", _(N_("Kiến nghị kỳ trước")), petitions_words(found))

    def lines(width: int) -> Sequence[Line]:
        listed: list[Line] = list(head.laid_out(width + MARGIN))
        for petition in found if shown else ():
            state = _(STATES.get(petition.state, petition.state))
            where = f"{petition.month.month}/{petition.month.year} · {state} · {_where(petition)}: "
            listed.append("   " + clip(where + " ".join(petition.text.split()), width - 3))
        return listed

    return Row(PETITIONS, lines)


def _where(petition: Petition) -> str:
    """`UBND xã · Thôn 3`, and of whom it was taken over: `UBND xã · Thôn 3 · nhận từ Hội ND xã Mộc Nam`."""
    agency = petition.agency_en if language() == "en" else petition.agency
    whence = _(N_("nhận từ {organisation}")).format(organisation=petition.whence) if petition.whence else None
    return " · ".join(part for part in (agency, petition.place, whence) if part)
