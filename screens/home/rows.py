"""The rows of a home screen, section by section, from what `db.duties.monthly_report.home` found. Keys say what Enter
opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from db.duties.monthly_report.home import Home
from db.duties.monthly_report.listed import Waiting
from db.duties.monthly_report.months import MonthRow
from db.people.who import Person
from db.rules import todo_order
from db.rules.duties import sent
from db.rules.fold import sort_key
from db.rules.periods import month_label, short
from screens.home.command_drafts import Unsent
from screens.shared.month_wording import days_left, deadline, done_words, report_name, to_do_words
from tui.drafts.draft import Draft
from tui.drafts.store import Strange
from tui.widgets.layout import Line, columns, fit, stretch, wrap
from tui.widgets.list_view import MARGIN, Row, heading
from tui.wording.i18n import N_, _, _n
from tui.wording.times import local, moment

COLUMNS = (6, 27)  # by when, how it stands; what it is has the rest


def rows(
    home: Home, person: Person, drafts: Sequence[Draft], given: Sequence[Unsent] = (), strange: Sequence[Strange] = ()
) -> list[Row]:
    """Everything on the screen: what is followed and waits, what is owed, what is not sent, what is done. `given` are
    the commands that were being written, `strange` the drafts that this version cannot open."""
    listed: list[Row] = []
    follows, writes = person.has("reviewer", "decider"), bool(person.organisations)
    if follows:
        listed += [*_followed(home, person), *_given(given), *_waiting(home), *_not_sent(home, person)]
    if writes:
        listed += _to_do(home, person)
    listed += _unsent(drafts, strange)
    if writes:
        listed += _done(home, person)
    if not writes and not follows:
        listed += _neither(person)
    return listed


def _neither(person: Person) -> list[Row]:
    """For somebody who neither writes nor follows: what their account is for."""
    if person.has("national"):
        words = _(N_("Báo cáo đã nhận của cả nước, từng tháng"))
        return [_title(_(N_("ĐỌC TOÀN QUỐC"))), Row(("accepted",), _one(words))]
    if person.has("administrator"):
        sentence = _(N_("Tài khoản quản trị: nhân sự, địa bàn và chương trình được quản lý bằng các lệnh"
                        " langnghe staff, places, programme. Ở đây không có báo cáo nào để đọc."))  # fmt: skip
    else:
        sentence = _(N_("Tài khoản này chưa được giao việc nào có báo cáo. Hỏi người quản trị."))
    return [Row(None, lambda width: wrap(sentence, width))]


def month_name(row: MonthRow, person: Person) -> str:
    """`Báo cáo tháng 9/2023`, with the organisation for somebody who writes for several."""
    return report_name(row.month) + (f" · {row.organisation}" if len(person.organisations) > 1 else "")


def _title(text: str) -> Row:
    return heading([(text, "strong")])


def _followed(home: Home, person: Person) -> list[Row]:
    """The month at hand, and earlier ones whose entry is still open while some have not reported; each once for every
    due date that it has, for areas with programmes of their own may have other days."""
    owing: dict[tuple[dt.date, dt.date], list[MonthRow]] = {}
    for row in home.followed:
        if todo_order.owes(row.fact):
            owing.setdefault((row.month, row.fact.due), []).append(row)
    listed = [
        _followed_month(rows, *period) for period, rows in sorted(owing.items(), reverse=True)
        if period[0] == person.month or not all(sent(row.fact) for row in rows)
    ]  # fmt: skip
    if not listed:
        listed.append(heading("  " + _(N_("Tháng này chưa ai phải báo cáo."))))
    return [_title(_(N_("ĐANG THEO DÕI"))), *listed, heading()]


def _followed_month(owing: Sequence[MonthRow], month: dt.date, due: dt.date) -> Row:
    count = sum(sent(row.fact) for row in owing)
    name = _(N_("Tháng {month}: đã gửi {sent}/{all}, chưa gửi {left}")).format(
        month=month_label(month), sent=count, all=len(owing), left=len(owing) - count
    )
    return Row(("matrix", month, due), _three(name, short(due), days_left(due, owing[0].fact.today)))


def _waiting(home: Home) -> list[Row]:
    if not home.waiting:
        return []
    title = _n("CHỜ NHẬN: {n} báo cáo", len(home.waiting))
    return [_title(title), *(Row(("review", report.id), _waiting_lines(report)) for report in home.waiting), heading()]


def _waiting_lines(report: Waiting) -> Callable[[int], Sequence[Line]]:
    month = _(N_("tháng {month}")).format(month=month_label(report.month))
    name = f"{report.organisation} · " + (_(N_("đột xuất")) if report.kind == "adhoc" else month)
    how = _(N_("không phát sinh")) if report.nil else _n("{n} ý kiến", report.opinions)
    if report.again:
        how += ", " + _(N_("gửi lại"))
    return _three(name, short(local(report.submitted).date()), how)


def _not_sent(home: Home, person: Person) -> list[Row]:
    """Who has not reported the month at hand, an area a line, in the order of the Vietnamese alphabet."""
    missing: dict[tuple[str, str], list[str]] = {}
    for row in home.followed:
        if row.month == person.month and todo_order.owes(row.fact) and not sent(row.fact):
            missing.setdefault((row.level, row.area), []).append(row.body_short)
    if not missing:
        return []
    title = _n("CHƯA GỬI THÁNG NÀY: {n} tổ chức", sum(len(bodies) for bodies in missing.values()))
    areas = sorted(missing, key=lambda area: (area[0] == "commune", sort_key(area[1])))
    listed = [Row(("area", person.month, area), _beside(area[1], " · ".join(missing[area]))) for area in areas]
    return [_title(title), *listed, heading()]


def _to_do(home: Home, person: Person) -> list[Row]:
    title = _titles(_(N_("VIỆC CẦN LÀM")), _(N_("hạn")), _(N_("tình trạng")))
    listed = [_month_row(row, person) for row in todo_order.to_do(home.own)]
    for organisation, reports in home.adhoc.items():
        for report in reports:
            if report["status"] in ("draft", "returned"):
                words = {"draft": N_("đang soạn"), "returned": N_("TRẢ LẠI")}[report["status"]]
                key = ("report", organisation, report["month"], report["id"])
                listed.append(Row(key, _three(_adhoc_name(report["words"]), "", _(words))))
    if not listed:
        listed.append(heading("  " + _(N_("Không còn việc nào: đã báo cáo đủ."))))
    return [title, *listed, heading()]


def _month_row(row: MonthRow, person: Person) -> Row:
    words, tone = to_do_words(row)
    key = ("month", row.organisation_id, row.month)
    return Row(key, _three(month_name(row, person), short(deadline(row.fact)), words, tone))


def _given(commands: Sequence[Unsent]) -> list[Row]:
    if not commands:
        return []
    title = _title(_(N_("CHƯA LƯU, CÒN Ở BẢN NHÁP")))
    return [title, *(Row(("command", one.draft.record), _one(one.words)) for one in commands), heading()]


def _unsent(drafts: Sequence[Draft], strange: Sequence[Strange]) -> list[Row]:
    if not drafts and not strange:
        return []
    listed = [_title(_(N_("CHƯA LƯU, CÒN Ở BẢN NHÁP")))]
    listed += [Row(("draft", draft.record), _one(_draft_words(draft))) for draft in drafts]
    how = _(N_("Bản nháp của bản langnghe khác, ở đây không mở được: “{words}”"))
    listed += [Row(("strange", str(one.path)), _one(how.format(words=one.first_words or "…"))) for one in strange]
    return [*listed, heading()]


#: How far a draft has come, by the state that it was left in.
_STATES = {
    "sending": N_("{report}, đang lưu từ {when}: “{words}”"),
    "refused": N_("{report}, chưa lưu được {when}: “{words}”"),
}


def _draft_words(draft: Draft) -> str:
    """`Tháng 10/2023, gõ dở 22/11 21:52: “Bà con lo giá phân bón…”`"""
    adhoc = draft.about.get("kind") == "adhoc"
    report = N_("Đột xuất {month}") if adhoc else N_("Tháng {month}")
    month = month_label(dt.date.fromisoformat(draft.about["month"]))
    said = draft.values.get("text", draft.first_words)
    words = " ".join(said.split()) or _(N_("chưa có nội dung"))
    how = _STATES.get(draft.about.get("state", ""), N_("{report}, gõ dở {when}: “{words}”"))
    return _(how).format(report=_(report).format(month=month), when=moment(draft.when), words=words)


def _done(home: Home, person: Person) -> list[Row]:
    sent = sorted(_sent(home, person), key=lambda sent: sent[0], reverse=True)
    listed = [row for _month, row in sent]
    earlier = bool(sent) and sent[-1][0].year < person.today.year
    title = _titles(_(N_("ĐÃ XONG")) if earlier else _(N_("ĐÃ XONG NĂM NAY")), _(N_("gửi")), _(N_("tình trạng")))
    count = todo_order.tally([row for row in home.own if row.month.year == person.today.year])
    tally = _(N_("{due} tháng đến hạn: đúng hạn {timely} · chậm {late} · trả lại {returned} · chưa có {missing}"))
    line = tally.format(
        due=count.due, timely=count.on_time, late=count.late, returned=count.returned, missing=count.missing
    )
    return [title, *listed, heading(), heading("  " + line)]


def _sent(home: Home, person: Person) -> Iterator[tuple[dt.date, Row]]:
    """What was sent, with its month: the months' reports, and beside them the ad hoc ones."""
    for row in todo_order.done(home.own):
        key = ("month", row.organisation_id, row.month)
        when = short(row.fact.submitted or row.fact.due)
        yield row.month, Row(key, _three(month_name(row, person), when, done_words(row)))
    for organisation, reports in home.adhoc.items():
        for report in reports:
            if report["status"] in ("submitted", "accepted"):
                there = ("report", organisation, report["month"], report["id"])
                when = short(local(report["submitted"]).date())
                how = _(N_("đã nhận")) if report["status"] == "accepted" else _(N_("chờ nhận"))
                yield report["month"], Row(there, _three(_adhoc_name(report["words"]), when, how))


def _adhoc_name(words: str | None) -> str:
    return _(N_("Báo cáo đột xuất: {words}")).format(words=words or _(N_("(trống)")))


def _three(what: str, when: str, how: str, tone: str = "") -> Callable[[int], Sequence[Line]]:
    """One line of three columns: the first takes what room there is."""

    def lines(width: int) -> Sequence[Line]:
        first, second, _third = stretch((0, *COLUMNS), width)
        head = " ".join((fit(what, first), fit(when, second), ""))
        return ([(head, ""), (how, tone)],)

    return lines


def _titles(*words: str) -> Row:
    """The headings of the three columns, which begin where the rows have the cursor's margin."""

    def lines(width: int) -> Sequence[Line]:
        first, second, third = stretch((0, *COLUMNS), width - MARGIN)
        return ([(columns(words, (first + MARGIN, second, third)), "strong")],)

    return Row(None, lines)


def _beside(name: str, text: str) -> Callable[[int], Sequence[Line]]:
    """A name, and beside it what belongs to it."""
    return lambda width: (columns((name, text), (20, width - 21)),)


def _one(text: str) -> Callable[[int], Sequence[Line]]:
    return lambda width: (columns((text,), (width,)),)
