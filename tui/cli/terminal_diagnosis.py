"""What `langnghe doctor` finds of the terminal: its kind, what may be sent, whether it answers, what is around it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping

from tui.cli.doctor_diagnosis import Diagnosis
from tui.wording.i18n import N_, _

USUAL = (80, 24)
_ADVICE = "xterm-256color"

#: What saves bytes on the line, in the words of the finding.
_CHEAP: Mapping[str, str] = {
    "erase_characters": N_("xóa một đoạn"),
    "insert_characters": N_("chèn chữ"),
    "delete_characters": N_("bớt chữ"),
    "column": N_("nhảy cột"),
    "row": N_("nhảy dòng"),
    "tabs": N_("đặt mốc cột"),
    "scroll_region": N_("cuộn một phần màn hình"),
}


def diagnoses() -> Iterator[Diagnosis]:
    """The kind of the terminal, and if it is one that can be used, everything else about it."""
    from tui.runtime.terminal import is_usable
    from tui.wording.messages import sentence_of

    what = _(N_("cửa sổ"))
    term = os.environ.get("TERM", "")
    if not (os.isatty(0) and os.isatty(2)):
        yield Diagnosis(what, False, sentence_of("not_a_terminal"))
        return
    if not is_usable(term):
        yield Diagnosis(what, False, sentence_of("terminal_dumb", term=term))
        return
    yield from _abilities(what, term)
    yield _answers()
    yield _around(term)
    yield _prompt()


def _abilities(what: str, term: str) -> Iterator[Diagnosis]:
    from tui.wire import abilities

    known = abilities.terminfo(term) is not None
    unknown = _(
        N_("terminfo của máy này không có; vẫn dùng được, gửi nhiều hơn một chút. Cài ncurses-term, hoặc TERM={term}")
    )
    yield Diagnosis(what, True, f"TERM={term}" + ("" if known else ": " + unknown.format(term=_ADVICE)))
    can = abilities.of(os.environ)
    if os.environ.get("NO_COLOR"):
        colours = _(N_("không dùng (NO_COLOR)"))
    elif not can.colours:
        colours = _(N_("không có; màn hình vẫn đọc được"))
    else:
        colours = _(N_("{count} màu")).format(count=can.colours)
    yield Diagnosis(_(N_("màu")), True, colours)
    lacking = ", ".join(_(word) for ability, word in _CHEAP.items() if not getattr(can, ability))
    words = _(N_("thiếu: {what}; màn hình vẫn đúng, chỉ gửi nhiều hơn")).format(what=lacking)
    yield Diagnosis(_(N_("cách vẽ")), True, words if lacking else _(N_("đủ mọi cách vẽ tiết kiệm")))


def _answers() -> Diagnosis:
    from tui.cli.cursor_question import PATIENCE, NotAsked, answer_time

    what = _(N_("trả lời"))
    try:
        seconds, typed = answer_time()
    except NotAsked:
        return Diagnosis(what, True, _(N_("chưa hỏi được (chương trình đang chạy nền)")))
    if seconds is None:
        silent = _(
            N_("không trả lời trong {seconds:.0f} giây; dùng được, nhưng đường chậm thì màn hình cũ còn chạy qua")
        )
        words = silent.format(seconds=PATIENCE)
    else:
        words = _(N_("sau {milliseconds:.0f} ms")).format(milliseconds=seconds * 1000)
    if typed:
        lost = _(N_("phím gõ trong lúc hỏi, xin gõ lại: {keys}"))
        words += "; " + lost.format(keys=typed.decode("utf-8", "replace"))
    return Diagnosis(what, True, words)


def size() -> Diagnosis:
    """Whether the window is large enough."""
    from tui.runtime.terminal import LEAST_HEIGHT, LEAST_WIDTH

    columns, rows = shutil.get_terminal_size(USUAL)
    found = _(N_("{columns} cột × {rows} dòng")).format(columns=columns, rows=rows)
    if columns < LEAST_WIDTH or rows < LEAST_HEIGHT:
        need = _(N_("cần ít nhất {columns} × {rows}; phóng to cửa sổ"))
        least = need.format(columns=LEAST_WIDTH, rows=LEAST_HEIGHT)
        return Diagnosis(_(N_("cỡ cửa sổ")), False, f"{found}; {least}")
    return Diagnosis(_(N_("cỡ cửa sổ")), True, found)


def locale() -> Diagnosis:
    """Whether the locale says what reaches us."""
    from tui.runtime import terminal
    from tui.wording.messages import sentence_of

    what = _(N_("bảng mã"))
    if not terminal.charset_is_utf8():
        return Diagnosis(what, False, sentence_of("other_charset", charset=terminal.charset()))
    given = terminal.given_environ()
    named = next((f"{name}={given[name]}" for name in ("LC_ALL", "LC_CTYPE", "LANG") if given.get(name)), "")
    return Diagnosis(what, True, named or _(N_("chưa đặt (LANG, LC_ALL), coi là UTF-8")))


def _around(term: str) -> Diagnosis:
    """A multiplexer has a screen of its own; what it does not understand never reaches the window."""
    what = _(N_("bọc ngoài"))
    inside = next((name for variable, name in (("TMUX", "tmux"), ("STY", "screen")) if os.environ.get(variable)), "")
    if not inside:
        return Diagnosis(what, True, _(N_("không có tmux hay screen")))
    if term.startswith(("tmux", "screen")):
        return Diagnosis(what, True, inside)
    other = _(N_("{inside}, nhưng TERM={term}: đặt TERM={inside} thì chắc hơn"))
    return Diagnosis(what, True, other.format(inside=inside, term=term))


def _prompt() -> Diagnosis:
    from tui.runtime.suspend import shell_is_behind

    behind = (
        _(N_("Ctrl+\\ ra dấu nhắc lệnh được"))
        if shell_is_behind()
        else _(N_("không có phía sau; Ctrl+\\ không ra được"))
    )
    return Diagnosis(_(N_("dấu nhắc")), True, behind)
