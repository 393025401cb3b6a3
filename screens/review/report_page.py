"""A report as a page to read: what it says, how it came, and what changed since it was first sent.

Pure: from `db.duties.monthly_report.reports.Report` and the code lists of its month to lines for a width. The screen
pages through.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from db.core.records.base import Choice
from db.duties.monthly_report.report import GENERAL
from db.duties.monthly_report.reports import Report, Returned, Sent
from db.duties.monthly_report.versions import TEXTS, Change, Comparison, Item, Version, compare, counts, of_content
from db.rules.duties import Status
from db.rules.periods import format_date, month_label, short
from tui.widgets.layout import Line, Piece, wrap
from tui.wording.i18n import N_, _, _n
from tui.wording.times import local, moment
from tui.wording.warning_wording import findings

Lists = Mapping[str, Sequence[Choice]]
Block = list[Line]
INDENT = 5  # the columns of mark and number
STARRED = "*"
_OF_THE_REPORT = (*TEXTS, "nil", "set_aside", "paper_number", "paper_date", "paper_set_aside")


def sendings(report: Report) -> list[Sent]:
    """What was sent and not taken back, in order."""
    return [sent for sent in report.sendings if sent.taken_back is None]


def standing(report: Report) -> Version:
    """The report as its reader has it: while it is returned, what was last sent (the clerk is at work on the rest)."""
    sent = sendings(report)
    if report.status == Status.RETURNED and sent:
        return of_content(sent[-1].content)
    return of_content(
        {
            **{name: getattr(report, name) for name in _OF_THE_REPORT},
            "opinions": [{"id": item.id, **item.values} for item in report.opinions],
        }
    )


def blocks(report: Report, lists: Lists, width: int, sending: int = 0) -> list[Block]:
    """The page in blocks that are kept together where they can be. `sending` shows an earlier sending instead, by its
    place in `sendings` from 1."""
    versions = [of_content(sent.content) for sent in sendings(report)]
    if sending:
        version, found = versions[sending - 1], compare([], versions[sending - 1])
    else:
        version = standing(report)
        standing_returns = [one for one in report.returns if one.withdrawn is None]
        named = {str(item) for item in standing_returns[-1].items} if standing_returns else set()
        found = compare(versions, version, named)
    return [list(_head(report, version, lists, width)), *_content(version, found, lists, width)]


def paged(parts: Sequence[Block], room: int) -> list[Line]:
    """Blocks as lines for pages of `room` lines: one that does not fit on the page begins the next, unless it is longer
    than a page. A page does not begin with a blank line."""
    lines: list[Line] = []
    for part in parts:
        left = -len(lines) % room
        if left < len(part) <= room:
            lines += [""] * left
        starts_page = len(lines) % room == 0
        lines += part[1:] if starts_page and part[:1] == [""] else part
    return lines


# How it came


def _head(report: Report, version: Version, lists: Lists, width: int) -> Iterator[Line]:
    if not version.nil:
        yield from wrap(_natures(version, lists), width)
    yield from wrap(" · ".join(_way(report, version)), width)
    yield from _set_aside(version.paper_number, version.paper_set_aside, width)
    for number, returned in enumerate(report.returns, 1):
        yield from wrap(_return(report, returned, number), width)
        yield from _set_aside(returned.reason, returned.set_aside, width)


def _natures(version: Version, lists: Lists) -> str:
    """`Đồng tình 1 · băn khoăn 3 · …`, every nature of the list, also those that nobody had."""
    order = [choice.code for choice in lists.get("natures", ())]
    words = " · ".join(f"{label('natures', code, lists)} {count}" for code, count in counts(version, order))
    return words[:1].upper() + words[1:]


def _way(report: Report, version: Version) -> Iterator[str]:
    if report.first_submitted is not None:
        yield _("Gửi lần đầu {when}").format(when=short(local(report.first_submitted).date())) + _how(report)
    if report.submitted is not None and report.submitted != report.first_submitted:
        yield _("gửi lại {when}").format(when=moment(report.submitted))
    number, date = version.paper_number, version.paper_date
    if number or date:
        yield _("số {number} ngày {date}").format(number=number or "…", date=format_date(date) if date else "…")
    else:
        yield _("chưa có số văn bản")


def _how(report: Report) -> str:
    """On time or late, by the first sending; an ad hoc report has no due date."""
    if report.due is None or report.first_submitted is None:
        return ""
    late = (local(report.first_submitted).date() - report.due).days
    return ", " + (_n("chậm {n} ngày", late) if late > 0 else _("đúng hạn"))


def _return(report: Report, returned: Returned, number: int) -> str:
    """One return in words; the items it named have the numbers that they had in the sending it was about."""
    sent = [one for one in sendings(report) if one.submitted_at <= returned.returned_at]
    order = [str(item["id"]) for item in sent[-1].content.get("opinions", ())] if sent else []
    numbers = [str(order.index(str(item)) + 1) for item in returned.items if str(item) in order]
    words = _("Trả lại {day}").format(day=short(local(returned.returned_at).date()))
    if numbers:
        words += " " + _("mục {numbers}").format(numbers=", ".join(numbers))
    words += ", " + _("hẹn {day}").format(day=short(returned.due))
    if returned.answered is not None and local(returned.answered).date() > returned.due:
        words += ", " + _("gửi lại chậm {day}").format(day=short(local(returned.answered).date()))
    if returned.withdrawn is not None:
        words += ", " + _("đã hoàn tác {day}").format(day=short(local(returned.withdrawn).date()))
    return f"{words}: {returned.reason}"


# What it says


def _content(version: Version, found: Comparison, lists: Lists, width: int) -> Iterator[Block]:
    if version.nil:
        yield [*_title(_("KHÔNG PHÁT SINH")), "  " + _("Tháng này đơn vị báo cáo không có gì phát sinh.")]
    yield from _text("general", version, found, width)
    for number, item in enumerate(version.items, 1):
        title = _title(_("Ý KIẾN ({n})").format(n=len(version.items))) if number == 1 else []
        yield [*title, *_item(number, item, found.of(item), lists, width)]
    for name in TEXTS[1:]:
        yield from _text(name, version, found, width)
    for number, item in enumerate(found.removed):
        title = _title(_("ĐÃ BỎ SO VỚI LẦN GỬI TRƯỚC")) if number == 0 else []
        yield [*title, *_item(0, item, Change(), lists, width)]


def _title(text: str, mark: str = "") -> Block:
    return ["", [(text, "strong"), (f"  {mark}", "warning")] if mark else [(text, "strong")]]


def _text(name: str, version: Version, found: Comparison, width: int) -> Iterator[Block]:
    text, changed = getattr(version, name), name in found.texts
    if text or changed:
        title = _title(_(GENERAL.named(name).label).upper(), _("(đã sửa)") if changed else "")
        yield [*title, *wrap(text or _("(đã bỏ)"), width, 2), *_set_aside(text, version.set_aside, width, 2)]


def _item(number: int, item: Item, change: Change, lists: Lists, width: int) -> Iterator[Line]:
    """`* 4  kiến nghị · nông nghiệp · nhiều nông dân · thôn 3 → UBND xã  (đã sửa)`, then what was said."""
    lead = f"{STARRED if change.marked else ' '}{number or '-':>2}  "
    coded = wrap(coded_words(item, lists), width, INDENT)
    marks = _marks(change)
    if marks and len(coded[-1]) + 2 + len(marks) > width:
        coded.append(" " * INDENT + marks)
        marks = ""
    for at, line in enumerate(coded):
        pieces: list[Piece] = [(lead + line[INDENT:] if at == 0 else line, "")]
        if marks and at == len(coded) - 1:
            pieces.append((f"  {marks}", "warning"))
        yield pieces
    if change.natures:
        chain = " → ".join(label("natures", nature, lists) for nature in change.natures)
        yield [(" " * INDENT + _("loại: {chain}").format(chain=chain), "warning")]
    yield from wrap(item.text or _("(trống)"), width, INDENT)
    yield from _set_aside(item.text, item.set_aside, width, INDENT)


def _set_aside(text: str | None, reason: str | None, width: int, indent: int = 0) -> Iterator[Line]:
    """What in a text looks as if it named a person, and why its writer says that it does not."""
    if text and reason:
        from db.rules.personal_data import find  # its patterns take 50 ms to read, and are seldom needed

        found = findings((one.kind, one.excerpt) for one in find(text))
        words = _("Cảnh báo: có vẻ nêu {findings}. Lý do bỏ qua: {reason}").format(findings=found, reason=reason)
        yield from ([(line, "warning")] for line in (wrap(words, width, indent) if found else ()))


def _marks(change: Change) -> str:
    words = []
    if change.added:
        words.append(_("(mới thêm)"))
    elif change.changed:
        words.append(_("(đã sửa)"))
    elif change.named:
        words.append(_("(được nêu, chưa sửa)"))
    return " ".join(words)


def coded_words(item: Item, lists: Lists) -> str:
    """The codes of an item in words, and of a petition where it goes and where it comes from."""
    who = [label("breadths", item.breadth, lists, full=True), label("strata", item.stratum, lists)]
    parts = [label("natures", item.nature, lists), label("topics", item.topic, lists), " ".join(filter(None, who))]
    way = [label("places", item.place, lists), label("agencies", item.agency, lists)]
    if any(way):
        parts.append(" → ".join(filter(None, way)))
    if item.via_voters:
        parts.append(_("qua TXCT"))
    return " · ".join(filter(None, parts))


def label(name: str, code: str | None, lists: Lists, *, full: bool = False) -> str:
    """The label of a code, by default the short one; a code that the list of today does not have shows itself."""
    if code is None:
        return ""
    found = next((choice for choice in lists.get(name, ()) if choice.code == code), None)
    if found is None:
        return code
    return found.label if full else found.brief


# Its title


_STANDS = {
    Status.DRAFT: N_("ĐANG SOẠN"),
    Status.SUBMITTED: N_("CHỜ NHẬN"),
    Status.ACCEPTED: N_("ĐÃ NHẬN"),
    Status.RETURNED: N_("TRẢ LẠI"),
}


def stands(report: Report) -> str:
    """How far it has come, in capitals, with the day on which it was decided."""
    words = _(_STANDS[Status(report.status)])
    decided = report.status in (Status.ACCEPTED, Status.RETURNED) and report.decided
    return f"{words} {short(local(decided).date())}" if isinstance(decided, dt.datetime) else words


def name(report: Report) -> str:
    """`Hội Nông dân xã Mộc Bắc · tháng 9/2023`."""
    return f"{report.organisation.name} · {_month(report)}"


def brief_name(report: Report) -> str:
    """`Hội ND xã Mộc Bắc 9/2023`, for a sentence that has to fit a narrow screen."""
    return f"{report.organisation.short} {month_label(report.month)}"


def short_name(report: Report) -> str:
    """`Hội ND xã Mộc Bắc, tháng 9/2023`, for a sentence that has more to say."""
    return f"{report.organisation.short}, {_month(report)}"


def _month(report: Report) -> str:
    words = _("tháng {month}") if report.kind == "periodic" else _("đột xuất {month}")
    return words.format(month=month_label(report.month))
