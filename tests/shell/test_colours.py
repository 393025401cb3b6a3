"""What is written in colour can be read: on light and on dark terminals, with the colours that people have there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import NamedTuple

import pytest
from rich.style import Style

from tui.forms.palette import Palette
from tui.widgets.layout import TONES

BODY, WORD = 4.5, 3.0  # contrast of text, and of a word in colour (WCAG 2.1, 1.4.3: large or bold)


class Look(NamedTuple):
    """A terminal: its text on its ground, its sixteen colours, and what bold does: "bright" takes the bright colour,
    "thick" the same, "either" hangs on a setting. `own`: the contrast of its text where its maker chose less."""

    text: str
    ground: str
    colours: str
    bold: str = "either"
    own: float = BODY


XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
PUTTY = (
    "000000 bb0000 00bb00 bbbb00 0000bb bb00bb 00bbbb bbbbbb 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)
CAMPBELL = (
    "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2"
)
ONE_HALF = (
    "383a42 e45649 50a14f c18301 0184bc a626a4 0997b3 fafafa 4f525d df6c75 98c379 e4c07a 61afef c577dd 56b5c1 ffffff"
)
SOLARIZED = (
    "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3"
)
VGA = "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"

LOOKS = {
    "xterm": Look("000000", "ffffff", XTERM),
    "xterm, reversed": Look("ffffff", "000000", XTERM),
    "PuTTY": Look("bbbbbb", "000000", PUTTY),
    "PuTTY, black on white": Look("000000", "ffffff", PUTTY),
    "Windows Terminal": Look("cccccc", "0c0c0c", CAMPBELL),
    "Windows Terminal, One Half Light": Look("383a42", "fafafa", ONE_HALF),
    "Solarized dark": Look("839496", "002b36", SOLARIZED),
    "Solarized light": Look("657b83", "fdf6e3", SOLARIZED, own=4.1),
    "linux console": Look("aaaaaa", "000000", VGA, bold="bright"),
}


def luminance(colour: str) -> float:
    """Of RRGGBB, 0 to 1, as WCAG 2.1 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def styles() -> dict[str, Style]:
    """Every style that a screen may write in."""
    ours = {**TONES, **{f"form.{part.name}": str(part.default) for part in fields(Palette)}}
    return {name: Style.parse(words) for name, words in ours.items()}


def shades(number: int, bold: bool, look: Look) -> Iterator[str]:
    """What a colour of the sixteen may become there; a terminal of eight colours has a bright one as bold (`TERM`
    xterm, PuTTY's, is one)."""
    colours = look.colours.split()
    if number < 8 or look.bold == "bright":
        yield colours[number | 8 if bold and look.bold == "bright" else number]
    if number >= 8:
        yield colours[number]
        if look.bold != "bright":
            yield colours[number - 8]
    if bold and number < 8 and look.bold == "either":
        yield colours[number | 8]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_everything_that_is_written_can_be_read(look: Look) -> None:
    assert contrast(look.text, look.ground) >= look.own
    for name, style in styles().items():
        if style.color is not None:
            number = style.color.number
            assert number is not None and number < 16, name
            for shade in shades(number, bool(style.bold), look):
                assert contrast(shade, look.ground) >= WORD, (name, shade)


def test_no_ground_is_painted_and_nothing_is_faint_or_blinks() -> None:
    for name, style in styles().items():
        assert style.bgcolor is None, name
        assert not (style.dim or style.blink or style.blink2 or style.conceal or style.italic), name


def test_the_measure_is_the_one_of_wcag() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("00cdcd", "ffffff") < WORD
    assert contrast("0000ee", "000000") < WORD
