"""What a stored text may be made of, from one table of ranges for Python and PostgreSQL alike.

Source: design §3. A forbidden character could drive another person's terminal, hide words, or turn their
order round; PostgreSQL refuses it too, by the regular expressions made here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

LINE_FEED = 0x0A

# First and last code point, and why. U+000A alone is allowed, in texts declared long.
RANGES: tuple[tuple[int, int, str], ...] = (
    (0x0000, 0x001F, "C0 controls, escape among them"),
    (0x007F, 0x009F, "delete and C1 controls: U+009B starts a terminal command as ESC [ does"),
    (0x00AD, 0x00AD, "soft hyphen, invisible"),
    (0x034F, 0x034F, "combining grapheme joiner, invisible"),
    (0x061C, 0x061C, "Arabic letter mark, bidirectional"),
    (0x115F, 0x1160, "Hangul fillers, invisible letters"),
    (0x17B4, 0x17B5, "Khmer inherent vowels, invisible"),
    (0x180B, 0x180F, "Mongolian selectors and vowel separator, invisible"),
    (0x200B, 0x200F, "zero-width space, joiners, and bidirectional marks"),
    (0x2028, 0x202E, "line and paragraph separators, bidirectional embeddings and overrides"),
    (0x2060, 0x206F, "word joiner, invisible operators, bidirectional isolates, deprecated controls"),
    (0x3164, 0x3164, "Hangul filler, invisible letter"),
    (0xD800, 0xDFFF, "lone surrogates, which are no characters"),
    (0xFE00, 0xFE0F, "variation selectors: they change the width of a cell"),
    (0xFEFF, 0xFEFF, "byte-order mark, zero-width"),
    (0xFFA0, 0xFFA0, "halfwidth Hangul filler, invisible letter"),
    (0xFFF0, 0xFFFB, "interlinear annotation and unassigned format characters"),
    (0xFFFE, 0xFFFF, "noncharacters"),
    (0x1BCA0, 0x1BCA3, "shorthand format controls"),
    (0x1D173, 0x1D17A, "musical format controls"),
    (0xE0000, 0xE0FFF, "tag characters, supplementary variation selectors, unassigned format characters"),
)

_CONTROL_NAMES = {
    0x00: "NULL",
    0x07: "BELL",
    0x08: "BACKSPACE",
    0x09: "TAB",
    0x0A: "LINE FEED",
    0x0D: "CARRIAGE RETURN",
    0x1B: "ESCAPE",
    0x7F: "DELETE",
    0x85: "NEXT LINE",
    0x9B: "CONTROL SEQUENCE INTRODUCER",
    0x9D: "OPERATING SYSTEM COMMAND",
}


def _parts(long: bool) -> list[tuple[int, int]]:
    """The ranges, without the line feed where it is allowed."""
    spans = [(first, last) for first, last, _ in RANGES]
    if long:
        head, *rest = spans
        return [(head[0], LINE_FEED - 1), (LINE_FEED + 1, head[1]), *rest]
    return spans


def _escape(point: int) -> str:
    return f"\\u{point:04X}" if point <= 0xFFFF else f"\\U{point:08X}"


def _bracket(spans: list[tuple[int, int]]) -> str:
    return "[" + "".join(_escape(a) if a == b else f"{_escape(a)}-{_escape(b)}" for a, b in spans) + "]"


def _sql(long: bool) -> str:
    """The same for PostgreSQL, which has no U+0000 and no surrogates in a text and does not name them."""
    spans = [(max(first, 1), last) for first, last in _parts(long)]
    return _bracket([(first, last) for first, last in spans if not 0xD800 <= first <= 0xDFFF])


@cache
def _forbidden(long: bool) -> re.Pattern[str]:
    """Compiled for the first text, which a start need not wait for."""
    return re.compile(_bracket(_parts(long)))


FORBIDDEN_SQL: dict[str, str] = {"line": _sql(False), "long": _sql(True)}
"""PostgreSQL regular expressions: `x ~ FORBIDDEN_SQL["line"]` finds a character that a one-line text may not
hold.
"""


def tidy(text: str, long: bool = False) -> str:
    """A text as it is stored: NFC, one kind of newline, no blanks around it, tabs as spaces.

    In a long text no blanks stand before a newline either. Tabs come with anything pasted from a table;
    nothing else is taken away silently.
    """
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    if long:
        plain = "\n".join(line.rstrip(" ") for line in plain.split("\n"))
    return plain.strip(" \n\u00a0")


def describe(char: str) -> str:
    """A character by its Unicode number and name, in no language: U+202E RIGHT-TO-LEFT OVERRIDE."""
    point = ord(char)
    name = unicodedata.name(char, "") or _CONTROL_NAMES.get(point, "")
    return f"U+{point:04X} {name}".rstrip()


def forbidden(text: str, long: bool = False) -> list[tuple[int, str]]:
    """Every character that may not be stored: its position (from 0) and its description."""
    return [(found.start(), describe(found[0])) for found in _forbidden(long).finditer(text)]


_REDACTED = re.compile(r"\[ *[đĐdD][ãÃaA] +[xX](óa|oá|oa|ÓA|OÁ|OA) [^]]*\]")


def looks_redacted(text: str) -> bool:
    """Whether a text looks like what a redaction leaves. Nobody writes that: it would pass for one that was removed."""
    return _REDACTED.fullmatch(text) is not None


def _visible(found: re.Match[str]) -> str:
    point = ord(found[0])
    if point < 0x20:
        return chr(0x2400 + point)
    if point == 0x7F:
        return "\u2421"
    return f"\u2039U+{point:04X}\u203a"


def harmless(text: str, long: bool = False) -> str:
    """The text with every forbidden character made visible (␛, ‹U+202E›), for rows somebody forced in."""
    return _forbidden(long).sub(_visible, text)
