"""Whether this terminal will do, asked before anything is drawn."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from tui.wording.i18n import _
from tui.wording.messages import sentence_of

LEAST_WIDTH, LEAST_HEIGHT = 60, 20  # columns and rows; below it a screen only says that it is too small


def too_small(width: int, height: int) -> list[str]:
    """What a screen says instead of itself in a window of so many columns and rows; nothing where there is room."""
    if width >= LEAST_WIDTH and height >= LEAST_HEIGHT:
        return []
    need = _("Cửa sổ nhỏ quá: cần ít nhất {w} × {h}, đang có {width} × {height}.")
    return [
        need.format(w=LEAST_WIDTH, h=LEAST_HEIGHT, width=width, height=height),
        _("Xin mở rộng cửa sổ; những gì đã gõ vẫn còn nguyên."),
        _("Phím gõ lúc này bị bỏ qua, trừ Ctrl+Q để thoát."),
    ]


def given_environ() -> Mapping[str, str]:
    """The environment as the program got it. Where the named locale is not installed, Python has put LC_CTYPE=C.UTF-8
    into its own (PEP 538), as if the terminal had said so."""
    with contextlib.suppress(OSError):
        names = {entry.partition(b"=")[0] for entry in Path("/proc/self/environ").read_bytes().split(b"\0")}
        if b"LC_CTYPE" not in names:
            return {name: value for name, value in os.environ.items() if name != "LC_CTYPE"}
    return os.environ


def charset(environ: Mapping[str, str] | None = None) -> str:
    """The charset that the locale names. Unset, C and POSIX mean UTF-8, and so does a locale that names none:
    PuTTY users and containers often have no locale at all, and what reaches us is UTF-8 nevertheless (design §5)."""
    environ = given_environ() if environ is None else environ
    locale = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    named = locale.partition("@")[0].partition(".")[2]
    return named or "UTF-8"


def charset_is_utf8(environ: Mapping[str, str] | None = None) -> bool:
    return charset(environ).replace("-", "").replace("_", "").lower() == "utf8"


def complaint(environ: Mapping[str, str] | None = None) -> str:
    """Why this terminal will not do, as a sentence; empty when it will."""
    environ = given_environ() if environ is None else environ
    if not (_is_terminal(0) and _is_terminal(2)):
        return sentence_of("not_a_terminal")
    if not is_usable(environ.get("TERM", "")):
        return sentence_of("terminal_dumb", term=environ.get("TERM", ""))
    if not charset_is_utf8(environ):
        return sentence_of("other_charset", charset=charset(environ))
    return ""


def is_usable(term: str) -> bool:
    """Whether a terminal of this kind can be drawn on, as far as anybody here knows it."""
    if term in ("", "dumb", "unknown"):
        return False
    from tui.wire import abilities

    entry = abilities.terminfo(term)
    return entry is None or abilities.usable(entry)


def _is_terminal(descriptor: int) -> bool:
    try:
        return os.isatty(descriptor)
    except OSError:
        return False


def speak_utf8() -> None:
    """Have Python write UTF-8 to this terminal whatever the locale says, as `charset` promises."""
    for stream in (sys.stdin, sys.stdout, sys.stderr, sys.__stderr__):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace" if stream is not sys.stdin else "replace")
