"""Map a style to the nearest that a terminal with fewer colours or attributes can show."""

from __future__ import annotations

from functools import lru_cache

from tui.wire.abilities import Abilities
from tui.wire.sgr import BOLD, DEFAULT_COLOUR, Style

_TRUE_COLOUR = 256  # from here on 0xRRGGBB and this, as in `Style`
_GREY = 8  # bright black
_STEPS = (0, 95, 135, 175, 215, 255)
# The first sixteen as xterm has them; terminals differ in these, and people choose their own.
_SIXTEEN = (
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
)  # fmt: skip


@lru_cache(maxsize=4096)
def possible(style: Style, can: Abilities) -> Style:
    """Return the style itself, or the nearest that the terminal has."""
    flags = style.flags & can.attributes
    if not can.colours:
        return Style(flags=flags)
    fg, bg = nearest(style.fg, can.colours), nearest(style.bg, can.colours)
    if can.colours < 16:
        if fg == _GREY:  # as bold black it could not be read on a terminal that only thickens what is bold
            fg = DEFAULT_COLOUR
        elif fg > _GREY:
            fg, flags = fg - 8, flags | BOLD & can.attributes
        bg = bg - 8 if bg >= 8 else bg
    return Style(fg, bg, flags)


def nearest(colour: int, colours: int) -> int:
    """Find the nearest of so many colours (8, 16, 256 …). For eight it is one of sixteen: `possible` makes bright
    ones bold."""
    if colour < 16 or colour < colours <= 256 or colours > 256:
        return colour
    wanted = _rgb(colour)
    # people choose the first sixteen themselves: where there are more, those are not used
    among = range(16, 256) if colours == 256 else range(16)
    return min(among, key=lambda one: _apart(_rgb(one), wanted))


def _rgb(colour: int) -> tuple[int, int, int]:
    if colour >= _TRUE_COLOUR:
        return _split(colour - _TRUE_COLOUR)
    if colour < 16:
        return _split(_SIXTEEN[colour])
    if colour >= 232:
        grey = 8 + (colour - 232) * 10
        return grey, grey, grey
    return _STEPS[(colour - 16) // 36], _STEPS[(colour - 16) // 6 % 6], _STEPS[(colour - 16) % 6]


def _split(rgb: int) -> tuple[int, int, int]:
    return rgb >> 16, rgb >> 8 & 255, rgb & 255


def _apart(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
