"""Colours and attributes of a cell (`Style`): read from SGR parameters, and the shortest SGR between two styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

DEFAULT_COLOUR = -1
_TRUE_COLOUR = 256  # 0xRRGGBB + this

BOLD, DIM, ITALIC, UNDERLINE, BLINK, REVERSE, STRIKE = (1 << n for n in range(7))
_ON = {1: BOLD, 2: DIM, 3: ITALIC, 4: UNDERLINE, 5: BLINK, 7: REVERSE, 9: STRIKE, 21: UNDERLINE}
_OFF = {22: BOLD | DIM, 23: ITALIC, 24: UNDERLINE, 25: BLINK, 27: REVERSE, 29: STRIKE}
_CODE_ON = {BOLD: "1", DIM: "2", ITALIC: "3", UNDERLINE: "4", BLINK: "5", REVERSE: "7", STRIKE: "9"}
_ON_BLANKS = UNDERLINE | REVERSE | STRIKE | BLINK  # attributes that show on a blank


class Style(NamedTuple):
    """`fg` and `bg`: -1 the terminal's own, 0–255 of its palette, from 256 on 0xRRGGBB + 256; `flags` as above."""

    fg: int = DEFAULT_COLOUR
    bg: int = DEFAULT_COLOUR
    flags: int = 0


PLAIN = Style()


def apply_sgr(style: Style, parameters: Sequence[int]) -> Style:
    """Apply SGR parameters to a style. Unknown ones change nothing."""
    fg, bg, flags = style
    codes = iter(parameters or (0,))
    for code in codes:
        if code == 0:
            fg, bg, flags = PLAIN
        elif code in _ON:
            flags |= _ON[code]
        elif code in _OFF:
            flags &= ~_OFF[code]
        elif 30 <= code <= 37 or 90 <= code <= 97:
            fg = code - 30 if code < 90 else code - 82
        elif 40 <= code <= 47 or 100 <= code <= 107:
            bg = code - 40 if code < 100 else code - 92
        elif code == 39:
            fg = DEFAULT_COLOUR
        elif code == 49:
            bg = DEFAULT_COLOUR
        elif code in (38, 48):
            colour = _extended(codes)
            fg, bg = (colour, bg) if code == 38 else (fg, colour)
    return Style(fg, bg, flags)


def _extended(codes: Iterator[int]) -> int:
    if next(codes, 0) == 5:
        return next(codes, 0)
    red, green, blue = (next(codes, 0) for _ in range(3))
    return (red << 16 | green << 8 | blue) + _TRUE_COLOUR


@lru_cache(maxsize=1024)
def blank_style(style: Style) -> Style:
    """Reduce a style to the part that shows on a blank: the text colour counts only under an attribute like reverse."""
    flags = style.flags & _ON_BLANKS
    return Style(style.fg if flags else DEFAULT_COLOUR, style.bg, flags)


@lru_cache(maxsize=4096)
def sgr_between(old: Style | None, new: Style, alone: bool = True, by_index: bool = False) -> str:
    """Find the shortest SGR sequence that changes the style `old` (None: unknown) into `new`; empty if they are equal.

    `alone`: the terminal can turn off one attribute or colour by itself. `by_index`: it has bright colours only as
    38;5;8 to 38;5;15.
    """
    if old == new:
        return ""
    afresh = ["", *_turned_on(new.flags), *_colours(PLAIN, new, by_index)] if new != PLAIN else [""]
    ways = [afresh if len(afresh) == 1 else ["0", *afresh[1:]]]
    if old is not None and (alone or _only_adds(old, new)):
        ways.append(_changed(old, new, by_index))
    return min((f"\x1b[{';'.join(way)}m" for way in ways), key=len)


def _only_adds(old: Style, new: Style) -> bool:
    back = any(is_now == DEFAULT_COLOUR != was for was, is_now in zip(old[:2], new[:2], strict=True))
    return not back and not old.flags & ~new.flags


def _changed(old: Style, new: Style, by_index: bool) -> list[str]:
    codes, left = [], old.flags
    for code, flags in _OFF.items():
        if left & flags & ~new.flags:
            codes.append(str(code))
            left &= ~flags
    return [*codes, *_turned_on(new.flags & ~left), *_colours(old, new, by_index)]


def _turned_on(flags: int) -> list[str]:
    return [code for flag, code in _CODE_ON.items() if flags & flag]


def _colours(old: Style, new: Style, by_index: bool) -> list[str]:
    return [
        _colour(colour, base, by_index)
        for colour, before, base in ((new.fg, old.fg, 30), (new.bg, old.bg, 40))
        if colour != before
    ]


def _colour(colour: int, base: int, by_index: bool) -> str:
    if colour == DEFAULT_COLOUR:
        return str(base + 9)
    if colour < 8:
        return str(base + colour)
    if colour < 16 and not by_index:
        return str(base + 60 + colour - 8)
    if colour < _TRUE_COLOUR:
        return f"{base + 8};5;{colour}"
    colour -= _TRUE_COLOUR
    return f"{base + 8};2;{colour >> 16};{colour >> 8 & 255};{colour & 255}"
